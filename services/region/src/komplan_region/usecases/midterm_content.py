"""What is generated for a version of the region's plan: composed, encoded, hashed, and read again."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Final

from komplan.region.v1 import midterm_table_pb2 as pb
from komplan_core.regional.midterm.plans import RegionPlan
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.chapters import evaluations, indicators, money, needs, own, participation, strategy, supply
from komplan_region.usecases.chapters.composing import Composing

CHAPTERS: Final[tuple[Callable[[Composing], Iterator[Table]], ...]] = (
    participation.tables,
    needs.tables,
    supply.tables,
    money.tables,
    evaluations.tables,
    indicators.tables,
    strategy.tables,
    own.tables,
)
"""What each part of the plan is made of, in the order of printing. A subject adds its own here."""
RULES: Final = 1
"""Number of the rules of composing. Raise it whenever a chapter, or a rule of counting behind it, says anything else of
the same records: then a version that was built before is told to be of other rules, and not to be broken (ADR 24)."""
PROGRAM: Final = version("komplan-region")
"""Version of the program."""
SOURCES: Final = "sources"
"""Code under which the list of records behind the figures is kept."""
Parts = Sequence[tuple[str, bytes]]
Places = Mapping[tuple[str, ...], Sequence[int]]
"""Names of records → their places in the list of all."""


def composed(tx: RegionTx, plan: RegionPlan) -> tuple[Table, ...]:
    """All tables of a plan over the copies as they stand."""
    of = Composing(tx, plan)
    found = [table for chapter in CHAPTERS for table in chapter(of)]
    return tuple(sorted(found, key=lambda table: table.part))


def encoded(tables: Sequence[Table]) -> Parts:
    """Code and encoded message of every table, and the list of records behind their figures."""
    behind = {cell.sources for table in tables for row in table.rows for cell in row.cells}
    names = sorted(frozenset[str]().union(*behind))
    place_of = {name: place for place, name in enumerate(names)}
    places = {sources: sorted(place_of[name] for name in sources) for sources in behind}  # many figures have the same
    parts = [(table.code, _encoded(table, places)) for table in tables]
    return [*parts, (SOURCES, pb.MidtermSources(names=names).SerializeToString(deterministic=True))]


def content_sha256(parts: Parts) -> str:
    """The hash over what is generated, table by table."""
    digest = hashlib.sha256()
    for code, body in parts:
        digest.update(f"{code} {len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def sources_of(parts: Mapping[str, bytes]) -> list[str]:
    """Resource names of the records behind the figures, in their places."""
    return list(pb.MidtermSources.FromString(parts[SOURCES]).names) if SOURCES in parts else []


def decoded(parts: Parts, with_sources: bool = False) -> dict[str, Table]:
    """Code → table, as it was composed; without the names of records unless they are asked for."""
    known = dict(parts)
    names = sources_of(known) if with_sources else []
    return {code: _table(pb.MidtermTable.FromString(body), names) for code, body in known.items() if code != SOURCES}


def _encoded(table: Table, places: Places) -> bytes:
    message = pb.MidtermTable(
        code=table.code,
        part=table.part,
        title=table.title,
        note=table.note,
        columns=[pb.MidtermColumn(code=item.code, title=item.title, kind=item.kind) for item in table.columns],
        row_count=len(table.rows),
        heads=table.heads,
        rows=[pb.MidtermRow(key=row.key, area=row.area, cells=_cells(row.cells, places)) for row in table.rows],
    )
    body: bytes = message.SerializeToString(deterministic=True)
    return body


def _cells(cells: Iterable[Cell], places: Places) -> Iterator[pb.MidtermCell]:
    for cell in cells:
        yield pb.MidtermCell(text=cell.text, code=cell.code, number=cell.number, sources=places[cell.sources])


def _table(message: pb.MidtermTable, names: Sequence[str]) -> Table:
    return Table(
        message.code,
        message.part,
        message.title,
        tuple(Column(item.code, item.title, CellKind(item.kind)) for item in message.columns),
        tuple(Row(row.key, tuple(_cell(cell, names) for cell in row.cells), row.area) for row in message.rows),
        message.note,
        message.heads,
    )


def _cell(message: pb.MidtermCell, names: Sequence[str]) -> Cell:
    number = message.number if message.HasField("number") else None
    return Cell(message.text, number, tuple(names[place] for place in message.sources) if names else (), message.code)
