"""The settling of a demonstration's comments: proposed to the groups, decided in their meetings, in bulk."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import Any, Final

from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import point_service_pb2_grpc as points_rpc
from komplan.consultation.v1 import settlement_service_pb2 as settling
from komplan.consultation.v1 import settlement_service_pb2_grpc as settling_rpc
from komplan.planning.v1 import meeting_pb2
from komplan.planning.v1 import meeting_service_pb2 as meeting
from komplan.planning.v1 import meeting_service_pb2_grpc as meeting_rpc
from komplan.planning.v1 import organisation_editor_service_pb2 as edit
from komplan.planning.v1 import organisation_editor_service_pb2_grpc as edit_rpc
from komplan_cli.demo.generating import Generator
from komplan_cli.demo.repeating import Once
from komplan_core.errors import NotFound, Refused
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day

All = Callable[[Any, Iterable[Any]], Awaitable[list[Any]]]
"""The same for many requests side by side."""

AT_A_TIME: Final = 500
"""Points of one decision that are settled by one request."""
ITEM: Final = "vyporadani"


async def settle_points(
    peer: Peer, once: Once, every: All, round_: str, names: list[str], generator: Generator, today: date
) -> dict[str, str]:
    """Take points (`areas/*/rounds/*/comments/*/points/*`) to their settlement by a meeting of each group today.

    Gives each point's outcome. Raises Refused where a group cannot decide.
    """
    channel = peer.channel
    handling, desk = points_rpc.PointServiceStub(channel), settling_rpc.SettlementServiceStub(channel)
    categories = [points.CategorisePointRequest(name=name, category=generator.category()) for name in names]
    groups = {name: generator.group() for name in names}
    answers = {name: generator.settlement() for name in names}
    await every(handling.CategorisePoint, categories)
    await every(
        handling.AssignPoint, [points.AssignPointRequest(name=name, working_group=groups[name]) for name in names]
    )
    await every(
        desk.ProposeSettlement,
        [settling.ProposeSettlementRequest(name=name, settlement=answers[name]) for name in names],
    )
    by_group: dict[str, list[str]] = defaultdict(list)
    for name, group in groups.items():
        by_group[group].append(name)
    for group, own in sorted(by_group.items()):
        decision = await _decided(peer, once, round_, group, today)
        for first in range(0, len(own), AT_A_TIME):
            asked = [settling.DecidedPoint(name=name) for name in own[first : first + AT_A_TIME]]
            request = settling.DecidePointsRequest(parent=round_, points=asked, decision=decision)
            done = await once(desk.DecidePoints, request)
            if not done.stored:
                wrong = next(result for result in done.results if result.result == "refused")
                raise Refused(wrong.reason, f"the group `{group}` could not settle its points: {wrong.message}")
    return {name: answer.outcome for name, answer in answers.items()}


async def _decided(peer: Peer, once: Once, round_: str, group: str, today: date) -> str:
    """The decision of a group's meeting of today on its points; an earlier run's, if it took one."""
    area = round_.split("/rounds/")[0]
    stub, id_ = meeting_rpc.MeetingServiceStub(peer.channel), f"vyporadani-{group}"[:63].rstrip("-")
    name = f"{area}/meetings/{id_}"
    motion = f"{name}/decisions/{ITEM}"
    try:
        found = await peer.ask(stub.GetDecision, meeting.GetDecisionRequest(name=motion))
        if found.state != "open":
            return motion
    except NotFound:
        pass
    seats = edit_rpc.OrganisationEditorServiceStub(peer.channel)
    asked = edit.ListSeatsRequest(parent=f"{area}/working-groups/{group}", day=day(today))
    members = (await peer.ask(seats.ListSeats, asked)).seats
    planned = meeting_pb2.Meeting(
        title="Vypořádání připomínek (ukázka)",
        working_group=group,
        held_on=day(today),
        starts_at="14:00",
        agenda=[meeting_pb2.AgendaItem(code=ITEM, title="Vypořádání připomínek")],
    )
    await once(stub.CreateMeeting, meeting.CreateMeetingRequest(parent=area, meeting_id=id_, meeting=planned))
    await once(stub.InviteMeeting, meeting.InviteMeetingRequest(name=name, invited_on=day(today)))
    there = [meeting_pb2.Attendance(member=seat.member.name, state="present") for seat in members]
    await once(stub.HoldMeeting, meeting.HoldMeetingRequest(name=name, attendance=there))
    decision = meeting_pb2.Decision(item=ITEM, title="Skupina přijímá navržené vypořádání připomínek.", about=round_)
    await once(stub.CreateDecision, meeting.CreateDecisionRequest(parent=name, decision_id=ITEM, decision=decision))
    votes = [meeting_pb2.Vote(member=seat.member.name, choice="for") for seat in members if seat.votes]
    await once(stub.RecordVote, meeting.RecordVoteRequest(name=motion, votes=votes))
    await once(stub.DecideMotion, meeting.DecideMotionRequest(name=motion))
    return motion
