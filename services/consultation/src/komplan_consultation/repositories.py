"""How the consultation is stored: kinds, listings, and the queries that the use cases ask."""

from typing import Any, Final

from sqlalchemy import bindparam, exists, func, insert, literal, select, update

from komplan.consultation.v1 import consultation_pb2
from komplan.consultation.v1.consultation_office_service_pb2 import RegisterCommentResponse
from komplan_consultation.ports import Counts
from komplan_consultation.rows import AuthorRow, BookHeadRow, CommentRow, PointRow, RefusalRow, RoundRow, Row
from komplan_core import names
from komplan_core.consultation import Comment, Refusal, Round
from komplan_kit.codec import Codec
from komplan_kit.mapper import Mapper
from komplan_kit.reading import Listing, wrapped
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

METADATA = Row.metadata

ROUNDS = Kind("round", names.ROUND, Codec(consultation_pb2.Round, Round), RoundRow)
COMMENTS = Kind(
    "comment",
    names.COMMENT,
    Codec(consultation_pb2.Comment, Comment),
    CommentRow,
    only_encoded=("authors.full_name", "authors.contact", "points.text", "points.proposed_wording"),
)
REFUSALS = Mapper(Refusal, RefusalRow, only_encoded=("message",))
REFUSAL = Codec(consultation_pb2.Refusal, Refusal)

_RESULTS = RegisterCommentResponse.DESCRIPTOR.fields_by_name
_ENTERED: Final[int] = _RESULTS["comment"].number
_REFUSED: Final[int] = _RESULTS["refusal"].number

_ROUND = select(RoundRow.id).where(RoundRow.name == bindparam("parent")).scalar_subquery()
_UNSETTLED = PointRow.settlement_outcome.is_(None)


def _has(*conditions: Any) -> Any:
    return exists(select(literal(1)).where(*conditions))


_HAS_UNSETTLED = _has(PointRow.comment_id == CommentRow.id, _UNSETTLED)

ROUND_LIST = Listing(ROUNDS)
COMMENT_LIST = Listing(
    COMMENTS,
    parent=CommentRow.round_id == _ROUND,
    filters={
        "author_kind": _has(AuthorRow.comment_id == CommentRow.id, AuthorRow.kind == bindparam("author_kind")),
        "working_group": _has(
            PointRow.comment_id == CommentRow.id, PointRow.working_group == bindparam("working_group")
        ),
        "unsettled": _HAS_UNSETTLED,
    },
)

_HEAD: Any = BookHeadRow.__table__
_OPEN_BOOK = Statement(insert(_HEAD))
_INSERT_REFUSAL = Statement(insert(REFUSALS.table))


def _next(column: Any) -> Statement:
    raised = update(_HEAD).where(_HEAD.c.round_id == bindparam("of_round")).values({column: column + 1})
    return Statement(raised.returning(column))


_NEXT_COMMENT = _next(_HEAD.c.comments)
_NEXT_REFUSAL = _next(_HEAD.c.refusals)

_ROUNDS_ON = Statement(
    select(RoundRow.id, RoundRow.encoded).where(RoundRow.plan_version == bindparam("version")).order_by(RoundRow.id)
)
_OF_ROUND = CommentRow.round_id == bindparam("of_round")
_COMMENTS_BY_CHANNEL = Statement(
    select(CommentRow.channel, func.count()).where(_OF_ROUND).group_by(CommentRow.channel).order_by(CommentRow.channel)
)
_COMMENTS_UNSETTLED = Statement(select(func.count()).where(_OF_ROUND, _HAS_UNSETTLED))
_POINTS_UNSETTLED = Statement(select(func.count()).where(PointRow.comment_id == CommentRow.id, _OF_ROUND, _UNSETTLED))
_POINTS_BY_OUTCOME = Statement(
    select(PointRow.settlement_outcome, func.count())
    .where(PointRow.comment_id == CommentRow.id, _OF_ROUND)
    .group_by(PointRow.settlement_outcome)
)
_AUTHORS_BY_KIND = Statement(
    select(AuthorRow.kind, func.count())
    .where(AuthorRow.comment_id == CommentRow.id, _OF_ROUND)
    .group_by(AuthorRow.kind)
)
_REFUSALS_BY_REASON = Statement(
    select(RefusalRow.reason, func.count())
    .where(RefusalRow.round_id == bindparam("of_round"))
    .group_by(RefusalRow.reason)
)


class ConsultationStore:
    """One transaction over the consultation, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.rounds = Collection(ROUNDS, transaction)
        self.comments = Collection(COMMENTS, transaction)

    def open_book(self, round_id: int) -> None:
        self._tx.session.run(_OPEN_BOOK, round_id=round_id, comments=0, refusals=0)

    def next_comment(self, round_id: int) -> int:
        return int(self._tx.session.value(_NEXT_COMMENT, of_round=round_id))

    def next_refusal(self, round_id: int) -> int:
        return int(self._tx.session.value(_NEXT_REFUSAL, of_round=round_id))

    def enter(self, comment: Comment, round_id: int) -> Written:
        return _answer(_ENTERED, self.comments.add(comment, round_id=round_id))

    def refuse(self, refusal: Refusal, parent: str, round_id: int) -> Written:
        self._tx.session.run(_INSERT_REFUSAL, **REFUSALS.columns(refusal), round_id=round_id)
        name = f"{parent}/refusals/{refusal.number}"
        encoded = REFUSAL.encode(refusal).SerializeToString(deterministic=True)
        etag = str(self._tx.next_seq())
        self._tx.record(name, encoded)
        return _answer(_REFUSED, Written(name, etag, encoded, encoded))

    def rounds_on(self, version: str) -> list[tuple[int, Round]]:
        rows = self._tx.session.all(_ROUNDS_ON, version=version)
        return [(int(row_id), ROUNDS.codec.parse(bytes(encoded))) for row_id, encoded in rows]

    def unsettled(self, round_id: int) -> int:
        return int(self._tx.session.value(_POINTS_UNSETTLED, of_round=round_id))

    def counts(self, round_id: int) -> Counts:
        by_channel = self._tally(_COMMENTS_BY_CHANNEL, round_id)
        by_outcome = self._tally(_POINTS_BY_OUTCOME, round_id)
        comments = sum(by_channel.values())
        return Counts(
            comments=comments,
            settled=comments - int(self._tx.session.value(_COMMENTS_UNSETTLED, of_round=round_id)),
            points=sum(by_outcome.values()),
            authors_by_kind=self._tally(_AUTHORS_BY_KIND, round_id),
            points_by_outcome={outcome: number for outcome, number in by_outcome.items() if outcome},
            refusals_by_reason=self._tally(_REFUSALS_BY_REASON, round_id),
            comments_by_channel=by_channel,
        )

    def _tally(self, statement: Statement, round_id: int) -> dict[str, int]:
        return {key: int(number) for key, number in self._tx.session.all(statement, of_round=round_id)}


def _answer(field: int, written: Written) -> Written:
    """The same, inside the response of a registration."""
    return Written(written.name, written.etag, wrapped(field, written.reply), wrapped(field, written.kept))
