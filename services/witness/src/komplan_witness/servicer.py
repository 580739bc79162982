"""Translates between the contract and the use cases; decides nothing."""

from typing import Any, Final

import structlog

from komplan.witness.v1 import witness_office_service_pb2 as office
from komplan.witness.v1 import witness_pb2
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan_core import names
from komplan_core.errors import Refused
from komplan_core.witnessing import Contradiction
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.reading import Listing
from komplan_witness.ports import WitnessTx
from komplan_witness.usecases import Logs, Witness

Witnessing = Database[WitnessTx]
log: Final = structlog.get_logger(__name__)


class WitnessServicer:
    """Cosigning, and what was seen."""

    def __init__(
        self, database: Witnessing, log_list: Listing, evidence_list: Listing, logs: Logs, witness: Witness
    ) -> None:
        self._db, self._log_list, self._evidence, self._logs, self._witness = (
            database,
            log_list,
            evidence_list,
            logs,
            witness,
        )

    async def AddCheckpoint(self, request: pb.AddCheckpointRequest, context: Any) -> bytes:
        note, proof = request.checkpoint, tuple(request.proof)
        try:
            return await self._db.write(self._witness.add, note, request.old_size, proof)
        except Contradiction as found:
            await self._db.write(self._witness.accuse, found, note)
            log.warning("book_contradicts", origin=found.shown.origin, size=found.shown.size, kind=found.kind)
            told = f"another root of the size {found.shown.size} was cosigned: this one is kept as evidence"
            raise Refused("BOOK_FORKED", told) from None

    async def GetWitness(self, request: pb.GetWitnessRequest, context: Any) -> pb.GetWitnessResponse:
        return pb.GetWitnessResponse(witness=self._witness.name, key=self._witness.key)

    async def GetLatest(self, request: pb.GetLatestRequest, context: Any) -> witness_pb2.WitnessedCheckpoint:
        return await self._db.read(self._witness.latest, request.name, request.origin)

    async def GetWitnessedLog(self, request: pb.GetWitnessedLogRequest, context: Any) -> bytes:
        return await self._db.get(self._log_list.kind, request.name)

    async def ListWitnessedLogs(self, request: pb.ListWitnessedLogsRequest, context: Any) -> bytes:
        self._logs.check_parent(request.parent)
        return await self._db.page(self._log_list, request)

    async def GetEvidence(self, request: pb.GetEvidenceRequest, context: Any) -> bytes:
        return await self._db.get(self._evidence.kind, request.name)

    async def ListEvidence(self, request: pb.ListEvidenceRequest, context: Any) -> bytes:
        names.WITNESSED_LOG.parse(request.parent, "parent")
        return await self._db.page(self._evidence, request, parent=request.parent)


class WitnessOfficeServicer:
    """Which books are witnessed here."""

    def __init__(self, database: Witnessing, codec: Codec[Any], logs: Logs) -> None:
        self._db, self._codec, self._logs = database, codec, logs

    async def CreateWitnessedLog(self, request: office.CreateWitnessedLogRequest, context: Any) -> bytes:
        self._logs.check_parent(request.parent)
        return await self._db.write(
            self._logs.create, self._codec.values(request.witnessed_log), request.witnessed_log_id
        )

    async def UpdateWitnessedLog(self, request: office.UpdateWitnessedLogRequest, context: Any) -> bytes:
        changed = request.witnessed_log
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._logs.update, changed.name, changed.etag, changes)

    async def DeleteWitnessedLog(self, request: office.DeleteWitnessedLogRequest, context: Any) -> bytes:
        return await self._db.write(self._logs.delete, request.name, request.etag)
