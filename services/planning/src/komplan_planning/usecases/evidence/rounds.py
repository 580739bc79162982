"""Rounds in which municipalities report their needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Refused
from komplan_core.evidence.rounds import Coverage, NeedRound, RoundState, coverage
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class NeedRounds:
    """Calls for reports, one or more in a year."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)
        self._municipalities = structure.profile.area.municipalities

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Prepare a round."""
        name = f"{self._area}/need-rounds/{self._city.new_id(wanted, 'need_round_id')}"
        return tx.evidence.rounds.add(tx.evidence.rounds.make({**values, "name": name}, "need_round"))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a round: all of it while it is prepared, title and last day while it is open."""
        before = tx.evidence.rounds.get(name, "need_round.name")
        changed = tx.evidence.rounds.changed(name, changes, "need_round")
        if before.state is RoundState.CLOSED:
            raise Refused("NEED_ROUND_NOT_OPEN", f"`{name}` is closed: it does not change any more")
        if before.state is RoundState.OPEN and (changed.year, changed.opens) != (before.year, before.opens):
            raise Refused("TRANSITION_NOT_ALLOWED", "an open round keeps its year and its first day")
        return tx.evidence.rounds.replace(changed, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a round without reports."""
        names.NEED_ROUND.parse(name)
        if tx.evidence.referred(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has reports: it stays")
        return tx.evidence.rounds.delete(name, etag)

    def open(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Let reports come."""
        return self._moved(tx, tx.evidence.rounds.get(name), RoundState.PREPARED, RoundState.OPEN, etag)

    def close(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Take no more reports: who has not reported is silent. Not before the last day is over, unless all have."""
        found = tx.evidence.rounds.get(name)
        if self._today(tx) <= found.closes and self.coverage(tx, name).awaited:
            raise Refused("NEED_ROUND_AWAITED", f"`{name}` lasts until {found.closes} and somebody is awaited")
        return self._moved(tx, found, RoundState.OPEN, RoundState.CLOSED, etag)

    def coverage(self, tx: PlanningTx, name: str) -> Coverage:
        """Where every municipality stands in a round."""
        found = tx.evidence.rounds.get(name)
        closed = found.state is RoundState.CLOSED
        return coverage(self._municipalities, tx.evidence.reports_of(name), closed)

    def _today(self, tx: PlanningTx) -> date:
        return today(lambda: tx.evidence.now)

    def _moved(self, tx: PlanningTx, found: NeedRound, source: RoundState, target: RoundState, etag: str) -> Written:
        if found.state is not source:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{found.name}` is {found.state}, not {source}")
        return tx.evidence.rounds.replace(found.revised({"state": target}), etag)
