"""How the signed directory is stored."""

from sqlalchemy import select

from komplan_core.directory import Municipality, SignedDirectory
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.repositories.directory import read_municipality
from komplan_region.repositories.kinds import SIGNED_DIRECTORIES
from komplan_region.rows.directory import MunicipalityRow, SignedDirectoryRow

_LAST = Statement(select(SignedDirectoryRow.encoded).order_by(SignedDirectoryRow.id))
_ENTRIES = Statement(select(MunicipalityRow.encoded).order_by(MunicipalityRow.code))


class SignedDirectoryStore:
    """The signed directory inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def last(self) -> SignedDirectory | None:
        encoded = self._tx.session.value(_LAST)
        return SIGNED_DIRECTORIES.codec.parse(bytes(encoded)) if encoded is not None else None

    def entries(self) -> list[Municipality]:
        return [read_municipality(bytes(row[0])) for row in self._tx.session.all(_ENTRIES)]
