"""How often one address, or one person, may do what everybody may: what is above it is refused, never dropped."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from komplan_core.errors import Full
from komplan_kit.caller import Caller

MOST_KNOWN: Final = 50_000
"""Addresses that are remembered; of more, those that were seen longest ago are forgotten."""
TOLD_ADDRESS: Final = "komplan-client-address"
"""Metadata by which an identified machine, such as a portal, tells whose call it passes on."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and one more after each so many seconds."""

    at_once: int
    seconds: float


LIMITED: Final = {
    "/komplan.consultation.v1.CitizenService/SubmitComment": Rate(20, 6.0),
    "/komplan.consultation.v1.CitizenService/GetChallenge": Rate(60, 1.0),
}
"""The methods of everybody that cost more than reading does, by address."""


@dataclass
class Rates:
    """Counts what was done by whom."""

    now: Callable[[], float] = time.monotonic
    _free_at: OrderedDict[Any, float] = field(default_factory=OrderedDict)

    def take(self, key: Any, rate: Rate) -> None:
        """Count one more. Raises Full when it is one too many, and says when to repeat."""
        now = self.now()
        free_at = max(self._free_at.get(key, 0.0), now)
        ahead = free_at + rate.seconds - now
        if ahead > rate.at_once * rate.seconds:
            wait = int(ahead - rate.at_once * rate.seconds) + 1
            raise Full("TOO_MANY_CALLS", f"too many from one place in a short time: repeat after {wait} s")
        self._free_at[key] = free_at + rate.seconds
        self._free_at.move_to_end(key)
        if len(self._free_at) > MOST_KNOWN:
            self._free_at.popitem(last=False)


def address_of(context: Any, caller: Caller) -> str:
    """Where a call comes from: the peer's address, or what an identified machine tells of the call it passes on."""
    if caller.subject:
        told = next((value for key, value in context.invocation_metadata() or () if key == TOLD_ADDRESS), "")
        if told:
            return str(told)[:100]
    kind, _, rest = unquote(context.peer() or "").partition(":")
    return rest.rpartition(":")[0] if kind in ("ipv4", "ipv6") else kind
