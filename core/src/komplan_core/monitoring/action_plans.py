"""Action plans (akční plány): what is done of a plan in one year, and what it costs then and in the two years after.

That a municipality makes one is practice, not law: what is missing of the contents A1–A7 is a warning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.planning import FinancingLine, Measure, Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Money, OptionalCode, Text, Title, Year, unique

OUTLOOK: Final = 2
"""Years after the plan's own for which costs are given."""
SUBSIDY: Final = "state-via-region"
"""The canonical source from which a subsidy is requested."""


class ActionPlanState(StrEnum):
    """Where an action plan stands."""

    DRAFT = "draft"
    APPROVED = "approved"


class NetworkStatus(StrEnum):
    """How a service stands in the network (names vary by region)."""

    BASIC = "basic"
    CONDITIONAL = "conditional"
    OUT = "out"


class ActionEntry(Record):
    """What is to be done of a measure in the year. The measure enters by its name, never by copy."""

    measure: Title
    """Resource name of a measure of the adopted version."""
    todo: Annotated[Text, Field(min_length=1)]


class ActionCost(FinancingLine):
    """Money of one measure in one year from one source."""

    measure: Title

    @classmethod
    def of(cls, measure: str, line: FinancingLine) -> "ActionCost":
        """What a measure's line of money says, as a cost of an action plan."""
        return cls(
            measure=measure,
            year=line.year,
            source=line.source,
            kind=line.kind,
            planned=line.planned,
            secured=line.secured,
            actual=line.actual,
        )


class NetworkService(Record):
    """A service of the catalogue and how it stands in the network."""

    service: Title
    status: NetworkStatus
    note: Text = ""


class ActionPlan(Entity):
    """The action plan of one year of an adopted plan."""

    title: Title
    year: Year
    version: OptionalCode = ""
    """Id of the adopted version to whose measures the entries refer."""
    entries: Annotated[
        tuple[ActionEntry, ...], Field(max_length=1000), unique("a measure", lambda entry: entry.measure)
    ] = ()
    costs: Annotated[
        tuple[ActionCost, ...],
        Field(max_length=5000),
        unique("a cost", lambda cost: (cost.measure, cost.year, cost.source, cost.kind)),
    ] = ()
    network: Annotated[
        tuple[NetworkService, ...], Field(max_length=2000), unique("a service", lambda item: item.service)
    ] = ()
    needs: Text = ""
    """Needs and demands on services (A5)."""
    evaluation: Annotated[str, Field(max_length=400)] = ""
    """Resource name of the evaluation of the year before (A6)."""
    settlement: Text = ""
    """How comments were settled (A7): in words, or the resource name of the round."""
    state: ActionPlanState = ActionPlanState.DRAFT
    resolution: Resolution | None = None
    fictional: bool = False

    def model_post_init(self, context: Any, /) -> None:
        measures = {entry.measure for entry in self.entries}
        for index, cost in enumerate(self.costs):
            if cost.measure not in measures:
                violated("REFERENCE_MISSING", "no entry speaks of this measure", f"costs.{index}.measure")
            if not self.year <= cost.year <= self.year + OUTLOOK:
                message = f"costs are those of {self.year} to {self.year + OUTLOOK}"
                violated("OUTSIDE_PERIOD", message, f"costs.{index}.year")


def default_costs(measure: Measure, year: int) -> tuple[ActionCost, ...]:
    """What the measure sheet says of the year and the two after."""
    return tuple(ActionCost.of(measure.name, line) for line in measure.financing if year <= line.year <= year + OUTLOOK)


@dataclass(frozen=True, slots=True)
class YearTotal:
    """Money of one year and source; None where no line knows it. The gap is the sum of the lines' gaps."""

    year: int
    source: str
    planned: Money | None
    secured: Money | None
    actual: Money | None
    gap: Money
    lines: int


def year_totals(lines: Iterable[FinancingLine]) -> tuple[YearTotal, ...]:
    """Lines added up by year and source."""
    groups: dict[tuple[int, str], list[FinancingLine]] = {}
    for line in lines:
        groups.setdefault((line.year, line.source), []).append(line)
    return tuple(
        YearTotal(
            year,
            source,
            known_sum(line.planned for line in found),
            known_sum(line.secured for line in found),
            known_sum(line.actual for line in found),
            sum((line.gap for line in found), Money(0)),
            len(found),
        )
        for (year, source), found in sorted(groups.items())
    )


def known_sum(amounts: Iterable[Money | None]) -> Money | None:
    """The sum of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Money(0)) if known else None


@dataclass(frozen=True, slots=True)
class ContentPart:
    """One of the contents A1–A7 of an action plan: whether it is there, and what is missing."""

    code: str
    title: str
    present: bool
    missing: str


def content_parts(plan: ActionPlan, subsidies: Iterable[str] = (SUBSIDY,)) -> tuple[ContentPart, ...]:
    """The contents A1–A7; `subsidies` are the codes of sources from which a subsidy is requested."""
    asked = set(subsidies)
    planned = [cost for cost in plan.costs if cost.planned is not None]
    requested = {cost.year for cost in planned if cost.source in asked}
    outlook = [year for year in range(plan.year + 1, plan.year + OUTLOOK + 1) if year not in requested]
    total = any(cost.year == plan.year for cost in planned)
    found: tuple[tuple[str, str, bool, str], ...] = (
        ("a1", "Aktualizovaná síť služeb", bool(plan.network), "the services of the network with their status"),
        (
            "a2",
            f"Náklady a požadovaná dotace na rok {plan.year}",
            total and plan.year in requested,
            f"planned costs of {plan.year}, a line of a requested subsidy among them",
        ),
        (
            "a3",
            f"Předpokládaná dotace na roky {plan.year + 1} a {plan.year + 2}",
            not outlook,
            f"planned subsidy of {', '.join(map(str, outlook))}",
        ),
        ("a4", f"Opatření k realizaci v roce {plan.year}", bool(plan.entries), "entries of measures"),
        ("a5", "Potřeby a požadavky na služby", bool(plan.needs.strip()), "`needs` in words"),
        ("a6", f"Vyhodnocení roku {plan.year - 1}", bool(plan.evaluation), "the evaluation of the year before"),
        ("a7", "Vypořádání připomínek", bool(plan.settlement.strip()), "`settlement`: in words, or its round"),
    )
    return tuple(ContentPart(code, title, there, "" if there else what) for code, title, there, what in found)
