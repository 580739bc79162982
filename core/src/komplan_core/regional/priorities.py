"""The priorities of a city's plan: those of working groups, and the systemic ones that stand apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from komplan_core.names import last_id
from komplan_core.planning import CommonLevel, PlanNode
from komplan_core.regional.crosswalk import Crosswalk


@dataclass(frozen=True, slots=True)
class Priorities:
    """The priorities of one plan by id: those of working groups, and the systemic ones that stand apart."""

    of_groups: frozenset[str]
    systemic: frozenset[str]
    above: dict[str, str]
    """Id of any node → the priority of a group that it stands under or is, or empty."""


def priorities(nodes: Iterable[PlanNode], crosswalk: Crosswalk, day: date | None = None) -> Priorities:
    """Which nodes stand for priorities by what their levels map to on a day, and which of them every node stands under.

    A plan's levels are mapped by its first day. None: on any day.
    """
    by_id = {last_id(node.name): node for node in nodes}
    levels = {node.level for node in by_id.values()}
    common = {level for level in levels if crosswalk.level(level, day) is CommonLevel.PRIORITY}
    found = {code: node for code, node in by_id.items() if node.level in common}
    of_groups = frozenset(code for code, node in found.items() if node.working_group)
    above = {code: _priority_above(code, by_id, of_groups) for code in by_id}
    return Priorities(of_groups, frozenset(found) - of_groups, above)


def _priority_above(code: str, by_id: dict[str, PlanNode], of_groups: frozenset[str]) -> str:
    seen: set[str] = set()
    while code in by_id and code not in seen:
        if code in of_groups:
            return code
        seen.add(code)
        code = by_id[code].parent
    return ""
