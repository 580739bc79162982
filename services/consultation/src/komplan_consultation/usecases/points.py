"""The points of a comment: category, group, handler, advice of others, parts, days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from komplan_consultation.ports.processing import DuePoint
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.handling import Handling, InHand
from komplan_core.consultation import OUTCOMES, Outcome, Point, PointState, Referral
from komplan_core.consultation.settling import parts_of
from komplan_core.declarations import CommentCategory
from komplan_core.errors import Invalid, Refused
from komplan_core.organisation import Body, WorkingGroup
from komplan_core.values import Period
from komplan_core.workflow import State
from komplan_kit.caller import Caller
from komplan_kit.clock import today
from komplan_kit.store import Written

CATEGORISE, ASSIGN, CLAIM, REFER, RETURN_REFERRAL = "categorise", "assign", "claim", "refer", "return-referral"
MOST_POINTS: Final = 500
MOST_DAYS_AHEAD: Final = 365
WHOLE: Final = frozenset(
    {PointState.REGISTERED, PointState.CATEGORISED, PointState.ASSIGNED, PointState.IN_PROGRESS, PointState.REOPENED}
)
"""Kernel states in which a point may still be split."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What may be said of the points of a round."""

    states: Sequence[State]
    categories: Sequence[tuple[CommentCategory, str]]
    """Each with the group that it proposes in the round's time, or nothing."""
    working_groups: Sequence[WorkingGroup]
    bodies: Sequence[Body]
    outcomes: Sequence[Outcome]


