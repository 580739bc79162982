"""A region made of what a version pins, in a file that is gone afterwards: there it is built the same way."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Table, bindparam, select, update

from komplan_core import names
from komplan_core.directory import CopyState, Feed
from komplan_core.evidence.rounds import NeedsReport
from komplan_kit.engine import Store
from komplan_kit.fsck import kinds_of
from komplan_kit.statements import Session, Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.ports.copies import Taken
from komplan_region.ports.scratch import Pinned, PinnedCopy
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories.transaction import RegionStore
from komplan_region.rows import METADATA
from komplan_region.rows.copies import CopyRow
from komplan_region.usecases.projecting import PROJECTIONS, derive_anew
from komplan_region.usecases.saying_needs import said_by_intake

_STATE = Statement(
    update(CopyRow)
    .where(CopyRow.municipality_id == bindparam("of_municipality"), CopyRow.feed == bindparam("of_feed"))
    .values(state=bindparam("new_state"), reason=bindparam("new_reason"), confirmed_at=bindparam("new_confirmed_at"))
)


def _intake(tx: RegionTx, record: NeedsReport) -> None:
    tx.needs.put_intake(record.name, said_by_intake(record))


FOLLOWING: Final[Mapping[str, Callable[[RegionTx, Any], None]]] = {"intake_report": _intake}
"""Table of an own record → what is made of it beside its row."""


class ScratchRegion:
    """Makes such regions. `repositories` is the package that declares the kinds of all own records."""

    def __init__(self, repositories: ModuleType) -> None:
        self._kinds = kinds_of(repositories)

    @contextmanager
    def __call__(self, pinned: Pinned) -> Iterator[RegionTx]:
        """A transaction over it, at the moment of the build; nothing of it is ever committed."""
        with tempfile.TemporaryDirectory(prefix="komplan-") as folder:
            store = Store(f"sqlite:///{folder}/scratch.sqlite3")
            METADATA.create_all(store.engine)
            transaction = Transaction(None, pinned.built_at)
            session = transaction.session = Session(store.writer(), store.dialect)
            session.execute("BEGIN")
            try:
                tx = RegionStore(transaction)
                for item in pinned.own:
                    self._put(transaction, tx, item.name, item.encoded)
                for copy in pinned.copies:
                    _put_copy(tx, session, copy)
                for row_id in {standing.row_id for standing in tx.directory.standings()}:
                    derive_anew(tx, row_id, PROJECTIONS)
                yield tx
            finally:
                session.execute("ROLLBACK")
                session.discard()

    def _put(self, transaction: Transaction, tx: RegionTx, name: str, encoded: bytes) -> None:
        kind = next(found for found in self._kinds if found.pattern.matches(name))
        record = kind.decoded(encoded)
        Collection(kind, transaction).add(record, **_keys(transaction.session, kind, name))
        if kind.table.name in FOLLOWING:
            FOLLOWING[kind.table.name](tx, record)


def _keys(session: Session, kind: Kind[Any], name: str) -> dict[str, Any]:
    """Row ids of what the record lies under: its table refers to that of its parent, or of the parent's parent."""
    found = {}
    for key in kind.mapper.keys:
        (reference,) = kind.table.columns[key].foreign_keys
        table: Table = reference.column.table
        above, row_id = names.parent(name), None
        while above and row_id is None:
            row_id = session.value(_id_of(table), of=above)
            above = names.parent(above)
        found[key] = row_id
    return found


@cache
def _id_of(table: Table) -> Statement:
    return Statement(select(table.c.id).where(table.c.name == bindparam("of")))


def _put_copy(tx: RegionTx, session: Session, copy: PinnedCopy) -> None:
    feed = Feed(copy.told.feed)
    standing = next(item for item in tx.directory.standings() if item.municipality.code == copy.told.area)
    if copy.told.as_of is not None:
        taken = Taken(
            feed=feed,
            based_on=tx.copies.cursors(standing.row_id),
            cursor=copy.told.revision,
            revision=copy.told.revision,
            profile=copy.profile,
            profile_sha256=b"",
            territory_codes=(),
            removed=(),
            changed=copy.records,
            records=copy.told.records,
            digest=bytes.fromhex(copy.told.digest),
            derived={},
        )
        tx.copies.put(standing.row_id, taken)
        session.run(
            _STATE,
            of_municipality=standing.row_id,
            of_feed=feed.value,
            new_state=copy.told.state,
            new_reason=copy.told.reason,
            new_confirmed_at=copy.told.as_of,
        )
    elif copy.told.state != CopyState.NEVER:
        tx.copies.mark(standing.row_id, feed, CopyState(copy.told.state), copy.told.reason)
