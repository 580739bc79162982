"""How working groups follow one another across cycles."""

from collections.abc import Iterable
from dataclasses import dataclass

from komplan_core.organisation import WorkingGroup


@dataclass(frozen=True)
class Link:
    """A group and one that follows it."""

    earlier: str
    later: str


@dataclass(frozen=True)
class Succession:
    """All groups that a group came from or became, oldest first, and the links between them."""

    groups: tuple[WorkingGroup, ...]
    links: tuple[Link, ...]


def succession(code: str, groups: Iterable[WorkingGroup]) -> Succession:
    """The chain of a declared group, back to its first predecessors and on to its last successors.

    A subgroup belongs to the chain of its group only through a successor that names it.
    """
    known = {group.code: group for group in groups}
    links = [Link(earlier, group.code) for group in known.values() for earlier in group.predecessors]
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for link in links:
        before.setdefault(link.later, []).append(link.earlier)
        after.setdefault(link.earlier, []).append(link.later)
    chain = _reached(code, before) | _reached(code, after)
    ordered = sorted((known[item] for item in chain), key=lambda group: (group.validity.start, group.code))
    return Succession(tuple(ordered), tuple(link for link in links if {link.earlier, link.later} <= chain))


def _reached(start: str, steps: dict[str, list[str]]) -> set[str]:
    reached, left = {start}, [start]
    while left:
        for code in steps.get(left.pop(), ()):
            if code not in reached:
                reached.add(code)
                left.append(code)
    return reached
