"""The region's plans, for everybody; versions that are not published for the region's staff only."""

from dataclasses import dataclass
from typing import Any, Final

from komplan.planning.v1 import completeness_pb2
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_table_pb2 as tables
from komplan_core import names
from komplan_core.completeness.judging import blocking, warnings
from komplan_core.completeness.rules import Check, Place, Rule
from komplan_core.errors import NotFound
from komplan_core.regional.midterm.plans import RegionPlanVersion
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.days import day_message, given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import OFFICE
from komplan_region.usecases.midterm_comparing import shown
from komplan_region.usecases.midterm_content import SOURCES, sources_of
from komplan_region.usecases.midterm_plans import MidtermPlans

RULE: Final = Codec(completeness_pb2.Rule, Rule)
PLACE: Final = Codec(completeness_pb2.Place, Place)
MOST_PLACES: Final = 200
LARGEST_PAGE: Final = 1 << 20
"""Bytes of rows after which a page ends, whatever size was asked for: a total may name every measure of a region."""
NOT_PUBLIC: Final = (names.NEED, names.INTAKE_NEED, names.NEEDS_REPORT, names.INTAKE_REPORT)
"""Records that cities do not publish: of them everybody is told whose they are, the office their names."""


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
        names.REGION_PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.versions, request, parent=request.parent)

    async def GetRegionPlanSection(self, request: pb.GetRegionPlanSectionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.sections.kind, request.name)

    async def ListRegionPlanSections(self, request: pb.ListRegionPlanSectionsRequest, context: Any) -> bytes:
        names.REGION_VERSION.parse(request.parent, "parent")
        return await self._db.page(self._lists.sections, request, parent=request.parent)

    async def ListMidtermTables(
        self, request: pb.ListMidtermTablesRequest, context: Any
    ) -> pb.ListMidtermTablesResponse:
        office = is_office()

        def found(tx: RegionTx) -> list[tables.MidtermTable]:
            shown(tx, request.parent, office, "parent")
            parts = tx.midterm.parts(request.parent)
            read = [tables.MidtermTable.FromString(body) for code, body in parts if code != SOURCES]
            for table in read:
                table.ClearField("rows")
            return read

        return pb.ListMidtermTablesResponse(tables=await self._db.read(found))

    async def ListMidtermRows(self, request: pb.ListMidtermRowsRequest, context: Any) -> pb.ListMidtermRowsResponse:
        size, after, office = pages.size_of(request.page_size), pages.after(request), is_office()

        def found(tx: RegionTx) -> tables.MidtermTable:
            shown(tx, request.parent, office, "parent")
            body = tx.midterm.part(request.parent, request.table) if request.table != SOURCES else None
            if body is None:
                raise NotFound("NOT_FOUND", f"`{request.parent}` has no table `{request.table[:63]}`")
            return tables.MidtermTable.FromString(body)

        table = await self._db.read(found)
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
        size, after, office = pages.size_of(request.page_size), pages.after(request), is_office()

        def found(tx: RegionTx) -> tuple[RegionPlanVersion, list[str]]:
            version = shown(tx, request.parent, office, "parent")
            return version, sources_of({SOURCES: tx.midterm.part(request.parent, SOURCES) or b""})

        version, known = await self._db.read(found)
        revisions = {(item.area, item.feed): item.revision for item in version.inputs}
        response = pb.ListMidtermSourcesResponse()
        for place, name in enumerate(known[after : after + size], after):
            area = name.split("/")[1] if name.startswith("areas/") else ""
            feed = "catalogue" if names.SERVICE.matches(name) or names.CAPACITY.matches(name) else "planning"
            revision = revisions.get((area, feed), 0) if area else version.journal
            told = name if office or not any(pattern.matches(name) for pattern in NOT_PUBLIC) else ""
            response.sources.add(place=place, name=told, area=area, revision=revision)
        if after + size < len(known):
            response.next_page_token = pages.token(after + size, request)
        return response

    async def CheckRegionPlanVersion(
        self, request: pb.CheckRegionPlanVersionRequest, context: Any
    ) -> pb.CheckRegionPlanVersionResponse:
        day, office = given_day(request, "day"), is_office()

        def found(tx: RegionTx) -> Any:
            shown(tx, request.name, office)
            return self._plans.check(tx, request.name, day)

        on, checks = await self._db.read(found)
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
