"""The comment book: numbers given, comments and refusals entered, counts."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from komplan.consultation.v1.comment_pb2 import Comment as CommentMessage
from komplan.consultation.v1.intake_service_pb2 import RegisterCommentResponse
from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.book import Counts
from komplan_consultation.ports.log import LogTx
from komplan_consultation.repositories.kinds import COMMENTS, HAS_UNSETTLED, PENDING, REFUSALS, ROUNDS, STANDING
from komplan_consultation.rows.comments import AuthorRow, CommentRow, PointRow, RefusalRow
from komplan_consultation.rows.rounds import BookHeadRow, RoundRow
from komplan_core.consultation import Comment, Refusal, Round
from komplan_core.errors import Unavailable
from komplan_kit import sealing
from komplan_kit.reading import wrapped
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Transaction, Written

_RESULTS = RegisterCommentResponse.DESCRIPTOR.fields_by_name
_ENTERED: Final[int] = _RESULTS["comment"].number
_REFUSED: Final[int] = _RESULTS["refusal"].number

_HEAD: Any = BookHeadRow.__table__
_OPEN_BOOK = Statement(insert(_HEAD))
_DROP_BOOK = Statement(delete(_HEAD).where(_HEAD.c.round_id == bindparam("of_round")))


def _next(column: Any) -> Statement:
    raised = update(_HEAD).where(_HEAD.c.round_id == bindparam("of_round")).values({column: column + 1})
    return Statement(raised.returning(column))


_NEXT_COMMENT = _next(_HEAD.c.comments)
_NEXT_REFUSAL = _next(_HEAD.c.refusals)
_NEXT_SUBMISSION = _next(_HEAD.c.submissions)
_SUBMISSIONS = Statement(select(_HEAD.c.submissions).where(_HEAD.c.round_id == bindparam("of_round")))

_ROUNDS_ON = Statement(
    select(RoundRow.id, RoundRow.encoded).where(RoundRow.plan_version == bindparam("version")).order_by(RoundRow.id)
)
_OF_ROUND = CommentRow.round_id == bindparam("of_round")
_COMMENTS_BY_CHANNEL = Statement(
    select(CommentRow.channel, func.count()).where(_OF_ROUND).group_by(CommentRow.channel).order_by(CommentRow.channel)
)
_COMMENTS_UNSETTLED = Statement(select(func.count()).where(_OF_ROUND, STANDING, HAS_UNSETTLED))
_POINTS_UNSETTLED = Statement(
    select(func.count()).where(PointRow.comment_id == CommentRow.id, _OF_ROUND, STANDING, PENDING)
)
_POINTS = Statement(select(func.count()).where(PointRow.comment_id == CommentRow.id, _OF_ROUND))
_POINTS_BY_OUTCOME = Statement(
    select(PointRow.settlement_outcome, func.count())
    .where(PointRow.comment_id == CommentRow.id, _OF_ROUND, PointRow.settlement_released_on.is_not(None))
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


class BookStore:
    """The comment book inside a transaction."""

    def __init__(self, transaction: Transaction, log: LogTx) -> None:
        self._tx, self._log = transaction, log
        self._comments = Collection(COMMENTS, transaction)
        self._refusals = Collection(REFUSALS, transaction)

    def open_book(self, round_id: int) -> None:
        self._tx.session.run(_OPEN_BOOK, round_id=round_id, comments=0, refusals=0, submissions=0)

    def drop_book(self, round_id: int) -> None:
        self._tx.session.run(_DROP_BOOK, of_round=round_id)

    def next_comment(self, round_id: int) -> int:
        return int(self._tx.session.value(_NEXT_COMMENT, of_round=round_id))

    def next_refusal(self, round_id: int) -> int:
        return int(self._tx.session.value(_NEXT_REFUSAL, of_round=round_id))

    def next_submission(self, round_id: int) -> int:
        return int(self._tx.session.value(_NEXT_SUBMISSION, of_round=round_id))

    def submissions(self, round_id: int) -> int:
        return int(self._tx.session.value(_SUBMISSIONS, of_round=round_id))

    def enter(
        self,
        comment: Comment,
        round_id: int,
        told: Mapping[str, Any] | None = None,
        author_token: str = "",
        answered: bool = True,
    ) -> Written:
        said = {
            "no": comment.number,
            "received": comment.received_on.isoformat(),
            "channel": comment.channel.value,
            "points": len(comment.points),
        }
        entered = self._log.enter(comment, {**said, **(told or {})})
        placed = comment if comment.leaf == entered.leaf else comment.revised({"leaf": entered.leaf})
        added = self._comments.add(placed, round_id=round_id)
        if not answered:
            return added
        told_to_author = RegisterCommentResponse(receipt=entered.receipt.format(), author_token=author_token)
        return self._receipted(_answer(_ENTERED, added), told_to_author, added.kept)

    def refuse(self, refusal: Refusal, round_id: int) -> Written:
        return _answer(_REFUSED, self._refusals.add(refusal, round_id=round_id))

    def rounds_on(self, version: str) -> list[tuple[int, Round]]:
        rows = self._tx.session.all(_ROUNDS_ON, version=version)
        return [(int(row_id), ROUNDS.codec.parse(bytes(encoded))) for row_id, encoded in rows]

    def unsettled(self, round_id: int) -> int:
        return int(self._tx.session.value(_POINTS_UNSETTLED, of_round=round_id))

    def counts(self, round_id: int) -> Counts:
        by_channel = self._tally(_COMMENTS_BY_CHANNEL, round_id)
        comments = sum(by_channel.values())
        return Counts(
            comments=comments,
            settled=comments - int(self._tx.session.value(_COMMENTS_UNSETTLED, of_round=round_id)),
            points=int(self._tx.session.value(_POINTS, of_round=round_id)),
            authors_by_kind=self._tally(_AUTHORS_BY_KIND, round_id),
            points_by_outcome=self._tally(_POINTS_BY_OUTCOME, round_id),
            refusals_by_reason=self._tally(_REFUSALS_BY_REASON, round_id),
            comments_by_channel=by_channel,
        )

    def _receipted(self, answer: Written, message: RegisterCommentResponse, kept: bytes) -> Written:
        """The answer with the receipt, kept under the record's key only: it carries the salt of the content."""
        sealed = sealing.key_ids(CommentMessage.FromString(kept), personal_pb2.KEY_SCOPE_RECORD)
        key = self._tx.key(sealed[0])
        if key is None:
            raise Unavailable("STORAGE_UNAVAILABLE", "the keystore lost a key that it has just made")
        own = sealing.seal(message, [key]).SerializeToString()
        return Written(answer.name, answer.etag, answer.reply + message.SerializeToString(), answer.kept + own)

    def _tally(self, statement: Statement, round_id: int) -> dict[str, int]:
        return {key: int(number) for key, number in self._tx.session.all(statement, of_round=round_id)}


def _answer(field: int, written: Written) -> Written:
    """The same, inside the response of a registration."""
    return Written(written.name, written.etag, wrapped(field, written.reply), wrapped(field, written.kept))
