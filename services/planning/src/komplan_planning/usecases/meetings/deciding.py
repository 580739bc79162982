"""Motions: made under an item of the agenda, voted on, decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.meetings.decisions import Decision, checked
from komplan_core.meetings.meeting import Meeting, MeetingState
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.meetings.meetings import Meetings
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Deciding:
    """What meetings decide."""

    def __init__(self, structure: Structure, meetings: Meetings) -> None:
        self._city, self._meetings = structure, meetings

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Make a motion."""
        names.MEETING.parse(parent, "parent")
        meeting_id = tx.meetings.meetings.refer(parent, "parent")
        name = f"{parent}/decisions/{self._city.new_id(wanted, 'decision_id')}"
        decision = tx.meetings.decisions.make({**values, "name": name}, "decision")
        self._check_item(tx.meetings.meetings.get(parent), decision)
        return tx.meetings.decisions.add(decision, meeting_id=meeting_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change an open motion. Once votes are recorded it stays as it was voted on."""
        before = self._open(tx, name, "decision.name")
        decision = tx.meetings.decisions.merged(before, changes, "decision")
        if before.votes or before.tallies:
            raise Refused("TRANSITION_NOT_ALLOWED", "votes are recorded: the motion stays as it was voted on")
        self._check_item(self._meeting(tx, name), decision)
        return tx.meetings.decisions.replace(decision, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Withdraw an open motion."""
        self._open(tx, name, "name")
        return tx.meetings.decisions.delete(name, etag)

    def record(
        self, tx: PlanningTx, name: str, etag: str, votes: Sequence[Values], tallies: Sequence[Values]
    ) -> Written:
        """Record votes by name, beside those recorded before, or votes by side in place of those before."""
        decision = self._open(tx, name, "name")
        if bool(votes) == bool(tallies):
            raise Invalid.field("votes", "REQUIRED", "record votes by name or by side")
        floor = self._meetings.floor(tx, self._held(tx, name))
        new = tx.meetings.decisions.merged(decision, {"votes": votes, "tallies": tallies}, "")
        checked(new, floor)
        voted = {floor.speaking[vote.member] for vote in new.votes}
        kept = [vote for vote in decision.votes if floor.speaking.get(vote.member) not in voted] if votes else []
        merged = tx.meetings.decisions.merged(new, {"votes": (*kept, *new.votes)}, "")
        return tx.meetings.decisions.replace(merged, etag)

    def decide(self, tx: PlanningTx, name: str, etag: str, keep_invalid: bool) -> Written:
        """Count the votes. Raises Refused without a quorum, unless the decision is to be kept as invalid."""
        decision = self._open(tx, name, "name")
        floor = self._meetings.floor(tx, self._held(tx, name))
        return tx.meetings.decisions.replace(decision.decided(floor, keep_invalid), etag)

    def _open(self, tx: PlanningTx, name: str, field: str) -> Decision:
        decision = tx.meetings.decisions.get(name, field)
        decision.check_open()
        return decision

    def _meeting(self, tx: PlanningTx, decision: str) -> Meeting:
        return tx.meetings.meetings.get(names.parent(decision))

    def _held(self, tx: PlanningTx, decision: str) -> Meeting:
        meeting = self._meeting(tx, decision)
        if meeting.state is not MeetingState.HELD:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the meeting is `{meeting.state}`: votes are of one being held")
        return meeting

    def _check_item(self, meeting: Meeting, decision: Decision) -> None:
        if meeting.state in (MeetingState.CANCELLED, MeetingState.MINUTES_APPROVED):
            raise Refused("TRANSITION_NOT_ALLOWED", f"the meeting is `{meeting.state}`")
        if decision.item not in {item.code for item in meeting.agenda}:
            raise Invalid.field("decision.item", "UNKNOWN_CODE", "the agenda has no such item")
