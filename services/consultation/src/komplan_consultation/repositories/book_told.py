"""Whether the tables say what entries tell of their rows: rules, receipt, refusals, answers decided and released.

It only reads. A finding names the first row of its kind that is wrong.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan_consultation.repositories.book_check import Replayed
from komplan_consultation.repositories.kinds import ROUNDS
from komplan_consultation.rows.comments import CommentRow, PointRow, RefusalRow
from komplan_consultation.rows.rounds import RoundRow
from komplan_core.book.exports import released_text
from komplan_core.consultation import Round
from komplan_core.consultation.rules import rules_sha256
from komplan_kit.statements import Session, Statement

_NOTHING: Final = ("", "")
_OF_ROUND = CommentRow.round_id == bindparam("of_round")
_ROUND = Statement(select(RoundRow.encoded, RoundRow.rules_sha256).where(RoundRow.id == bindparam("of_round")))
_RECEIVED = Statement(
    select(CommentRow.number, CommentRow.received_on, CommentRow.channel).where(_OF_ROUND).order_by(CommentRow.number)
)
_REFUSED = Statement(
    select(RefusalRow.number, RefusalRow.reason, RefusalRow.channel)
    .where(RefusalRow.round_id == bindparam("of_round"))
    .order_by(RefusalRow.number)
)
_ANSWERS = Statement(
    select(
        CommentRow.number,
        PointRow.number,
        PointRow.settlement_outcome,
        PointRow.settlement_justification,
        PointRow.settlement_decided_on,
        PointRow.settlement_released_on,
    )
    .join(PointRow, PointRow.comment_id == CommentRow.id)
    .where(_OF_ROUND)
    .order_by(CommentRow.number, PointRow.number)
)


def settled(books: Sequence[Replayed]) -> dict[str, str]:
    """The commitment to the settlement in force of each point, over all books of a round."""
    return {point: promise for book in books for point, promise in book.settled.items()}


def check_told(session: Session, name: str, round_id: int, books: Sequence[Replayed]) -> Iterator[str]:
    """What is wrong in the rows of a round beside its books. Rows that are missing are told elsewhere."""
    row = session.first(_ROUND, of_round=round_id)
    if row is None:
        return
    held: Round = ROUNDS.decoded(bytes(row[0]))
    rules = next((book.rules for book in books if book.rules), "")
    if rules and {f"sha256:{row[1]}", f"sha256:{rules_sha256(held)}"} != {rules}:
        yield f"`{name}` has other rules than were announced"
    received = {no: told for book in books for no, told in book.received.items()}
    for number, day, channel in session.all(_RECEIVED, of_round=round_id):
        if (day.isoformat(), channel) != received.get(number, _NOTHING) and number in received:
            yield f"comment {number} of `{name}` was received on {' by '.join(received[number])}, as the book says"
            break
    refused = {no: told for book in books for no, told in book.refused.items()}
    for number, *kept in session.all(_REFUSED, of_round=round_id):
        if tuple(kept) != refused.get(number, _NOTHING) and number in refused:
            yield f"refusal {number} of `{name}` was for {' by '.join(refused[number])}, as the book says"
            break
    yield from _answers(session.all(_ANSWERS, of_round=round_id), name, held, books)


def _answers(rows: list[tuple[Any, ...]], name: str, held: Round, books: Sequence[Replayed]) -> Iterator[str]:
    """The first point that is answered otherwise than the books tell."""
    promised = settled(books)
    released = {point: told for book in books for point, told in book.released.items()}
    for no, number, outcome, justification, decided_on, released_on in rows:
        point = f"{no}/{number}"
        if (decided_on is not None) != bool(promised.get(point)):
            yield f"the answer to point {point} of `{name}` is decided in the book or in the table only"
            return
        text = ""
        if released_on is not None:
            found = held.outcome(outcome or "")
            text = released_text(point, found.kernel.value if found else outcome, justification or "")
        if text != (released.get(point, "") if promised.get(point) else ""):
            yield f"the answer to point {point} of `{name}` is not what was released"
            return
