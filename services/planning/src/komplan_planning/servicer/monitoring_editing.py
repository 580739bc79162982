"""Keeping action plans, observations, deviations and evaluations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1 import observation_pb2
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_kit.caller import current
from komplan_kit.days import day_message, given_day
from komplan_planning.servicer.monitoring import MonitoringLists
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.monitoring.action_plans import ActionPlans
from komplan_planning.usecases.monitoring.deviations import Deviations
from komplan_planning.usecases.monitoring.evaluations import Evaluations
from komplan_planning.usecases.monitoring.observations import Observations
from komplan_planning.usecases.monitoring.watching import Watching

MOST_GRACE_DAYS = 3650


@dataclass(frozen=True)
class MonitoringOffice:
    """Who decides what."""

    action_plans: ActionPlans
    observations: Observations
    deviations: Deviations
    evaluations: Evaluations
    watching: Watching


class MonitoringEditorServicer:
    """Writing."""

    def __init__(self, database: Planning, lists: MonitoringLists, office: MonitoringOffice) -> None:
        self._db, self._lists = database, lists
        self._action_plans, self._observations = office.action_plans, office.observations
        self._deviations, self._evaluations, self._watching = office.deviations, office.evaluations, office.watching

    async def CreateActionPlan(self, request: edit.CreateActionPlanRequest, context: Any) -> bytes:
        values = self._lists.action_plans.kind.codec.values(request.action_plan)
        return await self._db.write(self._action_plans.create, request.parent, values, request.action_plan_id)

    async def UpdateActionPlan(self, request: edit.UpdateActionPlanRequest, context: Any) -> bytes:
        changed = request.action_plan
        changes = self._lists.action_plans.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._action_plans.update, changed.name, changed.etag, changes)

    async def DeleteActionPlan(self, request: edit.DeleteActionPlanRequest, context: Any) -> bytes:
        return await self._db.write(self._action_plans.delete, request.name, request.etag)

    async def ApproveActionPlan(self, request: edit.ApproveActionPlanRequest, context: Any) -> bytes:
        return await self._db.write(self._action_plans.approve, request.name, request.resolution, request.etag)

    async def CreateObservation(self, request: edit.CreateObservationRequest, context: Any) -> bytes:
        values = self._lists.observations.kind.codec.values(request.observation)
        return await self._db.write(self._observations.create, request.parent, values, request.observation_id)

    async def UpdateObservation(self, request: edit.UpdateObservationRequest, context: Any) -> bytes:
        changed = request.observation
        changes = self._lists.observations.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._observations.update, changed.name, changed.etag, changes)

    async def DeleteObservation(self, request: edit.DeleteObservationRequest, context: Any) -> bytes:
        return await self._db.write(self._observations.delete, request.name, request.etag)

    async def GetObservation(self, request: edit.GetObservationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.observations.kind, request.name)

    async def ListObservations(self, request: edit.ListObservationsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.observations, request, parent=request.parent)

    async def SubmitObservation(self, request: edit.SubmitObservationRequest, context: Any) -> bytes:
        return await self._db.write(self._observations.submit, request.name, request.etag)

    async def ReturnObservation(self, request: edit.ReturnObservationRequest, context: Any) -> bytes:
        return await self._db.write(self._observations.send_back, request.name, request.reason, request.etag)

    async def ReviewObservation(self, request: edit.ReviewObservationRequest, context: Any) -> bytes:
        return await self._db.write(self._observations.review, request.name, request.working_group, request.etag)

    async def AcceptObservation(self, request: edit.AcceptObservationRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._observations.accept, request.name, request.body, request.etag, roles)

    async def PublishObservation(self, request: edit.PublishObservationRequest, context: Any) -> bytes:
        return await self._db.write(self._observations.publish, request.name, request.etag)

    async def ListOverdueIndicators(
        self, request: edit.ListOverdueIndicatorsRequest, context: Any
    ) -> edit.ListOverdueIndicatorsResponse:
        day, grace = given_day(request, "day"), check_grace(request.grace_days)
        found = await self._db.read(self._watching.overdue, request.parent, day, grace)
        return edit.ListOverdueIndicatorsResponse(
            overdue_indicators=[
                observation_pb2.OverdueIndicator(
                    measure=item.measure,
                    measure_title=item.measure_title,
                    indicator=item.indicator,
                    indicator_title=item.indicator_title,
                    owner=item.owner,
                    year=item.year,
                    due=day_message(item.due),
                )
                for item in found
            ]
        )

    async def GetMonitoringStatus(
        self, request: edit.GetMonitoringStatusRequest, context: Any
    ) -> edit.MonitoringStatus:
        day, grace = given_day(request, "day"), check_grace(request.grace_days)
        found = await self._db.read(self._watching.status, request.name, day, grace)
        return edit.MonitoringStatus(
            name=found.plan,
            version=found.version,
            day=day_message(found.day),
            measures=_counts(found.measures),
            observations=_counts(found.observations),
            silent_measures=found.silent_measures,
            overdue_indicators=found.overdue_indicators,
            late_revisions=found.late_revisions,
            action_plan_years=found.action_plan_years,
            evaluated_years=found.evaluated_years,
        )

    async def CreateDeviation(self, request: edit.CreateDeviationRequest, context: Any) -> bytes:
        values = self._lists.deviations.kind.codec.values(request.deviation)
        return await self._db.write(self._deviations.create, request.parent, values, request.deviation_id)

    async def UpdateDeviation(self, request: edit.UpdateDeviationRequest, context: Any) -> bytes:
        changed = request.deviation
        changes = self._lists.deviations.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._deviations.update, changed.name, changed.etag, changes)

    async def DeleteDeviation(self, request: edit.DeleteDeviationRequest, context: Any) -> bytes:
        return await self._db.write(self._deviations.delete, request.name, request.etag)

    async def GetDeviation(self, request: edit.GetDeviationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.deviations.kind, request.name)

    async def ListDeviations(self, request: edit.ListDeviationsRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._lists.deviations, request, parent=request.parent)

    async def ListDeviationSuggestions(
        self, request: edit.ListDeviationSuggestionsRequest, context: Any
    ) -> edit.ListDeviationSuggestionsResponse:
        found = await self._db.read(self._deviations.suggest, request.parent, request.year)
        return edit.ListDeviationSuggestionsResponse(
            deviation_suggestions=[
                observation_pb2.DeviationSuggestion(
                    measure=item.measure,
                    year=item.year,
                    kind=item.kind,
                    subject=item.subject,
                    planned=item.planned,
                    actual=item.actual,
                    recorded=item.recorded,
                )
                for item in found
            ]
        )

    async def CreateEvaluation(self, request: edit.CreateEvaluationRequest, context: Any) -> bytes:
        values = self._lists.evaluations.kind.codec.values(request.evaluation)
        return await self._db.write(self._evaluations.create, request.parent, values, request.evaluation_id)

    async def UpdateEvaluation(self, request: edit.UpdateEvaluationRequest, context: Any) -> bytes:
        changed = request.evaluation
        changes = self._lists.evaluations.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._evaluations.update, changed.name, changed.etag, changes)

    async def DeleteEvaluation(self, request: edit.DeleteEvaluationRequest, context: Any) -> bytes:
        return await self._db.write(self._evaluations.delete, request.name, request.etag)

    async def ApproveEvaluation(self, request: edit.ApproveEvaluationRequest, context: Any) -> bytes:
        return await self._db.write(self._evaluations.approve, request.name, request.resolution, request.etag)


def check_grace(days: int) -> int:
    """The days of grace of a request. Raises Invalid for a number that is none."""
    if not 0 <= days <= MOST_GRACE_DAYS:
        raise Invalid.field("grace_days", "INTEGER_RANGE", f"0 to {MOST_GRACE_DAYS} days are given")
    return days


def _counts(found: Mapping[str, int]) -> list[edit.MonitoringCount]:
    return [edit.MonitoringCount(code=code, count=count) for code, count in sorted(found.items())]
