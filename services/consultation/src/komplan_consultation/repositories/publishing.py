"""The comment book by its numbers: pages of it, what is counted, and the entries that registered it."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, func, literal, select

from komplan_consultation.ports.publishing import PointFacts
from komplan_consultation.repositories.kinds import COMMENTS, STANDING, UNSETTLED
from komplan_consultation.rows.comments import AuthorRow, CommentRow, PointRow
from komplan_consultation.rows.log import LogHeadRow, LogLeafRow
from komplan_core.book.entries import decoded
from komplan_core.consultation import Comment, Publication, Standing
from komplan_kit import sealing
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_OF_ROUND = CommentRow.round_id == bindparam("of_round")
_NUMBERED = Statement(select(CommentRow.encoded).where(_OF_ROUND, CommentRow.number == bindparam("of_number")))
_PAGE = Statement(
    select(CommentRow.encoded)
    .where(_OF_ROUND, CommentRow.number > bindparam("after"), CommentRow.number <= bindparam("last"))
    .order_by(CommentRow.number)
    .limit(bindparam("most"))
)
_RELEASABLE = Statement(
    select(CommentRow.number, CommentRow.name)
    .where(
        _OF_ROUND,
        STANDING,
        CommentRow.number > bindparam("after"),
        exists(
            select(literal(1)).where(
                PointRow.comment_id == CommentRow.id, ~UNSETTLED, PointRow.settlement_released_on.is_(None)
            )
        ),
    )
    .order_by(CommentRow.number)
    .limit(bindparam("most"))
)
_DISPUTED = Statement(
    select(CommentRow.number)
    .where(_OF_ROUND, CommentRow.standing == Standing.DISPUTED.value)
    .order_by(CommentRow.number)
    .limit(bindparam("most"))
)
_PENDING = Statement(
    select(CommentRow.number)
    .where(_OF_ROUND, CommentRow.publication == Publication.PENDING.value)
    .order_by(CommentRow.number)
    .limit(bindparam("most"))
)
_COUNT_PENDING = Statement(
    select(func.count()).select_from(CommentRow).where(_OF_ROUND, CommentRow.publication == Publication.PENDING.value)
)
_LAST = Statement(select(func.max(CommentRow.number)).where(_OF_ROUND))
_POINTS = Statement(
    select(func.count()).where(PointRow.comment_id == CommentRow.id, _OF_ROUND, CommentRow.number <= bindparam("last"))
)
_LEAVES = Statement(
    select(LogLeafRow.position, LogLeafRow.hash, LogLeafRow.entry)
    .where(
        LogLeafRow.origin == bindparam("of_origin"),
        LogLeafRow.position >= bindparam("first"),
        LogLeafRow.position <= bindparam("last"),
    )
    .order_by(LogLeafRow.position)
)
_ORIGINS = Statement(
    select(LogHeadRow.origin).where(LogHeadRow.round_name == bindparam("of_round")).order_by(LogHeadRow.generation)
)
_FACTS = Statement(
    select(
        CommentRow.id,
        PointRow.anchor_block,
        PointRow.plan_part,
        PointRow.working_group,
        PointRow.settlement_outcome,
        PointRow.settlement_decided_on,
        PointRow.settlement_released_on,
        CommentRow.standing,
    )
    .where(PointRow.comment_id == CommentRow.id, _OF_ROUND)
    .order_by(CommentRow.number, PointRow.number)
)
_KINDS = Statement(
    select(AuthorRow.comment_id, AuthorRow.kind)
    .where(AuthorRow.comment_id == CommentRow.id, _OF_ROUND)
    .order_by(AuthorRow.id)
)


class PublishingStore:
    """The comment book by its numbers, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def numbered(self, round_id: int, number: int) -> Comment | None:
        encoded = self._tx.session.value(_NUMBERED, of_round=round_id, of_number=number)
        return self._read(encoded) if encoded is not None else None

    def comments(self, round_id: int, after: int, last: int, most: int) -> list[Comment]:
        rows = self._tx.session.all(_PAGE, of_round=round_id, after=after, last=last, most=most)
        messages = [COMMENTS.codec.message.FromString(bytes(encoded)) for (encoded,) in rows]
        sealing.unseal_all(messages, self._tx.keys_of)
        return [COMMENTS.codec.decode(message) for message in messages]

    def releasable(self, round_id: int, after: int, most: int) -> list[tuple[int, str]]:
        rows = self._tx.session.all(_RELEASABLE, of_round=round_id, after=after, most=most)
        return [(int(number), str(name)) for number, name in rows]

    def disputed(self, round_id: int, most: int) -> list[int]:
        return [int(number) for (number,) in self._tx.session.all(_DISPUTED, of_round=round_id, most=most)]

    def pending(self, round_id: int, most: int) -> tuple[int, list[int]]:
        numbers = [int(number) for (number,) in self._tx.session.all(_PENDING, of_round=round_id, most=most)]
        return int(self._tx.session.value(_COUNT_PENDING, of_round=round_id)), numbers

    def last_number(self, round_id: int) -> int:
        return int(self._tx.session.value(_LAST, of_round=round_id) or 0)

    def points_up_to(self, round_id: int, last: int) -> int:
        return int(self._tx.session.value(_POINTS, of_round=round_id, last=last))

    def fingerprints(self, round_name: str, comments: Sequence[Comment]) -> dict[int, str]:
        if not comments:
            return {}
        at = {(comment.leaf, comment.number) for comment in comments}
        leaves, found = {leaf for leaf, _ in at}, dict[int, str]()
        for (origin,) in self._tx.session.all(_ORIGINS, of_round=round_name):
            rows = self._tx.session.all(_LEAVES, of_origin=origin, first=min(leaves), last=max(leaves))
            for position, hash_, entry in rows:
                made = decoded(bytes(entry)) if position in leaves else {}  # a leaf counts within its own book
                if made.get("type") == "comment.registered" and (position, made["no"]) in at:
                    found[made["no"]] = bytes(hash_).hex()
        return found

    def facts(self, round_id: int) -> list[PointFacts]:
        rows = self._tx.session.all(_FACTS, of_round=round_id)
        return [
            PointFacts(int(id_), block or "", part, group, outcome if decided else "", released is not None, standing)
            for id_, block, part, group, outcome, decided, released, standing in rows
        ]

    def author_kinds(self, round_id: int) -> list[tuple[int, str]]:
        return [(int(id_), kind) for id_, kind in self._tx.session.all(_KINDS, of_round=round_id)]

    def _read(self, encoded: bytes) -> Comment:
        message = sealing.unseal(COMMENTS.codec.message.FromString(bytes(encoded)), self._tx.key)
        return COMMENTS.codec.decode(message)
