"""The people who take part: seats in bodies and working groups."""

from collections.abc import Mapping
from typing import Any

from komplan.type.v1 import personal_pb2
from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.organisation import Member
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Members:
    """People in bodies and working groups. Their names are sealed in storage."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Seat a person, who may hold other seats: they share a key that the service makes."""
        name = f"{self._area}/members/{self._city.new_id(wanted, 'member_id')}"
        member = self._checked(tx, tx.members.make({**values, "name": name}, "member"))
        _check_named(member)
        return tx.members.add(member if member.person else member.revised({"person": self._city.ids()}))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a seat. Without a person it stays that of whose it was; one whose person is erased needs no name."""
        before = tx.members.get(name, "member.name")
        kept = {**changes, "person": changes.get("person") or before.person}
        member = self._checked(tx, tx.members.merged(before, kept, "member"))
        if before.full_name or changes.get("full_name"):
            _check_named(member)
        return tx.members.replace(member, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a seat to which nothing refers, and the keys of the person's data."""
        tx.members.get(name)
        if tx.organisation.refers_to(name):
            raise Refused("STILL_REFERRED_TO", f"attendances, votes or tasks refer to `{name}`: erase it instead")
        tx.members.erase(name, personal_pb2.KEY_SCOPE_PERSON)
        return tx.members.delete(name, etag)

    def erase(self, tx: PlanningTx, name: str) -> Written:
        """Erase the person's data everywhere, in all their seats and in history; the seats and votes remain."""
        person = tx.members.get(name).person
        others = [seat.name for seat in tx.organisation.seats_of_person(person)] if person else []
        for other in others:
            if other != name:
                tx.members.replace(tx.members.erase(other, personal_pb2.KEY_SCOPE_PERSON))
        return tx.members.replace(tx.members.erase(name, personal_pb2.KEY_SCOPE_PERSON))

    def _checked(self, tx: PlanningTx, member: Member) -> Member:
        profile = self._city.profile
        if member.working_group:
            profile.group(member.working_group, "member.working_group", member.mandate)
        elif member.body not in {body.code for body in profile.bodies}:
            raise Invalid.field("member.body", "UNKNOWN_CODE", f"the city has no body `{member.body}`")
        if member.role not in {role.code for role in profile.roles}:
            raise Invalid.field("member.role", "UNKNOWN_CODE", f"the city has no role `{member.role}`")
        if member.person and not tx.organisation.seats_of_person(member.person):
            raise Invalid.field("member.person", "REFERENCE_MISSING", "no seat has this person's key")
        if member.deputy_of:
            self._check_deputy(tx, member)
        return member

    def _check_deputy(self, tx: PlanningTx, member: Member) -> None:
        names.MEMBER.parse(member.deputy_of, "member.deputy_of")
        tx.members.refer(member.deputy_of, "member.deputy_of")
        deputised = {seat.name: seat for seat in tx.organisation.seats(*member.seat)}.get(member.deputy_of)
        if deputised is None or deputised.deputy_of or deputised.name == member.name:
            message = "a deputy stands in for another seat of the same body, which is not a deputy's"
            raise Invalid.field("member.deputy_of", "INVALID_VALUE", message)


def _check_named(member: Member) -> None:
    if not member.full_name.strip():
        raise Invalid.field("member.full_name", "REQUIRED", "name the person")
