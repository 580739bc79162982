"""The region's plans, for everybody; versions that are not published for the region's staff only."""

from dataclasses import dataclass
from typing import Any, Final

from komplan.planning.v1 import completeness_pb2
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_table_pb2 as tables
from komplan_core import names
from komplan_core.completeness.judging import blocking, warnings
from komplan_core.completeness.rules import Check, Place, Rule
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.days import day_message, given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import OFFICE
from komplan_region.usecases.midterm_plans import MidtermPlans
from komplan_region.usecases.midterm_reading import sources_told, table_of, tables_of

RULE: Final = Codec(completeness_pb2.Rule, Rule)
PLACE: Final = Codec(completeness_pb2.Place, Place)
MOST_PLACES: Final = 200
LARGEST_PAGE: Final = 1 << 20
"""Bytes of rows after which a page ends, whatever size was asked for: a total may name every measure of a region."""


@dataclass(frozen=True)
class MidtermListings:
    """The lists of what is kept of the region's plans."""

    plans: Listing
    versions: Listing
    sections: Listing
    priorities: Listing
    measures: Listing
    action_plans: Listing
    evaluations: Listing


class MidtermPlanServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], lists: MidtermListings, plans: MidtermPlans) -> None:
        self._db, self._lists, self._plans = database, lists, plans

    async def GetRegionPlan(self, request: pb.GetRegionPlanRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.plans.kind, request.name)

    async def ListRegionPlans(self, request: pb.ListRegionPlansRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists.plans, request)

    async def GetRegionPlanVersion(self, request: pb.GetRegionPlanVersionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.versions.kind, request.name)

    async def ListRegionPlanVersions(self, request: pb.ListRegionPlanVersionsRequest, context: Any) -> bytes:
        await self._db.get(self._lists.plans.kind, request.parent)  # a plan that is not there has no versions to list
        return await self._db.page(self._lists.versions, request, parent=request.parent)

    async def GetRegionPlanSection(self, request: pb.GetRegionPlanSectionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.sections.kind, request.name)

    async def ListRegionPlanSections(self, request: pb.ListRegionPlanSectionsRequest, context: Any) -> bytes:
        names.REGION_VERSION.parse(request.parent, "parent")
        return await self._db.page(self._lists.sections, request, parent=request.parent)

    async def ListMidtermTables(
        self, request: pb.ListMidtermTablesRequest, context: Any
    ) -> pb.ListMidtermTablesResponse:
        found = await self._db.read(tables_of, request.parent, is_office())
        response = pb.ListMidtermTablesResponse(tables=map(tables.MidtermTable.FromString, found))
        for table in response.tables:
            table.ClearField("rows")
        return response

    async def ListMidtermRows(self, request: pb.ListMidtermRowsRequest, context: Any) -> pb.ListMidtermRowsResponse:
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(table_of, request.parent, request.table, is_office())
        table = tables.MidtermTable.FromString(found)
        response, taken = pb.ListMidtermRowsResponse(), 0
        for row in table.rows[after : after + size]:
            if taken and response.ByteSize() > LARGEST_PAGE:
                break
            response.rows.append(row)
            taken += 1
        if after + taken < len(table.rows):
            response.next_page_token = pages.token(after + taken, request)
        return response

    async def ListMidtermSources(
        self, request: pb.ListMidtermSourcesRequest, context: Any
    ) -> pb.ListMidtermSourcesResponse:
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(sources_told, request.parent, after, size + 1, is_office())
        response = pb.ListMidtermSourcesResponse(
            sources=(
                tables.MidtermSource(place=item.place, name=item.name, area=item.area, revision=item.revision)
                for item in found[:size]
            )
        )
        if len(found) > size:
            response.next_page_token = pages.token(after + size, request)
        return response

    async def CheckRegionPlanVersion(
        self, request: pb.CheckRegionPlanVersionRequest, context: Any
    ) -> pb.CheckRegionPlanVersionResponse:
        day = given_day(request, "day")
        on, checks = await self._db.read(self._plans.check_shown, request.name, day, is_office())
        return pb.CheckRegionPlanVersionResponse(
            day=day_message(on),
            checks=map(_told, checks),
            blocking=blocking(checks),
            warnings=warnings(checks),
        )


def is_office() -> bool:
    """Whether the region's staff asks."""
    return bool(current.get().caller.roles & OFFICE)


def _told(check: Check) -> completeness_pb2.Check:
    return completeness_pb2.Check(
        rule=RULE.encode(check.rule.head),
        outcome=check.outcome,
        places=[PLACE.encode(place) for place in check.places[:MOST_PLACES]],
        places_total=len(check.places),
    )
