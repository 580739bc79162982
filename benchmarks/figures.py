"""A figure: what was measured, the limit beside it, and whether the goal holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, Literal

import orjson
from rich.console import Console
from rich.table import Table

GROUPS: Final = ("foundation", "catalogue", "planning", "consultation", "region", "plugins", "portal", "operation")
Direction = Literal["at-least", "at-most"]


@dataclass(frozen=True)
class Figure:
    """Median of the shots at a thing. With a limit the goal is on their ratio, else on the figure in its unit."""

    group: str
    name: str
    unit: str
    shots: Sequence[float]
    limits: Sequence[float] | None = None
    """Shots at the limit, in the same unit."""
    direction: Direction | None = None
    goal: float | None = None
    note: str = ""
    """What the table says beside it, such as processor time."""

    @property
    def measured(self) -> float:
        return median(self.shots)

    @property
    def limit(self) -> float | None:
        return median(self.limits) if self.limits else None

    @property
    def ratio(self) -> float | None:
        return self.measured / self.limit if self.limit else None

    @property
    def holds(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        reached = self.measured if self.ratio is None else self.ratio
        return reached >= self.goal if self.direction == "at-least" else reached <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The figure as `--json` gives it."""
        names = ("group", "name", "measured", "unit", "limit", "ratio", "direction", "goal", "holds")
        return {name: getattr(self, name) for name in names}


def show(figures: Sequence[Figure], as_json: bool) -> None:
    """Print the figures on stdout: a JSON list, or a table for people."""
    if as_json:
        print(orjson.dumps([figure.as_json() for figure in figures], option=orjson.OPT_INDENT_2).decode())
        return
    table = Table("figure", "measured (range)", "limit (range)", "ratio", "goal", "holds", "")
    for figure in figures:
        ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
        holds = {True: "yes", False: "NO", None: ""}[figure.holds]
        name = f"{figure.group}: {figure.name} [{figure.unit}]"
        table.add_row(name, _range(figure.shots), _range(figure.limits or ()), ratio, _goal(figure), holds, figure.note)
    Console(width=None if Console().is_terminal else 200).print(table, markup=False)


def _range(shots: Sequence[float]) -> str:
    if not shots:
        return ""
    return f"{_number(median(shots))} ({_number(min(shots))}–{_number(max(shots))})"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.direction == 'at-least' else '≤'} {_number(figure.goal)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
