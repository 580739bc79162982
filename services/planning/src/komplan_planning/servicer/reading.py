"""Reading plans."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import plan_service_pb2 as pb
from komplan.planning.v1 import profile_pb2
from komplan_core import names
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_kit.reading import Listing
from komplan_planning.ports.transaction import PlanningTx

Planning = Database[PlanningTx]


@dataclass(frozen=True)
class Kept:
    """What is kept, and how each kind is listed."""

    cycles: Listing
    plans: Listing
    versions: Listing
    nodes: Listing
    measures: Listing
    needs: Listing
    members: Listing


class PlanServicer:
    """Reading."""

    def __init__(self, database: Planning, kept: Kept, profile: profile_pb2.Profile) -> None:
        self._db, self._kept = database, kept
        area = names.AREA.format(area=profile.area.code)
        self._area = pb.Area(name=area, planning_area=profile.area)
        self._profile: bytes = profile.SerializeToString()

    async def GetArea(self, request: pb.GetAreaRequest, context: Any) -> pb.Area:
        names.AREA.parse(request.name)
        return self._area

    async def ListAreas(self, request: pb.ListAreasRequest, context: Any) -> pb.ListAreasResponse:
        pages.size_of(request.page_size)
        return pb.ListAreasResponse(areas=[] if pages.after(request) else [self._area])

    async def GetProfile(self, request: pb.GetProfileRequest, context: Any) -> bytes:
        names.AREA.parse(request.name)
        return self._profile

    async def GetCycle(self, request: pb.GetCycleRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.cycles.kind, request.name)

    async def ListCycles(self, request: pb.ListCyclesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._kept.cycles, request)

    async def GetPlan(self, request: pb.GetPlanRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.plans.kind, request.name)

    async def ListPlans(self, request: pb.ListPlansRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._kept.plans, request)

    async def GetPlanVersion(self, request: pb.GetPlanVersionRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.versions.kind, request.name)

    async def ListPlanVersions(self, request: pb.ListPlanVersionsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._kept.versions, request, parent=request.parent)

    async def GetPlanNode(self, request: pb.GetPlanNodeRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.nodes.kind, request.name)

    async def ListPlanNodes(self, request: pb.ListPlanNodesRequest, context: Any) -> bytes:
        names.VERSION.parse(request.parent, "parent")
        return await self._db.page(self._kept.nodes, request, parent=request.parent)

    async def GetMeasure(self, request: pb.GetMeasureRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.measures.kind, request.name)

    async def ListMeasures(self, request: pb.ListMeasuresRequest, context: Any) -> bytes:
        names.VERSION.parse(request.parent, "parent")
        return await self._db.page(self._kept.measures, request, parent=request.parent)

    async def GetNeed(self, request: pb.GetNeedRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.needs.kind, request.name)

    async def ListNeeds(self, request: pb.ListNeedsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._kept.needs, request)
