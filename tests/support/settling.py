"""What became of every write: read from the database itself, not through the service."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_pb2 import Measure
from komplan_kit import fsck
from komplan_kit.engine import Store
from komplan_planning import repositories
from komplan_planning.repositories import METADATA
from support.load import Write

JOURNAL, REQUEST = (METADATA.tables[name] for name in ("journal", "request"))


def faults(address: str, writes: Iterable[Write]) -> Counter[str]:
    """How often which promise is broken; empty when every acknowledged write is there once and nothing else is."""
    store = Store(address)
    with store.engine.connect() as connection:
        found = Counter(_of_writes(connection, {write.token: write for write in writes}))
        found.update(finding.problem for finding in fsck.check(store, METADATA, fsck.kinds_of(repositories)))
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
