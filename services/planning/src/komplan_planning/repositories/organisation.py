"""How handovers, events and seats are stored and gathered."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, literal, select

from komplan.planning.v1 import organisation_pb2
from komplan_core import names
from komplan_core.handovers import Handover
from komplan_core.organisation import Member
from komplan_core.participation import Event
from komplan_kit import sealing
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.repositories.kinds import MEMBERS
from komplan_planning.rows.adoption import BallotRow
from komplan_planning.rows.assessments import GrantConflictRow, GrantScoreRow
from komplan_planning.rows.meetings import AttendanceRow, TaskRow, VoteRow
from komplan_planning.rows.members import MemberRow
from komplan_planning.rows.organisation import EventRow, HandoverRow

HANDOVERS = Kind("handover", names.HANDOVER, Codec(organisation_pb2.Handover, Handover), HandoverRow)
EVENTS = Kind("event", names.EVENT, Codec(organisation_pb2.Event, Event), EventRow)

HANDOVER_LIST = Listing(
    HANDOVERS,
    filters={
        "body": HandoverRow.body == bindparam("body"),
        "working_group": HandoverRow.working_group == bindparam("working_group"),
    },
)
EVENT_LIST = Listing(
    EVENTS, filters={"kind": EventRow.kind == bindparam("kind"), "cycle": EventRow.cycle == bindparam("cycle")}
)

_SEATS = select(MemberRow.encoded).order_by(MemberRow.id)
_ALL_SEATS = Statement(_SEATS)
_SEATS_OF = Statement(
    _SEATS.where(MemberRow.body == bindparam("body"), MemberRow.working_group == bindparam("working_group"))
)
_OF_PERSON = Statement(_SEATS.where(MemberRow.person == bindparam("person")))
_HANDOVERS = Statement(select(HandoverRow.encoded).order_by(HandoverRow.id))
_EVENTS = Statement(select(EventRow.encoded).order_by(EventRow.when_start, EventRow.id))
_EVENTS_OF = Statement(
    select(EventRow.encoded).where(EventRow.cycle == bindparam("cycle")).order_by(EventRow.when_start, EventRow.id)
)
_MEMBER: BindParameter[str] = bindparam("member")
_REFERS = tuple(
    Statement(select(literal(1)).where(exists(select(literal(1)).where(condition))))
    for condition in (
        (AttendanceRow.member == _MEMBER) | (AttendanceRow.deputy == _MEMBER),
        VoteRow.member == _MEMBER,
        TaskRow.member == _MEMBER,
        MemberRow.deputy_of == _MEMBER,
        (HandoverRow.from_member == _MEMBER) | (HandoverRow.to_member == _MEMBER),
        BallotRow.voter == _MEMBER,
        GrantScoreRow.evaluator == _MEMBER,
        GrantConflictRow.value == _MEMBER,
    )
)


def _forgotten(key_id: str) -> None:
    """Finds no key, so that no name is read."""


class OrganisationStore:
    """Seats, handovers and events inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.handovers = Collection(HANDOVERS, transaction)
        self.events = Collection(EVENTS, transaction)

    def seats(self, body: str = "", working_group: str = "", named: bool = False) -> list[Member]:
        find = self._tx.key if named else _forgotten
        if not body and not working_group:
            return self._members(_ALL_SEATS, find)
        return self._members(_SEATS_OF, find, body=body, working_group=working_group)

    def seats_of_person(self, person: str) -> list[Member]:
        return self._members(_OF_PERSON, _forgotten, person=person)

    def all_handovers(self) -> list[Handover]:
        return [HANDOVERS.codec.parse(bytes(row[0])) for row in self._tx.session.all(_HANDOVERS)]

    def all_events(self, cycle: str = "") -> list[Event]:
        rows = self._tx.session.all(_EVENTS_OF, cycle=cycle) if cycle else self._tx.session.all(_EVENTS)
        return [EVENTS.codec.parse(bytes(row[0])) for row in rows]

    def refers_to(self, member: str) -> bool:
        return any(self._tx.session.value(statement, member=member) for statement in _REFERS)

    def _members(self, statement: Statement, find: sealing.Find, **params: Any) -> list[Member]:
        stored = (MEMBERS.codec.message.FromString(bytes(row[0])) for row in self._tx.session.all(statement, **params))
        return [MEMBERS.codec.decode(sealing.unseal(message, find)) for message in stored]
