"""Translates between the contract and the region's use cases; decides nothing."""

from collections.abc import AsyncIterator
from typing import Any

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_core import names
from komplan_core.directory import CopyState, Municipality
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_region.ports import Collecting, RegionTx, Standing
from komplan_region.usecases.directory import Directory, deadline
from komplan_region.usecases.midterm import compose, years_of

OFFICE = frozenset({"admin", "analyst"})
MUNICIPALITY = Codec(region_pb2.Municipality, Municipality)


class RegionServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], directory: Directory, title: str) -> None:
        self._db, self._directory, self._title = database, directory, title

    async def GetMunicipality(self, request: pb.GetMunicipalityRequest, context: Any) -> region_pb2.Municipality:
        return _message(await self._db.read(self._directory.standing, request.name))

    async def ListMunicipalities(
        self, request: pb.ListMunicipalitiesRequest, context: Any
    ) -> pb.ListMunicipalitiesResponse:
        names.REGION.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._directory.standings, after, size + 1)
        response = pb.ListMunicipalitiesResponse(municipalities=map(_message, found[:size]))
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1].row_id, request)
        return response

    async def GetMidtermPlan(self, request: pb.GetMidtermPlanRequest, context: Any) -> region_pb2.MidtermPlan:
        years_of(request.name)
        title = self._title

        def composed(tx: RegionTx, name: str) -> region_pb2.MidtermPlan:
            return compose(tx, name, title)

        return await self._db.read(composed, request.name)


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

    async def Collect(self, request: office.CollectRequest, context: Any) -> AsyncIterator[office.CollectResponse]:
        names.REGION.parse(request.name)
        seconds = deadline(request.deadline_seconds, self._seconds)
        heard: dict[CopyState, list[str]] = {state: [] for state in CopyState}
        async for standing in self._collector.collect(seconds):
            heard[standing.state].append(standing.municipality.code)
            yield office.CollectResponse(municipality=_message(standing))
        summary = office.CollectSummary(
            areas=sum(map(len, heard.values())),
            fresh=sorted(heard[CopyState.FRESH]),
            unreachable=sorted(heard[CopyState.UNREACHABLE]),
            quarantined=sorted(heard[CopyState.QUARANTINED]),
        )
        yield office.CollectResponse(summary=summary)

    async def _composed(self, written: bytes) -> region_pb2.Municipality:
        name = region_pb2.Municipality.FromString(written).name
        return _message(await self._db.read(self._directory.standing, name))


def _message(standing: Standing) -> region_pb2.Municipality:
    """The entry with the state of the copy, which depends on the time; its address is for the region's staff."""
    composed = {
        "state": standing.state,
        "revision": standing.revision,
        "collected_at": standing.collected_at,
        "reason": standing.reason,
    }
    message = MUNICIPALITY.encode(standing.municipality.revised(composed))
    if not current.get().caller.roles & OFFICE:
        message.target = ""
    return message
