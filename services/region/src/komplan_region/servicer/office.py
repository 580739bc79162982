"""Writing the directory, and collecting."""

from collections.abc import AsyncIterator
from typing import Any

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan_core import names
from komplan_core.directory import CopyState
from komplan_kit.database import Database
from komplan_region.ports.directory import Collecting
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import MUNICIPALITY, municipality_message
from komplan_region.usecases.directory import Directory, Shown, deadline


class RegionOfficeServicer:
    """Writing and collecting."""

    def __init__(
        self, database: Database[RegionTx], directory: Directory, collector: Collecting, seconds: float
    ) -> None:
        self._db, self._directory, self._collector, self._seconds = database, directory, collector, seconds

    async def CreateMunicipality(
        self, request: office.CreateMunicipalityRequest, context: Any
    ) -> region_pb2.Municipality:
        names.REGION.parse(request.parent, "parent")
        values = MUNICIPALITY.values(request.municipality)
        return await self._composed(await self._db.write(self._directory.create, values, request.municipality_id))

    async def UpdateMunicipality(
        self, request: office.UpdateMunicipalityRequest, context: Any
    ) -> region_pb2.Municipality:
        changed = request.municipality
        changes = MUNICIPALITY.patch(changed, request.update_mask.paths)
        written = await self._db.write(self._directory.update, changed.name, changed.etag, changes)
        return await self._composed(written)

    async def DeleteMunicipality(self, request: office.DeleteMunicipalityRequest, context: Any) -> bytes:
        return await self._db.write(self._directory.delete, request.name, request.etag)

    async def ResetCopy(self, request: office.ResetCopyRequest, context: Any) -> region_pb2.Municipality:
        written = await self._db.write(self._directory.reset, request.name, request.etag, request.reason)
        return await self._composed(written)

    async def Collect(self, request: office.CollectRequest, context: Any) -> AsyncIterator[office.CollectResponse]:
        names.REGION.parse(request.name)
        seconds = deadline(request.deadline_seconds, self._seconds)
        heard: dict[CopyState, list[str]] = {state: [] for state in CopyState}
        async for standing in self._collector.collect(seconds):
            heard[standing.state].append(standing.municipality.code)
            yield office.CollectResponse(municipality=municipality_message(Shown(standing)))
        summary = office.CollectSummary(
            areas=sum(map(len, heard.values())),
            fresh=sorted(heard[CopyState.FRESH]),
            unreachable=sorted(heard[CopyState.UNREACHABLE]),
            quarantined=sorted(heard[CopyState.QUARANTINED]),
        )
        yield office.CollectResponse(summary=summary)

    async def _composed(self, written: bytes) -> region_pb2.Municipality:
        name = region_pb2.Municipality.FromString(written).name
        return municipality_message(await self._db.read(self._directory.shown, name))
