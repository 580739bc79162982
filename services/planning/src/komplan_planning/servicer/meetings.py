"""Meetings, motions, votes and tasks."""

from dataclasses import dataclass
from typing import Any, Final

from komplan.planning.v1 import meeting_pb2
from komplan.planning.v1 import meeting_service_pb2 as pb
from komplan_core import names
from komplan_core.meetings.decisions import SideTally, Vote
from komplan_core.meetings.meeting import Attendance, GuestCount
from komplan_kit.codec import Codec
from komplan_kit.days import given_day
from komplan_kit.reading import Listing
from komplan_planning.servicer.organisation_messages import finding_messages
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.meetings.deciding import Deciding
from komplan_planning.usecases.meetings.meetings import Meetings
from komplan_planning.usecases.meetings.tasks import Tasks
from komplan_planning.usecases.organisation.bodies import Bodies

_ATTENDANCE: Final = Codec(meeting_pb2.Attendance, Attendance)
_GUESTS: Final = Codec(meeting_pb2.GuestCount, GuestCount)
_VOTE: Final = Codec(meeting_pb2.Vote, Vote)
_TALLY: Final = Codec(meeting_pb2.SideTally, SideTally)


@dataclass(frozen=True)
class MeetingDesk:
    """What is kept of meetings, and who decides about it."""

    bodies: Bodies
    meetings: Meetings
    deciding: Deciding
    tasks: Tasks
    meeting_list: Listing
    decision_list: Listing
    task_list: Listing


class MeetingServicer:
    """Meetings of bodies and groups."""

    def __init__(self, database: Planning, desk: MeetingDesk) -> None:
        self._db, self._desk = database, desk
        self._meetings, self._deciding, self._tasks = desk.meetings, desk.deciding, desk.tasks

    async def GetMeeting(self, request: pb.GetMeetingRequest, context: Any) -> bytes:
        return await self._db.get(self._desk.meeting_list.kind, request.name)

    async def ListMeetings(self, request: pb.ListMeetingsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._desk.meeting_list, request)

    async def CreateMeeting(self, request: pb.CreateMeetingRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._desk.meeting_list.kind.codec.values(request.meeting)
        return await self._written(self._meetings.create, values, request.meeting_id)

    async def UpdateMeeting(self, request: pb.UpdateMeetingRequest, context: Any) -> bytes:
        changed = request.meeting
        changes = self._desk.meeting_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._written(self._meetings.update, changed.name, changed.etag, changes)

    async def DeleteMeeting(self, request: pb.DeleteMeetingRequest, context: Any) -> bytes:
        return await self._db.write(self._meetings.delete, request.name, request.etag)

    async def InviteMeeting(self, request: pb.InviteMeetingRequest, context: Any) -> bytes:
        day = given_day(request, "invited_on")
        return await self._written(self._meetings.invite, request.name, request.etag, day)

    async def HoldMeeting(self, request: pb.HoldMeetingRequest, context: Any) -> bytes:
        there = {
            "attendance": [_ATTENDANCE.values(item) for item in request.attendance],
            "guests": [_GUESTS.values(item) for item in request.guests],
        }
        return await self._written(self._meetings.hold, request.name, request.etag, there)

    async def ApproveMinutes(self, request: pb.ApproveMinutesRequest, context: Any) -> bytes:
        day = given_day(request, "approved_on")
        return await self._written(self._meetings.approve, request.name, request.etag, day)

    async def CorrectMinutes(self, request: pb.CorrectMinutesRequest, context: Any) -> bytes:
        return await self._written(self._meetings.correct, request.name, request.etag, request.text)

    async def CancelMeeting(self, request: pb.CancelMeetingRequest, context: Any) -> bytes:
        return await self._written(self._meetings.cancel, request.name, request.etag, request.reason)

    async def CheckMeeting(self, request: pb.CheckMeetingRequest, context: Any) -> pb.MeetingCheck:
        quorum, findings = await self._db.read(self._meetings.check, request.name)
        return pb.MeetingCheck(
            voting_members=quorum.voting_members,
            present=quorum.present,
            needed=quorum.needed,
            reached=quorum.reached,
            findings=finding_messages(self._desk.bodies.area, findings),
        )

    async def GetDecision(self, request: pb.GetDecisionRequest, context: Any) -> bytes:
        return await self._db.get(self._desk.decision_list.kind, request.name)

    async def ListDecisions(self, request: pb.ListDecisionsRequest, context: Any) -> bytes:
        names.MEETING.parse(request.parent, "parent")
        return await self._db.page(self._desk.decision_list, request, parent=request.parent)

    async def CreateDecision(self, request: pb.CreateDecisionRequest, context: Any) -> bytes:
        values = self._desk.decision_list.kind.codec.values(request.decision)
        return await self._db.write(self._deciding.create, request.parent, values, request.decision_id)

    async def UpdateDecision(self, request: pb.UpdateDecisionRequest, context: Any) -> bytes:
        changed = request.decision
        changes = self._desk.decision_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._deciding.update, changed.name, changed.etag, changes)

    async def DeleteDecision(self, request: pb.DeleteDecisionRequest, context: Any) -> bytes:
        return await self._db.write(self._deciding.delete, request.name, request.etag)

    async def RecordVote(self, request: pb.RecordVoteRequest, context: Any) -> bytes:
        votes = [_VOTE.values(item) for item in request.votes]
        tallies = [_TALLY.values(item) for item in request.tallies]
        return await self._db.write(self._deciding.record, request.name, request.etag, votes, tallies)

    async def DecideMotion(self, request: pb.DecideMotionRequest, context: Any) -> bytes:
        return await self._db.write(self._deciding.decide, request.name, request.etag, request.keep_invalid)

    async def GetTask(self, request: pb.GetTaskRequest, context: Any) -> bytes:
        return await self._db.get(self._desk.task_list.kind, request.name)

    async def ListTasks(self, request: pb.ListTasksRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._desk.task_list, request)

    async def CreateTask(self, request: pb.CreateTaskRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._desk.task_list.kind.codec.values(request.task)
        return await self._db.write(self._tasks.create, values, request.task_id)

    async def UpdateTask(self, request: pb.UpdateTaskRequest, context: Any) -> bytes:
        changed = request.task
        changes = self._desk.task_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._tasks.update, changed.name, changed.etag, changes)

    async def DeleteTask(self, request: pb.DeleteTaskRequest, context: Any) -> bytes:
        return await self._db.write(self._tasks.delete, request.name, request.etag)

    async def FinishTask(self, request: pb.FinishTaskRequest, context: Any) -> bytes:
        return await self._db.write(self._tasks.finish, request.name, request.etag, request.outcome)

    async def DropTask(self, request: pb.DropTaskRequest, context: Any) -> bytes:
        return await self._db.write(self._tasks.drop, request.name, request.etag, request.outcome)

    async def ListOverdueTasks(self, request: pb.ListOverdueTasksRequest, context: Any) -> pb.ListOverdueTasksResponse:
        names.AREA.parse(request.parent, "parent")
        day = given_day(request, "day") or self._desk.bodies.today()
        found = await self._db.read(self._tasks.overdue, day)
        return pb.ListOverdueTasksResponse(tasks=map(self._desk.task_list.kind.codec.encode, found))

    async def _written(self, use_case: Any, *arguments: Any) -> bytes:
        """Meetings hold sealed words: a kept answer is made readable again."""
        return await self._db.write(use_case, *arguments, personal=meeting_pb2.Meeting)
