"""Scoring of priorities by the groups."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.scoring import Ballot, Scoring, Tally, tally
from komplan_core.values import Period
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Scorings:
    """Votes of groups on the order of priorities."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._votes = {role.code: role.votes for role in structure.profile.roles}

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
        """Remove a scoring with its ballots."""
        return tx.adoption.scorings.delete(name, etag)

    def cast(self, tx: PlanningTx, name: str, ballot: Ballot, etag: str) -> Written:
        """Take a ballot; a member votes once, in mandate on the day, with a vote, in the group that votes."""
        scoring = self._open(tx, name)
        if ballot.voter:
            self._check_voter(tx, scoring, ballot.voter)
            if any(cast.voter == ballot.voter for cast in scoring.ballots):
                raise Invalid.field("ballot.voter", "DUPLICATE_CODE", f"`{ballot.voter}` has voted")
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

    def _check_voter(self, tx: PlanningTx, scoring: Scoring, voter: str) -> None:
        field = "ballot.voter"
        names.MEMBER.parse(voter, field)
        tx.members.refer(voter, field)
        member = tx.members.get(voter, field)
        in_group = scoring.working_group in ("", member.working_group)
        if not in_group or not member.mandate.covers(scoring.held_on):
            raise Invalid.field(field, "NOT_A_MEMBER", f"`{voter}` does not sit in the group on the day of the vote")
        if not self._votes.get(member.role, False):
            raise Invalid.field(field, "WITHOUT_VOTE", f"the role `{member.role}` has no vote")
