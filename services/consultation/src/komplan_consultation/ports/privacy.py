"""What the use cases need of storage to erase, to keep, and to find what is known of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from komplan_core.consultation import Round
from komplan_core.consultation.privacy import LegalHold, Person
from komplan_kit.store import Collection, Written


@dataclass(frozen=True, slots=True)
class Erased:
    """Where the book tells of an erasure."""

    what: str
    ground: str
    at: datetime
    origin: str
    leaf: int


@dataclass(frozen=True, slots=True)
class Found:
    """What part of a search came to: records by what they are, where to go on (0: nowhere), how many were opened."""

    records: tuple[tuple[str, Any], ...]
    after: int
    searched: int


class PrivacyTx(Protocol):
    """Personal data of the consultation."""

    holds: Collection[LegalHold]

    def set_hold(self, hold: LegalHold, round_name: str) -> Written:
        """Store a legal hold."""
        ...

    def is_held(self, names: Iterable[str]) -> bool:
        """Whether a legal hold stands on any of these."""
        ...

    def note(self, name: str, erased: Erased) -> None:
        """Note where the book tells of an erasure."""
        ...

    def erased(self, name: str) -> list[Erased]:
        """What was erased of something, oldest first."""
        ...

    def forget_author(self, comment: str, index: int) -> None:
        """Delete the key of one author with the commit; the history becomes unreadable too."""
        ...

    def forget_reference(self, comment: str) -> None:
        """Delete the key of its reference in the office's registry with the commit, history included."""
        ...

    def rounds(self) -> list[Round]:
        """All rounds."""
        ...

    def with_authors(self, round_name: str, after: int, most: int) -> tuple[list[str], int]:
        """Names among so many comments of a round whose authors are known, and where to go on; 0 at the end."""
        ...

    def search(self, kind: str, person: Person, after: int, most: int) -> Found:
        """What is known of a person among so many records of a kind: `comment`, `submission` or `refusal`."""
        ...
