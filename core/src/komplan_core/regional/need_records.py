"""What the region itself keeps of needs: rounds, forms, codes, merges, answers (act 108/2006 Sb., § 95 letter d)."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from komplan_core import names
from komplan_core.codelists import TargetGroupCode
from komplan_core.errors import violated
from komplan_core.evidence.rounds import CapacityNeed, NeedRound
from komplan_core.needs import Need, PersonsBasis, Reference
from komplan_core.record import Entity, Record
from komplan_core.values import Count, MunicipalityCode, Text, Title, Year, unique


class RegionNeedRound(NeedRound):
    """The region's call of one year. Its municipalities are those of the territory on its last day."""

    closed_at: datetime | None = None
    """When it was closed: what is submitted later counts only as a correction that somebody approved."""


def _said(value: str) -> str:
    if not value.strip():
        violated("REQUIRED", "say it in words")
    return value


def _approved(value: str) -> str:
    if not value.strip():
        violated("REQUIRED", "name the body or office that approved it (schválil), not a person")
    return value


Said = Annotated[str, Field(max_length=100_000), AfterValidator(_said)]
"""A text that is not empty."""


def is_need(name: str) -> bool:
    """Whether the name is that of a need, of a city or of the region's own intake."""
    return names.NEED.matches(name) or names.INTAKE_NEED.matches(name)


def _need(value: str) -> str:
    if not is_need(value):
        violated("NAME_FORMAT", f"expected a name like `{names.NEED.template}` or `{names.INTAKE_NEED.template}`")
    return value


NeedName = Annotated[str, AfterValidator(_need)]
"""Resource name of a need."""


class FormNeed(Record):
    """A need as a municipality writes it into the region's form, with the canonical target groups."""

    need_no: Annotated[int, Field(ge=0, le=1_000)] = 0
    """Number in the form; 0 lets the region give the next one. A correction keeps the number of the same need: by it
    the need has its name, so merges and answers stay with it."""
    title: Title
    target_groups: Annotated[tuple[TargetGroupCode, ...], Field(min_length=1, max_length=20), unique("a target group")]
    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(max_length=500), unique("a municipality")] = ()
    """Where; empty for all for which the form speaks."""
    persons: Count | None = None
    persons_basis: PersonsBasis = PersonsBasis.UNKNOWN
    persons_overlap: bool = False
    description: Text = ""
    why_unmet: Text = ""
    proposal: Text = ""
    follows: Reference = ""
    """The need of an earlier year that it goes on from."""

    def model_post_init(self, context: Any, /) -> None:
        if (self.persons is None) != (self.persons_basis is PersonsBasis.UNKNOWN):
            message = "a number of people goes with `exact` or `estimate`, and only a number does"
            violated("INVALID_VALUE", message, "persons_basis")


class NeedForm(Record):
    """The one-page form of a municipality: its needs, or that there are none. Nothing in it is personal."""

    municipality: MunicipalityCode
    on_behalf_of: Annotated[tuple[MunicipalityCode, ...], Field(max_length=500), unique("a municipality")] = ()
    """Municipalities of which the ORP speaks too, where the office takes down what the ORP says."""
    needs: Annotated[tuple[FormNeed, ...], Field(max_length=200)] = ()
    capacities: Annotated[tuple[CapacityNeed, ...], Field(max_length=200)] = ()
    """Capacities of services that are needed, with canonical target groups."""
    no_unmet_needs: bool = False
    """Signed by an empty form: there are none. An empty form that does not say so says nothing."""
    approved_by: Annotated[str, Field(max_length=100_000), AfterValidator(_approved)]
    """Body or office that approved it, not a person."""

    def model_post_init(self, context: Any, /) -> None:
        if self.municipality in self.on_behalf_of:
            violated("INVALID_VALUE", "who sends the form speaks for itself anyway", "on_behalf_of")
        if self.needs and self.no_unmet_needs:
            message = (
                f"the form lists needs ({len(self.needs)}) and says too that there are none: leave one of them out"
            )
            violated("INVALID_VALUE", message, "no_unmet_needs")
        if not self.needs and not self.no_unmet_needs:
            message = "list the needs, or confirm that there are none: an empty form alone says nothing"
            violated("REQUIRED", message, "no_unmet_needs")
        speaks_for = {self.municipality, *self.on_behalf_of}
        for index, need in enumerate(self.needs):
            if not speaks_for.issuperset(need.municipalities):
                violated("AREA_MISMATCH", "the form does not speak for this municipality", f"needs.{index}")
        given = [need.need_no for need in self.needs if need.need_no]
        if len(set(given)) != len(given):
            violated("DUPLICATE_CODE", "a number stands twice", "needs")

    def numbered(self) -> tuple[FormNeed, ...]:
        """The needs with their numbers: those given stay, others get the first free ones in their order."""
        taken = {need.need_no for need in self.needs}
        free = (number for number in range(1, 2_000) if number not in taken)
        return tuple(need if need.need_no else need.revised({"need_no": next(free)}) for need in self.needs)


