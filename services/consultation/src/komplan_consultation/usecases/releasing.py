"""What follows on the settling: settlements released all at once, the plan submitted, returned or approved."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from komplan_consultation.ports.results import Decided
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.tracing import Tracing
from komplan_core import names
from komplan_core.book.exports import released_text
from komplan_core.consultation import Comment, Point, PointState, Round, RoundState, Standing
from komplan_core.errors import Invalid, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written

RELEASE, SUBMIT, RETURN, APPROVE = "release", "submit", "return", "approve"
AT_ONCE: Final = 500
"""Comments that are looked up together."""
MOST_NAMED: Final = 1_000
"""Comments that are named by their numbers."""
Roles = Collection[str]
_SHA256: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stated:
    """A resolution that the office states where no plans are kept, and the SHA-256 of the approved text."""

    name: str
    sha256: str

    def on(self, held: Round) -> Decided:
        """As the resolution on the plan of a round. Raises Invalid without a hash."""
        if not _SHA256.fullmatch(self.sha256):
            message = "no plans are kept here: say which text was approved, by its hexadecimal SHA-256"
            raise Invalid.field("plan_sha256", "REQUIRED", message)
        return Decided(self.name, held.plan_version, "approved", self.sha256)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a release would find."""

    state: str
    unsettled: int
    disputed: list[int]
    pending: int
    """Comments whose publication nobody has decided; they keep nothing from being released."""
    pending_numbers: list[int]

    @property
    def ready(self) -> bool:
        """Whether the round would be released now."""
        return self.state == RoundState.SETTLED and not self.unsettled and not self.disputed


class Releasing:
    """From the settled round to the approved plan."""

    def __init__(self, office: Office, tracing: Tracing) -> None:
        self._office, self._tracing = office, tracing
        self._rounds, self._points = office.profile.workflow("round"), office.profile.workflow("point")

    def preview(self, tx: ConsultationTx, name: str) -> Preview:
        """What a release would find now. Moderation is an axis of its own: what waits for it stays hidden meanwhile."""
        held, round_id = tx.rounds.get(name), tx.rounds.refer(name, "name")
        pending, numbers = tx.publishing.pending(round_id, MOST_NAMED)
        disputed = tx.publishing.disputed(round_id, MOST_NAMED)
        return Preview(self._rounds.kernel(held.state), tx.book.unsettled(round_id), disputed, pending, numbers)

    def release(self, tx: ConsultationTx, name: str, etag: str, roles: Roles) -> Written:
        """Release every decided settlement, all at once, and with them the round."""
        held = tx.rounds.get(name)
        state = self._rounds.moved(held.state, RELEASE, roles)
        tx.rounds.unchanged(name, etag)
        round_id, after = tx.rounds.refer(name, "name"), 0
        if left := tx.book.unsettled(round_id):
            raise Refused("POINTS_UNSETTLED", f"settle every point first; without settlement: {left}")
        while found := tx.publishing.releasable(round_id, after, AT_ONCE):
            for after, comment in found:  # noqa: B007  (the last number is where the next ones begin)
                self._release(tx, held, tx.comments.get(comment), roles)
        return self._moved(tx, held, state, "round.moved", etag)

    def submit(self, tx: ConsultationTx, name: str, etag: str, roles: Roles) -> Written:
        """Record that the plan went to the council or the assembly. Raises Refused while a gap stands."""
        held = tx.rounds.get(name)
        state = self._rounds.moved(held.state, SUBMIT, roles)
        passing = self._tracing.gate(tx, name)
        if not passing.open:
            raise Refused("TRACEABILITY_GAPS", f"`{name}` cannot be submitted: {passing.missing}")
        return self._moved(tx, held, state, "round.moved", etag)

    def send_back(self, tx: ConsultationTx, name: str, reason: str, etag: str, roles: Roles) -> Written:
        """Record that the plan was returned to be worked over, and why."""
        held = tx.rounds.get(name)
        state = self._rounds.moved(held.state, RETURN, roles)
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why the plan was returned")
        why = hashlib.sha256(unicodedata.normalize("NFC", reason).encode()).hexdigest()
        return self._moved(tx, held, state, "round.moved", etag, {"reason": f"sha256:{why}"}, {"returned": reason})

    def approve(self, tx: ConsultationTx, name: str, found: Decided | Stated, etag: str, roles: Roles) -> Written:
        """Record the resolution that approved the plan, and the hash of what it approved."""
        held = tx.rounds.get(name)
        state = self._rounds.moved(held.state, APPROVE, roles)
        decided = found.on(held) if isinstance(found, Stated) else found
        if decided.result != "approved":
            raise Refused("RESOLUTION_NOT_POSITIVE", f"`{decided.name}` says `{decided.result}`: it approves nothing")
        if not decided.subject.startswith(f"{names.parent(held.plan_version)}/"):
            raise Invalid.field("resolution", "INVALID_VALUE", f"`{decided.name}` decides on `{decided.subject}`")
        final = tx.drafts.get(held.final_draft).sha256 if held.final_draft else ""
        if not decided.content_sha256 or (final and final != decided.content_sha256):
            message = "the resolution is on another text than the final draft of this round"
            raise Refused("FINAL_DRAFT_OTHER", message)
        beside = {"plan": f"sha256:{decided.content_sha256}", "resolution": decided.name}
        beside.update({key: value for key, value in (("body", decided.body), ("number", decided.number)) if value})
        changes: dict[str, Any] = {"resolution": decided.name, "resolution_sha256": decided.content_sha256}
        return self._moved(tx, held, state, "plan.approved", etag, beside, changes)

    def _release(self, tx: ConsultationTx, held: Round, comment: Comment, roles: Roles) -> None:
        if comment.standing is Standing.DISPUTED:
            message = f"comment {comment.number} is disputed: confirm or void it first"
            raise Refused("POINTS_UNSETTLED", message)
        points = tuple(self._released(tx, held, comment, point, roles) for point in comment.points)
        tx.comments.replace(comment.revised({"points": points}))

    def _released(self, tx: ConsultationTx, held: Round, comment: Comment, point: Point, roles: Roles) -> Point:
        answer = point.settlement
        if answer is None or not point.settled or self._points.kernel(point.state) != PointState.DECIDED:
            return point
        label, found = f"{comment.number}/{point.number}", held.outcome(answer.outcome)
        outcome = found.kernel.value if found else answer.outcome
        text = released_text(label, outcome, answer.justification)
        said = {"point": label, "version": answer.version, "outcome": outcome, "text": text}
        tx.log.append(held.name, "settlement.released", said)
        state = self._points.moved(point.state, RELEASE, roles)
        return point.revised({"state": state, "settlement": answer.revised({"released_on": today(self._office.clock)})})

    def _moved(
        self,
        tx: ConsultationTx,
        held: Round,
        state: str,
        kind: str,
        etag: str,
        beside: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
    ) -> Written:
        before, after = self._rounds.kernel(held.state), self._rounds.kernel(state)
        to = {} if kind == "plan.approved" else {"to": after}
        own = {} if state == after else {"state": state}
        tx.log.append(held.name, kind, {"from": before, **to, **own, **(beside or {})})
        try:
            changed = held.revised({"state": state, **(changes or {})})
        except ValidationError as error:
            raise Invalid.of(error) from None
        return tx.rounds.replace(changed, etag)
