"""What the use cases need to give the comment book out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation import Comment


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What is counted of one point."""

    comment_id: int
    block: str
    plan_part: str
    working_group: str
    outcome: str
    """Empty without a decided settlement."""
    released: bool
    standing: str


class PublishingTx(Protocol):
    """The comment book by its numbers."""

    def numbered(self, round_id: int, number: int) -> Comment | None:
        """The comment of this number."""
        ...

    def comments(self, round_id: int, after: int, last: int, most: int) -> list[Comment]:
        """Comments after a number up to a last one, so many at most, in the order of their numbers."""
        ...

    def releasable(self, round_id: int, after: int, most: int) -> list[tuple[int, str]]:
        """Comments after a number that hold a decided settlement which is not released: number and resource name."""
        ...

    def disputed(self, round_id: int, most: int) -> list[int]:
        """Numbers of disputed comments, lowest first."""
        ...

    def pending(self, round_id: int, most: int) -> tuple[int, list[int]]:
        """How many comments nobody has decided to show or not, and the lowest of their numbers."""
        ...

    def last_number(self, round_id: int) -> int:
        """The last number of the book; 0 for an empty one."""
        ...

    def points_up_to(self, round_id: int, last: int) -> int:
        """How many points the comments up to a number have."""
        ...

    def fingerprints(self, round_name: str, comments: Sequence[Comment]) -> dict[int, str]:
        """The hashes of the entries that registered these comments, each in its own book, by their numbers."""
        ...

    def facts(self, round_id: int) -> list[PointFacts]:
        """What is counted of every point."""
        ...

    def author_kinds(self, round_id: int) -> list[tuple[int, str]]:
        """Row id of the comment and kind, for every author."""
        ...
