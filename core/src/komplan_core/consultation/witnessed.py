"""How often the book is shown to its witnesses, and when silence is an alarm (design § 6.5)."""

from datetime import datetime, timedelta
from typing import Final

from komplan_core.consultation.codes import RoundState

WHILE_OPEN: Final = timedelta(seconds=60)
ELSE: Final = timedelta(hours=1)
ALARM_AFTER: Final = timedelta(hours=4)
"""Without a cosignature."""

AT_REST: Final = frozenset({RoundState.PREPARED, RoundState.ARCHIVED})
"""States of a round in which nobody waits for a cosignature."""


def is_due(state: str, asked_at: datetime | None, now: datetime) -> bool:
    """Whether a book is to be shown now: each minute while its round (kernel state) is open, else each hour."""
    if asked_at is None:
        return True
    wait = WHILE_OPEN if state == RoundState.OPEN else ELSE
    return now - asked_at >= wait - timedelta(seconds=1)  # a turn may come a moment early


def is_alarming(state: str, since: datetime | None, now: datetime) -> bool:
    """Whether a witness has been silent for too long; `since` is its last cosignature, else the first entry."""
    return state not in AT_REST and since is not None and now - since > ALARM_AFTER
