"""Bodies, people's seats, handovers and participation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from google.protobuf.message import Message

from komplan.planning.v1 import member_pb2
from komplan.planning.v1 import organisation_editor_service_pb2 as edit
from komplan.planning.v1 import organisation_pb2 as pb
from komplan.planning.v1 import organisation_service_pb2 as read
from komplan_core import names
from komplan_core.organisation import Member
from komplan_core.values import Period
from komplan_kit import pages
from komplan_kit.codec import Codec
from komplan_kit.days import given_day, period_of
from komplan_kit.reading import Listing
from komplan_planning.servicer import organisation_messages as messages
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.meetings.notices import Notices
from komplan_planning.usecases.organisation.bodies import Bodies
from komplan_planning.usecases.organisation.records import Events, Handovers

T = TypeVar("T")
MEMBER: Final = Codec(member_pb2.Member, Member)
AHEAD: Final = timedelta(days=90)
"""How far ahead mandates that end are listed where no days are given."""


@dataclass(frozen=True)
class OrganisationDesk:
    """What is kept of the organisation, and who decides about it."""

    bodies: Bodies
    handovers: Handovers
    events: Events
    notices: Notices
    handover_list: Listing
    event_list: Listing


class OrganisationServicer:
    """What everybody may see."""

    def __init__(self, database: Planning, desk: OrganisationDesk) -> None:
        self._db, self._desk, self._bodies = database, desk, desk.bodies

    async def ListBodies(self, request: read.ListBodiesRequest, context: Any) -> read.ListBodiesResponse:
        names.AREA.parse(request.parent, "parent")
        found, token = _page(self._bodies.bodies(given_day(request, "day")), request)
        bodies = [messages.body_message(self._bodies, body) for body in found]
        return read.ListBodiesResponse(bodies=bodies, next_page_token=token)

    async def GetBody(self, request: read.GetBodyRequest, context: Any) -> pb.OrganisationBody:
        return messages.body_message(self._bodies, self._bodies.body(request.name))

    async def ListWorkingGroups(
        self, request: read.ListWorkingGroupsRequest, context: Any
    ) -> read.ListWorkingGroupsResponse:
        names.AREA.parse(request.parent, "parent")
        found, token = _page(self._bodies.groups(given_day(request, "day")), request)
        groups = [messages.group_message(self._bodies, group) for group in found]
        return read.ListWorkingGroupsResponse(working_groups=groups, next_page_token=token)

    async def GetWorkingGroup(self, request: read.GetWorkingGroupRequest, context: Any) -> pb.OrganisationGroup:
        return messages.group_message(self._bodies, self._bodies.group(request.name))

    async def GetSuccession(self, request: read.GetSuccessionRequest, context: Any) -> pb.Succession:
        return messages.succession_message(self._bodies, self._bodies.succession(request.name))

    async def ListTriadBalances(
        self, request: read.ListTriadBalancesRequest, context: Any
    ) -> read.ListTriadBalancesResponse:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(self._bodies.balances, given_day(request, "day") or self._bodies.today())
        return read.ListTriadBalancesResponse(
            triad_balances=[messages.balance_message(self._bodies, balance) for balance in found]
        )

    async def GetEvent(self, request: read.GetEventRequest, context: Any) -> bytes:
        return await self._db.get(self._desk.event_list.kind, request.name)

    async def ListEvents(self, request: read.ListEventsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._desk.event_list, request)

    async def GetParticipation(self, request: read.GetParticipationRequest, context: Any) -> pb.Participation:
        names.AREA.parse(request.name)
        days = period_of(request.period, "period") if request.HasField("period") else None
        period, found = await self._db.read(self._desk.events.participation, request.cycle, days)
        return messages.participation_message(request.name, period, found)

    async def ListMeetingNotices(
        self, request: read.ListMeetingNoticesRequest, context: Any
    ) -> read.ListMeetingNoticesResponse:
        names.AREA.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        of = (request.year, request.body, request.working_group)
        found, more = await self._db.read(self._desk.notices.page, *of, after, size)
        return read.ListMeetingNoticesResponse(
            meeting_notices=map(messages.notice_message, found),
            next_page_token=pages.token(after + size, request) if more else "",
        )


class OrganisationEditorServicer:
    """What the area's own staff see and enter."""

    def __init__(self, database: Planning, desk: OrganisationDesk) -> None:
        self._db, self._desk, self._bodies = database, desk, desk.bodies

    async def ListSeats(self, request: edit.ListSeatsRequest, context: Any) -> edit.ListSeatsResponse:
        day = given_day(request, "day") or self._bodies.today()
        found = await self._db.read(self._bodies.seats, request.parent, day)
        return edit.ListSeatsResponse(
            seats=[edit.SeatOnDay(member=MEMBER.encode(member), votes=votes) for member, votes in found]
        )

    async def ListEndingMandates(
        self, request: edit.ListEndingMandatesRequest, context: Any
    ) -> edit.ListEndingMandatesResponse:
        names.AREA.parse(request.parent, "parent")
        today = self._bodies.today()
        given = request.HasField("period")
        days = period_of(request.period, "period") if given else Period(start=today, end=today + AHEAD)
        found = await self._db.read(self._bodies.ending, days)
        return edit.ListEndingMandatesResponse(members=map(MEMBER.encode, found))

    async def ListMissingHandovers(
        self, request: edit.ListMissingHandoversRequest, context: Any
    ) -> edit.ListMissingHandoversResponse:
        found = await self._on_day(request, self._bodies.missing_handovers)
        return edit.ListMissingHandoversResponse(members=map(MEMBER.encode, found))

    async def ListOrganisationFindings(
        self, request: edit.ListOrganisationFindingsRequest, context: Any
    ) -> edit.ListOrganisationFindingsResponse:
        found = await self._on_day(request, self._bodies.findings)
        return edit.ListOrganisationFindingsResponse(findings=messages.finding_messages(self._bodies.area, found))

    async def GetHandover(self, request: edit.GetHandoverRequest, context: Any) -> bytes:
        return await self._db.get(self._desk.handover_list.kind, request.name)

    async def ListHandovers(self, request: edit.ListHandoversRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._desk.handover_list, request)

    async def CreateHandover(self, request: edit.CreateHandoverRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._desk.handover_list.kind.codec.values(request.handover)
        return await self._db.write(self._desk.handovers.create, values, request.handover_id)

    async def UpdateHandover(self, request: edit.UpdateHandoverRequest, context: Any) -> bytes:
        changed = request.handover
        changes = self._desk.handover_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desk.handovers.update, changed.name, changed.etag, changes)

    async def DeleteHandover(self, request: edit.DeleteHandoverRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.handovers.delete, request.name, request.etag)

    async def CreateEvent(self, request: edit.CreateEventRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._desk.event_list.kind.codec.values(request.event)
        return await self._db.write(self._desk.events.create, values, request.event_id)

    async def UpdateEvent(self, request: edit.UpdateEventRequest, context: Any) -> bytes:
        changed = request.event
        changes = self._desk.event_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desk.events.update, changed.name, changed.etag, changes)

    async def DeleteEvent(self, request: edit.DeleteEventRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.events.delete, request.name, request.etag)

    async def _on_day(self, request: Any, use_case: Callable[[Any, date], T]) -> T:
        names.AREA.parse(request.parent, "parent")
        return await self._db.read(use_case, given_day(request, "day") or self._bodies.today())


def _page(found: Sequence[T], request: Message) -> tuple[Sequence[T], str]:
    """A page of what the profile declares, which does not change while the service runs."""
    size, after = pages.size_of(request.page_size), pages.after(request)  # type: ignore[attr-defined]
    token = pages.token(after + size, request) if len(found) > after + size else ""
    return found[after : after + size], token
