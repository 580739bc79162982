"""Why the plan's text changed: reasons for what differs, and the gaps that keep a plan from being submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from komplan_consultation.ports.traceability import PointAt
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import CHANGES_THE_PLAN, OUTCOMES, SET_ASIDE, PointState, Round, RoundState
from komplan_core.consultation.drafts import DraftBlock
from komplan_core.consultation.traceability import (
    MOST_POINTS,
    Difference,
    Incorporation,
    Passage,
    Reason,
    differences,
    gaps,
)
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

OPEN_STATES: Final = frozenset({RoundState.SETTLING, RoundState.SETTLED, RoundState.RELEASED, RoundState.RETURNED})
"""States of a round in which the text may still change."""
ANSWERED: Final = frozenset({PointState.DECIDED, PointState.RELEASED, PointState.ANSWERED, PointState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Told:
    """A difference with the heading of its block, and whether it has a reason."""

    difference: Difference
    heading: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Passing:
    """Whether the plan may go on, and what is missing."""

    held: Round
    differences: int
    unchanged: list[PointAt]
    unexplained: list[Told]
    outdated: tuple[str, ...]
    final_sha256: str = ""
    """Hash under which planning froze the final text; empty where none is frozen here."""
    draft_sha256: str = ""
    """Hash under which planning froze the text that people comment on; empty where none is kept."""

    @property
    def texts_kept(self) -> bool:
        """Whether there is a text to compare."""
        return bool(self.held.draft)

    @property
    def open(self) -> bool:
        """Whether the plan may be submitted as far as its text is concerned."""
        return not self.texts_kept or bool(self.held.final_draft and not self.unchanged and not self.unexplained)

    @property
    def missing(self) -> str:
        """What is missing, in words."""
        if not self.held.final_draft:
            return "the final text is not frozen: publish the final draft"
        points = ", ".join(point.label for point in self.unchanged[:20])
        blocks = ", ".join(told.difference.block for told in self.unexplained[:20])
        found = (f"accepted and nothing changed: {points}" if points else "", f"changed without reason: {blocks}")
        return "; ".join(part for part in (found[0], found[1] if blocks else "") if part)


class Tracing:
    """Reasons for what differs between the draft and the final text."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._rounds, self._points = office.profile.workflow("round"), office.profile.workflow("point")

    def differences(self, tx: ConsultationTx, name: str) -> list[Told]:
        """All that differs. Raises Refused before the final text is frozen."""
        held = tx.rounds.get(name, "parent")
        self._check_final(held)
        round_id = tx.rounds.refer(name, "parent")
        accepted = {point.name for point in self._accepted(tx, held, round_id)}
        explained = {reason.diff_sha256 for reason in tx.trace.of_round(round_id) if reason.holds(accepted)}
        return [Told(item, heading, item.sha256 in explained) for item, heading in _compared(tx, held)]

    def gate(self, tx: ConsultationTx, name: str) -> Passing:
        """What keeps the plan from being submitted."""
        held = tx.rounds.get(name)
        round_id = tx.rounds.refer(name, "name")
        if not held.draft:
            return Passing(held, 0, [], [], ())
        accepted, commented = self._accepted(tx, held, round_id), tx.drafts.get(held.draft).sha256
        if not held.final_draft:
            return Passing(held, 0, accepted, [], (), draft_sha256=commented)
        compared = _compared(tx, held)
        found = gaps([item for item, _ in compared], tx.trace.of_round(round_id), [point.name for point in accepted])
        unchanged, unexplained = set(found.unchanged), set(found.unexplained)
        return Passing(
            held,
            len(compared),
            [point for point in accepted if point.name in unchanged],
            [Told(item, heading, False) for item, heading in compared if item.sha256 in unexplained],
            found.outdated,
            tx.drafts.get(held.final_draft).sha256,
            commented,
        )

    def create(
        self, tx: ConsultationTx, parent: str, block: str, values: Mapping[str, Any], wanted: str, clerk: str
    ) -> Written:
        """Say why a block changed."""
        held = tx.rounds.get(parent, "parent")
        self._check_open(held)
        self._check_final(held)
        found = next((pair for pair in _compared(tx, held) if block in (pair[0].to_block, pair[0].from_block)), None)
        if not block or found is None:
            message = "the block is the same in the draft and in the final text, or stands in neither"
            raise Invalid.field("block", "BLOCK_UNCHANGED", message)
        difference, heading = found
        made = tx.trace.incorporations.make(
            {
                **values,
                "name": f"{parent}/incorporations/{self._office.new_id(wanted, 'incorporation_id')}",
                "from_block": difference.from_block,
                "to_block": difference.to_block,
                "change": difference.change,
                "from_sha256": difference.from_sha256,
                "to_sha256": difference.to_sha256,
                "diff_sha256": difference.sha256,
                "heading": heading,
                "clerk": clerk,
                "labels": self._labels(tx, held, values),
            },
            "incorporation",
        )
        self._log(tx, made, parent)
        return tx.trace.add(made, tx.rounds.refer(parent, "parent"))

    def delete(self, tx: ConsultationTx, name: str, etag: str) -> Written:
        """Take a reason back."""
        found = tx.trace.incorporations.get(name)
        parent = names.parent(name)
        self._check_open(tx.rounds.get(parent))
        written = tx.trace.incorporations.delete(name, etag)
        self._log(tx, found, parent, withdrawn=True)
        return written

    def _accepted(self, tx: ConsultationTx, held: Round, round_id: int) -> list[PointAt]:
        outcomes = {outcome.code for outcome in held.outcomes or OUTCOMES if outcome.kernel in CHANGES_THE_PLAN}
        states = {state.code for state in self._points.states if state.kernel in ANSWERED}
        return tx.trace.decided(round_id, outcomes, states)

    def _labels(self, tx: ConsultationTx, held: Round, values: Mapping[str, Any]) -> list[str]:
        points = values.get("points", ())
        if len(points) > MOST_POINTS:
            raise Invalid.field("incorporation.points", "TOO_MANY", f"name {MOST_POINTS} points at most")
        return [self._label(tx, held, point, f"incorporation.points.{index}") for index, point in enumerate(points)]

    def _label(self, tx: ConsultationTx, held: Round, name: str, field: str) -> str:
        number = names.POINT.parse(name, field)["point"]
        comment = tx.comments.find(names.parent(name))
        point = next((item for item in comment.points if str(item.number) == number), None) if comment else None
        if comment is None or point is None or names.parent(comment.name) != held.name:
            raise Invalid.field(field, "REFERENCE_MISSING", "name a point of this round")
        outcome = held.outcome(point.settlement.outcome) if point.settlement and point.settled else None
        if outcome is None or outcome.kernel not in CHANGES_THE_PLAN or comment.standing in SET_ASIDE:
            message = f"{comment.number}/{number} was not accepted: only what was accepted changes the text"
            raise Invalid.field(field, "POINT_NOT_ACCEPTED", message)
        return f"{comment.number}/{number}"

    def _check_open(self, held: Round) -> None:
        if self._rounds.kernel(held.state) not in OPEN_STATES:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{held.name}` is {held.state}: the text is not worked on now")

    def _check_final(self, held: Round) -> None:
        if not held.draft or not held.final_draft:
            raise Refused("FINAL_DRAFT_MISSING", f"`{held.name}` has no final draft: publish it first")

    def _log(self, tx: ConsultationTx, made: Incorporation, round_name: str, withdrawn: bool = False) -> None:
        fields: dict[str, Any] = {
            "change": made.change.value,
            "block": made.block,
            "diff": f"sha256:{made.diff_sha256}",
            "why": made.reason.value,
        }
        if made.reason is Reason.SETTLEMENT:
            fields["points"] = list(made.labels)
        if withdrawn:
            fields["withdrawn"] = True
        tx.log.append(round_name, "plan.changed", fields)


def _compared(tx: ConsultationTx, held: Round) -> list[tuple[Difference, str]]:
    """What differs, each with the heading of its block."""
    draft, final = tx.drafts.blocks(held.draft), tx.drafts.blocks(held.final_draft)
    titles = {block.id: heading(block) for block in (*draft, *final)}
    return [(item, titles[item.block]) for item in differences(_passages(draft), _passages(final))]


def _passages(blocks: list[DraftBlock]) -> list[Passage]:
    return [Passage(block.id, block.sha256) for block in blocks]


def heading(block: DraftBlock) -> str:
    """The printed number and the title of a block."""
    return f"{block.number} {block.title}".strip()
