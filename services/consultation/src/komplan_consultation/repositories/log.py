"""The transparency log of each round, in the transaction of what it tells of (RFC 6962).

All state is read from the transaction, so that what a refused use case appended is gone with it. Each append signs the
tree as it will be committed; the writer answers after the commit, so no other signature leaves the process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from komplan_consultation.ports.log import Committed, LogHead
from komplan_consultation.repositories.book_heads import BookHeads
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.repositories.log_reading import CURRENT, LogReading
from komplan_consultation.rows.log import CheckpointRow, CommentSaltRow, LogHeadRow, LogKeyRow, LogLeafRow, LogNodeRow
from komplan_core.book.checkpoints import Checkpoint, read, sign
from komplan_core.book.commitments import SETTLEMENT, commitment
from komplan_core.book.entries import Entry, encoded, entry, moment
from komplan_core.book.merkle import frontier_root, grown, leaf_hash
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import extra
from komplan_core.book.rotation import recovered, rotated
from komplan_core.consultation import Comment, Settlement
from komplan_core.consultation.committed import committed
from komplan_core.consultation.settling import settlement_record
from komplan_core.errors import Refused
from komplan_core.names import PLAN, last_id
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_HEAD: Any = LogHeadRow.__table__
_BEGIN = Statement(insert(_HEAD))
_ADVANCE = Statement(
    update(_HEAD)
    .where(_HEAD.c.origin == bindparam("of"))
    .values(
        size=bindparam("new_size"),
        at=bindparam("new_at"),
        frontier=bindparam("new_frontier"),
        public_key=bindparam("new_key"),
    )
)
_APPEND = Statement(insert(LogLeafRow))
_NODE = Statement(insert(LogNodeRow))
_SIGNED = Statement(insert(CheckpointRow))
_KEY = Statement(insert(LogKeyRow))
_SALTS = Statement(insert(CommentSaltRow))
_SALTS_OF = Statement(
    select(CommentSaltRow.label, CommentSaltRow.key_id).where(CommentSaltRow.comment == bindparam("of"))
)
_FORGET = Statement(
    delete(CommentSaltRow).where(CommentSaltRow.comment == bindparam("of"), CommentSaltRow.label == bindparam("what"))
)

_FOLDERS = {"round": "book", "plan": "monitoring"}
"""The part of the origin that says whose log it is: a round's, or that of a plan's monitoring."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry that was appended, with its proof in the tree that ends with it."""

    index: int
    data: bytes
    proof: tuple[bytes, ...]
    note: str
    head: LogHead
    """The log that ends with it."""


