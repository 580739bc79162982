"""Reading the transparency logs: heads, entries, checkpoints with cosignatures, nodes for proofs, receipts."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan_consultation.ports.log import Cosigned, LogHead
from komplan_consultation.rows.comments import CommentRow
from komplan_consultation.rows.log import CheckpointRow, CosignatureRow, LogHeadRow, LogKeyRow, LogLeafRow, LogNodeRow
from komplan_consultation.rows.rounds import RoundRow
from komplan_core.book.entries import decoded
from komplan_core.book.merkle import inclusion, nodes_of_inclusion
from komplan_core.book.notes import Note
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import extra
from komplan_core.errors import NotFound, Refused
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

HASH: Final = 32
MOST_COSIGNATURES: Final = 100
_HEAD: Any = LogHeadRow.__table__
_COLUMNS = (_HEAD.c.origin, _HEAD.c.round_name, _HEAD.c.size, _HEAD.c.at, _HEAD.c.frontier, _HEAD.c.public_key)
_MINE = _HEAD.c.round_name == bindparam("of_round")
CURRENT = Statement(select(*_COLUMNS).where(_MINE).order_by(_HEAD.c.generation.desc()).limit(1))
_OF_ROUND = Statement(select(*_COLUMNS).where(_MINE).order_by(_HEAD.c.generation))
HEADS = Statement(select(*_COLUMNS).order_by(_HEAD.c.round_name, _HEAD.c.generation))
_LEAVES = Statement(
    select(LogLeafRow.entry)
    .where(
        LogLeafRow.origin == bindparam("of"),
        LogLeafRow.position >= bindparam("first"),
        LogLeafRow.position < bindparam("end"),
    )
    .order_by(LogLeafRow.position)
)
_LEAF_HASH = Statement(
    select(LogLeafRow.hash).where(LogLeafRow.origin == bindparam("of"), LogLeafRow.position == bindparam("place"))
)
_NODE_HASH = Statement(
    select(LogNodeRow.hash).where(
        LogNodeRow.origin == bindparam("of"),
        LogNodeRow.level == bindparam("at_level"),
        LogNodeRow.position == bindparam("place"),
    )
)
_NOTE = Statement(
    select(CheckpointRow.note).where(
        CheckpointRow.origin == bindparam("of"), CheckpointRow.size == bindparam("at_size")
    )
)
_COSIGNED = (CosignatureRow.witness, CosignatureRow.size, CosignatureRow.line, CosignatureRow.at)
_COSIGNATURES = Statement(
    select(*_COSIGNED)
    .where(CosignatureRow.origin == bindparam("of"))
    .order_by(CosignatureRow.size.desc(), CosignatureRow.witness)
    .limit(MOST_COSIGNATURES)
)
_COSIGNED_AT = Statement(
    select(*_COSIGNED)
    .where(CosignatureRow.origin == bindparam("of"), CosignatureRow.size == bindparam("at_size"))
    .order_by(CosignatureRow.witness)
)
_KEYS_OF = Statement(
    select(LogKeyRow.since, LogKeyRow.public_key).where(LogKeyRow.origin == bindparam("of")).order_by(LogKeyRow.since)
)
_LEAF_OF = Statement(
    select(CommentRow.leaf).where(
        CommentRow.round_id == RoundRow.id,
        RoundRow.name == bindparam("of_round"),
        CommentRow.number == bindparam("no"),
    )
)


class LogReading:
    """The logs inside a transaction, for reading."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def current(self, round_name: str) -> LogHead:
        found: LogHead | None = self._tx.seen.get((CURRENT, round_name))
        if found is None:
            row = self._tx.session.first(CURRENT, of_round=round_name)
            if row is None:
                raise Refused("BOOK_NOT_OPEN", f"`{round_name}` is not announced: it has no book yet")
            found = self._tx.seen[CURRENT, round_name] = head_of(row)
        return found

    def book(self, round_name: str, origin: str) -> LogHead:
        head = next((head for head in self.heads(round_name) if head.origin == origin), None) if origin else None
        if origin and head is None:
            raise NotFound("NOT_FOUND", f"`{round_name}` has no book `{origin[:200]}`")
        return head or self.current(round_name)

    def heads(self, round_name: str = "") -> list[LogHead]:
        rows = self._tx.session.all(_OF_ROUND, of_round=round_name) if round_name else self._tx.session.all(HEADS)
        return [head_of(row) for row in rows]

    def keys(self, origin: str) -> list[tuple[int, bytes]]:
        return [(int(since), bytes(key)) for since, key in self._tx.session.all(_KEYS_OF, of=origin)]

    def entries(self, origin: str, first: int, end: int) -> list[bytes]:
        return [bytes(data) for (data,) in self._tx.session.all(_LEAVES, of=origin, first=first, end=end)]

    def note(self, origin: str, size: int) -> str:
        signed = self._tx.session.value(_NOTE, of=origin, at_size=size)
        if signed is None:
            raise NotFound("NOT_FOUND", f"the book `{origin}` has no checkpoint of {size} entries")
        note = Note.parse(str(signed))
        for _, _, line, _ in self._tx.session.all(_COSIGNED_AT, of=origin, at_size=size):
            note = note.with_line(str(line))
        return note.format()

    def cosigned(self, origin: str) -> list[Cosigned]:
        return [Cosigned(*row) for row in self._tx.session.all(_COSIGNATURES, of=origin)]

    def receipt(self, round_name: str, index: int, salt: bytes = b"", origin: str = "", size: int | None = None) -> str:
        head = self.book(round_name, origin)
        size = head.size if size is None else size
        if not 0 <= index < size <= head.size:
            raise NotFound("NOT_FOUND", f"the book has no entry {index}")
        (data,) = self.entries(head.origin, index, index + 1)
        proof = inclusion(index, size, self.nodes(head.origin, nodes_of_inclusion(index, size)))
        carried = extra(data, salt) if salt else b""
        return Receipt(carried, index, tuple(proof), self.note(head.origin, size)).format()

    def place_of(self, round_name: str, number: int) -> tuple[LogHead, int]:
        index = self._tx.session.value(_LEAF_OF, of_round=round_name, no=number)
        for head in self.heads(round_name) if index is not None else ():
            for data in self.entries(head.origin, index, index + 1):
                made = decoded(data)
                if made["type"] == "comment.registered" and made["no"] == number:
                    return head, int(index)
        raise NotFound("NOT_FOUND", f"the book has no comment {number}")

    def nodes(self, origin: str, places: Sequence[tuple[int, int]]) -> Callable[[int, int], bytes]:
        found: dict[tuple[int, int], bytes] = {}
        value = self._tx.session.value
        for level, place in places:
            data = (
                value(_NODE_HASH, of=origin, at_level=level, place=place)
                if level
                else value(_LEAF_HASH, of=origin, place=place)
            )
            if data is None:
                raise NotFound("NOT_FOUND", f"the book `{origin}` lacks a node: let it be checked")
            found[level, place] = bytes(data)
        return lambda level, place: found[level, place]


def head_of(row: tuple[Any, ...]) -> LogHead:
    """A head of its row."""
    origin, round_name, size, at, frontier, key = row
    raw = bytes(frontier)
    hashes = [raw[place : place + HASH] for place in range(0, len(raw), HASH)]
    return LogHead(str(origin), str(round_name), int(size), str(at), hashes, bytes(key))
