"""K4: the region's own priorities and measures, and the outlook of money of the cities and of the region."""

from collections.abc import Iterable, Iterator

from komplan_core.monitoring.action_plans import known_sum
from komplan_core.names import last_id
from komplan_core.regional.midterm.strategy import RegionFinancing, RegionMeasure
from komplan_core.regional.midterm.tables import CellKind, Column, Row, Table, coded, figure, words
from komplan_core.regional.titles import czech_day
from komplan_core.values import Money
from komplan_region.ports.money import SUMMED
from komplan_region.usecases.chapters.coded import group_cell, listed, source_cell
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.chapters.money import added
from komplan_region.usecases.money_figures import money_figures

_AMOUNTS = ("planned", "secured", "actual", "gap")
_MONEY = (
    Column("planned", "Plánováno", CellKind.MONEY),
    Column("secured", "Zajištěno", CellKind.MONEY),
    Column("actual", "Skutečnost", CellKind.MONEY),
    Column("gap", "Chybí", CellKind.MONEY),
)


def tables(of: Composing) -> Iterator[Table]:
    """The region's own strategy, as it stood when the version was built."""
    measures = of.tx.midterm.measures_of(of.plan.name)
    yield _priorities(of)
    yield _measures(of, measures)
    yield _money(measures)
    yield _outlook(of, measures)


def _priorities(of: Composing) -> Table:
    columns = (Column("title", "Priorita"), Column("text", "Popis"), Column("groups", "Cílové skupiny"))
    rows = [
        Row(last_id(item.name), (*words(item.title, item.text), listed(map(group_cell, item.target_groups))))
        for item in of.tx.midterm.priorities_of(of.plan.name)
    ]
    return Table("own-priorities", "K4", "Priority kraje", columns, tuple(rows), heads=1)


def _measures(of: Composing, measures: Iterable[RegionMeasure]) -> Table:
    columns = (
        Column("priority", "Priorita"),
        Column("title", "Opatření"),
        Column("responsible", "Odpovídá"),
        Column("deadline", "Termín"),
        Column("indicators", "Ukazatele"),
        Column("no-indicator-reason", "Proč bez ukazatele"),
        Column("planned", "Plánováno", CellKind.MONEY),
        Column("supports", "Podporuje opatření měst", CellKind.COUNT),
    )
    titles = {last_id(item.name): item.title for item in of.tx.midterm.priorities_of(of.plan.name)}
    rows = []
    for item in measures:
        known = [line.planned.hal for line in item.financing if line.planned is not None]
        indicators = "; ".join(f"{indicator.title} ({indicator.unit})" for indicator in item.indicators)
        deadline = czech_day(item.deadline)
        cells = (
            coded(item.priority, titles[item.priority]),
            *words(item.title, item.responsible, deadline, indicators, item.no_indicator_reason),
            figure(sum(known) if known else None, [item.name]),
            figure(len(item.supports), [item.name, *item.supports]),
        )
        rows.append(Row(last_id(item.name), cells))
    return Table("own-measures", "K4", "Opatření kraje", columns, tuple(rows), heads=2)


def _money(measures: Iterable[RegionMeasure]) -> Table:
    found: dict[tuple[int, str], list[tuple[str, RegionFinancing]]] = {}
    for item in measures:
        for line in item.financing:
            found.setdefault((line.year, line.source), []).append((item.name, line))
    rows = []
    for (year, source), lines in sorted(found.items()):
        behind = [name for name, _ in lines]
        sums = [known_sum(getattr(line, name) for _, line in lines) for name in _AMOUNTS]
        cells = (figure(total.hal if total is not None else None, behind) for total in sums)
        rows.append(Row(f"{year}/{source}", (*words(str(year)), source_cell(source), *cells)))
    columns = (Column("year", "Rok"), Column("source", "Zdroj"), *_MONEY)
    return Table("own-money", "K4", "Peníze na opatření kraje", columns, tuple(rows))


def _outlook(of: Composing, measures: Iterable[RegionMeasure]) -> Table:
    """Money of cities and the region year by year; an amount that no line of a year tells is not known."""
    shown = ("planned", "secured", "gap")
    sums = {year: dict.fromkeys(shown, 0) for year in of.plan.years}
    known: dict[int, set[str]] = {year: {"gap"} for year in of.plan.years}
    behind: dict[int, list[str]] = {year: [] for year in of.plan.years}
    for (_, year, _), told in added(money_figures(of.tx, of.plan.from_year, of.plan.to_year).rows).items():
        named = dict(zip(SUMMED, told, strict=True))
        for name in shown:
            sums[year][name] += named[name]
        known[year] |= {name for name in ("planned", "secured") if named[f"without_{name}"] < named["lines"]}
    for plan_id, year, _, _, _, _, packed in of.rows("totals"):
        if year in behind:
            behind[year].extend(of.names(plan_id, packed))
    for item in measures:
        for line in item.financing:
            if line.year in sums:
                behind[line.year].append(item.name)
                for name in shown:
                    sums[line.year][name] += _hal(getattr(line, name))
                known[line.year] |= {name for name in ("planned", "secured") if getattr(line, name) is not None}
    columns = (Column("year", "Rok"), _MONEY[0], _MONEY[1], _MONEY[3])
    rows = [
        Row(
            str(year),
            (*words(str(year)), *(figure(told[name] if name in known[year] else None, behind[year]) for name in shown)),
        )
        for year, told in sums.items()
    ]
    note = "Opatření měst a kraje dohromady; neznámé částky se nesčítají."
    return Table("outlook", "K4", "Výhled financování", columns, tuple(rows), note)


def _hal(amount: Money | None) -> int:
    return amount.hal if amount is not None else 0
