"""A sitting of a working group in planning, with few words: each call is one line of a test."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan.planning.v1 import meeting_pb2, member_pb2
from komplan.planning.v1 import meeting_service_pb2 as meeting
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import Taken
from komplan_kit.clock import today, utc_now
from support.instance import Instance

SIDES: Final = {"a": "commissioner", "b": "provider", "c": "user"}
"""Seats of a group that decides, with the side of each."""


class Sitting:
    """One meeting of a group or body today, with three voting members and one motion."""

    def __init__(
        self, city: Instance, area: str, group: str = "", body: str = "", id_: str = "", about: str | None = None
    ) -> None:
        self.city, self.area, self.about = city, area, f"{area}/rounds/jaro" if about is None else about
        self.of = {"working_group": group, "body": body}
        self.id = id_ or f"dnes-{group or body}"
        self.name = f"{area}/meetings/{self.id}"
        self.motion = f"{self.name}/decisions/vyporadani"

    def ask(self, method: str, request: Message) -> Any:
        """Call planning as its editor."""
        service = "PlanEditorService" if method == "CreateMember" else "MeetingService"
        return self.city.ask(f"{service}/{method}", request, ("editor",))

    def member(self, letter: str) -> str:
        """The resource name of a seat."""
        return f"{self.area}/members/{self.of['working_group'] or self.of['body']}-{letter}"

    def seated(self, sides: Mapping[str, str] = SIDES) -> "Sitting":
        """Seat the members, unless they sit there."""
        for letter, side in sides.items():
            mandate = Period(start=Date(year=2020, month=1, day=1))
            seat = member_pb2.Member(role="member", side=side, mandate=mandate, full_name=f"Člen {letter}", **self.of)
            id_ = self.member(letter).rpartition("/")[2]
            try:
                self.ask("CreateMember", edit.CreateMemberRequest(parent=self.area, member_id=id_, member=seat))
            except Taken:
                continue
        return self

    def held(
        self, there: Iterable[str] = "abc", conflicts: Iterable[str] = (), invited_on: Date | None = None
    ) -> "Sitting":
        """Convene it for today, invite, and hold it with these seats present."""
        items = [meeting_pb2.AgendaItem(code="vyporadani", title="Vypořádání připomínek")]
        planned = meeting_pb2.Meeting(title="Jednání skupiny", held_on=_today(), agenda=items, **self.of)
        self.ask("CreateMeeting", meeting.CreateMeetingRequest(parent=self.area, meeting_id=self.id, meeting=planned))
        self.ask("InviteMeeting", meeting.InviteMeetingRequest(name=self.name, invited_on=invited_on or _today()))
        attendance = [
            meeting_pb2.Attendance(
                member=self.member(letter), state="present", conflicts=["vyporadani"] if letter in conflicts else []
            )
            for letter in there
        ]
        self.ask("HoldMeeting", meeting.HoldMeetingRequest(name=self.name, attendance=attendance))
        motion = meeting_pb2.Decision(item="vyporadani", title="Vypořádat připomínky podle návrhu", about=self.about)
        request = meeting.CreateDecisionRequest(parent=self.name, decision_id="vyporadani", decision=motion)
        self.ask("CreateDecision", request)
        return self

    def voted(self, **choices: str) -> str:
        """Vote by name and decide; the name of the decision."""
        votes = [meeting_pb2.Vote(member=self.member(letter), choice=choice) for letter, choice in choices.items()]
        self.ask("RecordVote", meeting.RecordVoteRequest(name=self.motion, votes=votes))
        self.ask("DecideMotion", meeting.DecideMotionRequest(name=self.motion))
        return self.motion


def adopted_today(city: Instance, area: str, group: str, about: str) -> str:
    """A decision of a group on the points of a round that everybody voted for today."""
    return Sitting(city, area, group, about=about).seated().held().voted(a="for", b="for", c="for")


def _today() -> Date:
    day = today(utc_now)
    return Date(year=day.year, month=day.month, day=day.day)
