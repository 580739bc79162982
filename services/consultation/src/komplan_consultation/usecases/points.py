"""The points of a comment: put into a category, assigned to a working group, settled."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from pydantic import ValidationError

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Comment, OutcomeKernel, Point, Settlement
from komplan_core.declarations import CommentCategory
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.values import Period
from komplan_kit.clock import today
from komplan_kit.store import Written

CATEGORISE, ASSIGN = "categorise", "assign"
UNASSIGNED: Final = frozenset({"registered", "categorised"})
"""Kernel states of a point that no group has been given yet; a category only proposes one."""


class Points:
    """How a point goes from registration to its settlement."""

    def __init__(self, office: Office) -> None:
        self._office, self._profile = office, office.profile
        self._workflow = office.profile.workflow("point")
        self._categories = {category.code: category for category in office.profile.comment_categories}

    def categorise(self, tx: ConsultationTx, name: str, code: str, roles: Collection[str]) -> Written:
        """Put a point into a category, which proposes a group to a point without one."""
        comment, point = _unsettled(tx, name)
        category = self._categories.get(code)
        if category is None:
            raise Invalid.field("category", "UNKNOWN_CODE", f"the city has no category `{code[:63]}`")
        group = point.working_group or self._proposed(category, _window(tx, comment))
        state = self._workflow.moved(point.state, CATEGORISE, roles)
        return _changed(tx, comment, point, {"category": code, "working_group": group, "state": state})

    def assign(self, tx: ConsultationTx, name: str, group: str, roles: Collection[str]) -> Written:
        """Give a point to a working group that exists in the round's time."""
        comment, point = _unsettled(tx, name)
        self._profile.group(group, "working_group", _window(tx, comment))
        state = self._workflow.moved(point.state, ASSIGN, roles)
        return _changed(tx, comment, point, {"working_group": group, "state": state})

    def settle(self, tx: ConsultationTx, name: str, values: Mapping[str, Any], roles: Collection[str]) -> Written:
        """Answer a point in the name of its group; the office may decide an editorial one without a group."""
        comment, point = _unsettled(tx, name)
        settlement = _settlement(values)
        day = today(self._office.clock)
        held = tx.rounds.get(names.parent(comment.name))
        outcome = held.outcome(settlement.outcome)
        if outcome is None:
            raise Invalid.field("settlement.outcome", "UNKNOWN_CODE", "the round has no such outcome")
        editorial = outcome.kernel is OutcomeKernel.EDITORIAL
        if not editorial and not settlement.justification.strip():
            message = "say why, in words that the author will understand"
            raise Invalid.field("settlement.justification", "JUSTIFICATION_REQUIRED", message)
        assigned = point.working_group != "" and self._workflow.kernel(point.state) not in UNASSIGNED
        if not assigned and not editorial:
            raise Refused("POINT_UNASSIGNED", f"assign `{name}` to a working group first")
        state = self._after_settling(point.state, editorial, roles)
        group = point.working_group if assigned else ""
        answer = settlement.revised({"working_group": group, "decided_on": day})
        return _changed(tx, comment, point, {"state": state, "settlement": answer})

    def _proposed(self, category: CommentCategory, window: Period) -> str:
        groups = {group.code for group in self._profile.working_groups if group.validity.overlaps(window)}
        return category.working_group if category.working_group in groups else ""

    def _after_settling(self, state: str, editorial: bool, roles: Collection[str]) -> str:
        if editorial:
            return self._workflow.moved(state, "decide-editorial", roles)
        return self._workflow.moved(self._workflow.moved(state, "propose", roles), "decide", roles)


def _settlement(values: Mapping[str, Any]) -> Settlement:
    try:
        return Settlement.model_validate(values)
    except ValidationError as error:
        raise Invalid.of(error, "settlement") from None


def _unsettled(tx: ConsultationTx, name: str) -> tuple[Comment, Point]:
    """The point of this name and its comment. Raises NotFound, and Refused when it is settled."""
    number = names.POINT.parse(name)["point"]
    comment = tx.comments.get(names.parent(name))
    point = next((point for point in comment.points if str(point.number) == number), None)
    if point is None:
        raise NotFound("NOT_FOUND", f"there is no point `{name}`")
    if point.settled:
        raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is settled: its handling has ended")
    return comment, point


def _window(tx: ConsultationTx, comment: Comment) -> Period:
    return tx.rounds.get(names.parent(comment.name)).window


def _changed(tx: ConsultationTx, comment: Comment, point: Point, changes: Mapping[str, Any]) -> Written:
    points = tuple(item.revised(changes) if item is point else item for item in comment.points)
    return tx.comments.replace(comment.revised({"points": points}))
