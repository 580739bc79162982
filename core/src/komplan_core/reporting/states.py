"""The states of a report. They are the same in every city."""

from enum import StrEnum
from typing import Final

from komplan_core.errors import Refused


class ReportState(StrEnum):
    """Where a version of a report stands between its provider and the office."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


class Action(StrEnum):
    """What may be done with a report."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    PUBLISH = "publish"
    CORRECT = "correct"


RECEIVED: Final = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.PUBLISHED})
"""States in which the provider has done its part."""

_MOVES: Final = {
    (ReportState.DRAFT, Action.EDIT): ReportState.DRAFT,
    (ReportState.RETURNED, Action.EDIT): ReportState.RETURNED,
    (ReportState.DRAFT, Action.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, Action.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, Action.RETURN): ReportState.RETURNED,
    (ReportState.ACCEPTED, Action.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, Action.ACCEPT): ReportState.ACCEPTED,
    (ReportState.ACCEPTED, Action.PUBLISH): ReportState.PUBLISHED,
    (ReportState.PUBLISHED, Action.CORRECT): ReportState.DRAFT,
}


def moved(state: ReportState, action: Action) -> ReportState:
    """The state after an action. Raises Refused when it leads nowhere."""
    after = _MOVES.get((state, action))
    if after is None:
        allowed = ", ".join(sorted(way for at, way in _MOVES if at is state))
        raise Refused("TRANSITION_NOT_ALLOWED", f"`{action}` is not possible in `{state}`; possible: {allowed}")
    return after
