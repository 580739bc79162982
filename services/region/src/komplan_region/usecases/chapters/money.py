"""K2: economics: money by year and source, over the region and city by city, and what is asked of the state."""

from collections.abc import Iterable, Iterator, Mapping

from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, coded, figure, figures, words
from komplan_core.regional.territory import Units
from komplan_core.regional.titles import MONEY_NOTE, SUBSIDY_FINDINGS
from komplan_kit.clock import today
from komplan_region.ports.money import SUMMED, SummedRow
from komplan_region.usecases.chapters.coded import source_cell
from komplan_region.usecases.chapters.composing import Composing, unpacked
from komplan_region.usecases.money_figures import money_figures, subsidy_request
from komplan_region.usecases.places import orps_of

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
    Column("without-planned", "Řádků bez plánované částky", CellKind.COUNT),
)
_OF_REGION = (Column("year", "Rok"), Column("source", "Zdroj"), *MONEY)
_OF_AREA = (Column("title", "Město"), *_OF_REGION)
_OF_ORP = (Column("orp", "ORP"), *_OF_REGION)
_COVERED = (
    Column("orp", "ORP"),
    Column("municipalities", "Obcí", CellKind.COUNT),
    Column("served", "Obcí s opatřením", CellKind.COUNT),
)


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
        Row(f"{year}/{source or UNMAPPED_KEY}", (*words(str(year)), source_cell(source), *amounts(sums, names[key])))
        for key, sums in sorted(region.items())
        for _, year, source in [key]
    ]
    note = f"Součty po řádcích financování; neznámá částka se nesčítá a je vedena zvlášť. {MONEY_NOTE}"
    yield Table("money", "K2", "Peníze podle let a zdrojů", _OF_REGION, tuple(rows), note)
    areas = added(money_figures(of.tx, first, last, "area").rows)
    rows = [
        Row(
            f"{area}/{year}/{source or UNMAPPED_KEY}",
            (*words(of.titles[area], str(year)), source_cell(source), *amounts(sums, of_areas[key])),
            area,
        )
        for key, sums in sorted(areas.items())
        for area, year, source in [key]
    ]
    yield Table("money-by-area", "K2", "Peníze podle měst, let a zdrojů", _OF_AREA, tuple(rows), note)
    yield from _by_orp(of)
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
    told = dict(zip(SUMMED, sums, strict=True))
    known = {name: told[f"without_{name}"] < told["lines"] for name in ("planned", "secured", "actual")}
    known["overrun"] = known["actual"] and known["planned"]
    return figures((told[name] if known.get(name, True) else None for name in SHOWN), list(names))


def _by_orp(of: Composing) -> Iterator[Table]:
    """Money where measures are done, and which municipalities of an ORP any measure is for."""
    units, first, last = of.tx.territory.on(today(of.tx.now)), of.plan.from_year, of.plan.to_year
    places: dict[int, dict[int, tuple[str, ...]]] = {}
    by_territory: dict[str, list[str]] = {}
    weighed: dict[str, tuple[str, ...]] = {}
    for plan_id, place, territory in of.rows("territories"):
        if territory not in weighed:
            weighed[territory] = tuple(orps_of(territory.split(), units)) or (UNMAPPED,)
        places.setdefault(plan_id, {})[place] = weighed[territory]
        by_territory.setdefault(territory, []).append(of.measures[plan_id][place])
    names: Names = {}
    for plan_id, year, source, _, _, _, packed in of.rows("totals"):
        for place in unpacked(packed):
            for orp in places[plan_id][place]:
                names.setdefault((orp, year, source), []).append(of.measures[plan_id][place])
    rows = [
        Row(
            f"{orp or UNMAPPED_KEY}/{year}/{source or UNMAPPED_KEY}",
            (_orp_cell(orp, units), *words(str(year)), source_cell(source), *amounts(sums, names[key])),
        )
        for key, sums in sorted(added(money_figures(of.tx, first, last, "orp").rows).items(), key=_known_first)
        for orp, year, source in [key]
    ]
    note = (
        "Peníze opatření pro více ORP se dělí podle počtu obcí v haléřích, zvlášť co je zajištěno, co chybí a co je "
        "zajištěno navíc: části dají dohromady celek a v každé to souhlasí. "
        "Počty řádků se nesčítají: řádek pro více ORP se počítá v každém z nich."
    )
    yield Table("money-by-orp", "K2", "Peníze podle ORP, let a zdrojů", _OF_ORP, tuple(rows), note)
    yield _covered(of, units, by_territory)


def _covered(of: Composing, units: Units, by_territory: Mapping[str, list[str]]) -> Table:
    """How many municipalities of each ORP any measure is for; `by_territory` are measures by their municipalities."""
    towns: dict[str, set[str]] = {}
    behind: dict[str, list[str]] = {}
    for territory, measures in by_territory.items():
        orps = {town: units.orp_of(town) for town in territory.split()}
        for town, orp in orps.items():
            towns.setdefault(orp, set()).add(town)
        for orp in set(orps.values()):
            behind.setdefault(orp, []).extend(measures)
    rows = [
        Row(
            orp or UNMAPPED_KEY,
            (
                _orp_cell(orp, units),
                figure(len(units.of_orp(orp)) if orp else None, of.territory),
                figure(len(towns.get(orp, ())), [*of.territory, *behind.get(orp, [])]),
            ),
        )
        for orp in (*units.orps, *([UNMAPPED] if UNMAPPED in towns else []))
    ]
    note = "Obec, které se netýká žádné opatření, nemusí být bez potřeb: její město nemusí mít plán."
    return Table("money-coverage", "K2", "Kterých obcí se týkají opatření", _COVERED, tuple(rows), note)


def _known_first(item: tuple[tuple[str, int, str], list[int]]) -> tuple[bool, tuple[str, int, str]]:
    return item[0][0] == UNMAPPED, item[0]


def _orp_cell(orp: str, units: Units) -> Cell:
    return coded(orp, units.orp_title(orp)) if orp else Cell("neznámé ORP")


def _subsidy(of: Composing) -> Table:
    years = of.plan.years
    columns = (
        Column("area", "Město"),
        Column("measure", "Opatření"),
        Column("title", "Název"),
        *(Column(str(year), str(year), CellKind.MONEY) for year in years),
        Column("findings", "Co prověřit"),
    )
    rows = []
    for item in subsidy_request(of.tx, of.plan.from_year):
        asked: Mapping[int, int | None] = item.amounts
        cells = (
            coded(item.line.area, of.titles[item.line.area]),
            *words(item.line.code, item.line.title),
            *(figure(asked[year], [item.line.measure]) for year in years),
            coded(" ".join(item.findings), ", ".join(SUBSIDY_FINDINGS[code] for code in item.findings)),
        )
        rows.append(Row(item.line.measure, cells, item.line.area))
    note = "Požadavek na státní dotaci podle § 101a zákona č. 108/2006 Sb.; co prověřit, jen upozorňuje."
    return Table("subsidy", "K2", "Požadavek na státní dotaci", columns, tuple(rows), note)
