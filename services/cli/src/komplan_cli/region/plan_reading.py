"""Reading versions of the region's plan over one channel: tables with all rows, texts, records behind the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import completeness_pb2
from komplan.region.v1 import midterm_pb2
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_plan_service_pb2_grpc as rpc
from komplan.region.v1 import midterm_table_pb2 as table_pb2
from komplan_cli.access import Access
from komplan_cli.asking import asked, everything
from komplan_core.errors import Invalid
from komplan_core.values import Money
from komplan_kit.client import Peer

Version = Annotated[str, typer.Argument(help="years and version, such as 2027-2029/v1")]
STATES: Final = {
    "draft": "rozpracovaná",
    "consultation": "v připomínkách",
    "final": "konečná",
    "approved": "schválená",
}
OUTCOMES: Final = {"ok": "v pořádku", "thin": "neúplné", "missing": "chybí"}


@dataclass(frozen=True)
class WholeVersion:
    """A version with all that stands in it."""

    plan: midterm_pb2.RegionPlan
    version: midterm_pb2.RegionPlanVersion
    sections: list[midterm_pb2.RegionPlanSection]
    tables: list[table_pb2.MidtermTable]
    sources: list[table_pb2.MidtermSource]


def known_money(item: Any, field: str) -> str:
    """An amount of a message in crowns; one that it does not tell is not known."""
    return str(Money(getattr(item, field))) if item.HasField(field) else "neznámo"


def version_name(access: Access, version: str, field: str = "version") -> str:
    """The resource name of a version. Raises Invalid."""
    plan, slash, id_ = version.partition("/")
    if not slash:
        raise Invalid.field(field, "NAME_FORMAT", "write years and version, such as 2027-2029/v1")
    return f"regions/{access.code}/plans/{plan}/versions/{id_}"


def read(access: Access, version: str, table: str = "") -> WholeVersion:
    """A version with its tables, or one of them, their rows and records. Raises NotFound, Invalid."""
    name = version_name(access, version)

    async def questions(peer: Peer) -> WholeVersion:
        stub = rpc.MidtermPlanServiceStub(peer.channel)
        found = await peer.ask(stub.GetRegionPlanVersion, pb.GetRegionPlanVersionRequest(name=name))
        plan = await peer.ask(stub.GetRegionPlan, pb.GetRegionPlanRequest(name=name.rpartition("/versions/")[0]))
        listed = await peer.ask(stub.ListMidtermTables, pb.ListMidtermTablesRequest(parent=name))
        known = [item for item in listed.tables if not table or item.code == table]
        if not known:
            codes = ", ".join(item.code for item in listed.tables)
            raise Invalid.field("--table", "UNKNOWN_CODE", f"the version has no table `{table}`; it has {codes}")
        for item in known:
            rows = pb.ListMidtermRowsRequest(parent=name, table=item.code, page_size=500)
            item.rows.extend([row async for row in everything(peer, stub.ListMidtermRows, rows, "rows")])
        asked_sections = pb.ListRegionPlanSectionsRequest(parent=name, page_size=500)
        sections = everything(peer, stub.ListRegionPlanSections, asked_sections, "region_plan_sections")
        asked_sources = pb.ListMidtermSourcesRequest(parent=name, page_size=500)
        sources = everything(peer, stub.ListMidtermSources, asked_sources, "sources")
        return WholeVersion(plan, found, [item async for item in sections], known, [item async for item in sources])

    return asked(access, questions)


def told_cell(cell: Any, kind: str) -> str:
    """A cell as people read it."""
    if kind == "text":
        return str(cell.text)
    if not cell.HasField("number"):
        return cell.text or "neznámo"
    return str(Money(cell.number)) if kind == "money" else str(cell.number)


def titled(table: table_pb2.MidtermTable, row: table_pb2.MidtermRow) -> str:
    """What a row is of, in words: its first texts, up to its first figure."""
    texts = takewhile(lambda pair: pair[0].kind == "text", zip(table.columns, row.cells, strict=True))
    return ", ".join(cell.text for _, cell in islice(texts, MOST_HEADS) if cell.text)


MOST_HEADS: Final = 3
"""Texts that name a row of which all cells are texts."""


def outcomes(checks: Sequence[completeness_pb2.Check]) -> Iterator[str]:
    """How the checks came out, in words; a part that is there, and of which an item is not whole, says so."""
    for check in checks:
        code, told = check.rule.code, OUTCOMES[check.outcome]
        items = (item for item in checks if item.rule.code[:-1] == code and item.rule.code[-1:].islower())
        if check.outcome == "ok" and any(item.outcome != "ok" for item in items):
            told = "obsažena, ne všechny položky"
        yield told


def told_row(table: table_pb2.MidtermTable, row: table_pb2.MidtermRow) -> list[str]:
    """A row as people read it."""
    return [told_cell(cell, column.kind) for column, cell in zip(table.columns, row.cells, strict=True)]
