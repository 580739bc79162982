"""The organisation of a demonstration city: a meeting of each group with a decision, one ahead, a task, events."""

from datetime import date, timedelta
from typing import Any, Final

from komplan.planning.v1 import meeting_pb2, organisation_pb2
from komplan.planning.v1 import meeting_service_pb2 as meeting
from komplan.planning.v1 import meeting_service_pb2_grpc as meeting_rpc
from komplan.planning.v1 import organisation_editor_service_pb2 as edit
from komplan.planning.v1 import organisation_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import organisation_service_pb2 as read
from komplan.planning.v1 import organisation_service_pb2_grpc as rpc
from komplan_cli.demo.generating import period
from komplan_cli.demo.repeating import Once
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day

AGENDA: Final = (("needs", "Potřeby skupiny"), ("priorities", "Pořadí priorit"))


async def load_organisation(peer: Peer, once: Once, cycle: str, today: date) -> int:
    """Hold a meeting of every working group of today and enter two events of a cycle (`areas/*/cycles/*`).

    Returns how many met: groups in which nobody has a seat on the day of the meeting do not.
    """
    area, channel = cycle.split("/cycles/")[0], peer.channel
    reader, desk = rpc.OrganisationServiceStub(channel), edit_rpc.OrganisationEditorServiceStub(channel)
    asked = read.ListWorkingGroupsRequest(parent=area, day=day(today), page_size=500)
    groups = await peer.ask(reader.ListWorkingGroups, asked)
    met = 0
    for number, group in enumerate(groups.working_groups, 1):
        held = today - timedelta(days=40 + number)
        seats = await peer.ask(desk.ListSeats, edit.ListSeatsRequest(parent=group.name, day=day(held)))
        if seats.seats:
            await _meet(once, channel, area, group.working_group.code, list(seats.seats), held)
            await _ahead(once, channel, area, group.working_group.code, today)
            met += 1
    await _events(once, desk, area, last_id(cycle), today)
    return met


async def _meet(once: Once, channel: Any, area: str, group: str, seats: list[Any], held: date) -> None:
    stub, id_ = meeting_rpc.MeetingServiceStub(channel), f"jednani-{group}"[:63].rstrip("-")
    name = f"{area}/meetings/{id_}"
    motion = f"{name}/decisions/poradi"
    agenda = [meeting_pb2.AgendaItem(code=code, title=title) for code, title in AGENDA]
    planned = meeting_pb2.Meeting(
        title="Jednání skupiny (ukázka)", working_group=group, held_on=day(held), starts_at="09:00", agenda=agenda
    )
    await once(stub.CreateMeeting, meeting.CreateMeetingRequest(parent=area, meeting_id=id_, meeting=planned))
    invited = day(held - timedelta(days=10))
    await once(stub.InviteMeeting, meeting.InviteMeetingRequest(name=name, invited_on=invited))
    there = [meeting_pb2.Attendance(member=seat.member.name, state="present") for seat in seats]
    guests = [meeting_pb2.GuestCount(side="public", count=2)]
    await once(stub.HoldMeeting, meeting.HoldMeetingRequest(name=name, attendance=there, guests=guests))
    decision = meeting_pb2.Decision(item="priorities", title="Skupina přijímá pořadí priorit.")
    made = meeting.CreateDecisionRequest(parent=name, decision_id="poradi", decision=decision)
    await once(stub.CreateDecision, made)
    votes = [meeting_pb2.Vote(member=seat.member.name, choice="for") for seat in seats if seat.votes]
    if votes:
        await once(stub.RecordVote, meeting.RecordVoteRequest(name=motion, votes=votes))
        await once(stub.DecideMotion, meeting.DecideMotionRequest(name=motion))
    else:
        await once(stub.DeleteDecision, meeting.DeleteDecisionRequest(name=motion))
    minutes = meeting_pb2.Meeting(name=name, minutes="Skupina projednala potřeby a seřadila priority (ukázka).")
    await once(stub.UpdateMeeting, meeting.UpdateMeetingRequest(meeting=minutes, update_mask={"paths": ["minutes"]}))
    approved = day(held + timedelta(days=7))
    await once(stub.ApproveMinutes, meeting.ApproveMinutesRequest(name=name, approved_on=approved))
    due = day(held + timedelta(days=30))
    task = meeting_pb2.Task(title="Doplnit údaje o potřebách (ukázka)", meeting=name, working_group=group, due=due)
    await once(
        stub.CreateTask, meeting.CreateTaskRequest(parent=area, task_id=f"ukol-{group}"[:63].rstrip("-"), task=task)
    )


async def _ahead(once: Once, channel: Any, area: str, group: str, today: date) -> None:
    stub = meeting_rpc.MeetingServiceStub(channel)
    planned = meeting_pb2.Meeting(
        title="Příští jednání skupiny (ukázka)", working_group=group, held_on=day(today + timedelta(days=20))
    )
    id_ = f"pristi-{group}"[:63].rstrip("-")
    await once(stub.CreateMeeting, meeting.CreateMeetingRequest(parent=area, meeting_id=id_, meeting=planned))


async def _events(once: Once, desk: Any, area: str, cycle: str, today: date) -> None:
    opened = today - timedelta(days=90)
    conference = organisation_pb2.Event(
        kind="conference",
        title="Úvodní konference (ukázka)",
        when=period(opened, opened),
        cycle=cycle,
        counts=[organisation_pb2.AttendanceCount(unit="attendances", count=60)],
    )
    survey = organisation_pb2.Event(
        kind="survey",
        title="Průzkum potřeb (ukázka)",
        when=period(opened, opened + timedelta(days=20)),
        precision="range",
        cycle=cycle,
        counts=[organisation_pb2.AttendanceCount(unit="respondents", count=240)],
    )
    for id_, event in (("konference", conference), ("pruzkum", survey)):
        await once(desk.CreateEvent, edit.CreateEventRequest(parent=area, event_id=id_, event=event))
