"""K2: needs by ORP and target group, and who said them; the silent ones are named."""

from collections.abc import Iterator

from komplan_core.evidence.rounds import ReportingState
from komplan_core.regional.midterm.tables import (
    Cell,
    CellKind,
    Column,
    Row,
    Table,
    coded,
    counted,
    figure,
    withheld,
    words,
)
from komplan_core.regional.need_withholding import withheld as withheld_totals
from komplan_core.regional.territory import Units
from komplan_region.usecases.chapters.coded import group_cell
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.needs import YearOfNeeds, needs_figures

_COUNTS = (
    ("municipalities", "Obce"),
    ("reported", "Hlásily"),
    ("no-change", "Beze změny"),
    ("by-orp", "Za obec ORP"),
    ("silent", "Mlčí"),
    ("awaited", "Očekává se"),
    ("covered", "Pokryto"),
)
_STATES = {
    "reported": ReportingState.REPORTED,
    "no-change": ReportingState.NO_CHANGE,
    "by-orp": ReportingState.REPORTED_BY_ORP,
    "silent": ReportingState.SILENT,
    "awaited": None,
}
_COVERAGE = (
    Column("year", "Rok"),
    Column("orp", "ORP"),
    *(Column(code, title, CellKind.COUNT) for code, title in _COUNTS),
)
_SILENT = (Column("year", "Rok"), Column("orp", "ORP"), Column("title", "Obec"))
_NEEDS = (
    Column("orp", "ORP"),
    Column("group", "Cílová skupina"),
    Column("needs", "Potřeby", CellKind.COUNT),
)
_PEOPLE = (
    Column("year", "Rok"),
    Column("orp", "ORP"),
    Column("needs", "Potřeby", CellKind.COUNT),
    Column("persons", "Osoby", CellKind.COUNT),
)


def tables(of: Composing) -> Iterator[Table]:
    """Needs of the plan's years, as municipalities and ORP reported them before and in these years."""
    years = [of.plan.from_year - 1, *of.plan.years]
    found = needs_figures(of.tx, years)
    held = [year for year in found.needs.years if year.round is not None]
    note = "Mlčení není nepřítomnost potřeby."
    coverage = tuple(row for year in held for row in _coverage(of, year))
    yield Table("needs-coverage", "K2", "Kdo hlásil potřeby", _COVERAGE, coverage, note)
    silent = tuple(row for year in held for row in _named(year))
    yield Table("needs-silent", "K2", "Obce, které mlčí", _SILENT, silent, note)
    units = found.needs.units
    rows = []
    for total in found.totals:
        group = group_cell(total.group) if total.group or total.unmapped else Cell("všechny")
        key = "/".join((total.orp or "-", "unmapped" if total.unmapped else total.group or "-"))
        rows.append(Row(key, (_orp_cell(total.orp, units), group, counted(total.needs))))
    note = "Otevřené potřeby všech let plánu, každá jednou."
    yield Table("needs", "K2", "Potřeby podle ORP a cílových skupin", _NEEDS, tuple(rows), note)
    people = tuple(row for year in years for row in _people(of, year))
    note = "Malé počty se neuvádějí, ani z jiných dopočítat nejdou: mohly by označit člověka. Roky se nesčítají."
    yield Table("needs-people", "K2", "Osoby, jichž se potřeby týkají", _PEOPLE, people, note)


def _people(of: Composing, year: int) -> Iterator[Row]:
    """People of one year, for the region and each ORP, told as everybody is told them."""
    found = needs_figures(of.tx, [year])
    hidden = withheld_totals(found.totals, 1)
    for place, total in enumerate(found.totals):
        if total.group or total.unmapped or not total.needs:
            continue
        persons = withheld(total.needs) if place in hidden else figure(total.total.persons, total.needs)
        cells = (Cell(str(year)), _orp_cell(total.orp, found.needs.units), counted(total.needs), persons)
        yield Row(f"{year}/{total.orp or '-'}", cells)


def _orp_cell(orp: str, units: Units) -> Cell:
    return coded(orp, units.orp_title(orp) if orp else "celý kraj")


def _coverage(of: Composing, year: YearOfNeeds) -> Iterator[Row]:
    assert year.round is not None
    territory = of.tx.territory.in_force(year.round.closes)
    lists = [year.round.name, *([territory.name] if territory is not None else [])]
    for covered in year.coverage:
        standings = [
            item
            for item in year.held.coverage.standings
            if not covered.orp or year.units.orp_of(item.municipality) == covered.orp
        ]
        cells = [*words(str(year.year), year.units.orp_title(covered.orp) if covered.orp else "celý kraj")]
        by_state = {code: [s for s in standings if s.state is state] for code, state in _STATES.items()}
        said = {code: [s.report for s in found if s.report] for code, found in by_state.items()}
        counts = {code: len(found) for code, found in by_state.items()} | {"municipalities": len(standings)}
        counts["covered"] = covered.covered
        said["covered"] = [*said["reported"], *said["no-change"], *said["by-orp"]]
        said["silent"] = said["awaited"] = said["covered"]  # whoever knows what came knows who did not say anything
        cells += [figure(counts[code], [*lists, *said.get(code, [])]) for code, _ in _COUNTS]
        yield Row(f"{year.year}/{covered.orp}", tuple(cells))


def _named(year: YearOfNeeds) -> Iterator[Row]:
    for item in year.held.coverage.standings:
        if item.state is ReportingState.SILENT:
            orp = year.units.orp_of(item.municipality)
            title = year.units.title(item.municipality)
            yield Row(f"{year.year}/{item.municipality}", words(str(year.year), year.units.orp_title(orp), title))
