"""How the directory is read, with the state of the copies."""

from typing import Any

from sqlalchemy import bindparam, select

from komplan_core.directory import CopyState
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction, sha256
from komplan_region.ports.directory import Standing
from komplan_region.repositories.kinds import MUNICIPALITIES
from komplan_region.repositories.moments import utc
from komplan_region.rows.copies import CopyRow
from komplan_region.rows.directory import MunicipalityRow

_STANDING = select(
    MunicipalityRow.encoded,
    MunicipalityRow.id,
    CopyRow.state,
    CopyRow.revision,
    CopyRow.collected_at,
    CopyRow.reason,
    CopyRow.profile,
).outerjoin(CopyRow, CopyRow.municipality_id == MunicipalityRow.id)
_STANDINGS = Statement(
    _STANDING.where(MunicipalityRow.id > bindparam("after")).order_by(MunicipalityRow.id).limit(bindparam("most"))
)
_ONE = Statement(_STANDING.where(MunicipalityRow.name == bindparam("of")))


class DirectoryStore:
    """The directory inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def standings(self, after: int, most: int) -> list[Standing]:
        return [_standing(row) for row in self._tx.session.all(_STANDINGS, after=after, most=most)]

    def standing(self, name: str) -> Standing | None:
        row = self._tx.session.first(_ONE, of=name)
        return _standing(row) if row is not None else None


def _standing(row: tuple[Any, ...]) -> Standing:
    encoded, row_id, state, revision, collected_at, reason, profile = row
    municipality = MUNICIPALITIES.codec.parse(bytes(encoded))
    known = CopyState(state or "never")
    if municipality.blocked and collected_at is not None:
        known = CopyState.STALE  # nobody asks any more, whatever the last answer was
    return Standing(
        municipality, row_id, known, revision or 0, utc(collected_at), reason or "", sha256(bytes(profile or b""))
    )
