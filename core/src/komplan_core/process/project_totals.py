"""What a paying project's parts add up to, and where that contradicts what is stated. Both are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from komplan_core.process.cycle import StatedFigure
from komplan_core.process.findings import FindingKind, ProcessFinding
from komplan_core.process.projects import PayingProject
from komplan_core.values import Money


@dataclass(frozen=True)
class Total:
    """A sum of what is known; `complete` where nothing of it is unknown."""

    amount: Money | None
    complete: bool


@dataclass(frozen=True)
class SourceTotal:
    """Money of one source and its share in the planned whole."""

    source: str
    planned: Money | None
    actual: Money | None
    share: Decimal | None
    """Percent of the planned total, two decimals, half up."""


@dataclass(frozen=True)
class CategoryTotal:
    """A category of the budget: planned and drawn."""

    category: str
    planned: Money
    drawn: Money


@dataclass(frozen=True)
class MonthTotal:
    """A month: planned and drawn in it, and drawn since the start."""

    month: str
    planned: Money
    drawn: Money
    drawn_so_far: Money


@dataclass(frozen=True)
class ProjectTotals:
    """What the parts of a project add up to."""

    planned: Total
    actual: Total
    subsidy: Total
    unspent: Money | None
    """Planned less actual; below zero where more was spent."""
    actual_percent: Decimal | None
    sources: tuple[SourceTotal, ...]
    categories: tuple[CategoryTotal, ...]
    months: tuple[MonthTotal, ...]
    findings: tuple[ProcessFinding, ...]


def totals(project: PayingProject) -> ProjectTotals:
    """The totals of a project. Planned is what its sources bring, else its budget; actual is what was drawn."""
    budget = _sum(line.planned for line in project.budget)
    brought = _sum(item.planned for item in project.sources)
    drawn = _sum(item.amount for item in project.drawdowns)
    spent = _sum(item.actual for item in project.sources)
    planned = brought if brought.amount is not None else budget
    actual = drawn if drawn.amount is not None else spent
    subsidy = _sum(item.planned for item in project.sources if not item.own)
    both = planned.amount is not None and actual.amount is not None
    result = ProjectTotals(
        planned=planned,
        actual=actual,
        subsidy=subsidy,
        unspent=planned.amount - actual.amount if both else None,  # type: ignore[operator]
        actual_percent=_percent(actual.amount, planned),
        sources=tuple(
            SourceTotal(item.source, item.planned, item.actual, _percent(item.planned, planned))
            for item in project.sources
        ),
        categories=_categories(project),
        months=_months(project),
        findings=(),
    )
    found = [
        *_stated(project, result),
        *_parts(project, "rozpočet", budget, brought),
        *_parts(project, "čerpání", drawn, spent),
        *_overdrawn(project, result),
    ]
    return ProjectTotals(**{**result.__dict__, "findings": tuple(found)})


def _sum(amounts: Iterable[Money | None]) -> Total:
    known = list(amounts)
    given = [item for item in known if item is not None]
    return Total(
        Money(sum(amount.hal for amount in given)) if given else None, bool(given) and len(given) == len(known)
    )


def _percent(part: Money | None, whole: Total) -> Decimal | None:
    if part is None or not whole.complete or whole.amount is None or whole.amount.hal == 0:
        return None
    return part.percent_of(whole.amount)


def _categories(project: PayingProject) -> tuple[CategoryTotal, ...]:
    planned: dict[str, int] = {}
    for line in project.budget:
        planned[line.category] = planned.get(line.category, 0) + line.planned.hal
    drawn = dict.fromkeys(planned, 0)
    for item in project.drawdowns:
        drawn[item.category] = drawn.get(item.category, 0) + item.amount.hal
    return tuple(CategoryTotal(code, Money(planned.get(code, 0)), Money(drawn[code])) for code in drawn)


def _months(project: PayingProject) -> tuple[MonthTotal, ...]:
    budgeted = {line.month for line in project.budget if line.month}
    months = sorted(budgeted | {item.month for item in project.drawdowns})
    found, so_far = [], 0
    for month in months:
        planned = sum(line.planned.hal for line in project.budget if line.month == month)
        drawn = sum(item.amount.hal for item in project.drawdowns if item.month == month)
        so_far += drawn
        found.append(MonthTotal(month, Money(planned), Money(drawn), Money(so_far)))
    return tuple(found)


def _stated(project: PayingProject, found: ProjectTotals) -> list[ProcessFinding]:
    findings = []
    for figure in project.stated_figures:
        computed = _computed(figure, found)
        if computed is not None and computed != figure.value:
            message = f"{figure.title}: uvedeno {_shown(figure, figure.value)}, součet dává {_shown(figure, computed)}"
            findings.append(
                ProcessFinding(kind=FindingKind.TOTAL_DIFFERS, subject=f"{project.name}#{figure.code}", message=message)
            )
    return findings


def _computed(figure: StatedFigure, found: ProjectTotals) -> Decimal | None:
    """The computed value as exactly as the figure is stated, or None where nothing can be compared."""
    money = {"planned": found.planned, "actual": found.actual, "subsidy": found.subsidy}
    if figure.unit == "hal":
        total = money.get(figure.code)
        return Decimal(total.amount.hal) if total and total.complete and total.amount else None
    if figure.unit != "percent" or not found.planned.complete or not found.planned.amount:
        return None
    parts = {f"share-{item.source}": item.planned for item in found.sources}
    part = found.actual.amount if figure.code == "actual-percent" else parts.get(figure.code)
    if part is None or not found.planned.amount.hal:
        return None
    exact = Fraction(part.hal * 100, found.planned.amount.hal)
    decimals = max(-int(figure.value.as_tuple().exponent), 0)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _shown(figure: StatedFigure, value: Decimal) -> str:
    return str(Money(int(value))) if figure.unit == "hal" else f"{value:f} %".replace(".", ",")


def _parts(project: PayingProject, what: str, lines: Total, sources: Total) -> list[ProcessFinding]:
    if lines.amount is None or not sources.complete or lines.amount == sources.amount:
        return []
    message = f"Projekt: {what} dává {lines.amount}, zdroje {sources.amount}"
    return [ProcessFinding(kind=FindingKind.PARTS_DIFFER, subject=project.name, message=message)]


def _overdrawn(project: PayingProject, found: ProjectTotals) -> list[ProcessFinding]:
    over = [
        (f"kategorie {item.category}", item.drawn, item.planned)
        for item in found.categories
        if item.category and item.drawn.hal > item.planned.hal
    ]
    planned, actual = found.planned, found.actual
    if planned.complete and planned.amount and actual.amount and actual.amount.hal > planned.amount.hal:
        over.append(("celek", actual.amount, planned.amount))
    return [
        ProcessFinding(
            kind=FindingKind.OVERDRAWN,
            subject=project.name,
            message=f"Projekt, {what}: čerpáno {drawn}, plánováno {plan}",
        )
        for what, drawn, plan in over
    ]
