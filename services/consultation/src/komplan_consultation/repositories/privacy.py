"""Erasing, keeping, and finding what is known of a person, inside a transaction."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from komplan.consultation.v1 import privacy_pb2
from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.privacy import Erased, Found
from komplan_consultation.repositories.kinds import COMMENTS, OF_ROUND, REFUSALS, ROUNDS, SUBMISSIONS
from komplan_consultation.repositories.replies import REPLIES
from komplan_consultation.rows.comments import CommentRow
from komplan_consultation.rows.privacy import ErasureRow, LegalHoldRow
from komplan_consultation.rows.replies import ReplyRow
from komplan_core import names
from komplan_core.consultation import Round
from komplan_core.consultation.privacy import LegalHold, Person
from komplan_kit import sealing
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

LEGAL_HOLDS = Kind("legal hold", names.LEGAL_HOLD, Codec(privacy_pb2.LegalHold, LegalHold), LegalHoldRow)
LEGAL_HOLD_LIST = Listing(LEGAL_HOLDS, parent=LegalHoldRow.round_id == OF_ROUND)

_HELD = Statement(select(LegalHoldRow.id).where(LegalHoldRow.target == bindparam("of")).limit(1))
_NOTE = Statement(insert(ErasureRow))
_ERASED = Statement(
    select(ErasureRow.what, ErasureRow.ground, ErasureRow.erased_at, ErasureRow.origin, ErasureRow.leaf)
    .where(ErasureRow.name == bindparam("of"))
    .order_by(ErasureRow.id)
)
_ROUNDS = Statement(select(ROUNDS.table.c.encoded).order_by(ROUNDS.table.c.id))
_OF_ROUND = Statement(
    select(CommentRow.id, CommentRow.name, CommentRow.encoded)
    .where(CommentRow.round_id == OF_ROUND, CommentRow.id > bindparam("after"))
    .order_by(CommentRow.id)
    .limit(bindparam("most"))
)
_REPLIES = Statement(select(ReplyRow.encoded).where(ReplyRow.comment == bindparam("of")).order_by(ReplyRow.id))


def _page(kind: Kind[Any]) -> Statement:
    columns = kind.table.c
    query = select(columns.id, columns.encoded).where(columns.id > bindparam("after"))
    return Statement(query.order_by(columns.id).limit(bindparam("most")))


_SEARCHED: Final[dict[str, tuple[Kind[Any], Statement]]] = {
    "comment": (COMMENTS, _page(COMMENTS)),
    "submission": (SUBMISSIONS, _page(SUBMISSIONS)),
    "refusal": (REFUSALS, _page(REFUSALS)),
}


class PrivacyStore:
    """Personal data inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self._rounds = Collection(ROUNDS, transaction)
        self.holds = Collection(LEGAL_HOLDS, transaction)

    def set_hold(self, hold: LegalHold, round_name: str) -> Written:
        return self.holds.add(hold, round_id=self._rounds.refer(round_name, "name"))

    def is_held(self, names: Iterable[str]) -> bool:
        return any(self._tx.session.value(_HELD, of=name) is not None for name in names)

    def note(self, name: str, erased: Erased) -> None:
        self._tx.session.run(
            _NOTE,
            name=name,
            what=erased.what,
            ground=erased.ground,
            erased_at=erased.at,
            origin=erased.origin,
            leaf=erased.leaf,
        )

    def erased(self, name: str) -> list[Erased]:
        rows = self._tx.session.all(_ERASED, of=name)
        return [Erased(what, ground, _utc(at), origin, int(leaf)) for what, ground, at, origin, leaf in rows]

    def forget_author(self, comment: str, index: int) -> None:
        stored = self._tx.session.value(COMMENTS.select, of=comment)
        message: Any = COMMENTS.codec.message.FromString(bytes(stored))
        found = sealing.key_ids(message.authors[index], personal_pb2.KEY_SCOPE_PERSON)
        self._tx.doomed.update(dict.fromkeys(found))

    def forget_reference(self, comment: str) -> None:
        stored = self._tx.session.value(COMMENTS.select, of=comment)
        message: Any = COMMENTS.codec.message.FromString(bytes(stored))
        message.ClearField("authors")
        self._tx.doomed.update(dict.fromkeys(sealing.key_ids(message, personal_pb2.KEY_SCOPE_PERSON)))

    def rounds(self) -> list[Round]:
        return [ROUNDS.codec.parse(bytes(encoded)) for (encoded,) in self._tx.session.all(_ROUNDS)]

    def with_authors(self, round_name: str, after: int, most: int) -> tuple[list[str], int]:
        rows = self._tx.session.all(_OF_ROUND, parent=round_name, after=after, most=most)
        known = [
            name
            for _, name, encoded in rows
            if sealing.key_ids(COMMENTS.codec.message.FromString(bytes(encoded)), personal_pb2.KEY_SCOPE_PERSON)
        ]
        return known, int(rows[-1][0]) if len(rows) == most else 0

    def search(self, kind: str, person: Person, after: int, most: int) -> Found:
        of, page = _SEARCHED[kind]
        rows = self._tx.session.all(page, after=after, most=most)
        records: list[tuple[str, Any]] = []
        for _, encoded in rows:
            message: Any = of.codec.message.FromString(bytes(encoded))
            if _SOUGHT[kind](self, message, person):
                record = of.codec.decode(sealing.unseal(message, self._tx.key))
                records.append((kind, record))
                if kind == "comment":
                    records += [("reply", reply) for reply in self._replies(record, person)]
        return Found(tuple(records), int(rows[-1][0]) if len(rows) == most else 0, len(rows))

    def _replies(self, comment: Any, person: Person) -> Iterable[Any]:
        mine = {place for place, author in enumerate(comment.authors, 1) if person.is_author(author)}
        for (encoded,) in self._tx.session.all(_REPLIES, of=comment.name):
            reply = REPLIES.codec.parse(bytes(encoded))
            if reply.author in mine:
                yield reply

    def _by_authors(self, message: Any, person: Person) -> bool:
        """Opens the authors only: their words stay sealed unless they are asked for."""
        return any(person.is_author(sealing.unseal(author, self._tx.key)) for author in message.authors)

    def _by_reading(self, message: Any, person: Person) -> bool:
        opened = sealing.unseal(message, self._tx.key)
        corrected = (words for item in opened.differences for words in (item.first, item.second))
        return any(map(person.is_author, opened.reading.authors)) or any(map(person.is_in, corrected))

    def _by_words(self, message: Any, person: Person) -> bool:
        return person.is_in(sealing.unseal(message, self._tx.key).content)


_SOUGHT: Final[dict[str, Callable[[PrivacyStore, Any, Person], bool]]] = {
    "comment": PrivacyStore._by_authors,
    "submission": PrivacyStore._by_reading,
    "refusal": PrivacyStore._by_words,
}


def _utc(moment: datetime) -> datetime:
    """SQLite gives back what was stored in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
