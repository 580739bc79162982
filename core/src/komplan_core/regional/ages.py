"""Age groups of people, and which of them a type of service serves.

The law does not say for which ages a type of service is. What stands here is a proposal for rates per inhabitant:
dated, not verified, and every region may say it otherwise.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from komplan_core.codelists import CodeList, ServiceTypeCode, entries
from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Period, Text, unique

ANY_AGE: Final = "any-age"
OLDEST: Final = 130
"""No age is above it: where a band ends that has no end."""


def _age_group(code: str) -> str:
    if code not in STARTS and code != ANY_AGE:
        violated("UNKNOWN_CODE", f"use a code of the list `{CodeList.AGE_GROUPS}`")
    return code


STARTS: Final = {entry.code: entry.from_age for entry in entries(CodeList.AGE_GROUPS) if entry.from_age is not None}
"""Age group → completed years with which it begins, in the order of ages. It ends where the next one begins."""
GROUPS: Final = tuple(STARTS)
AgeGroupCode = Annotated[str, AfterValidator(_age_group)]
"""An age group of the register, such as `older-seniors`."""


def span(group: str) -> tuple[int, int]:
    """First and last completed year of a group; the last group ends with the oldest age that there is."""
    place = GROUPS.index(group)
    following = STARTS[GROUPS[place + 1]] if place + 1 < len(GROUPS) else OLDEST + 1
    return STARTS[group], following - 1


def group_of(first: int, last: int) -> str | None:
    """The group in which a band of ages lies as a whole, or None: no number is split by the program."""
    return next((group for group in GROUPS if span(group)[0] <= first and last <= span(group)[1]), None)


class ServedAges(Entity):
    """Which age groups a type of service serves in some days: the inhabitants that its capacity is set against."""

    service_type: ServiceTypeCode
    age_groups: Annotated[tuple[AgeGroupCode, ...], Field(min_length=1, max_length=10), unique("an age group")]
    validity: Period
    verified: bool = False
    """Whether somebody read it in a source; if not, never show it as official."""
    source: Annotated[Text, Field(max_length=2000)] = ""
    """From where it is; what is verified names it."""

    def model_post_init(self, context: object, /) -> None:
        if ANY_AGE in self.age_groups and len(self.age_groups) > 1:
            violated("INVALID_VALUE", "any age is all of them: name no other group beside it", "age_groups")
        if self.verified and not self.source.strip():
            violated("REQUIRED", "say in which source it was read", "source")

    def meets(self, other: "ServedAges") -> bool:
        """Whether both speak of one type on some day."""
        return self.service_type == other.service_type and self.validity.overlaps(other.validity)


def ages_served(service_type: str, day: date, own: Iterable[ServedAges] = ()) -> ServedAges | None:
    """What holds of a type on a day: what the region says, or else the proposal; None for a type without one."""
    said = next((item for item in own if item.service_type == service_type and item.validity.covers(day)), None)
    if said is not None:
        return said
    return next((i for i in proposals() if i.service_type == service_type and i.validity.covers(day)), None)


@cache
def proposals() -> tuple[ServedAges, ...]:
    """What the project proposes for every type. Not verified."""
    rows = json.loads(files("komplan_core").joinpath("data", "served_ages.json").read_text(encoding="utf-8"))
    return tuple(ServedAges.model_validate(row) for row in rows["served_ages"])
