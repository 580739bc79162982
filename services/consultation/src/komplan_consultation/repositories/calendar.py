"""The rounds of the area by their state."""

from sqlalchemy import bindparam, select

from komplan_consultation.repositories.kinds import ROUNDS
from komplan_consultation.rows.rounds import RoundRow
from komplan_core.consultation import Round
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_IN_STATE = Statement(select(RoundRow.encoded).where(RoundRow.state == bindparam("of")).order_by(RoundRow.id))

_FOLLOWING = Statement(select(RoundRow.name).where(RoundRow.predecessor == bindparam("of")).limit(1))


class CalendarStore:
    """The rounds inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def rounds_in(self, state: str) -> list[Round]:
        return [ROUNDS.codec.parse(bytes(encoded)) for (encoded,) in self._tx.session.all(_IN_STATE, of=state)]

    def followed_by(self, name: str) -> str:
        return str(self._tx.session.value(_FOLLOWING, of=name) or "")
