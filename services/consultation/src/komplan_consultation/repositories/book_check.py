"""Whether each book is still what was signed: entries, hashes, tree, checkpoints, keys, and its last kept head.

It only reads, on one consistent state. A finding names the first row that is wrong.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan_consultation.ports.log import BookFinding, LogHead
from komplan_consultation.repositories.log_reading import HEADS, head_of
from komplan_consultation.rows.log import CheckpointRow, CosignatureRow, LogKeyRow, LogLeafRow, LogNodeRow
from komplan_core.book.checkpoints import Checkpoint, opened, read
from komplan_core.book.entries import Entry, decoded
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import frontier_root, grown, leaf_hash
from komplan_core.book.notes import ED25519, VerifierKey
from komplan_core.book.replay import State
from komplan_core.book.rotation import check_recovered, check_rotated
from komplan_kit.statements import Session, Statement

PAGE: Final = 1000
_LEAVES = Statement(
    select(LogLeafRow.position, LogLeafRow.entry, LogLeafRow.hash)
    .where(LogLeafRow.origin == bindparam("of"), LogLeafRow.position >= bindparam("first"))
    .order_by(LogLeafRow.position)
    .limit(PAGE)
)
_NODES = Statement(
    select(LogNodeRow.level, LogNodeRow.position, LogNodeRow.hash).where(LogNodeRow.origin == bindparam("of"))
)
_NOTES = Statement(
    select(CheckpointRow.size, CheckpointRow.note)
    .where(CheckpointRow.origin == bindparam("of"), CheckpointRow.size >= bindparam("first"))
    .order_by(CheckpointRow.size)
    .limit(PAGE)
)
_KEYS = Statement(
    select(LogKeyRow.since, LogKeyRow.public_key).where(LogKeyRow.origin == bindparam("of")).order_by(LogKeyRow.since)
)
_COSIGNED = Statement(select(CosignatureRow.size).where(CosignatureRow.origin == bindparam("of")).distinct())


@dataclass(slots=True)
class Replayed:
    """What the entries of a book come to."""

    head: LogHead
    state: State = field(default_factory=State)
    registered: dict[int, int] = field(default_factory=dict)
    """Index of the entry of each comment, by the comment's number."""
    promised: dict[int, dict[str, str]] = field(default_factory=dict)
    """The commitments of each comment, by its number."""
    erased: set[int] = field(default_factory=set)
    """Numbers of comments of which something was erased."""
    received: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Day of receipt and channel of each comment, by its number."""
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Reason and channel of each refusal, by its number."""
    settled: dict[str, str] = field(default_factory=dict)
    """The commitment to the settlement in force of each point; empty where it was superseded."""
    released: dict[str, str] = field(default_factory=dict)
    """The hash of what was released of each point."""
    rules: str = ""
    """The hash of the announced rules."""
    recovered: tuple[str, int] | None = None
    """Origin and size of the book before, where this one goes on after a lost key."""


def check_trees(session: Session, kept: Mapping[str, str], deep: bool) -> tuple[list[BookFinding], list[Replayed]]:
    """All findings in the logs, and what they come to. `deep` verifies every signature, not only those that count."""
    findings: list[BookFinding] = []
    books = []
    for row in session.all(HEADS):
        book = Replayed(head_of(row))
        findings += _Tree(session, book, kept.get(book.head.origin), deep).findings()
        books.append(book)
    taken_up = {book.recovered[0]: book.recovered[1] for book in books if book.recovered}
    known = {book.head.origin: book.head.size for book in books}
    for origin, note in kept.items():
        size = read(note).size
        if size > known.get(origin, -1) and taken_up.get(origin, -1) < size:
            had = known.get(origin)
            now = "is not in the database" if had is None else f"has {had} entries"
            findings.append(
                BookFinding(
                    origin, f"the book {now}, and had {size} before: an older copy of the database was restored"
                )
            )
    return findings, books


