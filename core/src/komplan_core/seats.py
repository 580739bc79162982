"""Who sits where on a day, who votes, and which sides of the triad are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from komplan_core.organisation import Member, Procedure, Role, Side, missing_sides
from komplan_core.profile import Profile


@dataclass(frozen=True)
class Seat:
    """A body or working group by the codes that members and meetings carry; one of them is empty."""

    body: str
    working_group: str
    title: str
    rules: Procedure
    sides: tuple[Side, ...] = ()

    @property
    def codes(self) -> tuple[str, str]:
        """Body and working group, as a member has them."""
        return self.body, self.working_group

    @property
    def path(self) -> str:
        """The last two segments of its resource name."""
        return f"bodies/{self.body}" if self.body else f"working-groups/{self.working_group}"


def seats_of(profile: Profile, day: date | None = None) -> list[Seat]:
    """Bodies and working groups of a city, in the order declared; those that exist on the day when one is given."""
    bodies = [
        Seat(body.code, "", body.title, body.rules, body.sides)
        for body in profile.bodies
        if day is None or body.validity is None or body.validity.covers(day)
    ]
    groups = [
        Seat("", group.code, group.title, group.rules)
        for group in profile.working_groups
        if day is None or group.validity.covers(day)
    ]
    return [*bodies, *groups]


def in_mandate(members: Iterable[Member], day: date) -> list[Member]:
    """The members whose mandate covers the day."""
    return [member for member in members if member.mandate.covers(day)]


def votes(member: Member, roles: Mapping[str, Role], rules: Procedure) -> bool:
    """Whether a seat has a vote of its own: by role and by side, and never a deputy's."""
    role = roles.get(member.role)
    return role is not None and role.votes and member.side in rules.voting_sides and not member.deputy_of


def voters(members: Iterable[Member], roles: Mapping[str, Role], rules: Procedure, day: date) -> dict[str, Member]:
    """Resource name → seat of those who vote on a day; who holds several seats votes once, from the first."""
    found: dict[str, Member] = {}
    for member in sorted(in_mandate(members, day), key=lambda member: member.name):
        if votes(member, roles, rules):
            found.setdefault(member.who, member)
    return {member.name: member for member in found.values()}


@dataclass(frozen=True)
class Balance:
    """How many people stand for each side in a body or group on a day."""

    seat: Seat
    people: Mapping[Side, int]
    distinct: int
    """Different people: one person may stand for two sides."""
    missing: tuple[Side, ...]
    """Sides of the triad for which nobody stands: a warning under P1 of § 3 letter h), not an error."""


def balance(seat: Seat, members: Iterable[Member], day: date) -> Balance:
    """The balance of one body or group; guests and applicants before their mandate do not count."""
    seated = [member for member in in_mandate(members, day) if member.seat == seat.codes]
    people = {side: len({member.who for member in seated if member.side is side}) for side in Side}
    missing = missing_sides(seated)
    return Balance(
        seat, people, len({member.who for member in seated}), tuple(side for side in Side if side in missing)
    )


def ending(members: Iterable[Member], first: date, last: date) -> list[Member]:
    """The seats whose mandate ends from the first to the last day, soonest first."""
    found = [member for member in members if member.mandate.end and first <= member.mandate.end <= last]
    return sorted(found, key=lambda member: (member.mandate.end, member.name))
