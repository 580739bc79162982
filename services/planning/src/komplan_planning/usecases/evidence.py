"""Needs, and the people who take part."""

from collections.abc import Mapping
from typing import Any

from komplan.type.v1 import personal_pb2
from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Needs:
    """Needs of people in the area."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Record a need."""
        name = f"{self._area}/needs/{self._city.new_id(wanted, 'need_id')}"
        return tx.needs.add(self._checked(tx.needs.make({**values, "name": name}, "need")))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a need."""
        return tx.needs.replace(self._checked(tx.needs.changed(name, changes, "need")), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a need that no measure answers."""
        names.NEED.parse(name)
        if tx.uses(name):
            raise Refused("STILL_REFERRED_TO", f"a measure answers `{name}`: remove the link first")
        return tx.needs.delete(name, etag)

    def _checked(self, need: Need) -> Need:
        self._city.check_target_groups(need.target_groups, "need.target_groups")
        self._city.check_municipalities(need.municipalities, (), "need.municipalities")
        return need


class Members:
    """People in bodies and working groups. Their names are sealed in storage."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Seat a person."""
        name = f"{self._area}/members/{self._city.new_id(wanted, 'member_id')}"
        return tx.members.add(self._checked(tx.members.make({**values, "name": name}, "member")))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a seat."""
        return tx.members.replace(self._checked(tx.members.changed(name, changes, "member")), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a seat and the keys of the person's data."""
        tx.members.erase(name, personal_pb2.KEY_SCOPE_PERSON)
        return tx.members.delete(name, etag)

    def erase(self, tx: PlanningTx, name: str) -> Written:
        """Erase the person's data everywhere, history included; the seat remains."""
        return tx.members.replace(tx.members.erase(name, personal_pb2.KEY_SCOPE_PERSON))

    def _checked(self, member: Member) -> Member:
        profile = self._city.profile
        if not member.full_name.strip():
            raise Invalid.field("member.full_name", "REQUIRED", "name the person")
        if member.working_group:
            profile.group(member.working_group, "member.working_group", member.mandate)
        elif member.body not in {body.code for body in profile.bodies}:
            raise Invalid.field("member.body", "UNKNOWN_CODE", f"the city has no body `{member.body}`")
        if member.role not in {role.code for role in profile.roles}:
            raise Invalid.field("member.role", "UNKNOWN_CODE", f"the city has no role `{member.role}`")
        return member
