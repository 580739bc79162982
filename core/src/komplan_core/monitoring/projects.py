"""Projects that carry out the plan, and what their providers report of them each half-year (Ostrava: eSRP)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from komplan_core.catalogue.organisations import Ico
from komplan_core.errors import Refused, violated
from komplan_core.monitoring.terms import halves_over, last_day
from komplan_core.planning import FinancingKind, FinancingLine
from komplan_core.process.projects import ProjectState
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, ExactDecimal, Period, Text, Title, Year, unique


class PlanProject(Entity):
    """A project of an organisation that supports measures of the plan."""

    title: Title
    organisation: Title
    ico: Annotated[Ico, StringConstraints(min_length=1)]
    """IČO of the organisation."""
    provider: Annotated[str, Field(max_length=400)] = ""
    """The organisation's entry in the catalogue, which says who may report for it; empty where the office does."""
    measures: Annotated[tuple[str, ...], Field(min_length=1, max_length=100), unique("a measure")]
    """Resource names of measures of the adopted version."""
    period: Period
    financing: Annotated[
        tuple[FinancingLine, ...],
        Field(max_length=200),
        unique("a line of one year, source and kind", lambda line: (line.year, line.source, line.kind)),
    ] = ()
    fictional: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if self.period.end is None:
            violated("REQUIRED", "a project has a last day", "period.end")
        for index, line in enumerate(self.financing):
            if not self.period.start.year <= line.year <= self.period.end.year:
                violated("OUTSIDE_PERIOD", "the year lies outside the project's period", f"financing.{index}.year")


class RevisionStage(StrEnum):
    """Where a revision stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class ProjectIndicator(Record):
    """What the project reached in the half-year."""

    code: Code
    title: Title
    unit: Title
    value: ExactDecimal


class UsedMoney(Record):
    """Money that the project used in the half-year."""

    source: Code
    kind: FinancingKind = FinancingKind.OPERATING
    amount: Amount


class ProjectRevision(Entity):
    """How a project fared in one half-year, as its organisation says."""

    year: Year
    half: Annotated[int, Field(ge=1, le=2)]
    state: ProjectState
    indicators: Annotated[
        tuple[ProjectIndicator, ...], Field(max_length=200), unique("an indicator", lambda item: item.code)
    ] = ()
    money: Annotated[
        tuple[UsedMoney, ...], Field(max_length=200), unique("a source and kind", lambda line: (line.source, line.kind))
    ] = ()
    text: Annotated[Text, Field(min_length=1)]
    stage: RevisionStage = RevisionStage.SUBMITTED
    submitted_on: date | None = None
    returned: Text = ""
    """What has to be mended, while it is returned."""
    accepted_on: date | None = None

    def check_open(self) -> None:
        """Raise Refused for a revision that was accepted."""
        if self.stage is RevisionStage.ACCEPTED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{self.name}` is accepted and stays as it is")

    def judged(self, stage: RevisionStage, changes: Mapping[str, Any]) -> "ProjectRevision":
        """The revision returned or accepted by the office. Raises Refused unless it lies on the desk."""
        if self.stage is not RevisionStage.SUBMITTED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{self.name}` is {self.stage}; it would have to be submitted")
        return self.revised({**changes, "stage": stage})


@dataclass(frozen=True, slots=True)
class Late:
    """A half-year of which a project's organisation has handed in nothing that stands."""

    project: str
    title: str
    organisation: str
    year: int
    half: int
    due: date
    returned: bool
    """Whether something was handed in and returned."""


def late(
    projects: Iterable[PlanProject], revisions: Iterable[ProjectRevision], day: date, grace_days: int = 0
) -> tuple[Late, ...]:
    """Half-years that ended more than `grace_days` before the day without a submitted or accepted revision."""
    stages = {(item.name.rsplit("/", 2)[0], item.year, item.half): item.stage for item in revisions}
    found = []
    for project in projects:
        for year, half in halves_over(project.period, day):
            stage = stages.get((project.name, year, half))
            due = last_day(year, half) + timedelta(days=grace_days)
            if due < day and stage in (None, RevisionStage.RETURNED):
                missing = Late(project.name, project.title, project.organisation, year, half, due, stage is not None)
                found.append(missing)
    return tuple(found)
