"""States and who may move between them: one engine for plan versions, measures, rounds, points and grants."""

from collections.abc import Collection
from typing import Annotated, Any, Final

from pydantic import StringConstraints

from komplan_core.errors import Forbidden, Refused, violated
from komplan_core.record import Record
from komplan_core.values import Code, Title

KERNELS: Final = {
    "version": "draft, consultation, final, approved",
    "measure": "not-started, running, fulfilled, partly-fulfilled, not-fulfilled, cancelled, postponed",
    "round": "prepared, announced, open, closed, settling, settled, released, submitted, returned, approved, archived",
    "point": "registered, categorised, assigned, in-progress, referred, proposed, decided, released, answered, "
    "reopened, withdrawn, disputed, confirmed, voided",
    "grant": "submitted, formally-checked, returned, rejected, opinion, scored, proposed, granted, refused, "
    "contracted, paid, settled, withdrawn",
}
"""The fixed meanings of states, by subject. What a guard reads must be one of these."""

RELIED_ON: Final = {
    "version": {"draft", "approved"},
    "round": {"announced", "open", "closed", "settling", "settled", "released"},
    "point": {"assigned", "proposed", "decided", "released"},
    "grant": {"proposed", "granted", "settled"},
}
"""Meanings without which a service could never do its work."""


class State(Record):
    """A state that a city names; guards read only `kernel`, the fixed meaning that it stands for."""

    code: Code
    title: Title
    kernel: Code


class Transition(Record):
    """An action that leads from one state to another, and the roles that may take it."""

    source: Code
    target: Code
    action: Code
    title: Title
    roles: tuple[Code, ...]


class Workflow(Record):
    """The states of one subject (`version`, `measure`, `round`, `point`, `grant`) and the moves between them."""

    subject: Annotated[str, StringConstraints(pattern="^(version|measure|round|point|grant)$")]
    initial: Code
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def model_post_init(self, context: Any, /) -> None:
        codes = [state.code for state in self.states]
        if len(set(codes)) != len(codes):
            violated("DUPLICATE_CODE", f"the workflow of {self.subject} declares a state twice")
        named = {self.initial, *(t.source for t in self.transitions), *(t.target for t in self.transitions)}
        if unknown := named - set(codes):
            violated("UNKNOWN_CODE", f"the workflow of {self.subject} moves through undeclared {sorted(unknown)}")
        moves = [(t.source, t.action) for t in self.transitions]
        if len(set(moves)) != len(moves):
            violated("DUPLICATE_CODE", f"the workflow of {self.subject} has two results for one action")
        for state in self.states:
            known = KERNELS[self.subject]
            if state.kernel not in known.split(", "):
                violated("UNKNOWN_CODE", f"`{state.kernel}` means nothing for a {self.subject}; choose of {known}")
        reached = self.reached()
        meanings = {state.kernel for state in self.states if state.code in reached}
        if missing := RELIED_ON.get(self.subject, set()) - meanings:
            violated("REQUIRED", f"no way in the workflow of {self.subject} leads to {', '.join(sorted(missing))}")

    def reached(self) -> set[str]:
        """Codes of the states to which moves lead from the initial one."""
        reached = {self.initial}
        for _ in self.states:
            reached |= {move.target for move in self.transitions if move.source in reached}
        return reached

    def kernel(self, state: str) -> str:
        """The fixed meaning of a city's state. Raises Refused for a state that the workflow does not know."""
        for known in self.states:
            if known.code == state:
                return known.kernel
        raise Refused("TRANSITION_NOT_ALLOWED", f"`{state}` is no state of {self.subject} here")

    def moved(self, state: str, action: str, roles: Collection[str]) -> str:
        """The state after `action`. Raises Refused when it leads nowhere, Forbidden when no role allows it."""
        for move in self.transitions:
            if move.source == state and move.action == action:
                if not set(move.roles) & set(roles):
                    raise Forbidden("ROLE_REQUIRED", f"`{action}` takes one of the roles {', '.join(move.roles)}")
                return move.target
        allowed = ", ".join(sorted(t.action for t in self.transitions if t.source == state)) or "nothing"
        raise Refused("TRANSITION_NOT_ALLOWED", f"`{action}` is not possible in `{state}`; possible: {allowed}")
