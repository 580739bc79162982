"""Which counts of people are withheld so that nobody stands out: small cells, and others that would give them away.

A table is published as cells that are sums of parts, such as a total of its rows, or areas that share target groups.
A cell of 1 to 4 people is withheld (a 0 tells of nobody). Then further cells are withheld until, for every small cell
and every small part, there is another set of counts that agrees with all that is shown and in which it is not small.
So what is shown neither gives it nor bounds it below the limit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Final

LIMIT: Final = 5
"""A count of people below this and above 0 is small."""

Vector = tuple[int, ...]


def withheld(cells: Mapping[str, frozenset[str]], counts: Mapping[str, int], limit: int = LIMIT) -> frozenset[str]:
    """The cells to withhold: `cells` names the parts that each one adds up, `counts` the people of each part."""
    regions = _regions(cells, counts)
    sizes = [size for _, size in regions]
    vectors = {cell: tuple(int(cell in members) for members, _ in regions) for cell in cells}
    values = {cell: _dot(vector, sizes) for cell, vector in vectors.items()}
    hidden = {cell for cell, value in values.items() if 0 < value < limit}
    units = [tuple(int(at == place) for at in range(len(sizes))) for place in range(len(sizes))]
    small_parts = [unit for unit, size in zip(units, sizes, strict=True) if size < limit]
    while True:
        shown = [vectors[cell] for cell in cells if cell not in hidden]
        targets = [*(vectors[cell] for cell in hidden if values[cell] < limit), *small_parts]
        kept = [vectors[cell] for cell in hidden]
        exposed = next((target for target in targets if not _covered(target, shown, kept, sizes, limit)), None)
        if exposed is None:
            return frozenset(hidden)
        hidden.add(_next(exposed, vectors, sizes, hidden, limit))


def _regions(cells: Mapping[str, frozenset[str]], counts: Mapping[str, int]) -> list[tuple[frozenset[str], int]]:
    """Parts that stand in the same cells cannot be told apart: the cells that hold them, and their people together."""
    found: dict[frozenset[str], int] = {}
    for part, number in counts.items():
        members = frozenset(cell for cell, parts in cells.items() if part in parts)
        if members and number:
            found[members] = found.get(members, 0) + number
    return sorted(found.items(), key=lambda item: sorted(item[0]))


def _next(exposed: Vector, vectors: Mapping[str, Vector], sizes: Sequence[int], hidden: set[str], limit: int) -> str:
    """The smallest shown cell whose withholding covers what is exposed; where no single one does, the smallest."""
    values = {cell: _dot(vector, sizes) for cell, vector in vectors.items()}
    candidates = sorted((cell for cell in vectors if cell not in hidden and values[cell]), key=lambda c: (values[c], c))
    for chosen in candidates:
        shown = [vectors[cell] for cell in vectors if cell not in hidden and cell != chosen]
        kept = [vectors[cell] for cell in (*hidden, chosen)]
        if _covered(exposed, shown, kept, sizes, limit):
            return chosen
    return candidates[0]


def _covered(target: Vector, shown: Sequence[Vector], kept: Sequence[Vector], sizes: Sequence[int], limit: int) -> bool:
    """Whether other counts, of whole people, agree with everything shown and make the target at least `limit`."""
    now = _dot(target, sizes)
    for change in _changes(shown, len(sizes)):
        step = _dot(target, change)
        if step <= 0:
            continue
        times = -((now - limit) // step)
        moved = [size + times * part for size, part in zip(sizes, change, strict=True)]
        if min(moved) >= 0 and all(_dot(vector, moved) >= 1 for vector in kept):  # a 0 would have been shown
            return True
    return False


def _changes(shown: Sequence[Vector], width: int) -> Iterator[Vector]:
    """Changes of the counts that leave everything shown as it is: a basis of them, and sums and differences of two."""
    basis = list(_kernel(shown, width))
    for change in basis:
        yield change
        yield tuple(-part for part in change)
    for one, other in combinations(basis, 2):
        for left, right in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield tuple(left * a + right * b for a, b in zip(one, other, strict=True))


def _kernel(rows: Iterable[Vector], width: int) -> Iterator[Vector]:
    """Whole-number vectors that every row takes to 0, by exact elimination."""
    reduced: dict[int, list[Fraction]] = {}
    for row in rows:
        left = [Fraction(part) for part in row]
        for pivot, known in reduced.items():
            factor = left[pivot]
            if factor:
                left = [a - factor * b for a, b in zip(left, known, strict=True)]
        pivot = next((place for place, part in enumerate(left) if part), -1)
        if pivot < 0:
            continue
        left = [part / left[pivot] for part in left]
        for place, known in reduced.items():
            factor = known[pivot]
            if factor:
                reduced[place] = [a - factor * b for a, b in zip(known, left, strict=True)]
        reduced[pivot] = left
    for free in range(width):
        if free not in reduced:
            vector = [Fraction(int(place == free)) for place in range(width)]
            for pivot, known in reduced.items():
                vector[pivot] = -known[free]
            scale = lcm(*(part.denominator for part in vector))
            yield tuple(int(part * scale) for part in vector)


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(one, other, strict=True))
