"""Consultation rounds: prepared over a version of a plan, announced, opened, extended, closed, settled, archived."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from komplan_consultation.ports.book import Counts
from komplan_consultation.ports.planning import PlannedVersion
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.drafts import Drafts
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import OUTCOMES, REFUSAL_REASONS, Round, RoundState
from komplan_core.consultation.announcing import Due, check_announcement, due
from komplan_core.consultation.deadlines import last_day, phases_on, registration_end
from komplan_core.consultation.drafts import DraftKind
from komplan_core.consultation.rules import rules_sha256
from komplan_core.errors import Invalid, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written

ANNOUNCE, OPEN, CLOSE, START, SETTLE, ARCHIVE = "announce", "open", "close", "start-settling", "settle", "archive"
BY_ITSELF: Final = frozenset({"clerk"})
"""In whose name a round opens and closes when its day has come."""
MOVES_BY_ITSELF: Final = frozenset({RoundState.ANNOUNCED, RoundState.OPEN})
"""Kernel states in which a round goes on by itself, and may be extended."""
MOST_VERSIONS: Final = 50
Roles = Collection[str]


@dataclass(frozen=True, slots=True)
class RoundOfVersion:
    """How a round on some version of a plan stands."""

    held: Round
    meaning: str
    """The fixed meaning of its state, whatever the city calls it."""
    counts: Counts
    unsettled: int
    """Points without a settlement."""
    book_root: str
    """Root hash of its comment book, hexadecimal; empty before it is announced."""


class Rounds:
    """How a round goes from preparation to settlement, and into the archive."""

    def __init__(self, office: Office, drafts: Drafts) -> None:
        self._office, self._drafts = office, drafts
        self._workflow = office.profile.workflow("round")

    def create(self, tx: ConsultationTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Prepare a round; its rules may be changed until it is announced."""
        name = f"{self._office.area}/rounds/{self._office.new_id(wanted, 'round_id')}"
        made = tx.rounds.make({**values, "name": name, "state": self._workflow.initial}, "round")
        self._check(tx, made)
        written = tx.rounds.add(made)
        tx.book.open_book(tx.rounds.refer(name, "name"))
        return written

    def update(self, tx: ConsultationTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change a round that is not announced yet."""
        found = tx.rounds.get(name, "round.name")
        if found.rules_sha256:
            raise Refused("RULES_FROZEN", f"`{name}` is announced: its rules do not change any more")
        changed = tx.rounds.merged(found, changes, "round")
        self._check(tx, changed)
        return tx.rounds.replace(changed, etag)

    def delete(self, tx: ConsultationTx, name: str, etag: str) -> Written:
        """Remove a round that is not announced yet. From the announcement on its book stands, and nothing goes away."""
        if tx.rounds.get(name).rules_sha256:
            message = f"`{name}` is announced and its book stands: end it with a reason instead, when it is open"
            raise Refused("RULES_FROZEN", message)
        if later := tx.calendar.followed_by(name):
            raise Refused("STILL_REFERRED_TO", f"`{later}` names it as the round before: change that first")
        if tx.privacy.is_held([name]):
            raise Refused("LEGAL_HOLD", f"a legal hold keeps `{name}`: release it first")
        tx.book.drop_book(tx.rounds.refer(name, "name"))
        return tx.rounds.delete(name, etag)

    def version_of(self, tx: ConsultationTx, name: str) -> str:
        """The version that people comment on: planning is asked for its texts before the round is announced."""
        return tx.rounds.get(name).plan_version

    def announce(
        self, tx: ConsultationTx, name: str, etag: str, roles: Roles, planned: PlannedVersion | None
    ) -> Written:
        """Freeze the rules, copy the draft and open the round's book; it opens by itself on its first day.

        `planned` is the version with its texts; None where the instance keeps no plans.
        """
        found, at = tx.rounds.get(name), self._office.clock()
        state = self._workflow.moved(found.state, ANNOUNCE, roles)
        self._check(tx, found)
        check_announcement(found, at)
        tx.log.begin(name)
        frozen = found.revised(
            {
                "outcomes": found.outcomes or OUTCOMES,
                "refusal_reasons": found.refusal_reasons or REFUSAL_REASONS,
                "last_day": last_day(found),
                "draft": self._drafts.name_for(tx, found, DraftKind.DRAFT) if planned is not None else "",
            }
        )
        sha256 = rules_sha256(frozen)
        tx.log.append(name, "round.moved", {**self._told(found.state, state), "rules": f"sha256:{sha256}"})
        announced = {"state": state, "rules_sha256": sha256, "announced_at": at}
        written = tx.rounds.replace(frozen.revised(announced), etag)
        if planned is not None:
            self._drafts.publish(tx, frozen, DraftKind.DRAFT, planned)
        return self.caught_up(tx, name) or written

    def extend(self, tx: ConsultationTx, name: str, until: date | None, reason: str, etag: str) -> Written:
        """Move every last day to come, before the round closes."""
        self.caught_up(tx, name)
        found = tx.rounds.get(name)
        kernel = self._workflow.kernel(found.state)
        if kernel not in MOVES_BY_ITSELF:
            raise Refused("ROUND_NOT_OPEN", f"`{name}` is extended before it closes, or not at all")
        before = found.extensions[-1].until if found.extensions else found.window.end
        if until is None or before is None or until <= before:
            raise Invalid.field("until", "PERIOD_ORDER", f"it lasts until {before} now: name a later day")
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why, for everybody to read")
        extension = {"before": before, "until": until, "reason": reason, "decided_at": self._office.clock()}
        extended = tx.rounds.merged(found, {"extensions": (*found.extensions, extension)})
        why = hashlib.sha256(unicodedata.normalize("NFC", reason).encode()).hexdigest()
        told = {"before": before.isoformat(), "until": until.isoformat(), "reason": f"sha256:{why}"}
        tx.log.append(name, "round.moved", {"from": kernel, "to": kernel, "state": found.state, **told})
        return tx.rounds.replace(extended.revised({"last_day": last_day(extended)}), etag)

    def caught_up(self, tx: ConsultationTx, name: str) -> Written | None:
        """Do what a round does by itself as days go by: open, switch phases, close. What was written, if anything."""
        written = None
        while True:
            found, day = tx.rounds.get(name), today(self._office.clock)
            step = due(found, self._workflow.kernel(found.state), day)
            if step is None:
                return written
            running = {"running_phases": phases_on(found, day)}
            if step is Due.SWITCH:
                written = self._switched(tx, found, running)
            elif step is Due.OPEN:
                written = self.moved(tx, found, OPEN, "round.opened", "", BY_ITSELF, running)
            else:
                written = self.moved(tx, found, CLOSE, "round.closed", "", BY_ITSELF, running)

    def behind(self, tx: ConsultationTx) -> list[str]:
        """The rounds that have something to do by themselves now."""
        day = today(self._office.clock)
        states = {state.code: state.kernel for state in self._workflow.states if state.kernel in MOVES_BY_ITSELF}
        return [
            found.name
            for state, kernel in states.items()
            for found in tx.calendar.rounds_in(state)
            if due(found, kernel, day) is not None
        ]

    def catch_up(self, tx: ConsultationTx, name: str) -> Written:
        """As `caught_up`, for the job that looks after the rounds."""
        return self.caught_up(tx, name) or tx.rounds.unchanged(name)

    def close(self, tx: ConsultationTx, name: str, etag: str, reason: str, roles: Roles) -> Written:
        """End the intake; before the announced last day is over with a reason, which stands in the round.

        The last day stands in the book's entry, so that an early end is seen by everybody.
        """
        found = tx.rounds.get(name)
        running = self._workflow.kernel(found.state) == RoundState.OPEN
        early = running and found.last_day is not None and today(self._office.clock) <= found.last_day
        if early and not reason.strip():
            message = f"the round was announced until {found.last_day}: say why it ends earlier"
            raise Invalid.field("reason", "REQUIRED", message)
        changes = {"running_phases": (), "closed_early": reason if early else ""}
        return self.moved(tx, found, CLOSE, "round.closed", etag, roles, changes)

    def start_settling(self, tx: ConsultationTx, name: str, etag: str, roles: Roles) -> Written:
        """Begin the settling of a closed or returned round, when nothing more may be entered."""
        found = tx.rounds.get(name)
        if self._workflow.kernel(found.state) == RoundState.CLOSED and self._registers(found):
            message = f"what came in time may still be entered until {registration_end(found)}"
            raise Refused("ROUND_NOT_CLOSED", message)
        return self.moved(tx, found, START, "round.moved", etag, roles)

    def settle(self, tx: ConsultationTx, name: str, etag: str, roles: Roles) -> Written:
        """Declare a round settled. Raises Refused while it takes comments or a point has no settlement."""
        found = tx.rounds.get(name)
        if self._workflow.kernel(found.state) == RoundState.OPEN:
            raise Refused("ROUND_NOT_CLOSED", f"`{name}` still takes comments: close it first")
        if left := tx.book.unsettled(tx.rounds.refer(name, "name")):
            raise Refused("POINTS_UNSETTLED", f"settle every point first; without settlement: {left}")
        return self.moved(tx, found, SETTLE, "round.moved", etag, roles)

    def archive(self, tx: ConsultationTx, name: str, etag: str, roles: Roles) -> Written:
        """Put a round whose plan is approved into the archive."""
        return self.moved(tx, tx.rounds.get(name), ARCHIVE, "round.moved", etag, roles)

    def standing(self, tx: ConsultationTx, versions: tuple[str, ...]) -> list[RoundOfVersion]:
        """The rounds on these versions, as they stand."""
        if len(versions) > MOST_VERSIONS:
            raise Invalid.field("plan_versions", "TOO_MANY", f"ask for {MOST_VERSIONS} versions at most")
        found = []
        for index, version in enumerate(dict.fromkeys(versions)):
            field = f"plan_versions.{index}"
            if names.VERSION.parse(version, field)["area"] != self._office.profile.area.code:
                raise Invalid.field(field, "AREA_MISMATCH", f"name a version under `{self._office.area}`")
            for row_id, held in tx.book.rounds_on(version):
                meaning = self._workflow.kernel(held.state)
                root = tx.log.current(held.name).root.hex() if held.rules_sha256 else ""
                counts, unsettled = tx.book.counts(row_id), tx.book.unsettled(row_id)
                found.append(RoundOfVersion(held, meaning, counts, unsettled, root))
        return found

    def count(self, tx: ConsultationTx, name: str) -> Counts:
        """Count what a round holds."""
        tx.rounds.get(name, "parent")
        return tx.book.counts(tx.rounds.refer(name, "parent"))

    def moved(
        self,
        tx: ConsultationTx,
        found: Round,
        action: str,
        kind: str,
        etag: str,
        roles: Roles,
        changes: Mapping[str, Any] | None = None,
    ) -> Written:
        """Take a step of the city's workflow, with one entry of this kind in the round's log."""
        state = self._workflow.moved(found.state, action, roles)
        told = self._told(found.state, state)
        if kind == "round.closed":
            told["until"] = last_day(found).isoformat()
        tx.log.append(found.name, kind, told)
        return tx.rounds.replace(found.revised({"state": state, **(changes or {})}), etag)

    def _switched(self, tx: ConsultationTx, found: Round, running: Mapping[str, Any]) -> Written:
        kernel = self._workflow.kernel(found.state)
        told = {"from": kernel, "to": kernel, "state": found.state, "phases": list(running["running_phases"])}
        tx.log.append(found.name, "round.moved", told)
        return tx.rounds.replace(found.revised(running))

    def _told(self, before: str, after: str) -> dict[str, Any]:
        """Kernel states for everybody who reads the book; the city's own state beside them where it differs."""
        kernel = self._workflow.kernel(after)
        own = {} if kernel == after else {"state": after}
        return {"from": self._workflow.kernel(before), "to": kernel, **own}

    def _registers(self, found: Round) -> bool:
        end = registration_end(found)
        return end is not None and today(self._office.clock) <= end

    def _check(self, tx: ConsultationTx, made: Round) -> None:
        version = names.VERSION.parse(made.plan_version, "round.plan_version")
        if version["area"] != self._office.profile.area.code:
            raise Invalid.field("round.plan_version", "AREA_MISMATCH", f"name a version under `{self._office.area}`")
        for index, rule in enumerate(made.quorum):
            if rule.working_group:
                self._office.profile.group(rule.working_group, f"round.quorum.{index}.working_group", made.window)
        if made.predecessor:
            self._check_predecessor(tx, made)

    def _check_predecessor(self, tx: ConsultationTx, made: Round) -> None:
        field = "round.predecessor"
        before = tx.rounds.find(made.predecessor) if made.predecessor != made.name else None
        if before is None:
            raise Invalid.field(field, "REFERENCE_MISSING", "name an earlier round of this area")
        if names.parent(before.plan_version) != names.parent(made.plan_version):
            raise Invalid.field(field, "REFERENCE_MISSING", "the round before it was on another plan")
