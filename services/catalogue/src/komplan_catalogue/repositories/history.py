"""The journal, read as the history of one entry."""

from typing import Any, Final

from komplan_catalogue.repositories.kinds import PLACES, PROVIDERS, SERVICES
from komplan_catalogue.rows.tables import JournalRow
from komplan_core.catalogue.differences import Revision
from komplan_core.record import Entity
from komplan_kit.history import History, Journal
from komplan_kit.store import Transaction

_KINDS: Final = (PROVIDERS, SERVICES, PLACES)
_JOURNAL: Final = Journal(JournalRow)


class HistoryStore:
    """The states that entries had, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._history = History(_JOURNAL, transaction)

    def revisions(self, name: str, before: int, most: int) -> list[Revision]:
        found = self._history.moments(name, before, most)
        return [Revision(item.number, item.at, item.role, item.deleted) for item in found]

    def entry(self, name: str, number: int) -> Entity | None:
        encoded = self._history.entry(name, number)
        return _decoded(name, encoded) if encoded is not None else None

    def since(self, name: str, number: int) -> list[Entity]:
        return [_decoded(name, encoded) for encoded in self._history.since(name, number)]


def _decoded(name: str, encoded: bytes) -> Entity:
    kind: Any = next(kind for kind in _KINDS if kind.pattern.matches(name))
    entry: Entity = kind.codec.parse(encoded)
    return entry
