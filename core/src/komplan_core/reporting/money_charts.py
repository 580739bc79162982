"""Charts of money: through the city's budget by founder, by source and year, per delivered unit."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction

from komplan_core.codelists import CodeList, entries
from komplan_core.planning import FinancingKind
from komplan_core.reporting.charts import (
    NOT_ADDED,
    WITHHELD,
    Chart,
    ChartCode,
    Column,
    PeriodFigures,
    Reported,
    Row,
    by_title,
    number,
    titled,
)
from komplan_core.reporting.quantities import half_up, operating
from komplan_core.values import Money


def money_by_founder(figures: PeriodFigures, municipalities: Collection[str]) -> Chart:
    """Actual operating money from the budgets of these municipalities, by the founder type of who received it."""
    sums: dict[str, int] = {}
    receivers: dict[str, int] = {}
    unknown = 0
    for item in figures.reports:
        lines = [
            line
            for line in item.report.incomes
            if line.kind is FinancingKind.OPERATING and line.municipality in municipalities
        ]
        unknown += sum(line.actual is None for line in lines)
        known = [line.actual.hal for line in lines if line.actual is not None]
        if known:
            founder = item.provider.founder_type or ""
            sums[founder] = sums.get(founder, 0) + sum(known)
            receivers[founder] = receivers.get(founder, 0) + 1
    whole = Money(sum(sums.values()))

    def row(code: str, title: str, amount: int, services: int) -> Row:
        share = Money(amount).percent_of(whole) if whole.hal else None
        return Row(code, title, (number(amount), number(share), number(services)))

    titles = {item.code: item.title for item in entries(CodeList.FOUNDER_TYPES)}
    notes = ["Skutečné provozní peníze z rozpočtu obcí plánovacího území včetně příspěvku zřizovatele."]
    if unknown:
        notes.append(f"Řádky bez známé skutečné částky: {unknown}. Nejsou započteny.")
    return Chart(
        code=ChartCode.MONEY_BY_FOUNDER,
        title="Provozní peníze protékající rozpočtem města podle zřizovatele poskytovatele",
        columns=(
            Column("amount", "částka", "hal"),
            Column("share", "podíl", "percent"),
            Column("services", "služby", "services"),
        ),
        rows=tuple(
            row(code, titles.get(code, "neuvedeno"), sums[code], receivers[code])
            for code in (*titles, "")
            if code in sums
        ),
        total=row("total", "celkem", whole.hal, sum(receivers.values())),
        notes=tuple(notes),
        coverages=(figures.coverage,),
    )


def sources_by_year(history: Sequence[PeriodFigures]) -> Chart:
    """Actual money of services by source, a column for each year, operating and investment together."""
    sums: list[dict[str, int]] = []
    unknown = 0
    for figures in history:
        year: dict[str, int] = {}
        for line in (line for item in figures.reports for line in item.report.incomes):
            if line.actual is None:
                unknown += 1
            else:
                year[line.source] = year.get(line.source, 0) + line.actual.hal
        sums.append(year)
    found = [item for item in entries(CodeList.FUNDING_SOURCES) if any(item.code in year for year in sums)]
    notes = ["Skutečné peníze, provozní i investiční."]
    if unknown:
        notes.append(f"Řádky bez známé skutečné částky: {unknown}. Nejsou započteny.")
    return Chart(
        code=ChartCode.SOURCES,
        title="Zdroje financování služeb podle let",
        columns=tuple(Column(str(item.period.year), item.period.title, "hal") for item in history),
        rows=tuple(Row(item.code, item.title, tuple(number(year.get(item.code)) for year in sums)) for item in found),
        total=Row("total", "celkem", tuple(number(sum(year.values())) for year in sums)),
        notes=tuple(notes),
        coverages=tuple(item.coverage for item in history),
    )


def cost_per_unit(figures: PeriodFigures, everybody: bool) -> Chart:
    """Actual operating cost per delivered unit by type of service. Everybody sees no counts of people."""
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    left_out = 0
    for item in figures.reports:
        unit, cost = _only_unit(item), operating(item.report.costs)
        if unit is None or cost is None:
            left_out += 1
            continue
        code, delivered = unit
        key = (item.service.service_type or "", code)
        before = sums.get(key, (0, 0, 0))
        sums[key] = (before[0] + cost.hal, before[1] + delivered, before[2] + 1)

    def row(key: tuple[str, str], cost: int, delivered: int, services: int) -> Row:
        service_type, unit = key
        per_unit: Decimal | None = half_up(Fraction(cost, 100 * delivered)) if delivered else None
        people = everybody and unit == "clients"
        title = titled(CodeList.SERVICE_TYPES, service_type, "bez druhu")
        return Row(
            "/".join(key),
            f"{title} ({titled(CodeList.CAPACITY_UNITS, unit, '')})",
            (
                number(cost),
                WITHHELD if people else number(delivered),
                WITHHELD if people else number(per_unit),
                number(services),
            ),
        )

    notes = [f"{NOT_ADDED} Jednotky se nesčítají ani neporovnávají mezi sebou."]
    if left_out:
        notes.append(f"Výkazy bez nákladů nebo bez jediné jednotky výkonu: {left_out}. Nejsou započteny.")
    if everybody:
        notes.append("Počty klientů jednotlivých druhů služeb se nezveřejňují.")
    return Chart(
        code=ChartCode.COST_PER_UNIT,
        title="Provozní náklady na jednotku podle druhu služby",
        columns=(
            Column("cost", "náklady", "hal"),
            Column("delivered", "výkon", "units"),
            Column("per-unit", "náklady na jednotku", "crowns"),
            Column("services", "služby", "services"),
        ),
        rows=by_title(row(key, *numbers) for key, numbers in sums.items()),
        total=None,
        notes=tuple(notes),
        coverages=(figures.coverage,),
    )


def _only_unit(item: Reported) -> tuple[str, int] | None:
    """The unit of a report and how much was delivered, where it is one unit: costs cannot be split between two."""
    units = {line.unit for line in item.report.units}
    if len(units) != 1 or (units == {"clients"} and len(item.report.units) > 1):
        return None
    return units.pop(), sum(line.delivered for line in item.report.units)
