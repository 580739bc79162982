"""K1: who took part, how current what they published is, and what came of consultations before."""

from collections.abc import Iterator

from komplan_core.names import last_id
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, coded, counted, figure
from komplan_core.regional.titles import COPY_STATES, czech_day
from komplan_region.usecases.chapters.composing import Composing

_PARTICIPANTS = (
    Column("title", "Město"),
    Column("state", "Stav kopie"),
    Column("reason", "Důvod"),
    Column("as-of", "Potvrzeno"),
    Column("revision", "Revize", CellKind.COUNT),
    Column("measures", "Opatření", CellKind.COUNT),
)
_CONSULTATIONS = (
    Column("round", "Kolo"),
    Column("comments", "Připomínky", CellKind.COUNT),
    Column("points", "Body", CellKind.COUNT),
)


def tables(of: Composing) -> Iterator[Table]:
    """The tables of the descriptive part."""
    yield _participants(of)
    yield _consultations(of)


def _participants(of: Composing) -> Table:
    by_area: dict[str, list[str]] = {}
    for plan_id, known in of.measures.items():
        by_area.setdefault(of.areas[plan_id], []).extend(known.values())
    rows = []
    for standing in of.standings:
        city = standing.municipality
        as_of = czech_day(standing.collected_at.date() if standing.collected_at else None)
        cells = (
            Cell(city.title),
            coded(standing.state, COPY_STATES[standing.state]),
            Cell(standing.reason),
            Cell(as_of),
            figure(standing.revision, [f"areas/{city.code}"]),
            counted(by_area.get(city.code, [])),
        )
        rows.append(Row(city.code, cells, city.code))
    note = "Města v adresáři kraje; revize je číslo poslední zveřejněné změny v deníku města."
    return Table("participants", "K1", "Kdo se podílel", _PARTICIPANTS, tuple(rows), note, heads=1)


def _consultations(of: Composing) -> Table:
    rows = []
    for plan in filter(None, (of.plan.previous, of.plan.name)):
        for version in of.tx.midterm.versions_of(plan):
            held = version.consultation
            if held is not None and held.round:
                cells = (
                    coded(held.round, last_id(held.round)),
                    figure(held.comments, [held.round]),
                    figure(held.points, [held.round]),
                )
                rows.append(Row(version.name.removeprefix(f"{plan.rsplit('/', 1)[0]}/"), cells))
    return Table("consultations", "K1", "Připomínková řízení krajských plánů", _CONSULTATIONS, tuple(rows))
