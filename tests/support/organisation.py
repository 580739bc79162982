"""Meetings, bodies and participation with few words: each call is one line of a test."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from komplan.planning.v1 import meeting_pb2 as pb
from komplan.planning.v1 import meeting_service_pb2 as meeting_rpc
from komplan.planning.v1 import organisation_editor_service_pb2 as edit
from komplan.planning.v1 import organisation_pb2 as org
from komplan.planning.v1 import organisation_service_pb2 as read
from support.planning import AREA, CITIZEN, EDITOR, Town, days, on

MEETING: Final = f"{AREA}/meetings/m1"
MOTION: Final = f"{MEETING}/decisions/d1"
CANARY: Final = "Jana Kanárková 7f3a91c2"
_MESSAGES: Final[dict[str, Any]] = {
    "Meeting": pb.Meeting,
    "Decision": pb.Decision,
    "Task": pb.Task,
    "Event": org.Event,
    "Handover": org.Handover,
}


def seat(id_: str) -> str:
    """The resource name of a seat."""
    return f"{AREA}/members/{id_}"


def present(*ids: str, **conflicts: Iterable[str]) -> list[pb.Attendance]:
    """These seats as present, some with declared conflicts."""
    return [pb.Attendance(member=seat(id_), state="present", conflicts=conflicts.get(id_, ())) for id_ in ids]


class Office:
    """The public surface of a city's organisation; what is written is written by an editor."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def seat(self, id_: str, side: str = "user", role: str = "member", **values: Any) -> Any:
        """Seat a person in the seniors' group for 2024–2027."""
        where = {} if "body" in values else {"working_group": "seniors"}
        given = {"mandate": days("2024-01-01", "2027-12-31"), "full_name": f"{CANARY} {id_}", **where, **values}
        return self.town.create("members", id_, side=side, role=role, **given)

    def create(self, title: str, id_: str, parent: str = "", request_id: str = "", /, **values: Any) -> Any:
        """Create a Meeting, Decision, Task, Event or Handover."""
        field = title.lower()
        given = {"parent": parent or AREA, field: _MESSAGES[title](**values), f"{field}_id": id_}
        return self.ask(f"Create{title}", request_id=request_id, **given)

    def update(self, title: str, name: str, *mask: str, etag: str = "", **values: Any) -> Any:
        """Change the masked fields."""
        resource = _MESSAGES[title](name=name, etag=etag, **values)
        return self.ask(f"Update{title}", update_mask={"paths": mask}, **{title.lower(): resource})

    def ask(self, method: str, roles: Iterable[str] = EDITOR, **values: Any) -> Any:
        """Call a method of the three services."""
        for service, module in (
            ("MeetingService", meeting_rpc),
            ("OrganisationEditorService", edit),
            ("OrganisationService", read),
        ):
            if request := getattr(module, f"{method}Request", None):
                return self.town.instance.ask(f"{service}/{method}", request(**values), roles)
        raise LookupError(method)

    def public(self, method: str, **values: Any) -> Any:
        """The same as a citizen."""
        return self.ask(method, CITIZEN, **values)

    def meet(self, id_: str = "m1", held_on: str = "2025-03-10", invited_on: str = "2025-03-01", **values: Any) -> Any:
        """Plan a meeting of the seniors' group with the items `one` and `two`, and invite to it."""
        agenda = [pb.AgendaItem(code="one", title="Priority"), pb.AgendaItem(code="two", title="Různé")]
        given: Mapping[str, Any] = {"working_group": "seniors", "agenda": agenda, "title": "Jednání", **values}
        self.create("Meeting", id_, held_on=on(held_on), **given)
        return self.ask("InviteMeeting", name=f"{AREA}/meetings/{id_}", invited_on=on(invited_on))

    def hold(self, *attendance: pb.Attendance, name: str = MEETING, guests: Mapping[str, int] | None = None) -> Any:
        """Hold a meeting."""
        counts = [pb.GuestCount(side=side, count=count) for side, count in (guests or {}).items()]
        return self.ask("HoldMeeting", name=name, attendance=attendance, guests=counts)

    def motion(self, id_: str = "d1", item: str = "one", name: str = MEETING) -> Any:
        """Make a motion."""
        return self.create("Decision", id_, name, item=item, title="Přijmout priority", text="Skupina přijímá.")

    def vote(self, name: str = MOTION, **choices: str) -> Any:
        """Record votes by the ids of seats."""
        votes = [pb.Vote(member=seat(id_), choice=choice) for id_, choice in choices.items()]
        return self.ask("RecordVote", name=name, votes=votes)

    def decide(self, name: str = MOTION, keep_invalid: bool = False) -> Any:
        """Decide a motion."""
        return self.ask("DecideMotion", name=name, keep_invalid=keep_invalid)

    def approve(self, name: str = MEETING) -> Any:
        """Write minutes and approve them."""
        self.update("Meeting", name, "minutes", minutes=f"Zapsala {CANARY}.")
        return self.ask("ApproveMinutes", name=name)
