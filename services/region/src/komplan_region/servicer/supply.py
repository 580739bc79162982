"""What services the region has, what is missing, and what would be if."""

from typing import Any

from komplan.region.v1 import scenario_pb2, supply_pb2
from komplan.region.v1 import supply_office_service_pb2 as office
from komplan.region.v1 import supply_service_pb2 as pb
from komplan_core import names
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.clock import today, utc_now
from komplan_kit.database import Database
from komplan_kit.days import given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import OFFICE
from komplan_region.servicer.supply_messages import (
    compared_message,
    figures_message,
    gaps_message,
    revisions,
    service_message,
)
from komplan_region.usecases.gaps import capacity_gaps
from komplan_region.usecases.supply_figures import WantedServices, services_page, supply_figures
from komplan_region.usecases.supply_saying import Scenarios, ServedAgesSaying, compare_scenarios
from komplan_region.usecases.years import years_between


class SupplyServicer:
    """Reading. A scenario that is not published is there for the office only."""

    def __init__(self, database: Database[RegionTx], ages: Listing, scenarios: Listing) -> None:
        self._db, self._ages, self._scenarios = database, ages, scenarios

    async def GetSupply(self, request: pb.GetSupplyRequest, context: Any) -> supply_pb2.SupplyFigures:
        names.REGION.parse(request.parent, "parent")
        day = given_day(request, "day") or today(utc_now)
        wanted = {
            "orp": request.orp, "service_type": request.service_type, "population_year": request.population_year
        }  # fmt: skip
        # large: translated where it is read, beside the loop
        return await self._db.read(lambda tx: figures_message(supply_figures(tx, day, **wanted)))

    async def ListSuppliedServices(
        self, request: pb.ListSuppliedServicesRequest, context: Any
    ) -> pb.ListSuppliedServicesResponse:
        names.REGION.parse(request.parent, "parent")
        day = given_day(request, "day") or today(utc_now)
        size, after = pages.size_of(request.page_size), pages.after(request)
        wanted = WantedServices(request.orp, request.service_type, request.contradictory)
        found = await self._db.read(services_page, day, wanted, after, size)
        known = revisions(found.supply.standings)
        response = pb.ListSuppliedServicesResponse(
            services=(service_message(service, found.supply, known) for service in found.services)
        )
        if found.more:
            response.next_page_token = pages.token(after + size, request)
        return response

    async def GetCapacityGaps(self, request: pb.GetCapacityGapsRequest, context: Any) -> supply_pb2.CapacityGaps:
        names.REGION.parse(request.parent, "parent")
        years, day = years_between(request.from_year, request.to_year), today(utc_now)
        wanted = {"orp": request.orp, "service_type": request.service_type}
        to_staff = bool(current.get().caller.roles & OFFICE)
        # large: translated where it is read, beside the loop
        return await self._db.read(lambda tx: gaps_message(capacity_gaps(tx, years, day, **wanted), to_staff))

    async def GetServedAges(self, request: pb.GetServedAgesRequest, context: Any) -> bytes:
        return await self._db.get(self._ages.kind, request.name)

    async def ListServedAges(self, request: pb.ListServedAgesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._ages, request)

    async def GetScenario(self, request: pb.GetScenarioRequest, context: Any) -> bytes:
        return await self._db.get(self._scenarios.kind, request.name)

    async def ListScenarios(self, request: pb.ListScenariosRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._scenarios, request)

    async def CompareScenarios(
        self, request: pb.CompareScenariosRequest, context: Any
    ) -> scenario_pb2.ScenarioComparison:
        (year,) = years_between(request.year, 0)
        years = years_between(request.from_year or year, request.to_year)
        wanted = tuple(filter(None, (request.name, request.other)))
        for name in wanted:
            await self._db.get(self._scenarios.kind, name)  # not for everybody
        found = await self._db.read(compare_scenarios, wanted, year, years, today(utc_now))
        encode = self._scenarios.kind.codec.encode
        response = scenario_pb2.ScenarioComparison(
            first=encode(found.scenarios[0]),
            year=year,
            rows=(compared_message(row, found.units) for row in found.rows),
        )
        if request.other:
            response.second.CopyFrom(encode(found.scenarios[1]))
        return response


class SupplyOfficeServicer:
    """What the region itself says of supply."""

    def __init__(
        self,
        database: Database[RegionTx],
        ages: Listing,
        scenarios: Listing,
        saying: ServedAgesSaying,
        assuming: Scenarios,
    ) -> None:
        self._db, self._saying, self._assuming = database, saying, assuming
        self._ages, self._scenarios = ages.kind.codec, scenarios.kind.codec

    async def CreateServedAges(self, request: office.CreateServedAgesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._ages.values(request.served_ages)
        return await self._db.write(self._saying.create, values, request.served_ages_id)

    async def UpdateServedAges(self, request: office.UpdateServedAgesRequest, context: Any) -> bytes:
        changed = request.served_ages
        changes = self._ages.patch(changed, request.update_mask.paths)
        return await self._db.write(self._saying.update, changed.name, changed.etag, changes)

    async def DeleteServedAges(self, request: office.DeleteServedAgesRequest, context: Any) -> bytes:
        return await self._db.write(self._saying.delete, request.name, request.etag)

    async def CreateScenario(self, request: office.CreateScenarioRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._scenarios.values(request.scenario)
        return await self._db.write(self._assuming.create, values, request.scenario_id)

    async def UpdateScenario(self, request: office.UpdateScenarioRequest, context: Any) -> bytes:
        changed = request.scenario
        changes = self._scenarios.patch(changed, request.update_mask.paths)
        return await self._db.write(self._assuming.update, changed.name, changed.etag, changes)

    async def DeleteScenario(self, request: office.DeleteScenarioRequest, context: Any) -> bytes:
        return await self._db.write(self._assuming.delete, request.name, request.etag)
