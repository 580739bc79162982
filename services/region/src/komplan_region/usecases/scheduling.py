"""When the background asks each city: regularly, sooner on a hint, ever later while it fails."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

FIRST_PAUSE: Final = 1.0
"""Seconds after a first failure; doubled by every further one."""
MANY_FAILURES: Final = 5
"""After so many a city is skipped but for a probe."""
PROBE_SECONDS: Final = 30.0
HINT_SECONDS: Final = 5.0
"""Least time between two turns of a city, however often it says that it has something new."""
JITTER: Final = 0.5
"""Part of a pause that is left to chance, so that cities that failed together are not asked together."""


@dataclass(slots=True)
class _City:
    due: float = 0.0
    asked: float = float("-inf")
    failures: int = 0


class Schedule:
    """The turns of all cities, by code. Times are seconds of a clock that never goes back."""

    def __init__(self, seconds: float, clock: Callable[[], float], chance: Callable[[], float]) -> None:
        """`seconds` lie between two turns of a city that answers; `chance` gives numbers from 0 to 1."""
        self._seconds, self._clock, self._chance = seconds, clock, chance
        self._cities: dict[str, _City] = {}

    def due(self, codes: Iterable[str]) -> set[str]:
        """Those of these cities whose turn it is. Others are forgotten: they are not in the directory."""
        known = self._cities
        self._cities = {code: known.get(code) or _City() for code in codes}
        now = self._clock()
        return {code for code, city in self._cities.items() if city.due <= now}

    def next_turn(self) -> float:
        """Seconds until the first turn of a known city; 0 where none is known."""
        return max(0.0, min((city.due for city in self._cities.values()), default=0.0) - self._clock())

    def told(self, code: str, good: bool) -> None:
        """A city was asked, and answered well or not."""
        city, now = self._cities.setdefault(code, _City()), self._clock()
        city.asked = now
        city.failures = 0 if good else city.failures + 1
        pause = self._seconds
        if city.failures:
            doubled = FIRST_PAUSE * 2.0 ** (city.failures - 1)
            pause = min(doubled, PROBE_SECONDS) if city.failures < MANY_FAILURES else PROBE_SECONDS
        city.due = now + pause * (1.0 - JITTER * self._chance())

    def hint(self, code: str) -> None:
        """A city says that something changed: its turn comes as soon as it may. Unknown ones are left alone."""
        city = self._cities.get(code)
        if city is not None and city.failures < MANY_FAILURES:
            city.due = min(city.due, max(self._clock(), city.asked + HINT_SECONDS))
