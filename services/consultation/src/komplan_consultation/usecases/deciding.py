"""Settlements decided by a meeting, many at once: all of them or none, with the result of each (invariant I7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan_consultation.ports.meetings import Sitting
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.handling import Handling, InHand
from komplan_core import names
from komplan_core.consultation import Settlement
from komplan_core.consultation.ruling import Ruling, StatedDecision, meeting_ruling, stated_ruling
from komplan_core.consultation.settling import decided
from komplan_core.errors import Invalid, PlanError, Refused
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import BodyKind, Procedure, Side
from komplan_core.seats import seats_of
from komplan_kit.caller import Caller
from komplan_kit.store import Written

PROPOSE, DECIDE = "propose", "decide"
MOST_POINTS: Final = 1_000


class NotStored(Exception):
    """Ends the transaction of many changes of which nothing is kept, since one was refused."""

    def __init__(self, results: list[pb.PointResult]) -> None:
        super().__init__("nothing is kept")
        self.results = [
            result
            if result.result == "refused"
            else pb.PointResult(name=result.name, label=result.label, result="kept")
            for result in results
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A point to be settled, and the seats that declared a conflict of interest in it."""

    name: str
    conflicts: tuple[str, ...] = ()


class Deciding:
    """What meetings decide about points."""

    def __init__(self, handling: Handling) -> None:
        self._handling, profile = handling, handling.profile
        self._rules = {seat.codes: seat.rules for seat in seats_of(profile)}
        self._roles = {role.code: role for role in profile.roles}

    def by_meeting(
        self, tx: ConsultationTx, parent: str, asked: Sequence[Asked], sitting: Sitting, caller: Caller
    ) -> Written:
        """Settle points by a decision of planning's meeting."""
        decision, meeting = sitting.decision, sitting.meeting
        rules = self._procedure(meeting.working_group, meeting.body, "decision")
        ruling = meeting_ruling(decision, meeting, Floor(meeting, (), self._roles, rules))
        return self._decide(tx, parent, asked, ruling, caller)

    def by_statement(
        self, tx: ConsultationTx, parent: str, asked: Sequence[Asked], stated: StatedDecision, caller: Caller
    ) -> Written:
        """Settle points by a decision that the office states, where planning keeps no meetings."""
        self._handling.office.check_day(stated.held_on, "stated.held_on")
        rules = self._procedure(stated.working_group, stated.body, "stated.working_group")
        return self._decide(tx, parent, asked, stated_ruling(stated, rules), caller)

    def _decide(
        self, tx: ConsultationTx, parent: str, asked: Sequence[Asked], ruling: Ruling, caller: Caller
    ) -> Written:
        tx.rounds.get(parent, "parent")
        if not asked:
            raise Invalid.field("points", "REQUIRED", "name the points that were decided")
        if len(asked) > MOST_POINTS:
            raise Invalid.field("points", "TOO_MANY", f"{MOST_POINTS} points at most are decided at once")
        seen: set[str] = set()
        for index, item in enumerate(asked):
            field = f"points.{index}.name"
            if not item.name.startswith(f"{parent}/") or not names.POINT.matches(item.name):
                raise Invalid.field(field, "NAME_FORMAT", f"name a point of `{parent}`")
            if item.name in seen:
                raise Invalid.field(field, "DUPLICATE_CODE", "the point stands in the list twice")
            seen.add(item.name)
        results = [self._result(tx, index, item, ruling, caller) for index, item in enumerate(asked)]
        if any(result.result == "refused" for result in results):
            raise NotStored(results)
        reply = pb.DecidePointsResponse(stored=True, results=results).SerializeToString()
        return Written(parent, "", reply, reply)

    def _result(self, tx: ConsultationTx, index: int, item: Asked, ruling: Ruling, caller: Caller) -> pb.PointResult:
        told = pb.PointResult(name=item.name, result="decided")
        try:
            told.label = self._handling.find(tx, item.name).label
            moved_to = self._settle(tx, index, item, ruling, caller)
        except PlanError as error:
            told.result, told.reason, told.message = "refused", error.reason, error.message
            return told
        if moved_to:
            told.result, told.reason = "moved", "QUORUM_BY_CONFLICT"
            told.message = f"conflicts of interest leave no quorum: `{moved_to}` decides"
        return told

    def _settle(self, tx: ConsultationTx, index: int, item: Asked, ruling: Ruling, caller: Caller) -> str:
        """Settle one point; the body to which it went over instead, or nothing. Raises PlanError."""
        held = self._handling.unsettled(tx, item.name)
        point, settlement = held.point, held.point.settlement
        if settlement is None:
            raise Refused("TRANSITION_NOT_ALLOWED", "no answer is proposed that could be decided")
        if (ruling.working_group, ruling.body) != (("", point.body) if point.body else (point.working_group, "")):
            raise Refused("OTHER_GROUP_DECIDED", f"the point is for `{point.body or point.working_group}` to decide")
        if ruling.name and not f"{item.name}/".startswith(f"{ruling.about or '-'}/"):
            what = f"is about `{ruling.about}`" if ruling.about else "does not say what it is about"
            message = f"the motion {what}: its `about` names the round, the comment or the point"
            raise Refused("OTHER_GROUP_DECIDED", message)
        ruling.check_later(point.earlier_settlements)
        ruling.check_invited(held.round.invitation_days, settlement.proposed_on)
        counted = ruling.without(item.conflicts, f"points.{index}.conflicts")
        rule = held.round.quorum_of(point.working_group) if not point.body else None
        if not counted.is_quorate(rule):
            if point.body or not counted.is_quorate(rule, with_conflicts=True):
                raise Refused("NO_QUORUM", "too few who may vote were there")
            return self._hand_over(tx, held, settlement, ruling, caller)
        if _alone(held, counted):
            return self._hand_over(tx, held, settlement, ruling, caller)
        if not counted.adopted:
            raise Refused("NOT_ADOPTED", "the votes that count do not carry the decision")
        answer = decided(settlement, counted)
        promise = tx.log.promise(held.comment.name, point.number, answer)
        said: dict[str, Any] = {"version": answer.version, "settlement": promise}
        if answer.decision:
            said["decision"] = names.last_id(names.parent(answer.decision)) + "/" + names.last_id(answer.decision)
        if answer.decision_sha256:
            said["decided_by"] = f"sha256:{answer.decision_sha256}"
        self._handling.moved(tx, held, DECIDE, caller, {"settlement": answer}, "settlement.decided", **said)
        return ""

    def _hand_over(
        self, tx: ConsultationTx, held: InHand, settlement: Settlement, ruling: Ruling, caller: Caller
    ) -> str:
        """Give a proposed point to the steering body. Raises Refused where the city has none on the day."""
        steering = next(
            (
                body.code
                for body in self._handling.profile.bodies
                if body.kind is BodyKind.STEERING_GROUP
                and (body.validity is None or body.validity.covers(ruling.held_on))
            ),
            "",
        )
        if not steering:
            raise Refused("NO_QUORUM", "conflicts of interest leave no quorum, and the city has no steering body")
        promise = tx.log.promise(held.comment.name, held.point.number, settlement)
        said = {"version": settlement.version, "settlement": promise, "body": steering}
        self._handling.moved(tx, held, PROPOSE, caller, {"body": steering}, "settlement.proposed", **said)
        return steering

    def _procedure(self, group: str, body: str, field: str) -> Procedure:
        rules = self._rules.get((body, group))
        if rules is None:
            raise Invalid.field(field, "UNKNOWN_CODE", f"the city has no group or body `{(group or body)[:63]}`")
        return rules


def _alone(held: InHand, ruling: Ruling) -> bool:
    """Whether providers alone would decide on a provider's comment (as far as sides are known)."""
    by_provider = any(author.side == Side.PROVIDER.value for author in held.comment.authors)
    known = sum(ruling.by_side.values())
    return by_provider and not held.point.body and known > 0 and ruling.by_side.get(Side.PROVIDER, 0) == known
