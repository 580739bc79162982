"""The city's structure, asked by the use cases: codes that exist, numbers to print, ids to give."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_core import names
from komplan_core.errors import Forbidden, Invalid, Refused
from komplan_core.organisation import BodyKind
from komplan_core.planning import ExtraValue, Plan, PlanVersion
from komplan_core.profile import Behaviour, Profile
from komplan_kit.caller import Caller
from komplan_kit.clock import Clock, Ids, today

DECIDING: Final = frozenset({BodyKind.ASSEMBLY, BodyKind.COUNCIL})
"""Kinds of bodies that decide for the municipality: on plans, their changes, grants."""
OFFICE: Final = frozenset({"admin", "editor", "clerk"})
"""Who sees drafts of plans, and stands above the organisations in grants and plan projects. A catalogue editor does
neither, and may belong to one of them."""
PROVIDER_ROLE: Final = "provider"
ExtraCheck = Callable[[str, Iterable[ExtraValue], str], None]
"""Takes `section`, `node` or `measure`, the values, and the path of the field; raises Invalid."""


def is_office(caller: Caller) -> bool:
    """Whether the caller speaks for the office, not for an organisation."""
    return bool(caller.roles & OFFICE)


def no_extra_fields(subject: str, values: Iterable[ExtraValue], field: str) -> None:
    """Raise Invalid for any value: this city declares no fields of its own."""
    for index, value in enumerate(values):
        unknown = f"the city declares no field `{value.field}` for a {subject}"
        raise Invalid.field(f"{field}.{index}.field", "UNKNOWN_FIELD", unknown)


@dataclass(frozen=True)
class Structure:
    """What a city declares, what day it is there, and how new things are called."""

    profile: Profile
    behaviour: Behaviour
    ids: Ids
    clock: Clock
    extra: ExtraCheck = no_extra_fields
    """How values of the city's own fields are checked."""

    def today(self) -> date:
        """The day in Prague."""
        return today(self.clock)

    def check_day(self, day: date, field: str) -> None:
        """Raise Invalid for a day that has not come: what is recorded has happened."""
        if day > self.today():
            raise Invalid.field(field, "INVALID_VALUE", "the day has not come yet: write the day as it was")

    def own_provider(self, caller: Caller) -> str:
        """Resource name of the caller's organisation, as the catalogue knows it; empty for a caller without one."""
        area = names.AREA.format(area=self.profile.area.code)
        return f"{area}/providers/{caller.subject}" if PROVIDER_ROLE in caller.roles else ""

    def check_disinterested(self, caller: Caller, provider: str) -> None:
        """Raise Forbidden when the office would act on a record of the caller's own organisation."""
        if provider and provider == self.own_provider(caller):
            raise Forbidden("CONFLICT_OF_INTEREST", "it belongs to your own organisation: somebody else decides on it")

    def check_extra(self, subject: str, values: Iterable[ExtraValue], field: str) -> None:
        """Raise Invalid for a value that the city's own fields of a `section`, `node` or `measure` do not allow."""
        self.extra(subject, values, field)

    def check_body(self, code: str, field: str) -> None:
        """Raise Invalid for a body that the city does not have."""
        if code not in {body.code for body in self.profile.bodies}:
            raise Invalid.field(field, "UNKNOWN_CODE", f"the city has no body `{code}`")

    def check_deciding(self, code: str, field: str) -> None:
        """Raise Invalid for a body that the city does not have, or that is neither the council nor the assembly."""
        kinds = {body.code: body.kind for body in self.profile.bodies}
        if code not in kinds:
            raise Invalid.field(field, "UNKNOWN_CODE", "the city has no such body")
        if kinds[code] not in DECIDING:
            raise Invalid.field(field, "INVALID_VALUE", "the council or the assembly decides on this")

    def new_id(self, wanted: str, field: str) -> str:
        """The id that the caller wants, or a new one. Raises Invalid when it is no code."""
        return names.chosen_id(wanted, self.ids, field)

    def check_group(self, code: str, plan: Plan, field: str) -> None:
        """Raise Invalid unless the group is empty or exists on some day of the plan's period."""
        if code:
            self.profile.group(code, field, plan.period)

    def check_target_groups(self, codes: Iterable[str], field: str) -> None:
        """Raise Invalid for a target group that the city does not have."""
        known = {group.code for group in self.profile.target_groups}
        for index, code in enumerate(codes):
            if code not in known:
                raise Invalid.field(f"{field}.{index}", "UNKNOWN_CODE", f"the city has no target group `{code}`")

    def check_municipalities(self, codes: Iterable[str], territory: Iterable[str], field: str) -> None:
        """Raise Invalid for a municipality outside `territory`, or outside the area where that is empty."""
        known = frozenset(territory) or frozenset(self.profile.area.municipalities)
        for index, code in enumerate(codes):
            if code not in known:
                raise Invalid.field(f"{field}.{index}", "UNKNOWN_CODE", f"`{code}` lies outside the territory planned")

    def check_source(self, code: str, field: str) -> None:
        """Raise Invalid for a funding source that is neither canonical nor the city's."""
        if self.profile.canonical_source(code) is None:
            raise Invalid.field(field, "UNKNOWN_CODE", f"`{code}` is no funding source here")

    def check_draft(self, version: PlanVersion) -> None:
        """Raise Refused when the version is published."""
        if self.profile.workflow("version").kernel(version.state) != "draft" or version.content_sha256:
            raise Refused("VERSION_FROZEN", f"`{version.name}` is published: make a new version to change the plan")
