"""How many people needs speak of. Nobody is counted twice: where people may be the same, only bounds are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from komplan_core.needs import NeedState, PersonsBasis

LEFT_OUT = frozenset({NeedState.MERGED, NeedState.CLOSED, NeedState.COVERED})
"""States whose persons count elsewhere or no more."""


class PeopleOf(Protocol):
    """What is read of a need to count its people, wherever the need is kept."""

    @property
    def name(self) -> str:
        """Resource name."""
        ...

    @property
    def state(self) -> NeedState:
        """What became of it."""
        ...

    @property
    def persons(self) -> int | None:
        """How many; None where it is not known."""
        ...

    @property
    def persons_basis(self) -> PersonsBasis:
        """How well that is known."""
        ...

    @property
    def persons_overlap(self) -> bool:
        """Whether they may stand in other needs too."""
        ...

    @property
    def municipalities(self) -> tuple[str, ...]:
        """RÚIAN codes; empty for the whole area."""
        ...


@dataclass(frozen=True, slots=True)
class PersonsTotal:
    """People of several needs. `persons` is there only where every number is known and may be added."""

    needs: int
    persons: int | None
    basis: PersonsBasis
    """The weakest basis of what was added: a total with an estimate is an estimate."""
    at_least: int
    """As many there are in any case, of what is known."""
    unknown: int
    """Needs whose number of persons is not known."""
    overlapping: int
    """Needs whose persons may stand in another one of them too."""


def persons_total(needs: Iterable[PeopleOf]) -> PersonsTotal:
    """People of distinct needs with disjoint territories; an empty territory is the whole area."""
    counted = list({need.name: need for need in needs if need.state not in LEFT_OUT}.values())
    shared = _overlapping(counted)
    unknown = sum(need.persons is None for need in counted)
    bases = {need.persons_basis for need in counted}
    addable = not unknown and not shared
    if not addable:
        basis = PersonsBasis.UNKNOWN
    elif PersonsBasis.ESTIMATE in bases:
        basis = PersonsBasis.ESTIMATE
    else:
        basis = PersonsBasis.EXACT
    return PersonsTotal(
        needs=len(counted),
        persons=sum(need.persons or 0 for need in counted) if addable else None,
        basis=basis,
        at_least=_at_least(counted),
        unknown=unknown,
        overlapping=len(shared),
    )


def _overlapping(needs: Sequence[PeopleOf]) -> set[str]:
    """Names of needs whose persons may be those of another need of the list."""
    if len(needs) > 1 and any(need.persons_overlap or not need.municipalities for need in needs):
        return {need.name for need in needs}
    there: dict[str, set[str]] = {}
    for need in needs:
        for municipality in need.municipalities:
            there.setdefault(municipality, set()).add(need.name)
    return {name for found in there.values() if len(found) > 1 for name in found}


def _at_least(needs: Sequence[PeopleOf]) -> int:
    """Territories that do not meet hold different people; where they meet, the largest number stands for all."""
    alone = max((need.persons or 0 for need in needs if need.persons_overlap or not need.municipalities), default=0)
    apart = [need for need in needs if not need.persons_overlap and need.municipalities]
    taken: set[str] = set()
    total = 0
    for need in sorted(apart, key=lambda need: (-(need.persons or 0), need.name)):
        if taken.isdisjoint(need.municipalities):
            taken.update(need.municipalities)
            total += need.persons or 0
    return max(total, alone)
