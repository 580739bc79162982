"""What tests of decisions ask and read, each in one line."""

import json
from typing import Any

from support.consultation import Desk, point_name, stored


def entries(desk: Desk, *kinds: str) -> list[dict[str, Any]]:
    """What the book tells of these kinds."""
    told_of = [json.loads(bytes(row.entry)) for row in stored(desk.city, "log_leaf")]
    return [entry for entry in told_of if entry["type"] in kinds]


def proposed(desk: Desk, group: str = "seniors", **values: Any) -> str:
    """A new comment with an answer proposed to a group; the name of its point."""
    comment = desk.entered(**values)
    desk.assign(comment, group)
    desk.propose(comment)
    return point_name(comment)


def results(answer: Any) -> list[tuple[str, str]]:
    """What became of each point that was to be decided, and why."""
    return [(result.result, result.reason) for result in answer.results]
