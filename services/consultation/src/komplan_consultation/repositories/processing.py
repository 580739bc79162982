"""Points by their day, and where prepared texts are used."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, delete, func, insert, or_, select

from komplan.consultation.v1 import reply_text_pb2
from komplan_consultation.ports.processing import DuePoint
from komplan_consultation.repositories.kinds import STANDING, UNSETTLED
from komplan_consultation.rows.comments import CommentRow, PointRow
from komplan_consultation.rows.reply_texts import ReplyTextRow, ReplyTextUseRow
from komplan_core import names
from komplan_core.consultation.groups import ReplyText
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Kind, Transaction

REPLY_TEXTS = Kind("reply text", names.REPLY_TEXT, Codec(reply_text_pb2.ReplyText, ReplyText), ReplyTextRow)
REPLY_TEXT_LIST = Listing(REPLY_TEXTS)

_DUE = Statement(
    select(
        PointRow.id,
        CommentRow.name,
        CommentRow.number,
        PointRow.number,
        PointRow.working_group,
        PointRow.handler,
        PointRow.state,
        PointRow.due_on,
    )
    .where(
        PointRow.comment_id == CommentRow.id,
        CommentRow.round_id == bindparam("of_round"),
        STANDING,
        UNSETTLED,
        PointRow.due_on <= bindparam("until"),
        PointRow.id > bindparam("after"),
        or_(bindparam("any_group") == 1, PointRow.working_group == bindparam("of_group")),
        or_(bindparam("any_handler") == 1, PointRow.handler == bindparam("of_handler")),
    )
    .order_by(PointRow.id)
    .limit(bindparam("most"))
)
_FORGET_USES = Statement(delete(ReplyTextUseRow).where(ReplyTextUseRow.point == bindparam("of_point")))
_USE = Statement(insert(ReplyTextUseRow))
_USES = Statement(
    select(ReplyTextUseRow.point)
    .where(ReplyTextUseRow.reply_text_id == bindparam("of_text"))
    .order_by(ReplyTextUseRow.point)
    .limit(bindparam("most"))
)
_USED = Statement(
    select(func.count()).select_from(ReplyTextUseRow).where(ReplyTextUseRow.reply_text_id == bindparam("of_text"))
)


class ProcessingStore:
    """The handling of points inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def due(
        self, round_id: int, until: date, working_group: str, handler: str, after: int, most: int
    ) -> list[DuePoint]:
        rows = self._tx.session.all(
            _DUE,
            of_round=round_id,
            until=until,
            after=after,
            any_group=int(not working_group),
            of_group=working_group,
            any_handler=int(not handler),
            of_handler=handler,
            most=most,
        )
        return [
            DuePoint(int(row_id), f"{name}/points/{number}", f"{no}/{number}", group, by, state, _day(due_on))
            for row_id, name, no, number, group, by, state, due_on in rows
        ]

    def use_texts(self, point: str, reply_texts: Iterable[int]) -> None:
        self._tx.session.run(_FORGET_USES, of_point=point)
        for row_id in dict.fromkeys(reply_texts):
            self._tx.session.run(_USE, point=point, reply_text_id=row_id)

    def uses(self, reply_text: int, most: int) -> tuple[Sequence[str], int]:
        found = [str(point) for (point,) in self._tx.session.all(_USES, of_text=reply_text, most=most)]
        return found, int(self._tx.session.value(_USED, of_text=reply_text))


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
