"""How a witness remembers what it cosigned."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from komplan.witness.v1 import witness_pb2
from komplan_core import names
from komplan_core.witnessing import Cosigned, Evidence, WitnessedLog
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_witness.rows import CosignedRow, EvidenceRow, Row, WitnessedLogRow

METADATA = Row.metadata
LOGS = Kind("witnessed log", names.WITNESSED_LOG, Codec(witness_pb2.WitnessedLog, WitnessedLog), WitnessedLogRow)
EVIDENCE = Kind(
    "piece of evidence",
    names.EVIDENCE,
    Codec(witness_pb2.Evidence, Evidence),
    EvidenceRow,
    only_encoded=("checkpoint", "cosigned"),
)
_LOG_ID = select(WitnessedLogRow.id).where(WitnessedLogRow.name == bindparam("log")).scalar_subquery()
LOG_LIST = Listing(LOGS, filters={"origin": WitnessedLogRow.origin == bindparam("origin")})
EVIDENCE_LIST = Listing(
    EVIDENCE,
    parent=EvidenceRow.log_id
    == select(WitnessedLogRow.id).where(WitnessedLogRow.name == bindparam("parent")).scalar_subquery(),
)

_COSIGNED = select(CosignedRow.size, CosignedRow.root, CosignedRow.note, CosignedRow.cosigned_at).where(
    CosignedRow.log_id == _LOG_ID
)
_LATEST = Statement(_COSIGNED.order_by(CosignedRow.size.desc()).limit(1))
_OF_SIZE = Statement(_COSIGNED.where(CosignedRow.size == bindparam("of_size")))
_OF_ORIGIN = Statement(select(WitnessedLogRow.encoded).where(WitnessedLogRow.origin == bindparam("of_origin")))
_KEEP = Statement(insert(CosignedRow))
_KEEP_AGAIN = Statement(
    update(CosignedRow)
    .where(CosignedRow.log_id == _LOG_ID, CosignedRow.size == bindparam("of_size"))
    .values(note=bindparam("new_note"), cosigned_at=bindparam("new_at"))
)


class WitnessStore:
    """One transaction over a witness, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.logs = Collection(LOGS, transaction)
        self.evidence = Collection(EVIDENCE, transaction)

    def now(self) -> datetime:
        return self._tx.now

    def of_origin(self, origin: str) -> WitnessedLog | None:
        encoded = self._tx.session.value(_OF_ORIGIN, of_origin=origin)
        return LOGS.codec.parse(bytes(encoded)) if encoded is not None else None

    def latest(self, log: str) -> Cosigned | None:
        return _cosigned(self._tx.session.first(_LATEST, log=log))

    def of_size(self, log: str, size: int) -> Cosigned | None:
        return _cosigned(self._tx.session.first(_OF_SIZE, log=log, of_size=size))

    def keep(self, log: str, cosigned: Cosigned) -> None:
        if self.of_size(log, cosigned.size) is not None:
            session, at = self._tx.session, cosigned.at
            session.run(_KEEP_AGAIN, log=log, of_size=cosigned.size, new_note=cosigned.note, new_at=at)
            return
        self._tx.session.run(
            _KEEP,
            log_id=self.logs.refer(log, "name"),
            size=cosigned.size,
            root=cosigned.root,
            note=cosigned.note,
            cosigned_at=cosigned.at,
        )


def _cosigned(row: Any) -> Cosigned | None:
    return Cosigned(int(row[0]), bytes(row[1]), str(row[2]), int(row[3])) if row is not None else None
