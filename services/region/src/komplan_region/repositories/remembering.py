"""What was worked out of one state of the database, kept for those who ask of the same state."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy import select

from komplan_kit.statements import Session, Statement
from komplan_region.rows.copies import CopyRow
from komplan_region.rows.tables import JournalHeadRow

T = TypeVar("T")
MOST: Final = 8
"""Answers that are kept; of a whole country one takes some ten megabytes."""
_HEAD = Statement(select(JournalHeadRow.seq))
_COPIES = Statement(
    select(CopyRow.municipality_id, CopyRow.feed, CopyRow.cursor, CopyRow.revision, CopyRow.confirmed_at).order_by(
        CopyRow.municipality_id, CopyRow.feed
    )
)


def state_of(session: Session) -> Hashable:
    """What tells two states apart: the region's own journal, and of each copy how far it goes and when it came."""
    return session.value(_HEAD), tuple(session.all(_COPIES))


class Remembering:
    """The last answers of one process. They are of one state only, and gone as soon as another one is asked of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._found: dict[Hashable, Any] = {}

    def get(self, state: Hashable, key: Hashable, work_out: Callable[[], T]) -> T:
        """What is kept under a key, or else what `work_out` gives; nobody may change it."""
        with self._lock:
            if state != self._state:
                self._state, self._found = state, {}
            if key in self._found:
                found: T = self._found.pop(key)
                self._found[key] = found
                return found
        made = work_out()
        with self._lock:
            if state == self._state:
                self._found[key] = made
                while len(self._found) > MOST:
                    del self._found[next(iter(self._found))]
        return made
