"""What providers ask to have changed in their services, and what the office decided."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import StringConstraints

from komplan_core.catalogue.services import Service
from komplan_core.errors import Invalid, Refused, Stale, Violation
from komplan_core.record import Entity

Words = Annotated[str, StringConstraints(max_length=2000)]
"""Free words of people, which may speak of people: stored sealed only."""


class ChangeRequestState(StrEnum):
    """How far a request has come; all but the first are final."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly-accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ChangeRequest(Entity):
    """A proposal to change some fields of one service. It changes nothing until it is accepted."""

    service: str
    provider: str
    """The provider of the service on that day, who may see the request."""
    base: str
    """Etag of the service on which it was proposed."""
    proposal: Service
    """The service as it would be."""
    paths: tuple[str, ...]
    """The fields that it proposes to change."""
    note: Words = ""
    state: ChangeRequestState
    accepted_paths: tuple[str, ...] = ()
    reason: Words = ""
    """Why something was refused."""
    proposed_by: str
    """A role, never a person."""
    proposed_on: date
    decided_by: str = ""
    decided_on: date | None = None

    def check_open(self) -> None:
        """Raise Refused when it was decided or withdrawn."""
        if self.state is not ChangeRequestState.PROPOSED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{self.name}` is {self.state}: propose the change anew")

    def outcome(self, accepted: Collection[str], reason: str) -> ChangeRequestState:
        """The state after accepting these fields. Raises Invalid for others, and when a refusal has no reason."""
        if unknown := [path for path in accepted if path not in self.paths]:
            raise Invalid.field("accepted_paths", "MASK_PATH", f"`{unknown[0][:60]}` was not proposed")
        if set(accepted) == set(self.paths):
            return ChangeRequestState.ACCEPTED
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "tell the provider why it was not accepted")
        return ChangeRequestState.PARTLY_ACCEPTED if accepted else ChangeRequestState.REJECTED


_CONFLICT: Final = "the field was changed since it was proposed: look at the difference, then decide on the new etag"


def check_conflicts(base: Service, current: Service, proposal: Service, paths: Iterable[str]) -> None:
    """Raise Stale naming the fields that somebody else changed meanwhile, to something other than what is proposed."""
    changed = [
        path
        for path in paths
        if getattr(current, path) != getattr(base, path) and getattr(current, path) != getattr(proposal, path)
    ]
    if changed:
        violations = [Violation(f"service.{path}", "CHANGED_MEANWHILE", _CONFLICT) for path in changed]
        raise Stale("CHANGED_MEANWHILE", _CONFLICT, violations)
