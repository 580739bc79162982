"""How it is stored what cities say of territory that is not their own."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, insert, select

from komplan_core.regional.speaking import Claim, ClaimSubject, TerritoryUnit
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.rows.copies import ClaimRow

_OF = ClaimRow.municipality_id == bindparam("municipality")
_CLEAR = Statement(delete(ClaimRow).where(_OF, ClaimRow.made_for == bindparam("of_subject")))
_PUT = Statement(insert(ClaimRow))
_OF_ROW = Statement(
    select(ClaimRow.subject, ClaimRow.unit, ClaimRow.code, ClaimRow.entries, ClaimRow.example)
    .where(_OF)
    .order_by(ClaimRow.subject, ClaimRow.unit, ClaimRow.code)
)


class ClaimsStore:
    """The claims inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def put(self, row_id: int, subject: str, claims: Collection[Claim]) -> None:
        self._tx.session.run(_CLEAR, municipality=row_id, of_subject=subject)
        if claims:
            rows = [
                {
                    "municipality_id": row_id,
                    "made_for": subject,
                    "subject": claim.subject.value,
                    "unit": claim.unit.value,
                    "code": claim.code,
                    "entries": claim.entries,
                    "example": claim.example,
                }
                for claim in claims
            ]
            self._tx.session.run_many(_PUT, rows)

    def of_row(self, row_id: int) -> tuple[Claim, ...]:
        rows = self._tx.session.all(_OF_ROW, municipality=row_id)
        return tuple(
            Claim(ClaimSubject(subject), TerritoryUnit(unit), code, int(entries), example)
            for subject, unit, code, entries, example in rows
        )
