"""How a measure's state follows what was accepted of it."""

from collections import deque
from collections.abc import Collection

from komplan_core.errors import Refused
from komplan_core.workflow import Workflow


def actions_between(workflow: Workflow, source: str, target: str, roles: Collection[str]) -> tuple[str, ...]:
    """The fewest actions of the city's workflow that lead from one state to another; none where it is the same.

    Raises Refused where no way leads there in these roles.
    """
    ways: dict[str, tuple[str, ...]] = {source: ()}
    left = deque([source])
    while left and target not in ways:
        here = left.popleft()
        for move in workflow.transitions:
            if move.source == here and move.target not in ways and set(move.roles) & set(roles):
                ways[move.target] = (*ways[here], move.action)
                left.append(move.target)
    if target not in ways:
        raise Refused("TRANSITION_NOT_ALLOWED", f"no way leads a measure from `{source}` to `{target}`")
    return ways[target]
