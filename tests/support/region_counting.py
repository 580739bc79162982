"""Amounts of a line and how they are divided, counted apart from the service that is checked."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

AMOUNTS = ("planned", "secured", "actual", "gap", "overrun")


def amount(line: Any, column: str) -> int:
    """One amount of a line; what follows from others is counted here."""
    if column == "gap":
        return max(line.planned - line.secured, 0)
    if column == "overrun":
        known = line.HasField("planned") and line.HasField("actual")
        return max(line.actual - line.planned, 0) if known else 0
    return int(getattr(line, column, 0))


def is_known(line: Any, column: str) -> bool:
    """Whether a line tells an amount."""
    if column == "overrun":
        return bool(line.HasField("actual") and line.HasField("planned"))
    return column not in ("planned", "secured", "actual") or bool(line.HasField(column))


def agreeing(whole: Mapping[str, int], column: str, weights: dict[str, Fraction]) -> dict[str, int]:
    """One amount in parts that agree with those of the others: planned − secured = gap − secured beyond the plan."""
    if column not in AMOUNTS:
        return dict.fromkeys(weights, 0)
    covered = split(whole["planned"] - whole["gap"], weights)
    gap, overrun = split(whole["gap"], weights), split(whole["overrun"], weights)
    beyond = split(whole["secured"] - whole["planned"] + whole["gap"], weights)
    planned = {group: covered[group] + gap[group] for group in weights}
    paid = whole["actual"] - whole["overrun"]
    within = planned if paid == whole["planned"] else split(paid, weights)
    secured = {group: covered[group] + beyond[group] for group in weights}
    actual = {group: within[group] + overrun[group] for group in weights}
    return {"planned": planned, "secured": secured, "actual": actual, "gap": gap, "overrun": overrun}[column]


def split(whole: int, weights: dict[str, Fraction]) -> dict[str, int]:
    """Parts in haléře by largest remainder; of equal remainders the first takes the haléř."""
    exact = {group: whole * weight / sum(weights.values()) for group, weight in weights.items()}
    parts = {group: int(share) for group, share in exact.items()}
    left = whole - sum(parts.values())
    for group in sorted(exact, key=lambda group: parts[group] - exact[group])[:left]:
        parts[group] += 1
    return parts
