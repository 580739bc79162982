"""What everybody may read of a comment: its words as far as the office let them out and the author agreed."""

from enum import StrEnum
from typing import Final

from komplan_core.consultation.codes import Consent, PointState, Publication, RoundState
from komplan_core.consultation.comments import Comment, Point, Settlement

LET_OUT: Final = frozenset({Publication.APPROVED, Publication.REDACTED})
RELEASED_STATES: Final = frozenset(
    {
        RoundState.RELEASED,
        RoundState.SUBMITTED,
        RoundState.RETURNED,
        RoundState.APPROVED,
        RoundState.ARCHIVED,
    }
)
"""States of a round whose settlements were released."""

TOLD_STATES: Final = frozenset(
    {PointState.RELEASED, PointState.ANSWERED, PointState.WITHDRAWN, PointState.DISPUTED, PointState.VOIDED}
)
"""Kernel states of a point that everybody may know; what the office does before is its own matter."""


class Visibility(StrEnum):
    """What is shown of a point's words."""

    WHOLE = "whole"
    REDACTED = "redacted"
    NOT_AGREED = "not-agreed"
    """The office let them out and the author did not agree to publication: number, course and answer are shown."""
    WITHHELD = "withheld"
    PENDING = "pending"


def visibility(comment: Comment, point: Point) -> Visibility:
    """What is shown of a point. What the office wrote in place of an author's words needs no consent of the author."""
    if comment.publication is Publication.PENDING:
        return Visibility.PENDING
    if comment.publication is Publication.WITHHELD:
        return Visibility.WITHHELD
    if comment.publication is Publication.REDACTED:
        if point.public_text:
            return Visibility.REDACTED
        if any(other.number == point.part_of and other.public_text for other in comment.points):
            return Visibility.PENDING  # split from a redacted point afterwards: its words were among those redacted
    return Visibility.NOT_AGREED if comment.publish_consent is Consent.NONE else Visibility.WHOLE


def shown_words(comment: Comment, point: Point) -> tuple[str, str, str]:
    """Text, proposed wording and reason as everybody may read them; empty where they are not shown."""
    shown = visibility(comment, point)
    if shown is Visibility.REDACTED:
        return point.public_text, "", ""
    return (point.said, point.proposed_wording, point.reason) if shown is Visibility.WHOLE else ("", "", "")


def shown_names(comment: Comment, state: str) -> tuple[str, ...]:
    """Names of the authors who agreed to be named, once the settlement is released; nobody's otherwise."""
    if comment.publish_consent is not Consent.NAMED or comment.publication not in LET_OUT:
        return ()
    return tuple(author.full_name for author in comment.authors if author.full_name) if state in RELEASED_STATES else ()


def shown_state(kernel: str) -> str:
    """A point's kernel state as everybody may know it: `in-progress` for all that is the office's own matter."""
    return kernel if kernel in TOLD_STATES else PointState.IN_PROGRESS.value


def shown_settlement(point: Point) -> Settlement | None:
    """The answer to a point that everybody may read: the decided one, once it is released."""
    answer = point.settlement
    return answer if answer is not None and answer.decided_on and answer.released_on else None
