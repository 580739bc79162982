"""What the use cases need of the comment book: numbers, entries, counts."""

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


class BookTx(Protocol):
    """The comment book of each round."""

    def open_book(self, round_id: int) -> None:
        """Begin to number a round's comments, refusals and submissions."""
        ...

    def drop_book(self, round_id: int) -> None:
        """Forget the numbers of a round that is deleted; none of them was given."""
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

    def submissions(self, round_id: int) -> int:
        """The number of the last submission in the round; 0 where there is none."""
        ...

    def enter(
        self,
        comment: Comment,
        round_id: int,
        told: Mapping[str, Any] | None = None,
        author_token: str = "",
        answered: bool = True,
    ) -> Written:
        """Store a comment and append its entry, with `told` beside what the comment says; answered with its receipt.

        Where many are entered at once nobody is `answered`: their receipts are asked for later.

        The author's token is answered beside the receipt and kept as the receipt is.

        `leaf` is set here. Raises as `LogTx.append`.
        """
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
