"""What reports say is needed beside what there is: for chapters, for criteria of the network and for readers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from komplan_core.regional.gaps import CapacityLine, GapRow, distinct_lines, gap_rows, now_of
from komplan_core.regional.need_totals import UNKNOWN_ORP
from komplan_core.regional.supply import DistinctService, by_key
from komplan_region.ports.needs import CapacitySaid
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.needs import RegionalNeeds, capacity_needs, needs_of
from komplan_region.usecases.supply_figures import RegionalSupply, regional_supply


@dataclass(frozen=True, slots=True)
class CapacityGaps:
    """The gap table with who stands behind it."""

    rows: tuple[GapRow, ...]
    needs: RegionalNeeds
    """Of the years that were asked for, with their coverage."""
    supply: RegionalSupply


def capacity_gaps(
    tx: RegionTx, years: Collection[int], day: date, *, orp: str = "", service_type: str = ""
) -> CapacityGaps:
    """Needed, present and missing capacities by ORP, type, form and unit.

    Each needed capacity counts once, whoever says it: the newest report stands. What there is for a line is what its
    report says, or else the registered maximum of the service that it names; otherwise the gap is not known.
    """
    supply = regional_supply(tx, day, service_type)
    needs = needs_of(tx, years)

    def compared() -> tuple[GapRow, ...]:
        said = [line for line in capacity_needs(tx, years) if not service_type or line.service_type == service_type]
        stands_for = {source: need.name for need in needs.needs for source in need.sources}
        lines = _lines(tx, said, stands_for, supply.services, day)
        return tuple(gap_rows(distinct_lines(lines), by_key(supply.totals), needs.units))

    rows: tuple[GapRow, ...] = tx.remembered(("gaps", tuple(sorted(years)), service_type, day), compared)
    found = tuple(row for row in rows if not orp or row.orp == orp)
    if not found:
        supply.units.check_orp(orp, {UNKNOWN_ORP})
    return CapacityGaps(found, needs, supply)


def missing(tx: RegionTx, year: int, service_type: str, day: date) -> dict[tuple[str, str], int] | None:
    """What is missing of one type in the whole region by form and unit, as far as it is known.

    None where no report of the year says anything of capacities.
    """
    said = capacity_needs(tx, [year])
    if not said:
        return None
    supply = regional_supply(tx, day, service_type)
    lines = _lines(tx, [line for line in said if line.service_type == service_type], {}, supply.services, day)
    rows = gap_rows(distinct_lines(lines), {}, supply.units)
    return {(row.form, row.unit): row.gap.known or 0 for row in rows if not row.orp}


def _lines(
    tx: RegionTx,
    said: Collection[CapacitySaid],
    stands_for: Mapping[str, str],
    supply: Iterable[DistinctService],
    day: date,
) -> list[CapacityLine]:
    """The lines with what there is of each; `stands_for` gives the need that counts for one that a line speaks of."""
    keys, services = tx.supply.keys({line.service for line in said if line.service}), {it.key: it for it in supply}
    places: dict[str, int] = {}
    lines = []
    for line in said:
        places[line.report] = number = places.get(line.report, 0) + 1
        key = keys.get(line.service, line.service)
        service = services.get(key)
        spoken_of = service is not None and (line.form, line.unit) in service.forms_and_units
        registered = service.capacity(line.form, line.unit, day).registered if service and spoken_of else None
        now, now_from = now_of(line.quantity_now, service, registered)
        lines.append(
            CapacityLine(
                report=line.report,
                number=number,
                year=line.year,
                area=line.area,
                service_type=line.service_type,
                form=line.form,
                unit=line.unit,
                needed=line.quantity_needed,
                now=now,
                now_from=now_from,
                municipalities=frozenset(line.municipalities),
                from_year=line.from_year,
                priority=line.priority,
                service=key,
                needs=frozenset(stands_for.get(name, name) for name in line.needs),
            )
        )
    return lines
