"""What the use cases need of storage."""

from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation import Comment, Refusal, Round
from komplan_kit.store import Collection, Written


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


class ConsultationTx(Protocol):
    """One transaction over a municipality's consultation."""

    rounds: Collection[Round]
    comments: Collection[Comment]

    def open_book(self, round_id: int) -> None:
        """Begin to number a round's comments and refusals."""
        ...

    def next_comment(self, round_id: int) -> int:
        """The next number in the round's book; taken back with the transaction, so that no hole stays."""
        ...

    def next_refusal(self, round_id: int) -> int:
        """The next number in the round's register of refusals, without holes too."""
        ...

    def enter(self, comment: Comment, round_id: int) -> Written:
        """Store a comment; answered as a registration is."""
        ...

    def refuse(self, refusal: Refusal, parent: str, round_id: int) -> Written:
        """Count a refusal of the round called `parent` and note it in the journal; answered as a registration is."""
        ...

    def rounds_on(self, version: str) -> list[tuple[int, Round]]:
        """The rounds on a version with their row ids, in the order in which they were opened."""
        ...

    def unsettled(self, round_id: int) -> int:
        """How many points of a round have no settlement."""
        ...

    def counts(self, round_id: int) -> Counts:
        """Counts of a round."""
        ...
