"""The process of planning: steps, calendar, planning back."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import paying_project_pb2, process_pb2
from komplan.planning.v1 import process_editor_service_pb2 as edit
from komplan.planning.v1 import process_service_pb2 as read
from komplan_core import names
from komplan_core.process.findings import ProcessFinding
from komplan_kit.codec import Codec
from komplan_kit.days import day_message, given_day
from komplan_kit.reading import Listing
from komplan_kit.store import Written
from komplan_planning.servicer.project_totals import totals_message
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.process.calendar import Calendar
from komplan_planning.usecases.process.planning_back import Change, PlannedCalendar, PlanningBack
from komplan_planning.usecases.process.projects import PayingProjects
from komplan_planning.usecases.process.status import Standing, Statuses
from komplan_planning.usecases.process.steps import Steps

FINDING = Codec(process_pb2.ProcessFinding, ProcessFinding)


@dataclass(frozen=True)
class ProcessLists:
    """The lists of the process."""

    steps: Listing
    entries: Listing
    projects: Listing


class ProcessServicer:
    """Reading."""

    def __init__(self, database: Planning, lists: ProcessLists, statuses: Statuses, projects: PayingProjects) -> None:
        self._db, self._lists, self._statuses, self._projects = database, lists, statuses, projects

    async def GetCalendarEntry(self, request: read.GetCalendarEntryRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.entries.kind, request.name)

    async def ListCalendarEntries(self, request: read.ListCalendarEntriesRequest, context: Any) -> bytes:
        return await self._page(self._lists.entries, request)

    async def GetStep(self, request: read.GetStepRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.steps.kind, request.name)

    async def ListSteps(self, request: read.ListStepsRequest, context: Any) -> bytes:
        return await self._page(self._lists.steps, request)

    async def GetPayingProject(self, request: read.GetPayingProjectRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.projects.kind, request.name)

    async def ListPayingProjects(self, request: read.ListPayingProjectsRequest, context: Any) -> bytes:
        return await self._page(self._lists.projects, request)

    async def GetProjectTotals(
        self, request: read.GetProjectTotalsRequest, context: Any
    ) -> paying_project_pb2.ProjectTotals:
        return totals_message(request.name, await self._db.read(self._projects.totals, request.name), FINDING)

    async def GetProcessStatus(self, request: read.GetProcessStatusRequest, context: Any) -> read.ProcessStatus:
        standing = await self._db.read(self._statuses.status, request.name, given_day(request, "day"))
        return self._status_message(request.name, standing)

    async def _page(self, listing: Listing, request: Any) -> bytes:
        names.CYCLE.parse(request.parent, "parent")
        return await self._db.page(listing, request, parent=request.parent)

    def _status_message(self, cycle: str, standing: Standing) -> read.ProcessStatus:
        found = standing.status
        return read.ProcessStatus(
            cycle=cycle,
            day=day_message(found.day),
            steps=[self._lists.steps.kind.codec.encode(step) for step in found.steps],
            steps_done=found.done,
            steps_counted=found.counted,
            percent=f"{found.percent:f}" if found.percent is not None else None,
            coming=[self._lists.entries.kind.codec.encode(entry) for entry in found.coming],
            overdue=[
                read.OverdueItem(
                    resource=item.resource,
                    task=item.task,
                    title=item.title,
                    body=item.body,
                    due=day_message(item.due),
                    days_late=item.days_late,
                )
                for item in found.overdue
            ],
            milestones=[
                read.ReachedMilestone(
                    code=item.milestone.code,
                    title=item.milestone.title,
                    reached_on=day_message(item.reached_on),
                    skipped=item.skipped,
                )
                for item in found.milestones
            ],
            lacks=[
                read.StepLack(
                    step=step.name,
                    output=lack.output.code,
                    title=lack.output.title,
                    working_group=lack.working_group,
                    found=lack.found,
                    at_least=lack.output.at_least,
                )
                for step, lack in standing.lacks
            ],
            findings=[FINDING.encode(finding) for finding in found.findings],
        )


@dataclass(frozen=True)
class ProcessDesks:
    """What the editing of the process does."""

    steps: Steps
    calendar: Calendar
    back: PlanningBack
    projects: PayingProjects


class ProcessEditorServicer:
    """Writing."""

    def __init__(self, database: Planning, lists: ProcessLists, desks: ProcessDesks) -> None:
        self._db, self._desks = database, desks
        self._step, self._entry, self._project = (
            listing.kind.codec for listing in (lists.steps, lists.entries, lists.projects)
        )

    async def StartProcess(self, request: edit.StartProcessRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.start_process, request.parent, self._started)

    async def UpdateStep(self, request: edit.UpdateStepRequest, context: Any) -> bytes:
        changed = request.step
        changes = self._step.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desks.steps.update, changed.name, changed.etag, changes)

    async def StartStep(self, request: edit.StartStepRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.start, request.name, request.etag)

    async def CloseStep(self, request: edit.CloseStepRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.close, request.name, request.etag)

    async def SkipStep(self, request: edit.SkipStepRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.skip, request.name, request.etag, request.reason)

    async def ReopenStep(self, request: edit.ReopenStepRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.reopen, request.name, request.etag, request.reason)

    async def DeleteStep(self, request: edit.DeleteStepRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.steps.delete, request.name, request.etag)

    async def CreateCalendarEntry(self, request: edit.CreateCalendarEntryRequest, context: Any) -> bytes:
        values = self._entry.values(request.calendar_entry)
        return await self._db.write(self._desks.calendar.create, request.parent, values, request.calendar_entry_id)

    async def UpdateCalendarEntry(self, request: edit.UpdateCalendarEntryRequest, context: Any) -> bytes:
        changed = request.calendar_entry
        changes = self._entry.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desks.calendar.update, changed.name, changed.etag, changes)

    async def DeleteCalendarEntry(self, request: edit.DeleteCalendarEntryRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.calendar.delete, request.name, request.etag)

    async def PlanBack(self, request: edit.PlanBackRequest, context: Any) -> Any:
        asked = (request.parent, given_day(request, "assembly_on"), given_day(request, "not_before"))
        if request.apply:
            return await self._db.write(self._desks.back.apply, *asked, self._applied)
        return self._planned(await self._db.read(self._desks.back.plan, *asked))

    async def CreatePayingProject(self, request: edit.CreatePayingProjectRequest, context: Any) -> bytes:
        values = self._project.values(request.paying_project)
        return await self._db.write(self._desks.projects.create, request.parent, values, request.paying_project_id)

    async def UpdatePayingProject(self, request: edit.UpdatePayingProjectRequest, context: Any) -> bytes:
        changed = request.paying_project
        changes = self._project.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desks.projects.update, changed.name, changed.etag, changes)

    async def MovePayingProject(self, request: edit.MovePayingProjectRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.projects.move, request.name, request.state, request.etag)

    async def DeletePayingProject(self, request: edit.DeletePayingProjectRequest, context: Any) -> bytes:
        return await self._db.write(self._desks.projects.delete, request.name, request.etag)

    def _started(self, written: list[Written]) -> bytes:
        steps = [process_pb2.Step.FromString(item.reply) for item in written]
        return bytes(edit.StartProcessResponse(steps=steps).SerializeToString(deterministic=True))

    def _applied(self, calendar: PlannedCalendar) -> bytes:
        return bytes(self._planned(calendar).SerializeToString(deterministic=True))

    def _planned(self, calendar: PlannedCalendar) -> edit.PlanBackResponse:
        return edit.PlanBackResponse(
            entries=[self._changed(change) for change in calendar.changes],
            findings=[FINDING.encode(finding) for finding in calendar.findings],
            applied=calendar.applied,
        )

    def _changed(self, change: Change) -> edit.PlannedEntry:
        return edit.PlannedEntry(
            calendar_entry=self._entry.encode(change.entry), change=change.change, before=day_message(change.before)
        )
