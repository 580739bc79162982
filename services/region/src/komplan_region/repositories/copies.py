"""How the copies of the cities are stored."""

from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update

from komplan_core.directory import CopyState
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.ports.copies import Copy
from komplan_region.repositories.moments import utc
from komplan_region.rows.copies import CopyRecordRow, CopyRow

_OF: BindParameter[int] = bindparam("municipality")
_CLEAR = (
    Statement(delete(CopyRecordRow).where(CopyRecordRow.municipality_id == _OF)),
    Statement(delete(CopyRow).where(CopyRow.municipality_id == _OF)),
)
_PUT_COPY = Statement(insert(CopyRow))
_PUT_RECORD = Statement(insert(CopyRecordRow))
_COPY_KNOWN = Statement(select(CopyRow.municipality_id).where(CopyRow.municipality_id == _OF))
_HELD = Statement(select(CopyRow.revision, CopyRow.collected_at).where(CopyRow.municipality_id == _OF))
_MARK = Statement(
    update(CopyRow)
    .where(CopyRow.municipality_id == _OF)
    .values(state=bindparam("new_state"), reason=bindparam("new_reason"))
)
_CONFIRM = Statement(
    update(CopyRow).where(CopyRow.municipality_id == _OF).values(collected_at=bindparam("new_collected_at"))
)


class CopiesStore:
    """The copies inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def held(self, row_id: int) -> tuple[int, datetime | None]:
        row = self._tx.session.first(_HELD, municipality=row_id)
        return (row[0], utc(row[1])) if row is not None else (0, None)

    def put(self, row_id: int, copy: Copy) -> None:
        session = self._tx.session
        for statement in _CLEAR:
            session.run(statement, municipality=row_id)
        session.run(
            _PUT_COPY,
            municipality_id=row_id,
            state=CopyState.FRESH.value,
            revision=copy.revision,
            collected_at=self._tx.now,
            reason="",
            profile=copy.profile,
        )
        records = [
            {"municipality_id": row_id, "part": part, "name": name, "encoded": encoded}
            for part, name, encoded in copy.records
        ]
        if records:
            session.run_many(_PUT_RECORD, records)

    def mark(self, row_id: int, state: CopyState, reason: str, confirmed: bool) -> None:
        session = self._tx.session
        if session.value(_COPY_KNOWN, municipality=row_id) is None:
            session.run(
                _PUT_COPY,
                municipality_id=row_id,
                state=state.value,
                revision=0,
                collected_at=None,
                reason=reason,
                profile=b"",
            )
        session.run(_MARK, municipality=row_id, new_state=state.value, new_reason=reason)
        if confirmed:
            session.run(_CONFIRM, municipality=row_id, new_collected_at=self._tx.now)
