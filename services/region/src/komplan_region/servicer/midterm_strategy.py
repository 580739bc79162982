"""The region's own priorities and measures, for its staff."""

from typing import Any

from komplan.region.v1 import midterm_strategy_service_pb2 as pb
from komplan_core import names
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.midterm import MidtermListings
from komplan_region.usecases.midterm_strategy import MidtermStrategy


class MidtermStrategyServicer:
    """Reading and writing."""

    def __init__(self, database: Database[RegionTx], lists: MidtermListings, strategy: MidtermStrategy) -> None:
        self._db, self._lists, self._strategy = database, lists, strategy

    async def GetRegionPriority(self, request: pb.GetRegionPriorityRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.priorities.kind, request.name)

    async def ListRegionPriorities(self, request: pb.ListRegionPrioritiesRequest, context: Any) -> bytes:
        names.REGION_PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.priorities, request, parent=request.parent)

    async def CreateRegionPriority(self, request: pb.CreateRegionPriorityRequest, context: Any) -> bytes:
        values = self._lists.priorities.kind.codec.values(request.region_priority)
        return await self._db.write(self._strategy.create_priority, request.parent, values, request.region_priority_id)

    async def UpdateRegionPriority(self, request: pb.UpdateRegionPriorityRequest, context: Any) -> bytes:
        changed = request.region_priority
        changes = self._lists.priorities.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._strategy.update_priority, changed.name, changed.etag, changes)

    async def DeleteRegionPriority(self, request: pb.DeleteRegionPriorityRequest, context: Any) -> bytes:
        return await self._db.write(self._strategy.delete_priority, request.name, request.etag)

    async def GetRegionMeasure(self, request: pb.GetRegionMeasureRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.measures.kind, request.name)

    async def ListRegionMeasures(self, request: pb.ListRegionMeasuresRequest, context: Any) -> bytes:
        names.REGION_PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.measures, request, parent=request.parent)

    async def CreateRegionMeasure(self, request: pb.CreateRegionMeasureRequest, context: Any) -> bytes:
        values = self._lists.measures.kind.codec.values(request.region_measure)
        return await self._db.write(self._strategy.create_measure, request.parent, values, request.region_measure_id)

    async def UpdateRegionMeasure(self, request: pb.UpdateRegionMeasureRequest, context: Any) -> bytes:
        changed = request.region_measure
        changes = self._lists.measures.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._strategy.update_measure, changed.name, changed.etag, changes)

    async def DeleteRegionMeasure(self, request: pb.DeleteRegionMeasureRequest, context: Any) -> bytes:
        return await self._db.write(self._strategy.delete_measure, request.name, request.etag)
