"""The region's territory: read by everybody, taken over by the office."""

import asyncio
import io
from typing import Any, Final, TextIO

from komplan.region.v1 import territory_office_service_pb2 as office
from komplan.region.v1 import territory_pb2
from komplan.region.v1 import territory_service_pb2 as pb
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.regional.territory import RegionTerritory, of_region
from komplan_core.territory import (
    CORRECTIONS_FILE,
    MUNICIPALITIES_FILE,
    ORPS_FILE,
    REGIONS_FILE,
    read_territory,
)
from komplan_kit import inputs
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.days import day_of, given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.territory import Territories

MOST_UNITS: Final = 10_000
_TERRITORY: Final = Codec(territory_pb2.Territory, RegionTerritory)


class TerritoryServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], lists: Listing, territories: Territories) -> None:
        self._db, self._lists, self._territories = database, lists, territories

    async def GetTerritory(self, request: pb.GetTerritoryRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.kind, request.name)

    async def ListTerritories(self, request: pb.ListTerritoriesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists, request)

    async def LookUpTerritory(self, request: pb.LookUpTerritoryRequest, context: Any) -> territory_pb2.Territory:
        found = await self._db.read(self._territories.on, request.parent, given_day(request, "day"))
        return self._lists.kind.codec.encode(found)


class TerritoryOfficeServicer:
    """Taking over the official tables."""

    def __init__(self, database: Database[RegionTx], territories: Territories) -> None:
        self._db, self._territories = database, territories

    async def ImportTerritory(self, request: office.ImportTerritoryRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        if not request.HasField("valid_from"):
            raise Invalid.field("valid_from", "REQUIRED", "say from which day the tables hold")
        made = await asyncio.to_thread(_read, request)
        return await self._db.write(self._territories.take, made, request.allow_shrinking)

    async def DeleteTerritory(self, request: office.DeleteTerritoryRequest, context: Any) -> bytes:
        return await self._db.write(self._territories.delete, request.name, request.etag)


def _read(request: office.ImportTerritoryRequest) -> RegionTerritory:
    whole = read_territory(
        _table(request.regions, REGIONS_FILE),
        _table(request.orps, ORPS_FILE),
        _table(request.municipalities, MUNICIPALITIES_FILE),
        _table(request.corrections, CORRECTIONS_FILE) if request.corrections else None,
    )
    made = of_region(whole, request.region_code, day_of(request.valid_from, "valid_from"), request.source)
    inputs.check(_TERRITORY.encode(made), most=MOST_UNITS)  # the tables came as bytes, which nothing has looked into
    return made


def _table(data: bytes, file: str) -> TextIO:
    if not data:
        raise Invalid.field(file, "REQUIRED", "the table is missing; send it")
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
