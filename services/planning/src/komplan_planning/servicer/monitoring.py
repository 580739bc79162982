"""What everybody reads of how plans are carried out."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import action_plan_pb2, evaluation_pb2
from komplan.planning.v1 import monitoring_service_pb2 as pb
from komplan_core import names
from komplan_core.monitoring.evaluations import EvaluatedFacts
from komplan_core.values import Money
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.monitoring.action_plans import ActionPlans
from komplan_planning.usecases.monitoring.evaluations import Evaluations
from komplan_planning.usecases.monitoring.projects import PlanProjects
from komplan_planning.usecases.structure import is_office

FACTS = Codec(evaluation_pb2.EvaluatedFacts, EvaluatedFacts)


@dataclass(frozen=True)
class MonitoringLists:
    """What is kept of monitoring, and how each kind is listed."""

    action_plans: Listing
    observations: Listing
    published: Listing
    deviations: Listing
    projects: Listing
    revisions: Listing
    own_revisions: Listing
    evaluations: Listing


class MonitoringServicer:
    """Reading."""

    def __init__(
        self,
        database: Planning,
        lists: MonitoringLists,
        action_plans: ActionPlans,
        projects: PlanProjects,
        evaluations: Evaluations,
    ) -> None:
        self._db, self._lists = database, lists
        self._action_plans, self._projects, self._evaluations = action_plans, projects, evaluations

    async def GetActionPlan(self, request: pb.GetActionPlanRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.action_plans.kind, request.name)

    async def ListActionPlans(self, request: pb.ListActionPlansRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.action_plans, request, parent=request.parent)

    async def CheckActionPlan(self, request: pb.CheckActionPlanRequest, context: Any) -> pb.CheckActionPlanResponse:
        staff = is_office(current.get().caller)
        totals, parts = await self._db.read(self._action_plans.check, request.name, staff)
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
            parts=[
                action_plan_pb2.ContentPart(
                    code=part.code, title=part.title, present=part.present, missing=part.missing
                )
                for part in parts
            ],
        )

    async def GetPublishedObservation(self, request: pb.GetPublishedObservationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.published.kind, request.name)

    async def ListPublishedObservations(self, request: pb.ListPublishedObservationsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.published, request, parent=request.parent)

    async def GetPlanProject(self, request: pb.GetPlanProjectRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.projects.kind, request.name)

    async def ListPlanProjects(self, request: pb.ListPlanProjectsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.projects, request, parent=request.parent)

    async def GetProjectRevision(self, request: pb.GetProjectRevisionRequest, context: Any) -> Any:
        found = await self._db.read(self._projects.revision, request.name, current.get().caller)
        return self._lists.revisions.kind.codec.encode(found)

    async def ListProjectRevisions(self, request: pb.ListProjectRevisionsRequest, context: Any) -> bytes:
        names.PLAN_PROJECT.parse(request.parent, "parent")
        own = await self._db.read(self._projects.is_own, request.parent, current.get().caller)
        listing = self._lists.own_revisions if own else self._lists.revisions
        return await self._db.page(listing, request, parent=request.parent)

    async def GetEvaluation(self, request: pb.GetEvaluationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.evaluations.kind, request.name)

    async def ListEvaluations(self, request: pb.ListEvaluationsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.evaluations, request, parent=request.parent)

    async def PreviewEvaluation(self, request: pb.PreviewEvaluationRequest, context: Any) -> Any:
        return FACTS.encode(await self._db.read(self._evaluations.evaluate, request.name, request.year))

    async def ListPreviousEvaluations(
        self, request: pb.ListPreviousEvaluationsRequest, context: Any
    ) -> pb.ListPreviousEvaluationsResponse:
        found = await self._db.read(self._evaluations.previous, request.parent)
        encode = self._lists.evaluations.kind.codec.encode
        return pb.ListPreviousEvaluationsResponse(evaluations=[encode(item) for item in found])


def _hal(money: Money | None) -> int | None:
    return money.hal if money is not None else None
