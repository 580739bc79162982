"""Texts of a version as blocks on which people comment, and the hash under which a version is known."""

import hashlib
from collections.abc import Iterable, Sequence

from komplan_core.consultation.drafts import DraftBlock
from komplan_core.names import last_id
from komplan_core.planning.blocks import text_sha256
from komplan_core.regional.midterm.plans import RegionPlanSection
from komplan_core.regional.midterm.tables import Cell, CellKind, Table
from komplan_core.values import Money


def text_blocks(sections: Iterable[RegionPlanSection], tables: Iterable[Table]) -> tuple[DraftBlock, ...]:
    """What people comment on: each section and each table, in the order of printing, under ids that stay."""
    by_part: dict[str, list[DraftBlock]] = {}
    for section in sorted(sections, key=lambda item: item.position):
        if section.text.strip():
            block = _block(f"sections/{last_id(section.name)}/text", section.code, section.title, section.text)
            by_part.setdefault(section.part, []).append(block)
    for table in tables:
        if table.rows:
            block = _block(f"tables/{table.code}/rows", table.part, table.title, table_text(table))
            by_part.setdefault(table.part, []).append(block)
    return tuple(block for part in sorted(by_part) for block in by_part[part])


def table_text(table: Table) -> str:
    """A table in words: a line for each row, cells between semicolons, money in crowns."""
    heads = "; ".join(column.title for column in table.columns)
    return "\n".join([heads, *("; ".join(_said(table, row.cells)) for row in table.rows)])


def version_sha256(content_sha256: str, sections: Iterable[RegionPlanSection]) -> str:
    """The hash over what is generated and over all texts."""
    texts = [(last_id(section.name), text_sha256(section.text)) for section in sections]
    lines = [f"content {content_sha256}", *(f"{code} {digest}" for code, digest in sorted(texts))]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def _block(block_id: str, number: str, title: str, text: str) -> DraftBlock:
    return DraftBlock(id=block_id, number=number, title=title, text=text, sha256=text_sha256(text))


def _said(table: Table, cells: Sequence[Cell]) -> Iterable[str]:
    for column, cell in zip(table.columns, cells, strict=True):
        if column.kind is CellKind.TEXT:
            yield cell.text
        elif cell.number is None:
            yield cell.text or "neznámo"
        else:
            yield str(Money(cell.number)) if column.kind is CellKind.MONEY else str(cell.number)
