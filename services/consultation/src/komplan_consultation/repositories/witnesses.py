"""What witnesses signed, and how asking them went."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, insert, select

from komplan_consultation.ports.witnesses import Visit, Witnessed
from komplan_consultation.rows.log import CosignatureRow, LogLeafRow
from komplan_consultation.rows.witnesses import WitnessVisitRow
from komplan_core.book.entries import decoded
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_OF_WITNESS = (CosignatureRow.origin == bindparam("of"), CosignatureRow.witness == bindparam("by"))
_LAST = Statement(
    select(CosignatureRow.size, CosignatureRow.at).where(*_OF_WITNESS).order_by(CosignatureRow.size.desc()).limit(1)
)
_DROP = Statement(delete(CosignatureRow).where(*_OF_WITNESS, CosignatureRow.size == bindparam("of_size")))
_KEEP = Statement(insert(CosignatureRow))
_SAME_VISIT = (WitnessVisitRow.origin == bindparam("of"), WitnessVisitRow.witness == bindparam("by"))
_VISIT = Statement(
    select(WitnessVisitRow.asked_at, WitnessVisitRow.problem, WitnessVisitRow.known_size).where(*_SAME_VISIT)
)
_FORGET_VISIT = Statement(delete(WitnessVisitRow).where(*_SAME_VISIT))
_NOTE_VISIT = Statement(insert(WitnessVisitRow))
_FIRST = Statement(select(LogLeafRow.entry).where(LogLeafRow.origin == bindparam("of"), LogLeafRow.position == 0))


class WitnessesStore:
    """The witnesses inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def last(self, origin: str, witness: str) -> Witnessed | None:
        row = self._tx.session.first(_LAST, of=origin, by=witness)
        return Witnessed(int(row[0]), int(row[1])) if row is not None else None

    def keep(self, origin: str, size: int, witness: str, line: str, at: int) -> None:
        self._tx.session.run(_DROP, of=origin, by=witness, of_size=size)
        self._tx.session.run(_KEEP, origin=origin, size=size, witness=witness, line=line, at=at)

    def visit(self, origin: str, witness: str) -> Visit | None:
        row = self._tx.session.first(_VISIT, of=origin, by=witness)
        return Visit(_utc(row[0]), str(row[1]), int(row[2])) if row is not None else None

    def note_visit(self, origin: str, witness: str, visit: Visit) -> None:
        self._tx.session.run(_FORGET_VISIT, of=origin, by=witness)
        self._tx.session.run(
            _NOTE_VISIT,
            origin=origin,
            witness=witness,
            asked_at=visit.asked_at,
            problem=visit.problem,
            known_size=visit.known_size,
        )

    def begun_at(self, origin: str) -> datetime | None:
        entry = self._tx.session.value(_FIRST, of=origin)
        return datetime.fromisoformat(decoded(bytes(entry))["at"]) if entry is not None else None


def _utc(moment: datetime) -> datetime:
    """SQLite gives back what was stored in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
