"""What intake remembers, inside a transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, insert, select

from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import import_service_pb2 as importing
from komplan.consultation.v1 import intake_service_pb2 as office
from komplan_consultation.ports.intake import Letter, Report
from komplan_consultation.rows.comments import RefusalRow
from komplan_consultation.rows.intake import CommentTokenRow, ImportedRow, SpentPuzzleRow
from komplan_core.consultation import Comment
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction, Written

_TOKENS: Final[Any] = CommentTokenRow.__table__
_PUZZLES: Final[Any] = SpentPuzzleRow.__table__
_IMPORTED: Final[Any] = ImportedRow.__table__
_KEEP_TOKEN = Statement(insert(_TOKENS))
_TOKEN = Statement(select(_TOKENS.c.comment).where(_TOKENS.c.sha256 == bindparam("given")))
_DROP_TOKENS = Statement(delete(_TOKENS).where(_TOKENS.c.comment == bindparam("of")))
_SPENT = Statement(select(_PUZZLES.c.until).where(_PUZZLES.c.sha256 == bindparam("given")))
_SPEND = Statement(insert(_PUZZLES))
_FORGET_PUZZLES = Statement(delete(_PUZZLES).where(_PUZZLES.c.until < bindparam("before")))
_KNOWN = Statement(
    select(_IMPORTED.c.key_hash, _IMPORTED.c.said_hash).where(_IMPORTED.c.round_id == bindparam("of_round"))
)
_REMEMBER = Statement(insert(_IMPORTED))
_TO_PURGE = Statement(
    select(RefusalRow.name)
    .where(and_(RefusalRow.purge_on <= bindparam("day"), RefusalRow.purged.is_(False)))
    .order_by(RefusalRow.purge_on, RefusalRow.id)
    .limit(bindparam("most"))
)


class IntakeStore:
    """What intake remembers."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def keep_token(self, sha256: bytes, comment: str) -> None:
        self.drop_tokens(comment)
        self._tx.session.run(_KEEP_TOKEN, sha256=sha256, comment=comment)

    def token(self, sha256: bytes) -> str:
        return str(self._tx.session.value(_TOKEN, given=sha256) or "")

    def drop_tokens(self, comment: str) -> None:
        self._tx.session.run(_DROP_TOKENS, of=comment)

    def spend_puzzle(self, sha256: bytes, until: datetime, now: datetime) -> bool:
        self._tx.session.run(_FORGET_PUZZLES, before=now)
        if self._tx.session.value(_SPENT, given=sha256) is not None:
            return False
        self._tx.session.run(_SPEND, sha256=sha256, until=until)
        return True

    def imported(self, round_id: int) -> dict[bytes, bytes]:
        return {bytes(key): bytes(said) for key, said in self._tx.session.all(_KNOWN, of_round=round_id)}

    def remember_imported(self, round_id: int, taken: Mapping[bytes, bytes]) -> None:
        if taken:
            rows = ({"round_id": round_id, "key_hash": key, "said_hash": said} for key, said in taken.items())
            self._tx.session.run_many(_REMEMBER, rows)

    def to_purge(self, day: date, most: int) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_TO_PURGE, day=day, most=most)]

    def told_letter(self, letter: Letter, comment: str) -> Written:
        reply = office.ConfirmationLetter(**asdict(letter)).SerializeToString()
        return Written(comment, "", reply, b"")

    def told_standing(self, comment: Comment, written: Written) -> Written:
        answer = citizen.CommentAnswer(name=comment.name, number=comment.number, standing=comment.standing.value)
        encoded = answer.SerializeToString()
        return Written(comment.name, written.etag, encoded, encoded)

    def told_report(self, report: Report) -> Written:
        encoded = importing.ImportCommentsReport(**asdict(report)).SerializeToString()
        return Written("", "", encoded, encoded)