class Points:
    """How a point is handled until an answer to it is proposed."""

    def __init__(self, handling: Handling) -> None:
        self._handling = handling
        self._profile = handling.profile
        self._categories = {category.code: category for category in handling.profile.comment_categories}
        bodies = {body.code for body in handling.profile.bodies}
        self._advisers = bodies | {group.code for group in handling.profile.working_groups}

    def categorise(self, tx: ConsultationTx, name: str, code: str, caller: Caller) -> Written:
        """Put a point into a category, which says until when it is due and proposes a group to a point without one.

        A point that is assigned or in hand stays with its group and its handler; one without gets the category's usual.
        """
        held = self._handling.own(tx, name, caller)
        category = self._categories.get(code)
        if category is None:
            raise Invalid.field("category", "UNKNOWN_CODE", f"the city has no category `{code[:63]}`")
        group = held.point.working_group or self._proposed(category, held.round.window)
        due_on = self._today() + timedelta(days=category.days_to_settle)
        handler = held.point.handler or _usual_handler(category, group)
        changes = {"category": code, "working_group": group, "due_on": due_on, "handler": handler}
        return self._handling.moved(tx, held, CATEGORISE, caller, changes, category=code)

    def assign(self, tx: ConsultationTx, name: str, group: str, due_on: date | None, caller: Caller) -> Written:
        """Give a point to a working group of the round's time; nobody but its category's usual one has it then."""
        held = self._handling.unsettled(tx, name)
        self._profile.group(group, "working_group", held.round.window)
        handler = _usual_handler(self._categories.get(held.point.category), group)
        changes = {"working_group": group, "body": "", "handler": handler, "due_on": due_on or held.point.due_on}
        return self._handling.moved(tx, held, ASSIGN, caller, changes, group=group)

    def claim(self, tx: ConsultationTx, name: str, take_over: bool, caller: Caller) -> Written:
        """Take a point in hand. Raises Refused while another handler has it, unless it is taken over."""
        held = self._handling.unsettled(tx, name) if take_over else self._handling.own(tx, name, caller)
        if not held.point.working_group:
            raise Refused("POINT_UNASSIGNED", f"assign `{name}` to a working group first")
        return self._handling.moved(tx, held, CLAIM, caller, {"handler": caller.subject})

    def refer(self, tx: ConsultationTx, name: str, to_body: str, question: str, caller: Caller) -> Written:
        """Ask another body or group for advice."""
        held = self._handling.own(tx, name, caller)
        if to_body not in self._advisers:
            raise Invalid.field("to_body", "UNKNOWN_CODE", f"the city has no body or group `{to_body[:63]}`")
        if to_body == held.point.working_group:
            raise Invalid.field("to_body", "INVALID_VALUE", "the point is with this group already: ask another one")
        asked = Referral(to_body=to_body, asked_on=self._today(), question=question)
        changes = {"referrals": (*held.point.referrals, asked)}
        return self._handling.moved(tx, held, REFER, caller, changes, body=to_body)

    def return_referral(
        self, tx: ConsultationTx, name: str, advice: str, returned_on: date | None, caller: Caller
    ) -> Written:
        """Record the advice for which the point waited."""
        held = self._handling.own(tx, name, caller)
        if not advice.strip():
            raise Invalid.field("advice", "REQUIRED", "write what was advised")
        waiting = next((index for index, item in enumerate(held.point.referrals) if item.returned_on is None), None)
        if waiting is None:
            raise Refused("TRANSITION_NOT_ALLOWED", "the point waits for no advice")
        day, asked = returned_on or self._today(), held.point.referrals[waiting]
        self._handling.office.check_day(day, "returned_on")
        if day < asked.asked_on:
            raise Invalid.field("returned_on", "PERIOD_ORDER", "the advice came after it was asked for")
        answered = asked.revised({"advice": advice, "returned_on": day})
        referrals = (*held.point.referrals[:waiting], answered, *held.point.referrals[waiting + 1 :])
        return self._handling.moved(tx, held, RETURN_REFERRAL, caller, {"referrals": referrals}, body=asked.to_body)

    def split(self, tx: ConsultationTx, name: str, parts: Sequence[str], caller: Caller) -> Written:
        """Split a point into parts that quote it; what was registered stays as it was."""
        held = self._handling.single(tx, name, caller)
        state = self._handling.workflow.kernel(held.point.state)
        if state not in WHOLE:
            raise Refused("TRANSITION_NOT_ALLOWED", f"a point that is `{held.point.state}` is not split")
        words = parts_of(held.point, parts)
        number = max(point.number for point in held.comment.points)
        if number + len(words) - 1 > MOST_POINTS:
            raise Invalid.field("parts", "TOO_MANY", f"a comment has {MOST_POINTS} points at most")
        new = tuple(self._part(held, number + place, text) for place, text in enumerate(words[1:], 1))
        points = tuple(
            point.revised({"quote": words[0]}) if point is held.point else point for point in held.comment.points
        )
        said = {"no": held.comment.number, "had": number, "points": number + len(new)}
        tx.log.append(held.round.name, "comment.split", said)
        return tx.comments.replace(held.comment.revised({"points": (*points, *new)}))

    def codes(self, tx: ConsultationTx, name: str) -> Codes:
        """What may be said of the points of a round. Raises NotFound."""
        held = tx.rounds.get(name)
        groups = [group for group in self._profile.working_groups if group.validity.overlaps(held.window)]
        return Codes(
            states=self._handling.workflow.states,
            categories=[(item, self._proposed(item, held.window)) for item in self._categories.values()],
            working_groups=groups,
            bodies=self._profile.bodies,
            outcomes=held.outcomes or OUTCOMES,
        )

    def overdue(
        self, tx: ConsultationTx, parent: str, group: str, handler: str, within: int, after: int, most: int
    ) -> tuple[list[DuePoint], date]:
        """Points without settlement whose day has passed or comes within some days, and the day of today."""
        if not 0 <= within <= MOST_DAYS_AHEAD:
            raise Invalid.field("within_days", "INVALID_VALUE", f"from 0 to {MOST_DAYS_AHEAD} days")
        tx.rounds.get(parent, "parent")
        day = self._today()
        until = day + timedelta(days=within) if within else day - timedelta(days=1)
        return tx.processing.due(tx.rounds.refer(parent, "parent"), until, group, handler, after, most), day

    def _part(self, held: InHand, number: int, text: str) -> Point:
        whole = held.point
        return Point(
            number=number,
            text=text,
            part_of=whole.part_of or whole.number,
            severity=whole.severity,
            plan_part=whole.plan_part,
            anchor=whole.anchor,
            target_groups=whole.target_groups,
            state=self._handling.workflow.initial,
        )

    def _proposed(self, category: CommentCategory, window: Period) -> str:
        groups = {group.code for group in self._profile.working_groups if group.validity.overlaps(window)}
        return category.working_group if category.working_group in groups else ""

    def _today(self) -> date:
        return today(self._handling.office.clock)


def _usual_handler(category: CommentCategory | None, group: str) -> str:
    """Who handles points of a category in its own group, or in any where it names none."""
    return category.handler if category and category.working_group in ("", group) else ""
