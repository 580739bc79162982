"""How cities' structures map to the canonical one: read by everybody, said by the office."""

from typing import Any

from komplan.region.v1 import crosswalk_office_service_pb2 as office
from komplan.region.v1 import crosswalk_pb2
from komplan.region.v1 import crosswalk_service_pb2 as pb
from komplan_core import names
from komplan_kit.clock import today, utc_now
from komplan_kit.database import Database
from komplan_kit.days import day_message, given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.crosswalk import Crosswalks


class CrosswalkServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], listing: Listing, crosswalks: Crosswalks) -> None:
        self._db, self._listing, self._crosswalks = database, listing, crosswalks

    async def GetCrosswalkEntry(self, request: pb.GetCrosswalkEntryRequest, context: Any) -> bytes:
        return await self._db.get(self._listing.kind, request.name)

    async def ListCrosswalkEntries(self, request: pb.ListCrosswalkEntriesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._listing, request)

    async def LookUpCrosswalk(self, request: pb.LookUpCrosswalkRequest, context: Any) -> crosswalk_pb2.Crosswalk:
        day = given_day(request, "day") or today(utc_now)
        found = await self._db.read(self._crosswalks.of_city, request.name, day)
        return crosswalk_pb2.Crosswalk(
            area=found.profile.area.code,
            revision=found.revision,
            day=day_message(day),
            codes=[
                crosswalk_pb2.MappedCode(
                    kind=item.kind,
                    code=item.code,
                    title=item.title,
                    canonical={code: format(share, "f") for code, share in item.canonical.items()},
                    origin=item.origin,
                )
                for item in found.codes
            ],
            working_groups=[
                crosswalk_pb2.GroupOfADay(code=code, title=title, carried_on_by=carried_on)
                for code, title, carried_on in found.groups
            ],
        )


class CrosswalkOfficeServicer:
    """Writing."""

    def __init__(self, database: Database[RegionTx], listing: Listing, crosswalks: Crosswalks) -> None:
        self._db, self._codec, self._crosswalks = database, listing.kind.codec, crosswalks

    async def CreateCrosswalkEntry(self, request: office.CreateCrosswalkEntryRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._codec.values(request.crosswalk_entry)
        return await self._db.write(self._crosswalks.create, values, request.crosswalk_entry_id, alone=True)

    async def UpdateCrosswalkEntry(self, request: office.UpdateCrosswalkEntryRequest, context: Any) -> bytes:
        changed = request.crosswalk_entry
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._crosswalks.update, changed.name, changed.etag, changes, alone=True)

    async def DeleteCrosswalkEntry(self, request: office.DeleteCrosswalkEntryRequest, context: Any) -> bytes:
        return await self._db.write(self._crosswalks.delete, request.name, request.etag, alone=True)
