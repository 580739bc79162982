"""The settlement table on its way out: a page at a time, the next one is read when the one before has been sent."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, Final

from komplan.consultation.v1.settlement_table_pb2 import TableEnd, TableHead
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.tabulating import Tabulating
from komplan_core.consultation.settlement_table import TableRow
from komplan_core.errors import Full
from komplan_kit.caller import current
from komplan_kit.days import day_message
from komplan_kit.timer import within

MOST_AT_ONCE: Final = 4
"""Tables that are given out at the same time to citizens, and as many to identified callers."""

LONGEST_SECONDS: Final = 600.0
"""After which a table ends, whatever deadline its reader has: who takes nothing may not keep others out."""

LARGEST_PART: Final = 256 * 1024
"""Characters of a part, but for a row that is longer."""
_FIELDS: Final = tuple(item.name for item in fields(TableRow) if item.name not in ("received_on", "submitter", "extra"))

Part = tuple[list[tuple[TableRow, dict[str, Any]]], TableHead | None, TableEnd | None]
"""Rows with what both messages have of them, the head in the first part, the end in the last."""


class Tables:
    """Tables that are being given out."""

    def __init__(self, database: Consultation, tabulating: Tabulating) -> None:
        self._db, self._tabulating = database, tabulating
        self._running = {False: 0, True: 0}

    async def parts(self, parent: str, public: bool) -> AsyncIterator[Part]:
        """The parts of a table. Raises Stale when the book changed meanwhile, Full."""
        with self._slot():
            table = await self._db.read(self._tabulating.begin, parent, public)
            title, below, headings = self._tabulating.head(table)
            yield [], TableHead(title=title, below=below, extra_headings=headings), None
            rows, withheld, after = 0, 0, 0
            while True:
                page = await self._db.read(self._tabulating.page, table, after)
                rows += len(page.rows)
                withheld += page.withheld
                for part in _parts(page.rows):
                    yield part, None, None
                after = page.after
                if not after:
                    break
            points = await self._db.read(self._tabulating.check, table, rows, withheld)
            yield [], None, TableEnd(rows=rows, withheld=withheld, points=points, last_entry=table.last_entry)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        known = bool(current.get().caller.subject)
        if self._running[known] >= MOST_AT_ONCE:
            raise Full("TOO_MANY_CALLS", "too many tables are being given out: repeat after a pause")
        self._running[known] += 1
        try:
            with within(LONGEST_SECONDS):
                yield
        finally:
            self._running[known] -= 1


def _parts(rows: list[TableRow]) -> Iterator[list[tuple[TableRow, dict[str, Any]]]]:
    part: list[tuple[TableRow, dict[str, Any]]] = []
    size = 0
    for row in rows:
        beside: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
        part.append((row, {**beside, "received_on": day_message(row.received_on)}))
        size += sum(map(len, beside.values())) + sum(map(len, row.extra))
        if size >= LARGEST_PART:
            yield part
            part, size = [], 0
    if part:
        yield part