class _Tree:
    """One log, walked through once from its first entry."""

    def __init__(self, session: Session, book: Replayed, kept: str | None, deep: bool) -> None:
        self._session, self._book, self._deep = session, book, deep
        self._head, self._origin = book.head, book.head.origin
        self._kept = read(kept) if kept else None
        self._nodes = {(level, place): bytes(data) for level, place, data in session.all(_NODES, of=self._origin)}
        self._notes = _paged(session, _NOTES, self._origin)
        self._cosigned = {int(size) for (size,) in session.all(_COSIGNED, of=self._origin)}
        self._frontier: list[bytes] = []
        self._keys = [(int(since), bytes(key)) for since, key in session.all(_KEYS, of=self._origin)]
        self._rotated: list[tuple[int, bytes, bytes]] = []
        self._unverified: list[tuple[int, str]] = []

    def findings(self) -> Iterator[BookFinding]:
        """The first thing that is wrong in the tree, or in what the entries tell; else in the head."""
        size, told = 0, ""
        try:
            self._checkpoint(0)
            for position, data, digest in _paged(self._session, _LEAVES, self._origin):
                if position != size:
                    raise BookError("NUMBER_MISSING", f"log_leaf {size} is missing")
                self._leaf(size, bytes(data), bytes(digest))
                size += 1
                self._checkpoint(size)
                try:
                    if not told:
                        self._apply(size - 1, decoded(bytes(data)))
                except BookError as error:
                    told = f"log_leaf {size - 1}: {error.message}"
            self._end(size)
        except BookError as error:
            yield BookFinding(self._origin, error.message)
        if told:
            yield BookFinding(self._origin, told, breaks=False)

    def _leaf(self, index: int, data: bytes, digest: bytes) -> None:
        leaf = leaf_hash(data)
        if leaf != digest:
            raise BookError("HASH_MISMATCH", f"log_leaf {index} is not the entry that was hashed")
        self._frontier, nodes = grown(self._frontier, index, leaf)
        for level, place, node in nodes:
            if self._nodes.pop((level, place), None) != node:
                raise BookError("HASH_MISMATCH", f"log_node {level}/{place} is not the hash of its entries")

    def _checkpoint(self, size: int) -> None:
        found = next(self._notes, None)
        if found is None or found[0] != size:
            raise BookError("CHECKPOINT_INVALID", f"checkpoint {size} is missing")
        root, note = frontier_root(self._frontier), str(found[1])
        if read(note) != Checkpoint(self._origin, size, root):
            raise BookError("ROOT_MISMATCH", f"checkpoint {size} is not that of the entries")
        if self._kept is not None and self._kept.size == size and self._kept.root != root:
            raise BookError(
                "FORKED", f"the first {size} entries are not those that were signed: the book was rewritten"
            )
        if self._deep or size in self._cosigned or size == self._head.size:
            self._unverified.append((size, note))

    def _apply(self, index: int, made: Entry) -> None:
        self._book.state.apply(made)
        self._keep(made)
        if made["type"] == "comment.registered":
            self._book.registered[made["no"]] = index
            self._book.promised[made["no"]] = {
                label: made[label] for label in ("content", "identity", "scan") if label in made
            }
        elif made["type"] == "record.erased":
            self._book.erased.add(made.get("no", 0))
        elif made["type"] == "key.rotated":
            old, new = check_rotated(made, self._origin)
            self._rotated.append((index, old.public, new.public))
        elif made["type"] == "log.recovered":
            previous, size, _ = check_recovered(made, self._origin)
            self._book.recovered = (previous, size)

    def _keep(self, made: Entry) -> None:
        """What the entry tells in the clear, or commits to, of a row."""
        book, kind = self._book, made["type"]
        if kind == "comment.registered":
            book.received[made["no"]] = (str(made["received"]), str(made["channel"]))
        elif kind == "intake.refused":
            book.refused[made["no"]] = (str(made["reason"]), str(made["channel"]))
        elif kind == "settlement.decided":
            book.settled[str(made["point"])] = str(made.get("settlement", ""))
        elif kind == "settlement.superseded":
            book.settled[str(made["point"])] = ""
        elif kind == "settlement.released" and "text" in made:
            book.released[str(made["point"])] = str(made["text"])
        elif kind == "round.moved" and "rules" in made:
            book.rules = str(made["rules"])

    def _end(self, size: int) -> None:
        """The head says what the entries come to, and each checkpoint is signed by the key of its time."""
        if (extra := next(self._notes, None)) is not None:
            raise BookError("TRUNCATED", f"log_leaf {size} is missing: checkpoint {extra[0]} was signed")
        if self._nodes:
            level, place = min(self._nodes)
            raise BookError("HASH_MISMATCH", f"log_node {level}/{place} belongs to no entry")
        head = self._head
        if head.size != size or head.frontier != self._frontier:
            raise BookError("SIZE_MISMATCH", f"log_head tells {head.size} entries, there are {size}, or another root")
        if size and head.at != self._book.state.at and self._book.state.size == size:
            raise BookError("TIME_INVALID", "log_head does not tell the time of the last entry")
        told = [(0, self._rotated[0][1] if self._rotated else head.public_key)]
        told += [(index + 1, new) for index, _, new in self._rotated]
        if self._keys != told or told[-1][1] != head.public_key:
            raise BookError("ROTATION_INVALID", "log_key or log_head names a key that the book does not tell of")
        for at_size, note in self._unverified:
            key = next(key for since, key in reversed(told) if since <= at_size)
            opened(note, VerifierKey(self._origin, ED25519, key))


def _paged(session: Session, statement: Statement, origin: str) -> Iterator[tuple[Any, ...]]:
    first = 0
    while rows := session.all(statement, of=origin, first=first):
        yield from rows
        first = rows[-1][0] + 1
