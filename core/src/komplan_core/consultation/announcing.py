"""What must hold when a round is announced, and what happens to it by itself as days go by."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from komplan_core.consultation.codes import RoundState
from komplan_core.consultation.deadlines import PRAGUE, last_day, phases_on
from komplan_core.consultation.rounds import Round
from komplan_core.errors import Refused

EVENING: Final = time(18)


class Due(StrEnum):
    """What a round does by itself."""

    OPEN = "open"
    SWITCH = "switch"
    CLOSE = "close"


def announced_on(round_: Round, at: datetime) -> date:
    """The day in Prague from which an announcement counts: of an evening one the next, where the round says so."""
    local = at.astimezone(PRAGUE)
    next_day = round_.evening_next_day and local.time() > EVENING
    return local.date() + timedelta(days=next_day)


def check_announcement(round_: Round, at: datetime) -> None:
    """Raise Refused where the draft would be out too shortly, or the round be over.

    Two weeks before and after a public hearing is what offices of regions keep to; it is no rule of a law on community
    planning, so a city may relax it by the round's own numbers.
    """
    day, end, hearing = announced_on(round_, at), last_day(round_), round_.hearing_on
    if day > end:
        raise Refused("NOTICE_TOO_SHORT", f"its last day, {end}, is over: give the round a later window")
    if hearing is None:
        return
    if day + timedelta(days=round_.days_before_hearing) > hearing:
        wanted = f"{round_.days_before_hearing} days before the hearing on {hearing}"
        raise Refused("NOTICE_TOO_SHORT", f"the draft is to be out {wanted}: hold it later, or relax the rule")
    if hearing + timedelta(days=round_.days_after_hearing) > end:
        wanted = f"{round_.days_after_hearing} days after the hearing on {hearing}"
        raise Refused("NOTICE_TOO_SHORT", f"the round is to be open {wanted}: end it later, or relax the rule")


def due(round_: Round, kernel: str, day: date) -> Due | None:
    """What a round of this kernel state is to do by itself on a day, or None."""
    if kernel == RoundState.ANNOUNCED and round_.window.start <= day:
        return Due.OPEN
    if kernel != RoundState.OPEN:
        return None
    if day > last_day(round_):
        return Due.CLOSE
    return Due.SWITCH if phases_on(round_, day) != round_.running_phases else None
