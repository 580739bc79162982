"""Action plans and evaluations of the region's plan."""

from typing import Any

from komplan.planning.v1 import action_plan_pb2
from komplan.region.v1 import midterm_following_office_service_pb2 as office
from komplan.region.v1 import midterm_following_service_pb2 as pb
from komplan_core import names
from komplan_core.values import Money
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.midterm import MidtermListings, is_office
from komplan_region.servicer.midterm_office import RESOLUTION
from komplan_region.usecases.midterm_following import MidtermFollowing


class MidtermFollowingServicer:
    """Reading; drafts for the region's staff only."""

    def __init__(self, database: Database[RegionTx], lists: MidtermListings, following: MidtermFollowing) -> None:
        self._db, self._lists, self._following = database, lists, following

    async def GetActionPlan(self, request: pb.GetActionPlanRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.action_plans.kind, request.name)

    async def ListActionPlans(self, request: pb.ListActionPlansRequest, context: Any) -> bytes:
        names.REGION_PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.action_plans, request, parent=request.parent)

    async def CheckActionPlan(self, request: pb.CheckActionPlanRequest, context: Any) -> pb.CheckActionPlanResponse:
        totals, contents = await self._db.read(self._following.check_action_plan, request.name, is_office())
        return pb.CheckActionPlanResponse(
            totals=[
                action_plan_pb2.ActionTotal(
                    year=item.year,
                    source=item.source,
                    planned=_hal(item.planned),
                    secured=_hal(item.secured),
                    actual=_hal(item.actual),
                    gap=item.gap.hal,
                    lines=item.lines,
                )
                for item in totals
            ],
            contents=[
                action_plan_pb2.ContentPart(
                    code=part.code, title=part.title, present=part.present, missing=part.missing
                )
                for part in contents
            ],
        )

    async def GetEvaluation(self, request: pb.GetEvaluationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.evaluations.kind, request.name)

    async def ListEvaluations(self, request: pb.ListEvaluationsRequest, context: Any) -> bytes:
        names.REGION_PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.evaluations, request, parent=request.parent)


class MidtermFollowingOfficeServicer:
    """Writing."""

    def __init__(self, database: Database[RegionTx], lists: MidtermListings, following: MidtermFollowing) -> None:
        self._db, self._lists, self._following = database, lists, following

    async def CreateActionPlan(self, request: office.CreateActionPlanRequest, context: Any) -> bytes:
        values = self._lists.action_plans.kind.codec.values(request.action_plan)
        return await self._db.write(self._following.create_action_plan, request.parent, values, request.action_plan_id)

    async def UpdateActionPlan(self, request: office.UpdateActionPlanRequest, context: Any) -> bytes:
        changed = request.action_plan
        changes = self._lists.action_plans.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._following.update_action_plan, changed.name, changed.etag, changes)

    async def DeleteActionPlan(self, request: office.DeleteActionPlanRequest, context: Any) -> bytes:
        return await self._db.write(self._following.delete_action_plan, request.name, request.etag)

    async def ApproveActionPlan(self, request: office.ApproveActionPlanRequest, context: Any) -> bytes:
        resolution = RESOLUTION.decode(request.resolution, "resolution")
        return await self._db.write(self._following.approve_action_plan, request.name, resolution, request.etag)

    async def CreateEvaluation(self, request: office.CreateEvaluationRequest, context: Any) -> bytes:
        values = self._lists.evaluations.kind.codec.values(request.evaluation)
        return await self._db.write(self._following.create_evaluation, request.parent, values, request.evaluation_id)

    async def UpdateEvaluation(self, request: office.UpdateEvaluationRequest, context: Any) -> bytes:
        changed = request.evaluation
        changes = self._lists.evaluations.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._following.update_evaluation, changed.name, changed.etag, changes)

    async def DeleteEvaluation(self, request: office.DeleteEvaluationRequest, context: Any) -> bytes:
        return await self._db.write(self._following.delete_evaluation, request.name, request.etag)

    async def ApproveEvaluation(self, request: office.ApproveEvaluationRequest, context: Any) -> bytes:
        resolution = RESOLUTION.decode(request.resolution, "resolution")
        return await self._db.write(self._following.approve_evaluation, request.name, resolution, request.etag)


def _hal(amount: Money | None) -> int | None:
    return amount.hal if amount is not None else None
