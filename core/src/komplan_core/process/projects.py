"""The project that pays for planning: its sources, budget and drawdown (domain: money rules)."""

from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.process.cycle import StatedFigure
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, OptionalCode, Period, Text, Title, unique

Month = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
"""A month such as `2006-06`."""

OptionalMonth = Annotated[str, StringConstraints(pattern=r"^((19|20|21)[0-9]{2}-(0[1-9]|1[0-2]))?$")]
"""A month, or empty for money of the whole project, which is never divided by the program."""


class ProjectState(StrEnum):
    """Where the project stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    FINISHED = "finished"
    SETTLED = "settled"
    CANCELLED = "cancelled"


MOVES: Final = {
    ProjectState.PREPARED: (ProjectState.RUNNING, ProjectState.CANCELLED),
    ProjectState.RUNNING: (ProjectState.FINISHED, ProjectState.CANCELLED),
    ProjectState.FINISHED: (ProjectState.SETTLED, ProjectState.RUNNING),
    ProjectState.SETTLED: (),
    ProjectState.CANCELLED: (),
}
"""The states to which a project may move."""


class ProjectSource(Record):
    """Money of one source. An amount that is not known is absent, not zero."""

    source: Code
    """A canonical funding source, or a local one that the profile maps."""
    title: Title
    own: bool = False
    """Whether it is the bearer's own share and no subsidy."""
    planned: Amount | None = None
    actual: Amount | None = None


class BudgetLine(Record):
    """What is planned to be spent on a category, in a month or in the whole project."""

    category: Code
    title: Title
    month: OptionalMonth = ""
    planned: Amount


class Drawdown(Record):
    """What was drawn in a month."""

    month: Month
    category: OptionalCode = ""
    """A category of the budget, or empty where the source does not say."""
    source: OptionalCode = ""
    """One of the project's sources, or empty where it is not told apart."""
    amount: Amount
    document: Annotated[str, Field(max_length=500)] = ""


class ProjectDeviation(Record):
    """How the project went otherwise than planned, as its bearer states it."""

    code: Code
    title: Title
    months: Annotated[int, Field(ge=-240, le=240)] = 0
    """By how many months it became longer; shorter if negative."""
    source: Text = ""


class PayingProject(Entity):
    """A project that pays for a cycle's planning."""

    title: Title
    state: ProjectState = ProjectState.PREPARED
    bearer: Title
    """The organisation that carries it, not a person."""
    partner: Annotated[str, Field(max_length=500)] = ""
    programme: Annotated[str, Field(max_length=500)] = ""
    """The programme or call from which it is paid."""
    period: Period
    sources: Annotated[tuple[ProjectSource, ...], Field(max_length=50), unique("a source", lambda s: s.source)] = ()
    budget: Annotated[
        tuple[BudgetLine, ...],
        Field(max_length=1000),
        unique("a category in a month", lambda line: (line.category, line.month)),
    ] = ()
    drawdowns: Annotated[tuple[Drawdown, ...], Field(max_length=1000)] = ()
    outputs: Annotated[tuple[Title, ...], Field(max_length=100)] = ()
    deviations: Annotated[
        tuple[ProjectDeviation, ...], Field(max_length=100), unique("a deviation", lambda deviation: deviation.code)
    ] = ()
    stated_figures: Annotated[
        tuple[StatedFigure, ...], Field(max_length=100), unique("a stated figure", lambda f: (f.code, f.year))
    ] = ()
    """`planned`, `actual`, `subsidy`, `actual-percent`, `share-` and a source: these are compared with the parts."""

    def model_post_init(self, context: Any, /) -> None:
        sources = {item.source for item in self.sources}
        categories = {line.category for line in self.budget}
        for number, line in enumerate(self.budget):
            self._within(line.month, f"budget.{number}.month")
        for number, drawn in enumerate(self.drawdowns):
            self._within(drawn.month, f"drawdowns.{number}.month")
            if drawn.source and drawn.source not in sources:
                violated("UNKNOWN_CODE", f"the project has no source `{drawn.source}`", f"drawdowns.{number}.source")
            if drawn.category and drawn.category not in categories:
                violated("UNKNOWN_CODE", f"the budget has no `{drawn.category}`", f"drawdowns.{number}.category")

    def _within(self, month: str, field: str) -> None:
        if not month:
            return
        end = self.period.end
        if month < f"{self.period.start:%Y-%m}" or (end is not None and month > f"{end:%Y-%m}"):
            violated("OUTSIDE_PERIOD", f"{month} lies outside the project's period", field)
