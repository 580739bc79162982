"""One point in hand: found with its comment and round, locked by its handler, moved with one entry in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Comment, Point, Round, Standing
from komplan_core.consultation.settling import WORKABLE
from komplan_core.errors import NotFound, Refused
from komplan_kit.caller import Caller
from komplan_kit.store import Written

HANDLED: Final = frozenset({Standing.REGISTERED, Standing.CONFIRMED})
"""Standings of a comment whose points are handled."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A point with what it stands in."""

    round: Round
    comment: Comment
    point: Point

    @property
    def name(self) -> str:
        """Resource name of the point."""
        return f"{self.comment.name}/points/{self.point.number}"

    @property
    def label(self) -> str:
        """How the point is printed, such as `17/2`."""
        return f"{self.comment.number}/{self.point.number}"


class Handling:
    """Finding points and moving them."""

    def __init__(self, office: Office) -> None:
        self.office, self.profile = office, office.profile
        self.workflow = office.profile.workflow("point")
        self._rounds = office.profile.workflow("round")

    def find(self, tx: ConsultationTx, name: str) -> InHand:
        """The point of this name. Raises NotFound."""
        number = names.POINT.parse(name)["point"]
        comment = tx.comments.get(names.parent(name))
        point = next((point for point in comment.points if str(point.number) == number), None)
        if point is None:
            raise NotFound("NOT_FOUND", f"there is no point `{name}`")
        return InHand(tx.rounds.get(names.parent(comment.name)), comment, point)

    def workable(self, tx: ConsultationTx, name: str) -> InHand:
        """The point, while its round and its comment are handled. Raises NotFound, Refused."""
        held = self.find(tx, name)
        if self._rounds.kernel(held.round.state) not in WORKABLE:
            message = f"`{held.round.name}` is `{held.round.state}`: its points are handled no more"
            raise Refused("TRANSITION_NOT_ALLOWED", message)
        if held.comment.standing not in HANDLED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the comment is `{held.comment.standing}`: it is not handled")
        return held

    def unsettled(self, tx: ConsultationTx, name: str) -> InHand:
        """The point while it has no settlement. Raises NotFound, Refused."""
        held = self.workable(tx, name)
        if held.point.settled:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is settled: its handling has ended")
        return held

    def own(self, tx: ConsultationTx, name: str, caller: Caller) -> InHand:
        """The same, for the handler who has it or may take it. Raises Refused POINT_CLAIMED."""
        held = self.unsettled(tx, name)
        if held.point.handler and held.point.handler != caller.subject:
            raise Refused("POINT_CLAIMED", f"`{held.point.handler}` has it in hand: take it over first")
        return held

    def single(self, tx: ConsultationTx, name: str, caller: Caller) -> InHand:
        """The same, for a point that is not settled together with others. Raises Refused IN_SIMILARITY_GROUP."""
        held = self.own(tx, name, caller)
        if group := tx.similarity.confirmed_of(name):
            raise Refused("IN_SIMILARITY_GROUP", f"settle `{group}`, or take the point out of it first")
        return held

    def moved(
        self,
        tx: ConsultationTx,
        held: InHand,
        action: str,
        caller: Caller,
        changes: Mapping[str, Any],
        kind: str = "point.moved",
        **said: Any,
    ) -> Written:
        """Move a point by an action of the city's workflow, and tell it in the log. Raises Refused, Forbidden."""
        state = self.workflow.moved(held.point.state, action, caller.acting_roles)
        tx.log.append(held.round.name, kind, {**self.way(held, state), **said})
        return self.stored(tx, held, {**changes, "state": state})

    def way(self, held: InHand, state: str) -> dict[str, Any]:
        """What the log says of a move: kernel states, and the city's own one where it is called otherwise."""
        before, after = self.workflow.kernel(held.point.state), self.workflow.kernel(state)
        told = {"point": held.label, "from": before, "to": after}
        return {**told, "state": state} if state != after else told

    def stored(self, tx: ConsultationTx, held: InHand, changes: Mapping[str, Any]) -> Written:
        """Store a changed point."""
        points = tuple(point.revised(changes) if point is held.point else point for point in held.comment.points)
        return tx.comments.replace(held.comment.revised({"points": points}))
