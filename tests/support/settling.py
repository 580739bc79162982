"""What became of every write: read from the database itself, not through the service."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select, text

from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_pb2 import Measure
from komplan_kit.engine import Store
from komplan_planning.repositories import METADATA
from support.load import Write

ENTITIES = [table for table in METADATA.sorted_tables if {"name", "etag", "encoded"} <= set(table.columns.keys())]
JOURNAL, HEAD, REQUEST = (METADATA.tables[name] for name in ("journal", "journal_head", "request"))


def faults(address: str, writes: Iterable[Write]) -> Counter[str]:
    """How often which promise is broken; empty when every acknowledged write is there once and nothing else is."""
    store = Store(address)
    with store.engine.connect() as connection:
        found = Counter(_of_writes(connection, {write.token: write for write in writes}))
        found.update(_of_journal(connection))
        if store.sqlite and connection.execute(text("PRAGMA integrity_check")).scalar() != "ok":
            found["the file is damaged"] += 1
    return found


def _of_writes(connection: Connection, writes: dict[str, Write]) -> Iterator[str]:
    entries: dict[str, list[Any]] = defaultdict(list)
    for name, encoded in connection.execute(select(JOURNAL.c.name, JOURNAL.c.encoded)):
        kind = Need if "/needs/" in name else Measure if "/measures/" in name else None
        if kind is not None:
            record = kind.FromString(bytes(encoded))
            entries[getattr(record, "description", "") or record.title].append(record)
    for token, write in writes.items():
        there = entries.pop(token, [])
        if write.refusal:
            yield f"refused: {write.refusal}"
        if not there and write.reply is not None:
            yield "lost"
        elif len(there) > 1:
            yield "doubled"
        elif there and write.reply is not None and there[0] != write.reply:
            yield "answered otherwise than stored"
    yield from ("invented" for _ in entries)
    answered = [row[0] for row in connection.execute(select(REQUEST.c.request_id)) if row[0] in writes]
    yield from ("not kept as answered" for _ in set(writes) - set(answered) if writes[_].reply is not None)


def _of_journal(connection: Connection) -> Iterator[str]:
    last: dict[str, tuple[bytes, bool]] = {}
    rows = connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)).all()
    for place, row in enumerate(rows, 1):
        if row.seq != place:
            yield "gap in the journal"
            break
        if not row.deleted and sha256(bytes(row.encoded)).digest() != bytes(row.sha256):
            yield "entry contradicts its hash"
        last[row.name] = (bytes(row.encoded), row.deleted)
    if connection.execute(select(HEAD.c.seq)).scalar() != (rows[-1].seq if rows else 0):
        yield "head of the journal is not its last entry"
    current = {
        row.name: bytes(row.encoded)
        for table in ENTITIES
        for row in connection.execute(select(table.c.name, table.c.encoded))
    }
    for name in {name for name, (_, deleted) in last.items() if not deleted} | set(current):
        if name not in current:
            yield "entry without a record"
        elif last.get(name) != (current[name], False):
            yield "record contradicts its last entry"
