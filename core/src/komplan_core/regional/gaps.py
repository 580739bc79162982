"""Capacities that are needed, set against those that there are (act 108/2006 Sb., § 94 letter f, § 95 letters d and h).

What the ORP and a municipality both say of one need or one service counts once. Units and forms are never added.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from komplan_core.regional.need_totals import UNKNOWN_ORP
from komplan_core.regional.supply import DistinctService, KnownSum, SupplyTotal, by_lists
from komplan_core.regional.territory import Units

Place = tuple[str, str, str, str]
"""ORP (empty for the whole region), type of service, form, unit."""
FROM_REPORT: Final = "report"
FROM_CATALOGUE: Final = "catalogue"


@dataclass(frozen=True, slots=True)
class CapacityLine:
    """A line of a report: a capacity that is needed in some municipalities."""

    report: str
    number: int
    """Place of the line in its report."""
    year: int
    """Year of the report."""
    area: str
    service_type: str
    form: str
    unit: str
    needed: int
    now: int | None
    """What the report says there is; None where it does not say, or does not know."""
    municipalities: frozenset[str]
    from_year: int
    priority: int = 0
    service: str = ""
    """Key of the service over all catalogues; empty for a new one."""
    needs: frozenset[str] = frozenset()
    """The distinct needs behind it."""
    now_from: str = ""
    """Where `now` is from: the report, or the catalogue's registered maximum of the service; empty where unknown."""

    @property
    def gap(self) -> int | None:
        """What is missing; None where it is not known what there is."""
        return None if self.now is None else max(self.needed - self.now, 0)

    @property
    def spare(self) -> int:
        """What there is above the need; nothing where it is not known."""
        return 0 if self.now is None else max(self.now - self.needed, 0)

    def same(self, other: "CapacityLine") -> bool:
        """Whether two reports speak of one capacity: of one service or one need, in a common municipality."""
        what = (self.service_type, self.form, self.unit) == (other.service_type, other.form, other.unit)
        service = bool(self.service) and self.service == other.service
        one = service or not self.needs.isdisjoint(other.needs)
        apart = self.report != other.report
        return what and one and apart and not self.municipalities.isdisjoint(other.municipalities)


@dataclass(frozen=True, slots=True)
class NeededCapacity:
    """A needed capacity that counts once: the lines that stand for it, and what else speaks of it."""

    lines: tuple[CapacityLine, ...]
    """Of one report: the newest; of several of one year the one that says the most."""
    also: tuple[CapacityLine, ...] = ()
    """Lines of other reports that speak of the same; not added."""

    @property
    def municipalities(self) -> frozenset[str]:
        """Where it is needed."""
        return frozenset[str]().union(*(line.municipalities for line in self.lines))


def distinct_lines(lines: Iterable[CapacityLine]) -> tuple[NeededCapacity, ...]:
    """Each needed capacity once. Lines of one report are never taken for one: who wrote them meant each."""
    left = sorted(set(lines), key=lambda line: (line.report, line.number))
    found: list[NeededCapacity] = []
    by_what: dict[tuple[str, str, str], list[CapacityLine]] = {}
    for line in left:
        by_what.setdefault((line.service_type, line.form, line.unit), []).append(line)
    for _, group in sorted(by_what.items()):
        while group:
            together, waiting = [group[0]], [group.pop(0)]
            while waiting:
                here = waiting.pop()
                joined = [line for line in group if line.same(here)]
                group[:] = [line for line in group if line not in joined]
                together += joined
                waiting += joined
            found.append(_standing(together))
    return tuple(sorted(found, key=lambda item: (item.lines[0].report, item.lines[0].number)))


def _standing(together: Sequence[CapacityLine]) -> NeededCapacity:
    reports: dict[str, list[CapacityLine]] = {}
    for line in sorted(together, key=lambda line: (line.report, line.number)):
        reports.setdefault(line.report, []).append(line)

    def rank(report: str) -> tuple[int, int, str]:
        return -reports[report][0].year, -sum(line.needed for line in reports[report]), report

    stands = min(reports, key=rank)
    also = (line for report, lines in sorted(reports.items()) if report != stands for line in lines)
    return NeededCapacity(tuple(reports[stands]), tuple(also))


@dataclass(frozen=True, slots=True)
class GapRow:
    """What is needed of one type, form and unit in an ORP, or in the whole region, and what there is.

    The numbers explain each other: `needed` - `unmeasured` - `now` + `spare` = `gap`.
    """

    orp: str
    service_type: str
    form: str
    unit: str
    needed: int
    now: KnownSum
    """What the lines say there is."""
    gap: KnownSum
    """What is missing line by line, as far as it is known."""
    unmeasured: int
    """What is needed on the lines of which it is not known what there is: it is in no gap."""
    spare: int
    """What there is above the need, line by line: it lessens nobody else's gap."""
    registered: KnownSum
    """Registered maximum of all services of the kind in the ORP; of the catalogues, whatever the lines speak of."""
    services: tuple[str, ...]
    """Keys of the services behind `registered`."""
    needs: tuple[NeededCapacity, ...] = field(default=())


def gap_rows(needed: Iterable[NeededCapacity], supply: Mapping[Place, SupplyTotal], units: Units) -> tuple[GapRow, ...]:
    """The whole region first, then ORP by ORP: rows for what is needed. A line of several ORP counts in each."""
    held: dict[Place, list[NeededCapacity]] = {}
    for item in needed:
        first = item.lines[0]
        orps = {units.orp_of(code) or UNKNOWN_ORP for code in item.municipalities}
        for orp in ("", *orps):
            held.setdefault((orp, first.service_type, first.form, first.unit), []).append(item)
    return tuple(_row(place, held[place], supply.get(place)) for place in ordered(held))


def ordered(places: Iterable[Place]) -> list[Place]:
    """The whole region first, then ORP by ORP; kinds of capacities as their code lists have them."""
    return sorted(places, key=lambda place: (place[0], *by_lists(*place[1:])))


def _row(place: Place, items: Sequence[NeededCapacity], total: SupplyTotal | None) -> GapRow:
    now, gap = KnownSum(), KnownSum()
    lines = [line for item in items for line in item.lines]
    for line in lines:
        now, gap = now.plus(line.now), gap.plus(line.gap)
    return GapRow(
        *place,
        needed=sum(line.needed for line in lines),
        now=now,
        gap=gap,
        unmeasured=sum(line.needed for line in lines if line.now is None),
        spare=sum(line.spare for line in lines),
        registered=total.registered if total is not None else KnownSum(),
        services=total.services if total is not None else (),
        needs=tuple(items),
    )


def now_of(said: int | None, service: DistinctService | None, registered: int | None) -> tuple[int | None, str]:
    """What there is for a line, and who says so: the report itself, or the catalogue for the service that it names."""
    if said is not None:
        return said, FROM_REPORT
    if service is not None and registered is not None:
        return registered, FROM_CATALOGUE
    return None, ""
