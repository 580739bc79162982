"""Reading the region."""

from typing import Any

from komplan.region.v1 import region_pb2, roll_up_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_core import names
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import municipality_message
from komplan_region.servicer.roll_up import roll_up_message
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.roll_up import rolled_up


class RegionServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], directory: Directory, title: str) -> None:
        self._db, self._directory, self._title = database, directory, title

    async def GetMunicipality(self, request: pb.GetMunicipalityRequest, context: Any) -> region_pb2.Municipality:
        return municipality_message(await self._db.read(self._directory.shown, request.name))

    async def ListMunicipalities(
        self, request: pb.ListMunicipalitiesRequest, context: Any
    ) -> pb.ListMunicipalitiesResponse:
        names.REGION.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._directory.page, after, size + 1)
        response = pb.ListMunicipalitiesResponse(municipalities=map(municipality_message, found[:size]))
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1].standing.row_id, request)
        return response

    async def GetRollUp(self, request: pb.GetRollUpRequest, context: Any) -> roll_up_pb2.RollUp:
        def told(tx: RegionTx) -> roll_up_pb2.RollUp:
            return roll_up_message(rolled_up(tx, request.name), request.name, self._title, tx.now())

        return await self._db.read(told)  # large: translated where it is read, beside the loop
