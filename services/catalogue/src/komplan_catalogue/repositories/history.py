"""The journal, read as the history of one entry."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan_catalogue.repositories.kinds import PLACES, PROVIDERS, SERVICES
from komplan_catalogue.rows.tables import JournalRow
from komplan_core.catalogue.differences import Revision
from komplan_core.record import Entity
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_KINDS: Final = (PROVIDERS, SERVICES, PLACES)
_OF: Final = JournalRow.name == bindparam("of")
_COLUMNS: Final = (JournalRow.seq, JournalRow.at, JournalRow.role, JournalRow.deleted)
_PAGE = Statement(
    select(*_COLUMNS)
    .where(_OF, JournalRow.seq < bindparam("before"))
    .order_by(JournalRow.seq.desc())
    .limit(bindparam("most"))
)
_ENTRY = Statement(
    select(JournalRow.encoded).where(_OF, JournalRow.seq == bindparam("number"), JournalRow.deleted.is_(False))
)
_SINCE = Statement(
    select(JournalRow.encoded)
    .where(_OF, JournalRow.seq > bindparam("number"), JournalRow.deleted.is_(False))
    .order_by(JournalRow.seq)
)


class HistoryStore:
    """The states that entries had, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def revisions(self, name: str, before: int, most: int) -> list[Revision]:
        rows = self._tx.session.all(_PAGE, of=name, before=before, most=most)
        return [Revision(int(seq), _aware(at), str(role), bool(deleted)) for seq, at, role, deleted in rows]

    def entry(self, name: str, number: int) -> Entity | None:
        written = [item for item in self._tx.journal if item.name == name and item.seq == number and not item.deleted]
        if written:  # by another use case of the same group
            return _decoded(name, written[0].encoded)
        encoded = self._tx.session.value(_ENTRY, of=name, number=number)
        return _decoded(name, bytes(encoded)) if encoded is not None else None

    def since(self, name: str, number: int) -> list[Entity]:
        found = [bytes(row[0]) for row in self._tx.session.all(_SINCE, of=name, number=number)]
        written = [item for item in self._tx.journal if item.name == name and item.seq > number and not item.deleted]
        return [_decoded(name, encoded) for encoded in (*found, *(item.encoded for item in written))]


def _decoded(name: str, encoded: bytes) -> Entity:
    kind: Any = next(kind for kind in _KINDS if kind.pattern.matches(name))
    entry: Entity = kind.codec.parse(encoded)
    return entry


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
