"""Which numbers of people in needs are not told to everybody, so that nobody can be known by them.

Everybody is told people of the whole region and of each ORP, of one year: one division, all of whose sums agree. How
target groups divide them, and how years do, would be a second division of the same people, and two of them together
give small numbers away that neither tells.
"""

from collections.abc import Sequence

from komplan_core.regional.need_totals import NeedTotal
from komplan_core.reporting.withholding import LIMIT


def withheld(totals: Sequence[NeedTotal], years: int) -> frozenset[int]:
    """Places of the totals whose people are not told to everybody.

    A number from 1 to 4 is withheld, and with it the next smallest ones of other ORP, until what they have together
    leaves open that each of them is not small. Where that cannot be, the whole is withheld with all of them.
    """
    everything = frozenset(range(len(totals)))
    (whole,) = (place for place, total in enumerate(totals) if not (total.orp or total.group or total.unmapped))
    orps = [place for place, total in enumerate(totals) if total.orp and not (total.group or total.unmapped)]
    people = {place: told_people(totals[place]) for place in (whole, *orps)}
    if years > 1 or _is_small(people[whole]):
        return everything
    hidden = {place for place in orps if _is_small(people[place])}
    rest = sorted((place for place in orps if people[place] >= LIMIT), key=lambda place: (people[place], place))
    while hidden and not _leaves_open(hidden, people, whole, orps):
        if not rest:
            return everything
        hidden.add(rest.pop(0))
    return everything - {whole, *orps} | hidden


def told_people(total: NeedTotal) -> int:
    """The number that is told of a total: its people, or how many there are at least."""
    return total.total.persons if total.total.persons is not None else total.total.at_least


def _leaves_open(hidden: set[int], people: dict[int, int], whole: int, orps: Sequence[int]) -> bool:
    """Whether each of the hidden numbers could be five or more, all others being 1 at least; one alone never can."""
    missing = people[whole] - sum(people[place] for place in orps if place not in hidden)
    together = min(missing, sum(people[place] for place in hidden))
    return together >= LIMIT + len(hidden) - 1


def _is_small(people: int) -> bool:
    return 0 < people < LIMIT
