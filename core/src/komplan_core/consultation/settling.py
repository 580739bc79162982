"""From a proposed answer to a decided one, and back: pure rules of one point."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from komplan_core.consultation.codes import OutcomeKernel, RoundState
from komplan_core.consultation.comments import Point, Settlement
from komplan_core.consultation.rounds import Outcome, Round
from komplan_core.consultation.ruling import Ruling
from komplan_core.errors import Invalid, Refused
from komplan_core.meetings.decisions import Choice

WORKABLE: Final = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.SETTLING, RoundState.RETURNED})
"""Kernel states of a round in which its points are handled; after that every point keeps its one settlement (I4)."""

MOST_EARLIER: Final = 100


def checked_outcome(held: Round, settlement: Settlement, prefix: str = "") -> Outcome:
    """The outcome of an answer. Raises Invalid for one that the round does not have, or without a reason (I5)."""
    outcome = held.outcome(settlement.outcome)
    if outcome is None:
        raise Invalid.field(f"{prefix}outcome", "UNKNOWN_CODE", "the round has no such outcome")
    if outcome.kernel is not OutcomeKernel.EDITORIAL and not settlement.justification.strip():
        message = "say why, in words that the author will understand"
        raise Invalid.field(f"{prefix}justification", "JUSTIFICATION_REQUIRED", message)
    return outcome


def next_version(point: Point) -> int:
    """The version of an answer that is proposed now: after a superseded one comes the next."""
    if point.settlement is not None:
        return point.settlement.version
    return max((earlier.version for earlier in point.earlier_settlements), default=0) + 1


def first_proposed(point: Point, settlement: Settlement) -> date | None:
    """The day on which this answer was first proposed to the point; None for another answer than the proposed one.

    A meeting decides only what stood on its list: changed words are another answer.
    """
    before = point.settlement
    if before is None or (before.outcome, before.justification) != (settlement.outcome, settlement.justification):
        return None
    return before.proposed_on


def decided(settlement: Settlement, ruling: Ruling) -> Settlement:
    """The proposed answer as a meeting decided it."""
    return settlement.revised(
        {
            "working_group": ruling.working_group,
            "body": ruling.body,
            "decided_on": ruling.held_on,
            "decision": ruling.name,
            "decision_sha256": ruling.sha256,
            "votes_for": ruling.votes.get(Choice.FOR, 0),
            "votes_against": ruling.votes.get(Choice.AGAINST, 0),
            "abstained": ruling.votes.get(Choice.ABSTAIN, 0),
            "conflicts": ruling.conflicts,
        }
    )


def editorial(settlement: Settlement, group: str, day: date) -> Settlement:
    """A merely editorial answer, by the office alone."""
    return settlement.revised({"working_group": group, "decided_on": day})


def reopened(point: Point) -> Mapping[str, Any]:
    """The changes of a point that is opened again: its answer stands among the earlier ones. Raises Refused."""
    if point.settlement is None or not point.settled:
        raise Refused("TRANSITION_NOT_ALLOWED", "the point is not settled: there is nothing to open again")
    if len(point.earlier_settlements) >= MOST_EARLIER:
        raise Refused("TOO_MANY", f"a point was opened {MOST_EARLIER} times already")
    return {"settlement": None, "earlier_settlements": (*point.earlier_settlements, point.settlement), "handler": ""}


def parts_of(point: Point, parts: Sequence[str]) -> tuple[str, ...]:
    """The words of each part, as the point's text has them one after the other. Raises Invalid.

    Parts are compared in the composed form of Unicode, and the text's own form is kept.
    """
    if len(parts) < 2:
        raise Invalid.field("parts", "REQUIRED", "a point is split into two parts at least")
    text, after = unicodedata.normalize("NFC", point.said), 0
    found = []
    for index, part in enumerate(parts):
        words = unicodedata.normalize("NFC", part.strip())
        at = text.find(words, after) if words else -1
        if at < 0:
            message = "copy the words as they stand in the text, one part after the other"
            raise Invalid.field(f"parts.{index}", "NOT_A_QUOTE", message)
        found.append(words)
        after = at + len(words)
    return tuple(found)


def settlement_record(point: int, settlement: Settlement) -> dict[str, Any]:
    """All that an answer to a point says, for the log's salted commitment: a later change of any of it is noticed."""
    return {"point": point, **settlement.model_dump(mode="json", exclude={"released_on"})}