class LogStore(LogReading):
    """The logs inside a transaction."""

    def __init__(self, transaction: Transaction, keys: BookKeys) -> None:
        super().__init__(transaction)
        self._keys = keys

    def begin(self, round_name: str) -> None:
        self._begin(round_name, 1)

    def append(self, round_name: str, kind: str, fields: Mapping[str, Any]) -> int:
        return self._place(round_name, kind, fields).index

    def enter(self, comment: Comment, fields: Mapping[str, Any]) -> Committed:
        records = committed(comment)
        keys = self._tx.mint(len(records))
        salts = dict(zip(records, keys, strict=True))
        promised = {label: commitment(label, salts[label].secret, record) for label, record in records.items()}
        placed = self._place(comment.name.rpartition("/comments/")[0], "comment.registered", {**fields, **promised})
        rows = [{"comment": comment.name, "label": label, "key_id": key.id} for label, key in salts.items()]
        self._tx.session.run_many(_SALTS, rows)
        proof = Receipt(extra(placed.data, salts["content"].secret), placed.index, placed.proof, placed.note)
        return Committed(placed.index, proof)

    def rotate(self, head: LogHead, new: bytes) -> LogHead:
        at = max(moment(self._tx.now), head.at)
        old, following = self._keys.signing(head.origin, head.public_key), self._keys.signing(head.origin, new)
        self._put(head, {**rotated(head.origin, old, following, at), "round": head.code}, new)
        self._tx.session.run(_KEY, origin=head.origin, since=head.size + 1, public_key=new)
        return self.book(head.round_name, head.origin)

    def new_key(self) -> bytes:
        return self._keys.add()

    def recover(self, head: LogHead, carried: Mapping[str, Any]) -> LogHead:
        cut = self._keys.cut(head.origin, head.size, head.root)
        if not (self._keys.refusals.get(head.origin) or cut or not self._keys.has(head.public_key)):
            raise Refused("BOOK_SOUND", f"the book `{head.origin}` is sound: it goes on as it is")
        notes = [self.note(head.origin, head.size)]
        notes += filter(None, [BookHeads(self._keys.path).kept().get(head.origin)])
        if not self._keys:
            self._keys.add()
        new = self._begin(head.round_name, len(self.heads(head.round_name)) + 1)
        last = max(notes, key=lambda note: read(note).size)
        at = max(moment(self._tx.now), head.at)
        self._put(new, recovered(new.origin, at, last, round=new.code, **carried), new.public_key)
        return self.current(head.round_name)

    def promise(self, comment_name: str, point: int, settlement: Settlement) -> str:
        salt = self.salts(comment_name).get(SETTLEMENT)
        if salt is None:
            (key,) = self._tx.mint(1)
            self._tx.session.run(_SALTS, comment=comment_name, label=SETTLEMENT, key_id=key.id)
            salt = key.secret
        return commitment(SETTLEMENT, salt, settlement_record(point, settlement))

    def salts(self, comment_name: str) -> dict[str, bytes]:
        found = {label: self._tx.key(key_id) for label, key_id in self._tx.session.all(_SALTS_OF, of=comment_name)}
        return {label: key.secret for label, key in found.items() if key is not None}

    def forget_salts(self, comment_name: str, labels: Sequence[str]) -> None:
        for label, key_id in self._tx.session.all(_SALTS_OF, of=comment_name):
            if label in labels:
                self._tx.doomed[key_id] = None
                self._tx.session.run(_FORGET, of=comment_name, what=label)

    def _place(self, round_name: str, kind: str, fields: Mapping[str, Any]) -> Placed:
        head = self.current(round_name)
        at = max(moment(self._tx.now), head.at)  # a clock that was set back does not turn the book's time back
        placed = self._put(head, entry(kind, at, **{**fields, _of(head.round_name): head.code}), head.public_key)
        self._tx.seen[CURRENT, round_name] = placed.head
        return placed

    def _put(self, head: LogHead, made: Entry, key: bytes) -> Placed:
        """Append an entry as it is; the tree with it is signed by `key`."""
        self._keys.check(head.origin)
        if cut := self._keys.cut(head.origin, head.size, head.root):
            raise Refused("BOOK_READ_ONLY", cut)
        signing, data = self._keys.signing(head.origin, key), encoded(made)
        leaf, size, run = leaf_hash(data), head.size + 1, self._tx.session.run
        frontier, nodes = grown(head.frontier, head.size, leaf)
        root = frontier_root(frontier)
        note = sign(Checkpoint(head.origin, size, root), signing)
        run(_APPEND, origin=head.origin, position=head.size, entry=data, hash=leaf)
        for level, position, node in nodes:
            run(_NODE, origin=head.origin, level=level, position=position, hash=node)
        run(_SIGNED, origin=head.origin, size=size, note=note)
        new = {"new_size": size, "new_at": made["at"], "new_frontier": b"".join(frontier), "new_key": key}
        run(_ADVANCE, of=head.origin, **new)
        self._keys.grown = True
        self._tx.after.append(lambda: self._keys.committed(head.origin, size, root))
        self._tx.seen.pop((CURRENT, head.round_name), None)
        after = LogHead(head.origin, head.round_name, size, made["at"], frontier, key)
        return Placed(head.size, data, tuple(reversed(head.frontier)), note, after)

    def _begin(self, round_name: str, generation: int) -> LogHead:
        """Open a log of a round; a later generation has an origin of its own."""
        code = last_id(round_name) if generation == 1 else f"{last_id(round_name)}-{generation}"
        origin, key = f"{self._keys.host}/{_FOLDERS[_of(round_name)]}/{code}", self._keys.current()
        self._keys.check("")
        self._tx.seen.pop((CURRENT, round_name), None)
        head = {"origin": origin, "round_name": round_name, "generation": generation, "size": 0, "at": ""}
        self._tx.session.run(_BEGIN, **head, frontier=b"", public_key=key)
        self._tx.session.run(_KEY, origin=origin, since=0, public_key=key)
        note = sign(Checkpoint(origin, 0, frontier_root([])), self._keys.signing(origin, key))
        self._tx.session.run(_SIGNED, origin=origin, size=0, note=note)
        return LogHead(origin, round_name, 0, "", [], key)


def _of(name: str) -> str:
    """Whose log it is: by the resource name, that of a round or of a plan."""
    return "plan" if PLAN.matches(name) else "round"
