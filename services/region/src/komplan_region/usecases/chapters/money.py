"""K2: economics: money by year and source, over the region and city by city, and what is asked of the state."""

from collections.abc import Iterable, Iterator, Mapping

from komplan_core.codelists import CodeList, entry
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, figure, words
from komplan_core.regional.titles import SUBSIDY_FINDINGS
from komplan_region.ports.money import SUMMED, SummedRow
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.money_figures import money_figures, subsidy_request

Sums = dict[tuple[str, int, str], list[int]]
Names = dict[tuple[str, int, str], list[str]]
SHOWN = ("planned", "secured", "actual", "gap", "overrun", "lines", "without_planned")
MONEY = (
    Column("planned", "Plánováno", CellKind.MONEY),
    Column("secured", "Zajištěno", CellKind.MONEY),
    Column("actual", "Skutečnost", CellKind.MONEY),
    Column("gap", "Chybí", CellKind.MONEY),
    Column("overrun", "Překročeno", CellKind.MONEY),
    Column("lines", "Řádků", CellKind.COUNT),
    Column("without-planned", "Řádků bez částky", CellKind.COUNT),
)
_OF_REGION = (Column("year", "Rok"), Column("source", "Zdroj"), *MONEY)
_OF_AREA = (Column("title", "Město"), *_OF_REGION)


def tables(of: Composing) -> Iterator[Table]:
    """Money of cities' adopted plans that touch these years."""
    names: Names = {}
    of_areas: Names = {}
    for plan_id, year, source, _, _, _, packed in of.rows("totals"):
        measures = list(of.names(plan_id, packed))
        names.setdefault(("", year, source), []).extend(measures)
        of_areas.setdefault((of.areas[plan_id], year, source), []).extend(measures)
    first, last = of.plan.from_year, of.plan.to_year
    region = added(money_figures(of.tx, first, last).rows)
    rows = [
        Row(f"{year}/{source or UNMAPPED_KEY}", (*words(str(year), source_title(source)), *amounts(sums, names[key])))
        for key, sums in sorted(region.items())
        for _, year, source in [key]
    ]
    note = "Součty po řádcích financování; neznámá částka se nesčítá a je vedena zvlášť."
    yield Table("money", "K2", "Peníze podle let a zdrojů", _OF_REGION, tuple(rows), note)
    titles = {standing.municipality.code: standing.municipality.title for standing in of.standings}
    areas = added(money_figures(of.tx, first, last, "area").rows)
    rows = [
        Row(
            f"{area}/{year}/{source or UNMAPPED_KEY}",
            (*words(titles[area], str(year), source_title(source)), *amounts(sums, of_areas[key])),
            area,
        )
        for key, sums in sorted(areas.items())
        for area, year, source in [key]
    ]
    yield Table("money-by-area", "K2", "Peníze podle měst, let a zdrojů", _OF_AREA, tuple(rows), note)
    yield _subsidy(of)


UNMAPPED_KEY = "-"
"""Stands for an empty code in the key of a row."""


def added(rows: Iterable[SummedRow]) -> Sums:
    """Sums of both kinds of money, by key, year and source, in the order of `SUMMED`."""
    found: Sums = {}
    for row in rows:
        sums = found.setdefault((row.key, row.year, row.source), [0] * len(SUMMED))
        for place, amount in enumerate(row.sums):
            sums[place] += int(amount or 0)
    return found


def amounts(sums: Iterable[int], names: Iterable[str]) -> tuple[Cell, ...]:
    """Figures of the columns `MONEY` with the measures behind them; an amount that no line tells is not known."""
    told, sources = dict(zip(SUMMED, sums, strict=True)), list(names)
    known = {name: told[f"without_{name}"] < told["lines"] for name in ("planned", "secured", "actual")}
    known["overrun"] = known["actual"] and known["planned"]
    return tuple(figure(told[name] if known.get(name, True) else None, sources) for name in SHOWN)


def source_title(code: str) -> str:
    """Czech title of a canonical source."""
    return "bez přiřazení" if code == UNMAPPED else entry(CodeList.FUNDING_SOURCES, code).title


def _subsidy(of: Composing) -> Table:
    years = of.plan.years
    columns = (
        Column("measure", "Opatření"),
        Column("title", "Název"),
        *(Column(str(year), str(year), CellKind.MONEY) for year in years),
        Column("findings", "Co prověřit"),
    )
    rows = []
    for item in subsidy_request(of.tx, of.plan.from_year):
        asked: Mapping[int, int | None] = item.amounts
        cells = (
            *words(item.line.code, item.line.title),
            *(figure(asked[year], [item.line.measure]) for year in years),
            *words(", ".join(SUBSIDY_FINDINGS[code] for code in item.findings)),
        )
        rows.append(Row(item.line.measure, cells, item.line.area))
    note = "Požadavek na státní dotaci podle § 101a zákona č. 108/2006 Sb.; co prověřit, jen upozorňuje."
    return Table("subsidy", "K2", "Požadavek na státní dotaci", columns, tuple(rows), note)
