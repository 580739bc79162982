"""Where things are printed, and what the exit code says."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import orjson
from rich.console import Console, ConsoleOptions

from komplan_core.errors import (
    Forbidden,
    Full,
    Invalid,
    Late,
    NotFound,
    PlanError,
    Refused,
    Stale,
    Taken,
    Unavailable,
    Unidentified,
)
from komplan_core.values import Money

WIDEST: Final = 100_000
"""Characters of a line where no terminal limits it."""


class DataConsole(Console):
    """Writes lines as long as they are where it is no terminal that shows them: another program reads them whole."""

    least: int = 0
    """Characters that a line of what is printed needs, whatever a terminal has: it runs over its edge."""

    @property
    def options(self) -> ConsoleOptions:
        """How to render what is printed."""
        found = super().options
        return found.update(max_width=max(found.max_width, self.least) if self.is_terminal else WIDEST)


DATA: Final = DataConsole(soft_wrap=True)
TALK: Final = Console(stderr=True)

EXIT_CODES: Final[tuple[tuple[type[PlanError], int], ...]] = (
    (Invalid, 3),
    (NotFound, 4),
    (Refused, 5),
    (Forbidden, 5),
    (Unidentified, 5),
    (Taken, 5),
    (Stale, 5),
    (Full, 5),
    (Unavailable, 6),
    (Late, 6),
)
"""0 ok, 1 a fault in komplan, 2 usage, 3 data invalid, 4 not found, 5 refused, 6 no answer in time."""


def exit_code(error: PlanError) -> int:
    """The exit code of an error."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


def say(text: str) -> None:
    """Tell a person something, on stderr."""
    TALK.print(text, highlight=False, soft_wrap=True)


def give_json(value: Any) -> None:
    """Print data as one JSON object on stdout."""
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode(), flush=True)


def counted(number: int, what: str) -> str:
    """How many of something there are, in English: `1 row`, `2 rows`, `2 entries`."""
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else many}"


def in_crowns(amounts: Iterable[int | None], unknown: str = "") -> Callable[[int | None], str]:
    """How to write the amounts of one table: to the haléř where any of them has some. `unknown` stands for None."""
    exact = any(hal % 100 for hal in amounts if hal is not None)

    def write(hal: int | None) -> str:
        if hal is None:
            return unknown
        return _exactly(hal) if exact else crowns(hal)

    return write


def crowns(hal: int) -> str:
    """Haléře as crowns, to the haléř where there are some. Nothing is rounded: what is shown adds up as it stands."""
    return _exactly(hal) if hal % 100 else f"{hal // 100:,}".replace(",", "\u00a0") + " Kč"


def _exactly(hal: int) -> str:
    return str(Money(hal)).replace(" ", "\u00a0")
