"""Groups of like points: suggested, confirmed by a person, settled together, dissolved."""

from collections.abc import Mapping, Sequence
from typing import Any

from komplan.consultation.v1 import settlement_service_pb2 as settlement_pb
from komplan.consultation.v1 import similarity_service_pb2 as pb
from komplan_consultation.ports.similarity import Said
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.deciding import NotStored
from komplan_consultation.usecases.handling import Handling
from komplan_consultation.usecases.settling import Settling
from komplan_core import names
from komplan_core.consultation.groups import SimilarityGroup, SimilarityMethod, SimilarityState
from komplan_core.consultation.similarity import Difference, Like, differences
from komplan_core.errors import Invalid, PlanError, Refused
from komplan_kit.caller import Caller
from komplan_kit.store import Written

Values = Mapping[str, Any]
SUGGESTED, CONFIRMED, DISSOLVED = SimilarityState.SUGGESTED, SimilarityState.CONFIRMED, SimilarityState.DISSOLVED


class Similarity:
    """What is done with groups of like points. No record is ever merged (invariant I8)."""

    def __init__(self, handling: Handling, settling: Settling) -> None:
        self._handling, self._settling = handling, settling

    def comparable(self, tx: ConsultationTx, parent: str) -> list[Said]:
        """What the points say that may be grouped."""
        tx.rounds.get(parent, "parent")
        return tx.similarity.comparable(tx.rounds.refer(parent, "parent"))

    def suggest(self, tx: ConsultationTx, parent: str, points: Sequence[str], found: Sequence[Like]) -> Written:
        """Replace the suggestions of a round by those found among these points."""
        round_id = tx.rounds.refer(parent, "parent")
        for group in tx.similarity.in_state(round_id, SUGGESTED):
            if group.method is not SimilarityMethod.HAND:
                tx.similarity.groups.delete(group.name)
        rejected = {frozenset(group.points) for group in tx.similarity.in_state(round_id, DISSOLVED)}
        grouped = {point for group in tx.similarity.in_state(round_id, CONFIRMED) for point in group.points}
        groups = members = 0
        for like in found:
            named = [(points[place], score) for place, score in zip(like.members, like.scores, strict=True)]
            named = [(point, score) for point, score in named if point not in grouped]  # confirmed meanwhile
            if len(named) < 2 or frozenset(point for point, _ in named) in rejected:
                continue
            group = SimilarityGroup.model_validate(
                {
                    "name": f"{parent}/similarity-groups/{self._handling.office.ids()}",
                    "method": SimilarityMethod.EXACT if like.exact else SimilarityMethod.NEAR,
                    "members": [{"point": point, "score": score} for point, score in named],
                }
            )
            tx.similarity.add(group, round_id)
            groups, members = groups + 1, members + len(named)
        response = pb.SuggestSimilarGroupsResponse(points=len(points), groups=groups, members=members)
        reply = response.SerializeToString()
        return Written(parent, "", reply, reply)

    def create(self, tx: ConsultationTx, parent: str, values: Values, wanted: str) -> Written:
        """Form a group by hand; it is a suggestion until it is confirmed."""
        tx.rounds.get(parent, "parent")
        name = f"{parent}/similarity-groups/{self._handling.office.new_id(wanted, 'similarity_group_id')}"
        group = tx.similarity.groups.make({**values, "name": name}, "similarity_group")
        known = tx.similarity.labels(group.points)
        for index, point in enumerate(group.points):
            field = f"similarity_group.members.{index}.point"
            if not point.startswith(f"{parent}/") or point not in known:
                raise Invalid.field(field, "REFERENCE_MISSING", f"name a point of `{parent}`")
            self._handling.unsettled(tx, point)
        return tx.similarity.add(group, tx.rounds.refer(parent, "parent"))

    def compare(self, tx: ConsultationTx, name: str) -> list[tuple[Said, int, Difference]]:
        """Each member with its words, its likeness, and how it differs from the others."""
        group = tx.similarity.groups.get(name)
        scores = {member.point: member.score for member in group.members}
        said = tx.similarity.said(group.points)
        found = differences([point.text for point in said])
        return [(point, scores[point.name], difference) for point, difference in zip(said, found, strict=True)]

    def confirm(self, tx: ConsultationTx, name: str, etag: str, caller: Caller) -> Written:
        """Confirm a suggested group, whose members are settled together from now on."""
        group = tx.similarity.groups.get(name)
        group.check(SUGGESTED)
        for point in group.points:
            self._handling.unsettled(tx, point)
            if other := tx.similarity.confirmed_of(point):
                raise Refused("IN_SIMILARITY_GROUP", f"`{point}` is in `{other}`")
        labels = tx.similarity.labels(group.points)
        told = {"group": names.last_id(name), "points": [labels[point] for point in group.points]}
        tx.log.append(names.parent(name), "group.formed", told)
        return tx.similarity.groups.replace(group.revised({"state": CONFIRMED, "confirmed_by": caller.subject}), etag)

    def remove(self, tx: ConsultationTx, name: str, point: str, etag: str, caller: Caller) -> Written:
        """Take a member out; what the group proposed for it is taken back."""
        group = tx.similarity.groups.get(name)
        group.check(SUGGESTED, CONFIRMED)
        left = tuple(member for member in group.members if member.point != point)
        if len(left) == len(group.members):
            raise Invalid.field("point", "REFERENCE_MISSING", "the group has no such member")
        if len(left) < 2:
            raise Refused("TRANSITION_NOT_ALLOWED", "a group has two members at least: dissolve it")
        if group.state is CONFIRMED:
            told = {"group": names.last_id(name), "point": tx.similarity.labels([point])[point]}
            tx.log.append(names.parent(name), "group.reduced", told)
        written = tx.similarity.groups.replace(group.revised({"members": left}), etag)
        self._take_back(tx, name, point, caller)
        return written

    def dissolve(self, tx: ConsultationTx, name: str, etag: str, caller: Caller) -> Written:
        """Dissolve a group: its members are settled one by one again."""
        group = tx.similarity.groups.get(name)
        group.check(SUGGESTED, CONFIRMED)
        if group.state is CONFIRMED:
            tx.log.append(names.parent(name), "group.dissolved", {"group": names.last_id(name)})
        written = tx.similarity.groups.replace(group.revised({"state": DISSOLVED}), etag)
        for point in group.points:
            self._take_back(tx, name, point, caller)
        return written

    def settle(
        self, tx: ConsultationTx, name: str, values: Values, own_words: Mapping[str, str], caller: Caller
    ) -> Written:
        """Propose one answer to every member, with words of its own where some are given."""
        group = tx.similarity.groups.get(name)
        group.check(CONFIRMED)
        for index, point in enumerate(own_words):
            if point not in group.points:
                raise Invalid.field(f"own_words.{index}.point", "REFERENCE_MISSING", "the group has no such member")
        results = [self._proposed(tx, name, point, values, own_words.get(point, ""), caller) for point in group.points]
        if any(result.result == "refused" for result in results):
            raise NotStored(results)
        if all(result.result == "kept" for result in results):
            raise Refused("COMMENT_NOT_STANDING", "no comment of the group stands")
        reply = pb.SettleSimilarityGroupResponse(stored=True, results=results).SerializeToString()
        return Written(name, "", reply, reply)

    def _proposed(
        self, tx: ConsultationTx, group: str, point: str, values: Values, more: str, caller: Caller
    ) -> settlement_pb.PointResult:
        found = self._handling.find(tx, point)
        told = settlement_pb.PointResult(name=point, label=found.label, result="proposed")
        if not found.comment.stands:  # it keeps nobody else from an answer
            told.result, told.reason = "kept", "COMMENT_NOT_STANDING"
            told.message = f"the comment is {found.comment.standing}: it is not handled"
            return told
        try:
            held = self._handling.own(tx, point, caller)
            self._settling.put_forward(tx, held, values, caller, group, more)
        except PlanError as error:
            told.result, told.reason, told.message = "refused", error.reason, error.message
        return told

    def _take_back(self, tx: ConsultationTx, group: str, point: str, caller: Caller) -> None:
        """Take back what a group proposed for a point; what was decided stays, and so does what does not stand."""
        held = self._handling.find(tx, point)
        if not held.comment.stands:
            return
        proposed = held.point.settlement
        if proposed is not None and not held.point.settled and proposed.similarity_group == group:
            self._settling.returned(tx, held, caller)
