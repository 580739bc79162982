"""Consultation rounds: prepared over a version of a plan, announced, opened, closed, settled, counted."""

from collections.abc import Collection, Mapping
from typing import Any

from komplan_consultation.ports.book import Counts
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Round, RoundState
from komplan_core.consultation.rules import rules_sha256
from komplan_core.errors import Invalid, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written

ANNOUNCE, OPEN, CLOSE, START, SETTLE = "announce", "open", "close", "start-settling", "settle"
BY_ITSELF = frozenset({"clerk"})
"""In whose name a round opens when its first day has come."""
MOST_VERSIONS = 50


class Rounds:
    """How a round goes from preparation to settlement."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workflow = office.profile.workflow("round")

    def create(self, tx: ConsultationTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Prepare a round; its rules may be changed until it is announced."""
        name = f"{self._office.area}/rounds/{self._office.new_id(wanted, 'round_id')}"
        made = tx.rounds.make({**values, "name": name, "state": self._workflow.initial}, "round")
        self._check(made)
        written = tx.rounds.add(made)
        tx.book.open_book(tx.rounds.refer(name, "name"))
        return written

    def update(self, tx: ConsultationTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change a round that is not announced yet."""
        found = tx.rounds.get(name, "round.name")
        if found.rules_sha256:
            raise Refused("RULES_FROZEN", f"`{name}` is announced: its rules do not change any more")
        changed = tx.rounds.merged(found, changes, "round")
        self._check(changed)
        return tx.rounds.replace(changed, etag)

    def announce(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """Freeze the rules and open the round's book; it opens by itself on its first day."""
        found = tx.rounds.get(name)
        state = self._workflow.moved(found.state, ANNOUNCE, roles)
        frozen = rules_sha256(found)
        changes = {"state": state, "rules_sha256": frozen, "announced_at": self._office.clock()}
        tx.log.begin(name)
        tx.log.append(name, "round.moved", {"from": found.state, "to": state, "rules": f"sha256:{frozen}"})
        written = tx.rounds.replace(found.revised(changes), etag)
        moved = self.caught_up(tx, name)
        return moved or written

    def caught_up(self, tx: ConsultationTx, name: str) -> Written | None:
        """Open an announced round whose first day has come; what was written, if anything."""
        found = tx.rounds.get(name)
        if self._workflow.kernel(found.state) != RoundState.ANNOUNCED or found.window.start > today(self._office.clock):
            return None
        return self._moved(tx, found, OPEN, "round.opened", "", BY_ITSELF)

    def close(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """End the intake."""
        return self._moved(tx, tx.rounds.get(name), CLOSE, "round.closed", etag, roles)

    def start_settling(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """Begin the settling of a closed or returned round."""
        return self._moved(tx, tx.rounds.get(name), START, "round.moved", etag, roles)

    def settle(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """Declare a round settled. Raises Refused while it takes comments or a point has no settlement."""
        found = tx.rounds.get(name)
        if self._workflow.kernel(found.state) == RoundState.OPEN:
            raise Refused("ROUND_NOT_CLOSED", f"`{name}` still takes comments: close it first")
        if left := tx.book.unsettled(tx.rounds.refer(name, "name")):
            raise Refused("POINTS_UNSETTLED", f"settle every point first; without settlement: {left}")
        return self._moved(tx, found, SETTLE, "round.moved", etag, roles)

    def standing(self, tx: ConsultationTx, versions: tuple[str, ...]) -> list[tuple[Round, str, Counts, int]]:
        """The rounds on these versions: each with the meaning of its state, its counts, and its unsettled points."""
        if len(versions) > MOST_VERSIONS:
            raise Invalid.field("plan_versions", "TOO_MANY", f"ask for {MOST_VERSIONS} versions at most")
        found = []
        for index, version in enumerate(dict.fromkeys(versions)):
            field = f"plan_versions.{index}"
            if names.VERSION.parse(version, field)["area"] != self._office.profile.area.code:
                raise Invalid.field(field, "AREA_MISMATCH", f"name a version under `{self._office.area}`")
            for row_id, held in tx.book.rounds_on(version):
                meaning = self._workflow.kernel(held.state)
                found.append((held, meaning, tx.book.counts(row_id), tx.book.unsettled(row_id)))
        return found

    def count(self, tx: ConsultationTx, name: str) -> Counts:
        """Count what a round holds."""
        tx.rounds.get(name, "parent")
        return tx.book.counts(tx.rounds.refer(name, "parent"))

    def _moved(
        self, tx: ConsultationTx, found: Round, action: str, kind: str, etag: str, roles: Collection[str]
    ) -> Written:
        state = self._workflow.moved(found.state, action, roles)
        tx.log.append(found.name, kind, {"from": found.state, "to": state})
        return tx.rounds.replace(found.revised({"state": state}), etag)

    def _check(self, made: Round) -> None:
        version = names.VERSION.parse(made.plan_version, "round.plan_version")
        if version["area"] != self._office.profile.area.code:
            raise Invalid.field("round.plan_version", "AREA_MISMATCH", f"name a version under `{self._office.area}`")
