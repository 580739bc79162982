"""Scoring of priorities by the groups."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.organisation import Member
from komplan_core.scoring import Ballot, Scoring, Tally, tally
from komplan_core.seats import in_mandate, seats_of, votes
from komplan_core.values import Period
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.versions import APPROVED

Values = Mapping[str, Any]


class Scorings:
    """Votes of groups on the order of priorities."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._roles = {role.code: role for role in structure.profile.roles}
        self._rules = {seat.codes: seat.rules for seat in seats_of(structure.profile)}

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Begin a scoring of nodes of a version."""
        names.VERSION.parse(parent, "parent")
        version_id = tx.versions.refer(parent, "parent")
        name = f"{parent}/scorings/{self._city.new_id(wanted, 'scoring_id')}"
        made = tx.adoption.scorings.make({**values, "name": name}, "scoring")
        return tx.adoption.scorings.add(self._checked(tx, made), version_id=version_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a scoring for which nobody voted yet."""
        before = tx.adoption.scorings.get(name, "scoring.name")
        if before.closed or before.ballots:
            raise Refused("SCORING_CLOSED", f"ballots were cast in `{name}`: what they were cast for stays")
        changed = tx.adoption.scorings.changed(name, changes, "scoring")
        return tx.adoption.scorings.replace(self._checked(tx, changed), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a scoring with its ballots, unless the plan that rests on it is approved."""
        names.SCORING.parse(name)
        version = tx.versions.get(names.parent(name))
        if self._city.profile.workflow("version").kernel(version.state) == APPROVED:
            raise Refused("VERSION_FROZEN", f"`{version.name}` is approved: what led to it stays")
        return tx.adoption.scorings.delete(name, etag)

    def cast(self, tx: PlanningTx, name: str, ballot: Ballot, etag: str) -> Written:
        """Take a ballot; a person votes once, from a seat with a vote in mandate on the day, in the group that votes.

        There are no more ballots than people who may vote, those without a name among them.
        """
        scoring = self._open(tx, name)
        seated = self._seated(tx, scoring)
        if ballot.voter:
            voter = self._voter(tx, seated, ballot.voter)
            if any(tx.members.get(cast.voter).who == voter.who for cast in scoring.ballots if cast.voter):
                raise Invalid.field("ballot.voter", "DUPLICATE_CODE", f"who sits in `{ballot.voter}` has voted")
        people = len({member.who for member in seated if self._has_vote(member)})
        if sum(cast.count for cast in scoring.ballots) + ballot.count > people:
            raise Invalid.field("ballot.count", "MORE_VOTES_THAN_VOTERS", f"{people} may vote in `{name}`")
        changed = tx.adoption.scorings.merged(scoring, {"ballots": (*scoring.ballots, ballot)}, "scoring")
        return tx.adoption.scorings.replace(changed, etag)

    def end(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Take no further ballots."""
        scoring = self._open(tx, name)
        if not scoring.ballots:
            raise Refused("SCORING_CLOSED", f"nobody voted in `{name}`: delete it instead")
        return tx.adoption.scorings.replace(scoring.revised({"closed": True}), etag)

    def count(self, tx: PlanningTx, name: str) -> Tally:
        """The common order and the disagreement behind it."""
        return tally(tx.adoption.scorings.get(name))

    def _open(self, tx: PlanningTx, name: str) -> Scoring:
        scoring = tx.adoption.scorings.get(name)
        if scoring.closed:
            raise Refused("SCORING_CLOSED", f"`{name}` takes no further ballots")
        return scoring

    def _checked(self, tx: PlanningTx, scoring: Scoring) -> Scoring:
        version = names.parent(scoring.name)
        for index, candidate in enumerate(scoring.candidates):
            tx.nodes.refer(f"{version}/nodes/{candidate}", f"scoring.candidates.{index}")
        if scoring.working_group:
            day = Period(start=scoring.held_on, end=scoring.held_on)
            self._city.profile.group(scoring.working_group, "scoring.working_group", day)
        return scoring

    def _seated(self, tx: PlanningTx, scoring: Scoring) -> list[Member]:
        """Who sits in the group that votes on the day of the vote; everywhere, where no group is named."""
        return in_mandate(tx.organisation.seats(working_group=scoring.working_group), scoring.held_on)

    def _has_vote(self, member: Member) -> bool:
        return member.seat in self._rules and votes(member, self._roles, self._rules[member.seat])

    def _voter(self, tx: PlanningTx, seated: list[Member], voter: str) -> Member:
        field = "ballot.voter"
        names.MEMBER.parse(voter, field)
        tx.members.refer(voter, field)
        member = next((member for member in seated if member.name == voter), None)
        if member is None:
            raise Invalid.field(field, "NOT_A_MEMBER", f"`{voter}` does not sit in the group on the day of the vote")
        if not self._has_vote(member):
            raise Invalid.field(field, "WITHOUT_VOTE", "this role, side or a deputy's seat has no vote here")
        return member
