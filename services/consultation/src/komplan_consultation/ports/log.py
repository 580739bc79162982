"""What the use cases need of the transparency log of each round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from komplan_core.book.merkle import frontier_root
from komplan_core.book.proofs import Receipt
from komplan_core.consultation import Comment, Settlement


@dataclass(frozen=True, slots=True)
class LogHead:
    """How far a log is: its origin, whose it is, its size, the time of the last entry, what its root is made of."""

    origin: str
    round_name: str
    size: int
    at: str
    frontier: list[bytes]
    public_key: bytes

    @property
    def code(self) -> str:
        """What the entries call the round: the end of the origin."""
        return self.origin.rpartition("/")[2]

    @property
    def root(self) -> bytes:
        """The root hash, as a checkpoint of this size tells it."""
        return frontier_root(self.frontier)


@dataclass(frozen=True, slots=True)
class Committed:
    """A comment that was registered: the index of its entry, and the receipt for its author."""

    leaf: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What a witness signed below a checkpoint: its name, the size, the line, when (seconds since 1970)."""

    witness: str
    size: int
    line: str
    at: int


@dataclass(frozen=True, slots=True)
class BookFinding:
    """What is wrong in a book. One that `breaks` it keeps it from taking entries."""

    origin: str
    problem: str
    breaks: bool = True


class BookGuard(Protocol):
    """Watches over the books of a city, beside the transactions."""

    def check(self, deep: bool) -> list[BookFinding]:
        """All findings; books that they break take no entries from now on, others do. Raises Unavailable.

        `deep` verifies each signature and each commitment too.
        """
        ...


class LogTx(Protocol):
    """The transparency log of each round. An entry stands or falls with the change that it tells of."""

    def begin(self, round_name: str) -> None:
        """Open the log of a round, empty. Raises Refused BOOK_READ_ONLY."""
        ...

    def append(self, round_name: str, kind: str, fields: Mapping[str, Any]) -> int:
        """Append an entry of this kind, its time and round added; gives its index.

        Raises Refused: BOOK_READ_ONLY where the book takes no entries, BOOK_NOT_OPEN before the announcement.
        """
        ...

    def enter(self, comment: Comment, fields: Mapping[str, Any]) -> Committed:
        """Append `comment.registered` with salted commitments of content, identity and scan. Raises as `append`."""
        ...

    def promise(self, comment_name: str, point: int, settlement: Settlement) -> str:
        """The salted commitment to the answer to a point of a comment: nobody guesses from it what will be released."""
        ...

    def receipt(self, round_name: str, index: int, salt: bytes = b"", origin: str = "", size: int | None = None) -> str:
        """The proof that an entry stands in the log as it will be committed, or as it was at an earlier `size`.

        It carries the entry if the salt is given. Raises NotFound.
        """
        ...

    def place_of(self, round_name: str, number: int) -> tuple[LogHead, int]:
        """In which log of the round, and where, the comment of a number is registered. Raises NotFound."""
        ...

    def new_key(self) -> bytes:
        """Make a signing key; its public half. It stays in the key file however the transaction ends."""
        ...

    def rotate(self, head: LogHead, new: bytes) -> LogHead:
        """Append `key.rotated`; from that entry on the new key signs."""
        ...

    def recover(self, head: LogHead, carried: Mapping[str, Any]) -> LogHead:
        """Go on in a new log, whose first entry names the last known checkpoint of this one.

        Raises Refused BOOK_SOUND where the book takes entries.
        """
        ...

    def salts(self, comment_name: str) -> dict[str, bytes]:
        """The salts of a comment that are not forgotten, by label."""
        ...

    def forget_salts(self, comment_name: str, labels: Sequence[str]) -> None:
        """Forget salts of a comment (`content`, `identity`, `scan`) with the commit; the entry and its root stay."""
        ...

    def current(self, round_name: str) -> LogHead:
        """The log into which a round writes. Raises Refused BOOK_NOT_OPEN."""
        ...

    def heads(self, round_name: str = "") -> list[LogHead]:
        """All logs, or all of a round, the first one first."""
        ...

    def book(self, round_name: str, origin: str) -> LogHead:
        """A log of the round by its origin, the current one if that is empty. Raises NotFound, Refused."""
        ...

    def keys(self, origin: str) -> list[tuple[int, bytes]]:
        """The public keys of a log, each with the size of the first checkpoint that it signs."""
        ...

    def cosigned(self, origin: str) -> list[Cosigned]:
        """What witnesses signed, the latest first, 100 at most."""
        ...

    def entries(self, origin: str, first: int, end: int) -> list[bytes]:
        """The entries from one index up to another, without it."""
        ...

    def note(self, origin: str, size: int) -> str:
        """The signed checkpoint of a size with its cosignatures. Raises NotFound."""
        ...

    def nodes(self, origin: str, places: Sequence[tuple[int, int]]) -> Callable[[int, int], bytes]:
        """The stored hashes of some perfect subtrees, for proofs. Raises NotFound."""
        ...
