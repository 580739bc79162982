"""Answers to authors: how they are stored and asked for."""

from sqlalchemy import bindparam, literal, or_, select

from komplan.consultation.v1 import reply_pb2
from komplan_consultation.repositories.kinds import OF_ROUND
from komplan_consultation.rows.replies import ReplyRow
from komplan_core import names
from komplan_core.consultation.replies import Reply, ReplyState
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

REPLIES = Kind("reply", names.REPLY, Codec(reply_pb2.Reply, Reply), ReplyRow)
REPLY_LIST = Listing(
    REPLIES,
    parent=ReplyRow.round_id == OF_ROUND,
    filters={"state": ReplyRow.state == bindparam("state"), "channel": ReplyRow.channel == bindparam("channel")},
)
_TOLD = (ReplyRow.comment == bindparam("of_comment"), ReplyRow.content_sha256 == bindparam("told"))
_HAS = Statement(select(literal(1)).where(*_TOLD, ReplyRow.author == bindparam("of_author")))
_OF_COMMENT = Statement(select(ReplyRow.encoded).where(*_TOLD).order_by(ReplyRow.author))
_PREPARED = Statement(
    select(ReplyRow.id, ReplyRow.encoded)
    .where(
        ReplyRow.round_id == bindparam("of_round"),
        ReplyRow.state == ReplyState.PREPARED.value,
        ReplyRow.year == bindparam("of_year"),
        or_(ReplyRow.channel == bindparam("of_channel"), literal("") == bindparam("of_channel")),
        ReplyRow.id > bindparam("after"),
    )
    .order_by(ReplyRow.id)
    .limit(bindparam("most"))
)


class RepliesStore:
    """Answers to authors, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.replies = Collection(REPLIES, transaction)

    def has(self, comment: str, author: int, content_sha256: str) -> bool:
        found = self._tx.session.value(_HAS, of_comment=comment, of_author=author, told=content_sha256)
        return found is not None

    def add(self, reply: Reply, round_id: int) -> Written:
        return self.replies.add(reply, round_id=round_id)

    def of_comment(self, comment: str, content_sha256: str) -> list[Reply]:
        rows = self._tx.session.all(_OF_COMMENT, of_comment=comment, told=content_sha256)
        return [REPLIES.codec.parse(bytes(row[0])) for row in rows]

    def prepared(self, round_id: int, channel: str, year: int, after: int, most: int) -> list[tuple[int, Reply]]:
        of = {"of_round": round_id, "of_channel": channel, "of_year": year}
        rows = self._tx.session.all(_PREPARED, **of, after=after, most=most)
        return [(int(row_id), REPLIES.codec.parse(bytes(encoded))) for row_id, encoded in rows]
