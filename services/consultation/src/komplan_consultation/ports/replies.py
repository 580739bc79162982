"""What the use cases need of answers to authors."""

from typing import Protocol

from komplan_core.consultation.replies import Reply
from komplan_kit.store import Collection, Written


class RepliesTx(Protocol):
    """Answers to authors."""

    replies: Collection[Reply]

    def has(self, comment: str, author: int, content_sha256: str) -> bool:
        """Whether an author has a reply that tells these settlements."""
        ...

    def add(self, reply: Reply, round_id: int) -> Written:
        """Store one."""
        ...

    def of_comment(self, comment: str, content_sha256: str) -> list[Reply]:
        """The replies to a comment that tell these settlements."""
        ...

    def prepared(self, round_id: int, channel: str, year: int, after: int, most: int) -> list[tuple[int, Reply]]:
        """Prepared replies about a year (0: the settlement) behind a row id, on one channel or, if empty, on all."""
        ...
