"""The region's inhabitants: read by everybody, taken over by the office."""

import asyncio
from collections.abc import Sequence
from typing import Any

from komplan.region.v1 import population_office_service_pb2 as office
from komplan.region.v1 import population_pb2
from komplan.region.v1 import population_service_pb2 as pb
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.regional.population_table import read_orp_codes, read_population, sha256_of
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_kit.store import Kind
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.population import PopulationFile, Populations, years_page


class PopulationServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], kind: Kind[Any]) -> None:
        self._db, self._kind = database, kind

    async def GetPopulation(self, request: pb.GetPopulationRequest, context: Any) -> bytes:
        return await self._db.get(self._kind, request.name)

    async def ListPopulations(self, request: pb.ListPopulationsRequest, context: Any) -> pb.ListPopulationsResponse:
        names.REGION.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(years_page, after, size + 1)
        response = pb.ListPopulationsResponse(populations=(_without_figures(encoded) for _, encoded in found[:size]))
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1][0], request)
        return response


class PopulationOfficeServicer:
    """Taking over the official statistics."""

    def __init__(self, database: Database[RegionTx], populations: Populations) -> None:
        self._db, self._populations = database, populations

    async def ImportPopulation(self, request: office.ImportPopulationRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        for field in ("table", "title", "source", "licence"):
            if not getattr(request, field).strip():
                raise Invalid.field(field, "REQUIRED", "fill in this field")
        file = await asyncio.to_thread(_read, request)
        return await self._db.write(self._populations.take, file, request.replace, alone=True)

    async def DeletePopulation(self, request: office.DeletePopulationRequest, context: Any) -> bytes:
        return await self._db.write(self._populations.delete, request.name, request.etag)


def import_reply(taken: Sequence[bytes], figures: int) -> bytes:
    """What is told of an import: the years without their figures, and how many figures there are."""
    response = office.ImportPopulationResponse(populations=map(_without_figures, taken), figures=figures)
    reply: bytes = response.SerializeToString(deterministic=True)
    return reply


def _without_figures(encoded: bytes) -> population_pb2.Population:
    message = population_pb2.Population.FromString(encoded)
    message.ClearField("figures")
    return message


def _read(request: office.ImportPopulationRequest) -> PopulationFile:
    codes = read_orp_codes(request.orp_codes) if request.orp_codes else None
    return PopulationFile(
        years=read_population(request.table, orp_codes=codes),
        title=request.title,
        source=request.source,
        licence=request.licence,
        fictional=request.fictional,
        note=request.note,
        sha256=sha256_of(request.table),
    )
