"""Bodies and working groups as the city declares them, with who stands for which side."""

from datetime import date

from komplan_core import names
from komplan_core.errors import NotFound
from komplan_core.handovers import without_handover
from komplan_core.meetings.findings import WITHOUT_TRIAD, Organisation, OrganisationFinding
from komplan_core.organisation import Body, Member, WorkingGroup
from komplan_core.seats import Balance, Seat, balance, ending, in_mandate, seats_of, voters
from komplan_core.succession import Succession, succession
from komplan_core.values import Period
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure


class Bodies:
    """The structure of one city and who sits in it."""

    def __init__(self, structure: Structure) -> None:
        profile = structure.profile
        self.profile, self.today = profile, structure.today
        self.area = names.AREA.format(area=profile.area.code)
        self._kinds = {body.code: body.kind for body in profile.bodies}
        self.roles = {role.code: role for role in profile.roles}

    def bodies(self, day: date | None) -> list[Body]:
        """All bodies, or those of a day."""
        return [
            body for body in self.profile.bodies if day is None or body.validity is None or body.validity.covers(day)
        ]

    def body(self, name: str) -> Body:
        """One body. Raises NotFound."""
        code = names.BODY.parse(name)["body"]
        found = next((body for body in self.profile.bodies if body.code == code), None)
        if found is None:
            raise NotFound("NOT_FOUND", f"the city has no body `{name}`")
        return found

    def depth(self, body: Body) -> int:
        """How many bodies stand above this one."""
        parents = {item.code: item.parent for item in self.profile.bodies}
        above: set[str] = set()
        code = body.parent
        while code and code not in above:
            above.add(code)
            code = parents[code]
        return len(above)

    def expects_triad(self, seat: Seat) -> bool:
        """Whether all sides should sit here."""
        return self._kinds.get(seat.body) not in WITHOUT_TRIAD

    def groups(self, day: date | None) -> list[WorkingGroup]:
        """All working groups of all times, or those of a day."""
        return list(self.profile.working_groups if day is None else self.profile.groups_on(day))

    def group(self, name: str) -> WorkingGroup:
        """One working group. Raises NotFound."""
        code = names.WORKING_GROUP.parse(name)["working_group"]
        found = next((group for group in self.profile.working_groups if group.code == code), None)
        if found is None:
            raise NotFound("NOT_FOUND", f"the city has no working group `{name}`")
        return found

    def succession(self, name: str) -> Succession:
        """The chain of a group. Raises NotFound."""
        return succession(self.group(name).code, self.profile.working_groups)

    def seat(self, name: str, field: str = "parent") -> Seat:
        """The body or group of this name as members and meetings carry it. Raises NotFound, Invalid for `field`."""
        if not names.BODY.matches(name):
            names.WORKING_GROUP.parse(name, field)
        (self.body if names.BODY.matches(name) else self.group)(name)
        return next(seat for seat in seats_of(self.profile) if f"{self.area}/{seat.path}" == name)

    def balances(self, tx: PlanningTx, day: date) -> list[Balance]:
        """The sides in every body and group of a day."""
        members = tx.organisation.seats()
        return [balance(seat, members, day) for seat in seats_of(self.profile, day)]

    def seats(self, tx: PlanningTx, name: str, day: date) -> list[tuple[Member, bool]]:
        """Who sits in a body or group on a day, named, and whether they vote."""
        seat = self.seat(name)
        members = tx.organisation.seats(*seat.codes, named=True)
        voting = voters(members, self.roles, seat.rules, day)
        seated = sorted(in_mandate(members, day), key=lambda member: member.name)
        return [(member, member.name in voting) for member in seated]

    def ending(self, tx: PlanningTx, period: Period) -> list[Member]:
        """The seats whose mandate ends in a period."""
        return ending(tx.organisation.seats(named=True), period.start, period.end or date.max)

    def missing_handovers(self, tx: PlanningTx, day: date) -> list[Member]:
        """The offices of which nothing was handed over."""
        return without_handover(tx.organisation.seats(named=True), tx.organisation.all_handovers(), self.roles, day)

    def findings(self, tx: PlanningTx, day: date) -> list[OrganisationFinding]:
        """All that is to be looked at on a day."""
        members, meetings = tx.organisation.seats(), tx.meetings.all(rolls=True)
        known = Organisation(self.profile, members, meetings, tx.organisation.all_handovers())
        return known.findings(day)
