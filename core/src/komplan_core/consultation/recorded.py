"""What was recorded of a submission and cannot be true: channels that a round does not have, days that contradict."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from komplan_core.consultation.codes import Basis
from komplan_core.consultation.deadlines import PRAGUE, audiences, timeliness
from komplan_core.consultation.rounds import Round
from komplan_core.errors import Violation

FACTS: Final = ("channel", "received_on", "received_at", "sent_on", "postmark_on", "audience")
DECIDING: Final = {Basis.RECEIVED: "received_on", Basis.SENT: "sent_on", Basis.POSTMARK: "postmark_on"}
"""Field of the day that decides whether something is in time."""


def contradictions(held: Round, facts: Mapping[str, Any], now: datetime, field: str) -> Iterator[Violation]:
    """Everything that is wrong with the facts of a submission, below `field`. Facts that are missing are left out."""
    known = held.channel_codes
    if (channel := facts.get("channel")) and channel not in known:
        ways = ", ".join(known)
        yield Violation(f"{field}.channel", "UNKNOWN_CODE", f"the round takes comments by {ways}")
    yield from _days(facts, now, field)
    yield from _before(held, facts, field)
    if (audience := facts.get("audience")) and audience not in audiences(held.phases):
        yield Violation(f"{field}.audience", "UNKNOWN_CODE", "no phase of the round is for this audience")


def _days(facts: Mapping[str, Any], now: datetime, field: str) -> Iterator[Violation]:
    received, at = facts.get("received_on"), facts.get("received_at")
    if at is not None and at > now:
        yield Violation(f"{field}.received_at", "DAY_AHEAD", "the moment has not come yet")
    elif at is not None and received is not None and at.astimezone(PRAGUE).date() != received:
        message = "the moment lies on another day in Prague than the day of receipt"
        yield Violation(f"{field}.received_at", "INVALID_VALUE", message)
    today = now.astimezone(PRAGUE).date()
    for name in ("received_on", "sent_on", "postmark_on"):
        day: date | None = facts.get(name)
        if day is None:
            continue
        if day > today:
            yield Violation(f"{field}.{name}", "DAY_AHEAD", "the day has not come yet: write the day as it was")
        elif received is not None and day > received:
            yield Violation(f"{field}.{name}", "AFTER_RECEIPT", "nothing is sent or stamped after it was received")


def _before(held: Round, facts: Mapping[str, Any], field: str) -> Iterator[Violation]:
    began, received, channel = held.window.start, facts.get("received_on"), facts.get("channel")
    at = facts.get("received_at")
    if received is None or (at is not None and at.astimezone(PRAGUE).date() != received):
        return
    if received < began:
        message = f"the round began on {began.isoformat()}: nothing was received before"
        yield Violation(f"{field}.received_on", "OUTSIDE_PERIOD", message)
        return
    if channel is None or (rule := held.rule(channel)) is None:
        return
    if timeliness(held, channel, received, at, facts.get("sent_on"), facts.get("postmark_on")).day < began:
        message = f"the round began on {began.isoformat()}: nothing that counts was sent before"
        yield Violation(f"{field}.{DECIDING[rule.basis]}", "OUTSIDE_PERIOD", message)
