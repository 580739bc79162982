"""What intake needs of storage, besides the book: files, tokens, puzzles, and what was imported before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from komplan_core.consultation import Comment
from komplan_kit.store import Written


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to an author, with the token that stands in it."""

    recipient: str
    subject: str
    body: str
    token: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of a source."""

    position: int
    field: str
    reason: str
    message: str


@dataclass(slots=True)
class Report:
    """What came of an import."""

    rows: int = 0
    registered: int = 0
    refused: int = 0
    unchanged: int = 0
    wrong: int = 0
    first_number: int = 0
    last_number: int = 0
    errors: list[RowProblem] = field(default_factory=list)
    """The first thousand."""
    applied: bool = False


class IntakeTx(Protocol):
    """What intake remembers."""

    def keep_token(self, sha256: bytes, comment: str) -> None:
        """Keep the hash of a token that is about to be sent; earlier ones of the comment are good for nothing more."""
        ...

    def token(self, sha256: bytes) -> str:
        """The comment that a token asks about; empty when it was never sent, or is used."""
        ...

    def drop_tokens(self, comment: str) -> None:
        """Forget the tokens of a comment."""
        ...

    def spend_puzzle(self, sha256: bytes, until: datetime, now: datetime) -> bool:
        """Remember a solved puzzle; False when it was spent before."""
        ...

    def imported(self, round_id: int) -> dict[bytes, bytes]:
        """What earlier imports took: hash of what the row said, by the hash of its key."""
        ...

    def remember_imported(self, round_id: int, taken: Mapping[bytes, bytes]) -> None:
        """Remember rows that were taken."""
        ...

    def to_purge(self, day: date, most: int) -> list[str]:
        """Names of refusals whose content is to be purged on this day, the oldest first."""
        ...

    def told_letter(self, letter: Letter, comment: str) -> Written:
        """The answer with a letter, of which nothing may be kept."""
        ...

    def told_standing(self, comment: Comment, written: Written) -> Written:
        """The answer to an author: how the comment stands."""
        ...

    def told_report(self, report: Report) -> Written:
        """The answer to an import."""
        ...


class FilesTx(Protocol):
    """The files that came with submissions and comments, sealed."""

    def put(self, owner: str, sha256: str, content: bytes) -> None:
        """Keep a file of a comment under the comment's key, one of a submission under a key of its own."""
        ...

    def get(self, owner: str, sha256: str) -> bytes | None:
        """A file; None where there is none, or its key was erased."""
        ...

    def move(self, submission: str, comment: str) -> None:
        """Give the files of a submission to the comment that it became, sealed anew under the comment's key."""
        ...

    def drop(self, owner: str) -> Sequence[str]:
        """Forget all files of an owner with their keys; their hashes."""
        ...
