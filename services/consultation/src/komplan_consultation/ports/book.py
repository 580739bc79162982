"""What the use cases need of the comment book: numbers, entries, counts, and its log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from komplan_core.consultation import Comment, Refusal, Round
from komplan_kit.store import Written


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one round in one consistent state. Comments, points and authors are different units."""

    comments: int
    settled: int
    points: int
    authors_by_kind: dict[str, int]
    points_by_outcome: dict[str, int]
    refusals_by_reason: dict[str, int]
    comments_by_channel: dict[str, int]


class LogTx(Protocol):
    """The transparency log of each round. An entry stands or falls with the change that it tells of."""

    def begin(self, round_name: str) -> None:
        """Open the log of a round, empty."""
        ...

    def append(self, round_name: str, kind: str, fields: Mapping[str, Any]) -> int:
        """Append an entry of this kind, its time and round added; gives its index. Raises Refused where none may be."""
        ...

    def receipt(self, round_name: str, index: int, extra: Mapping[str, Any]) -> str:
        """The proof that an entry stands in the log as it will be committed, signed."""
        ...

    def salt(self) -> tuple[str, bytes]:
        """A new salt and the id under which the keystore keeps it."""
        ...


class BookTx(Protocol):
    """The comment book of each round."""

    def open_book(self, round_id: int) -> None:
        """Begin to number a round's comments, refusals and submissions."""
        ...

    def next_comment(self, round_id: int) -> int:
        """The next number in the round's book; taken back with the transaction, so that no hole stays."""
        ...

    def next_refusal(self, round_id: int) -> int:
        """The next number in the round's register of refusals, without holes too."""
        ...

    def next_submission(self, round_id: int) -> int:
        """The next number of intake in the round."""
        ...

    def enter(self, comment: Comment, round_id: int) -> Written:
        """Store a comment; answered as a registration is."""
        ...

    def refuse(self, refusal: Refusal, round_id: int) -> Written:
        """Store a refusal; answered as a registration is."""
        ...

    def rounds_on(self, version: str) -> list[tuple[int, Round]]:
        """The rounds on a version with their row ids, in the order in which they were prepared."""
        ...

    def unsettled(self, round_id: int) -> int:
        """How many points of a round need a settlement and have none."""
        ...

    def counts(self, round_id: int) -> Counts:
        """Counts of a round."""
        ...