class NeedMerge(Entity):
    """Needs that an analyst found to be one. What it joins stays readable, and it can be undone."""

    into: NeedName
    """The need that stands for all."""
    sources: Annotated[tuple[NeedName, ...], Field(min_length=1, max_length=200), unique("a need")]
    reason: Said
    undone: bool = False
    undone_reason: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        if self.into in self.sources:
            violated("INVALID_VALUE", "a need is not merged into itself", "sources")


class ResponseOutcome(StrEnum):
    """What the region did with a need (act 108/2006 Sb., § 95 letter d)."""

    ACCEPTED = "accepted"
    MERGED = "merged"
    NOT_TAKEN = "not-taken"


class NeedResponse(Entity):
    """The region's answer to one need, by which it informs the municipalities. Always with a reason; public."""

    need: NeedName
    title: Title
    """Title under which it is shown."""
    year: Year
    municipalities: tuple[MunicipalityCode, ...] = ()
    """Whom it concerns."""
    outcome: ResponseOutcome
    reason: Said
    merged_into: Annotated[str, AfterValidator(lambda value: _need(value) if value else value)] = ""
    """The need under which it goes on, for `merged` only."""
    decided_by: Said
    """Body or office, not a person."""
    decided_on: date | None = None

    def model_post_init(self, context: Any, /) -> None:
        if (self.outcome is ResponseOutcome.MERGED) != bool(self.merged_into):
            violated(
                "REQUIRED", "a merged need names the need under which it goes on, and only such a one", "merged_into"
            )
        if self.merged_into == self.need:
            violated("INVALID_VALUE", "a need is not merged into itself", "merged_into")


class CodeState(StrEnum):
    """Whether a code still works."""

    ISSUED = "issued"
    USED = "used"
    WITHDRAWN = "withdrawn"


class NeedCode(Entity):
    """A one-time code with which one municipality may send its form in one round. Only its hash is kept."""

    municipality: MunicipalityCode
    state: CodeState = CodeState.ISSUED
    sha256: bytes
    issued_at: datetime
    report: Reference = ""
    """The report for which it was used."""


_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that people take for each other."""


def new_code() -> str:
    """A random code such as `ABCD-EFGH-JKMN-PQRS`: 79 bits, good for one form."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def code_hash(name: str, code: str) -> bytes:
    """All that is kept of a code: bound to its municipality and round, however it is typed."""
    bare = "".join(mark for mark in code.upper() if mark.isalnum())
    return hashlib.sha256(f"{name}\n{bare}".encode()).digest()


@dataclass(frozen=True, slots=True)
class NeedDifference:
    """What a new version of a report says otherwise of one need."""

    need_no: int
    title: str
    change: str
    """`added`, `removed` or `changed`."""
    fields: tuple[str, ...] = ()
    """Fields that differ."""
    merges: tuple[str, ...] = ()
    """Names of merges in force with the need: of a changed one to be looked at, of a removed one void."""
    response: str = ""
    """Name of the region's answer to the need, or empty."""


_SAID: Final = (
    "title",
    "target_groups",
    "municipalities",
    "persons",
    "persons_basis",
    "persons_overlap",
    "description",
    "why_unmet",
    "proposal",
    "follows",
)


def differences(before: Iterable[Need], after: Iterable[Need]) -> tuple[NeedDifference, ...]:
    """How two versions of a report differ, need by need in the order of their numbers."""
    old = {need.need_no: need for need in before}
    new = {need.need_no: need for need in after}
    found = []
    for number in sorted({*old, *new}):
        one, other = old.get(number), new.get(number)
        if one is None or other is None:
            held = one or other
            assert held is not None
            found.append(NeedDifference(number, held.title, "removed" if other is None else "added"))
        elif fields := tuple(name for name in _SAID if getattr(one, name) != getattr(other, name)):
            found.append(NeedDifference(number, other.title, "changed", fields))
    return tuple(found)
