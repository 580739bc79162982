"""Projects of the plan and their half-yearly revision."""

from typing import Any

from komplan.planning.v1 import plan_project_pb2
from komplan.planning.v1 import plan_project_service_pb2 as edit
from komplan_kit.caller import current
from komplan_kit.days import day_message, given_day
from komplan_planning.servicer.monitoring import MonitoringLists
from komplan_planning.servicer.monitoring_editing import check_grace
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.monitoring.projects import PlanProjects


class PlanProjectServicer:
    """Writing."""

    def __init__(self, database: Planning, lists: MonitoringLists, projects: PlanProjects) -> None:
        self._db, self._projects = database, projects
        self._project, self._revision = lists.projects.kind.codec, lists.revisions.kind.codec

    async def CreatePlanProject(self, request: edit.CreatePlanProjectRequest, context: Any) -> bytes:
        values = self._project.values(request.plan_project)
        return await self._db.write(self._projects.create, request.parent, values, request.plan_project_id)

    async def UpdatePlanProject(self, request: edit.UpdatePlanProjectRequest, context: Any) -> bytes:
        changed = request.plan_project
        changes = self._project.patch(changed, request.update_mask.paths)
        return await self._db.write(self._projects.update, changed.name, changed.etag, changes)

    async def DeletePlanProject(self, request: edit.DeletePlanProjectRequest, context: Any) -> bytes:
        return await self._db.write(self._projects.delete, request.name, request.etag)

    async def SubmitProjectRevision(self, request: edit.SubmitProjectRevisionRequest, context: Any) -> bytes:
        given, caller = request.project_revision, current.get().caller
        values = self._revision.values(given)
        return await self._db.write(self._projects.submit, request.parent, values, given.etag, caller)

    async def ReturnProjectRevision(self, request: edit.ReturnProjectRevisionRequest, context: Any) -> bytes:
        given = (request.name, request.reason, request.etag, current.get().caller)
        return await self._db.write(self._projects.send_back, *given)

    async def AcceptProjectRevision(self, request: edit.AcceptProjectRevisionRequest, context: Any) -> bytes:
        return await self._db.write(self._projects.accept, request.name, request.etag, current.get().caller)

    async def ListLateRevisions(
        self, request: edit.ListLateRevisionsRequest, context: Any
    ) -> edit.ListLateRevisionsResponse:
        day, grace = given_day(request, "day"), check_grace(request.grace_days)
        found = await self._db.read(self._projects.late, request.parent, day, grace)
        return edit.ListLateRevisionsResponse(
            late_revisions=[
                plan_project_pb2.LateRevision(
                    project=item.project,
                    title=item.title,
                    organisation=item.organisation,
                    year=item.year,
                    half=item.half,
                    due=day_message(item.due),
                    returned=item.returned,
                )
                for item in found
            ]
        )
