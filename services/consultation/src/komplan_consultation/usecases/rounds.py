"""Consultation rounds: opened over a version of a plan, closed, settled, counted."""

from collections.abc import Collection, Mapping
from typing import Any

from komplan_consultation.ports import ConsultationTx, Counts
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Round, RoundState
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

CLOSE, SETTLE = "close", "settle"
MOST_VERSIONS = 50


class Rounds:
    """How a round goes from opening to settlement."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workflow = office.profile.workflow("round")

    def open(self, tx: ConsultationTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Open a round in the first state of the city's workflow, with an empty book."""
        name = f"{self._office.area}/rounds/{self._office.new_id(wanted, 'round_id')}"
        opened = tx.rounds.make({**values, "name": name, "state": self._workflow.initial}, "round")
        version = names.VERSION.parse(opened.plan_version, "round.plan_version")
        if version["area"] != self._office.profile.area.code:
            raise Invalid.field("round.plan_version", "AREA_MISMATCH", f"name a version under `{self._office.area}`")
        written = tx.rounds.add(opened)
        tx.open_book(tx.rounds.refer(name, "name"))
        return written

    def close(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """End the intake."""
        found = tx.rounds.get(name)
        return tx.rounds.replace(found.revised({"state": self._workflow.moved(found.state, CLOSE, roles)}), etag)

    def settle(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """Declare a closed round settled. Raises Refused while it takes comments or a point has no settlement."""
        found = tx.rounds.get(name)
        if self._workflow.kernel(found.state) == RoundState.OPEN:
            raise Refused("ROUND_NOT_CLOSED", f"`{name}` still takes comments: close it first")
        if left := tx.unsettled(tx.rounds.refer(name, "name")):
            raise Refused("POINTS_UNSETTLED", f"settle every point first; without settlement: {left}")
        return tx.rounds.replace(found.revised({"state": self._workflow.moved(found.state, SETTLE, roles)}), etag)

    def standing(self, tx: ConsultationTx, versions: tuple[str, ...]) -> list[tuple[Round, str, Counts, int]]:
        """The rounds on these versions: each with the meaning of its state, its counts, and its unsettled points."""
        if len(versions) > MOST_VERSIONS:
            raise Invalid.field("plan_versions", "TOO_MANY", f"ask for {MOST_VERSIONS} versions at most")
        found = []
        for index, version in enumerate(dict.fromkeys(versions)):
            field = f"plan_versions.{index}"
            if names.VERSION.parse(version, field)["area"] != self._office.profile.area.code:
                raise Invalid.field(field, "AREA_MISMATCH", f"name a version under `{self._office.area}`")
            for row_id, held in tx.rounds_on(version):
                meaning = self._workflow.kernel(held.state)
                found.append((held, meaning, tx.counts(row_id), tx.unsettled(row_id)))
        return found

    def count(self, tx: ConsultationTx, name: str) -> Counts:
        """Count what a round holds."""
        tx.rounds.get(name, "parent")
        return tx.counts(tx.rounds.refer(name, "parent"))
