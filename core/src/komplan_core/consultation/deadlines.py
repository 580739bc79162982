"""Whether a submission is in time: a pure function of the days recorded about it and of the frozen rules.

Cities differ: one counts the day of sending or of the postmark, another the day of delivery. A day ends at midnight in
Prague, or at the time that the rule of the channel gives. No clock is asked, so that a clock that goes wrong or back
changes nothing (invariant I9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from komplan_core.consultation.codes import Basis, Channel, Late
from komplan_core.consultation.rounds import ChannelRule, Phase, Round
from komplan_core.errors import Invalid
from komplan_core.holidays import working_day_from

PRAGUE: Final = ZoneInfo("Europe/Prague")
EVERYBODY: Final = "public"
"""The audience of a phase in which everybody comments."""
_DAY: Final = timedelta(days=1)


class Noted(StrEnum):
    """What was missing when it was judged; it stands beside the entry."""

    NOTHING = ""
    POSTMARK_MISSING = "postmark-missing"
    SENDING_MISSING = "sending-missing"
    TIME_MISSING = "time-missing"


class Why(StrEnum):
    """Why a submission is not in time."""

    IN_TIME = ""
    EARLY = "early"
    LATE = "late"
    ARRIVED_LATE = "arrived-late"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How one submission stands to the deadline of its channel."""

    in_time: bool
    marked_late: bool
    """Late, and the rule of its channel takes it all the same, marked."""
    noted: Noted
    reason: Why
    day: date
    """The day that decided."""

    @property
    def admitted(self) -> bool:
        """Whether the deadline lets it into the book."""
        return self.in_time or self.marked_late


def timeliness(
    round_: Round,
    channel: Channel,
    received_on: date,
    received_at: datetime | None = None,
    sent_on: date | None = None,
    postmark_on: date | None = None,
) -> Timeliness:
    """Judge a submission by its recorded days. `received_at` is the moment of receipt, where one was recorded.

    A missing day of sending or postmark falls back to the receipt, which is noted; so does a missing time on the last
    day, in favour of who commented. Raises Invalid for a channel that the round does not have.
    """
    rule = round_.rule(channel)
    if rule is None:
        ways = ", ".join(round_.channel_codes)
        raise Invalid.field("channel", "UNKNOWN_CODE", f"the round takes comments by {ways}")
    received = received_at.astimezone(PRAGUE).date() if received_at is not None else received_on
    if received < round_.window.start:
        return Timeliness(False, False, Noted.NOTHING, Why.EARLY, received)
    day, noted = _decisive(rule, received, sent_on, postmark_on)
    last = channel_end(round_, rule)
    reason = Why.LATE if day > last else Why.IN_TIME
    if rule.until_time and day == last:
        if received_at is None:
            noted = noted or Noted.TIME_MISSING
        elif received_at.timestamp() > _moment(last, rule.until_time):
            reason = Why.LATE
    sent = rule.basis is not Basis.RECEIVED and noted is Noted.NOTHING
    if sent and rule.grace_days is not None and received > _shifted(round_, last + rule.grace_days * _DAY):
        reason = reason or Why.ARRIVED_LATE
    late = reason is not Why.IN_TIME
    return Timeliness(not late, late and rule.late is Late.ACCEPT_MARKED, noted, reason, day)


def _decisive(rule: ChannelRule, received: date, sent: date | None, postmark: date | None) -> tuple[date, Noted]:
    if rule.basis is Basis.POSTMARK:
        return (postmark, Noted.NOTHING) if postmark is not None else (received, Noted.POSTMARK_MISSING)
    if rule.basis is Basis.SENT:
        return (sent, Noted.NOTHING) if sent is not None else (received, Noted.SENDING_MISSING)
    return received, Noted.NOTHING


def _moment(day: date, of_day: str) -> float:
    """A time of day in Prague as seconds since 1970; of an hour that comes twice or not at all, the later reading."""
    at = datetime.combine(day, time.fromisoformat(of_day), PRAGUE)
    return max(at.timestamp(), at.replace(fold=1).timestamp())


def _shifted(round_: Round, day: date) -> date:
    return working_day_from(day) if round_.next_working_day else day


def extended_by(round_: Round) -> timedelta:
    """How much the extensions add to every last day."""
    end = round_.window.end or round_.window.start
    return round_.extensions[-1].until - end if round_.extensions else timedelta()


def channel_end(round_: Round, rule: ChannelRule) -> date:
    """The last day of a channel, extensions and the shift to a working day counted."""
    end = rule.until or round_.window.end or round_.window.start
    return _shifted(round_, end + extended_by(round_))


def last_day(round_: Round) -> date:
    """The last day on which any channel is open; the round closes by itself when it is over."""
    return max(channel_end(round_, rule) for rule in round_.channels)


def registration_end(round_: Round) -> date | None:
    """The last day on which what was in time may be entered after closing; None where nothing may."""
    if round_.registration_until is not None:
        return round_.registration_until + extended_by(round_)
    grace = [channel_end(round_, rule) + rule.grace_days * _DAY for rule in round_.channels if rule.grace_days]
    return _shifted(round_, max(grace)) if grace else None


def phase_end(round_: Round, phase: Phase) -> date:
    """The last day of a phase. One that lasts to the end of the round is extended with it."""
    end = phase.window.end or phase.window.start
    to_the_end = end == round_.window.end
    return _shifted(round_, end + extended_by(round_)) if to_the_end else end


def phases_on(round_: Round, day: date) -> tuple[str, ...]:
    """Codes of the phases that run on a day."""
    return tuple(phase.code for phase in round_.phases if phase.window.start <= day <= phase_end(round_, phase))


def heard(round_: Round, audience: str, day: date) -> bool:
    """Whether an audience may comment on this day: in a phase of its own or one for everybody, or in a round without.

    `day` is the one that decided about timeliness; a late one that is taken marked counts as the last day.
    """
    day = min(day, last_day(round_))
    return not round_.phases or any(_hears(round_, phase, audience, day) for phase in round_.phases)


def _hears(round_: Round, phase: Phase, audience: str, day: date) -> bool:
    return phase.audience in (EVERYBODY, audience) and phase.window.start <= day <= phase_end(round_, phase)


def audiences(phases: Iterable[Phase]) -> frozenset[str]:
    """The audiences that phases name, everybody included."""
    return frozenset({EVERYBODY, *(phase.audience for phase in phases)})
