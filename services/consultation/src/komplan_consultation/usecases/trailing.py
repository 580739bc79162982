"""What became of a comment: its passage, its settlement, the change of the text, the measure, the yearly evaluation."""

from dataclasses import dataclass

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.publishing import Publishing
from komplan_consultation.usecases.tracing import heading
from komplan_core import names
from komplan_core.consultation import Comment, Point, Round, Settlement
from komplan_core.consultation.publishing import RELEASED_STATES, shown_settlement
from komplan_core.consultation.traceability import Incorporation

MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class PointTrail:
    """What became of one point."""

    label: str
    block: str
    heading: str
    settlement: Settlement | None
    changes: list[Incorporation]
    measures: list[str]
    """Ids of the measures that keep the comment."""


@dataclass(frozen=True, slots=True)
class CommentTrail:
    """What became of a comment."""

    held: Round
    number: int
    points: list[PointTrail]

    @property
    def plan(self) -> str:
        """The plan on which people commented."""
        return names.parent(self.held.plan_version)

    @property
    def measures(self) -> set[str]:
        """Ids of all measures that keep it."""
        return {measure for point in self.points for measure in point.measures}


class Trailing:
    """Following comments."""

    def __init__(self, office: Office, publishing: Publishing) -> None:
        self._publishing = publishing
        self._rounds = office.profile.workflow("round")

    def public(self, tx: ConsultationTx, name: str) -> CommentTrail:
        """The trail of a comment by its number: released settlements only."""
        held, comment = self._publishing.public(tx, name)
        return self._trail(tx, held, comment, released_only=True)

    def office(self, tx: ConsultationTx, name: str) -> CommentTrail:
        """The trail of a comment, what is not released yet included."""
        comment = tx.comments.get(name)
        return self._trail(tx, tx.rounds.get(names.parent(name)), comment, released_only=False)

    def changed(self, tx: ConsultationTx, parent: str) -> list[Incorporation]:
        """What changed in the final text and why; nothing before the release."""
        held = tx.rounds.get(parent, "parent")
        if self._rounds.kernel(held.state) not in RELEASED_STATES:
            return []
        return tx.trace.of_round(tx.rounds.refer(parent, "parent"))

    def _trail(self, tx: ConsultationTx, held: Round, comment: Comment, released_only: bool) -> CommentTrail:
        titles = {block.id: heading(block) for block in tx.drafts.blocks(held.draft)} if held.draft else {}
        reasons = tx.trace.of_round(tx.rounds.refer(held.name, "name"))
        points = []
        for point in comment.points:
            settled = point.settlement if point.settled else None
            answer = shown_settlement(point) if released_only else settled
            name = f"{comment.name}/points/{point.number}"
            changes = [reason for reason in reasons if name in reason.points] if answer is not None else []
            block = point.anchor.block if point.anchor else ""
            label = f"{comment.number}/{point.number}"
            kept = measures_of(point, changes)
            points.append(PointTrail(label, block, titles.get(block, ""), answer, changes, kept))
        return CommentTrail(held, comment.number, points)


def measures_of(point: Point, changes: list[Incorporation]) -> list[str]:
    """The measures that a point speaks of, and those that changed because of it, each once."""
    blocks = [point.anchor.block if point.anchor else "", *(change.block for change in changes)]
    found = [parts[1] for block in blocks if len(parts := block.split("/")) > 1 and parts[0] == MEASURES]
    if names.MEASURE.matches(point.plan_part):
        found.insert(0, names.last_id(point.plan_part))
    return list(dict.fromkeys(found))
