"""Needs of the region in some years: what counts, who is behind it, how much it is. For chapters and gap tables too."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from komplan_core.codelists import CodeList, entry
from komplan_core.errors import NotFound
from komplan_core.evidence.rounds import RoundState
from komplan_core.regional.need_holding import Held, SaidReport, held
from komplan_core.regional.need_records import RegionNeedRound
from komplan_core.regional.need_totals import UNKNOWN_ORP, Covered, NeedTotal, covered, orps_of, totals
from komplan_core.regional.needs import DistinctNeed, SaidNeed, distinct
from komplan_core.regional.territory import Units
from komplan_region.ports.directory import Standing
from komplan_region.ports.needs import CapacitySaid
from komplan_region.ports.transaction import RegionTx


@dataclass(frozen=True, slots=True)
class YearOfNeeds:
    """Who stands where in a year, and which needs count because of it."""

    year: int
    round: RegionNeedRound | None
    """The region's round; without one nobody is known to have been silent."""
    units: Units
    """The territory on the last day of the round, or of the year."""
    held: Held

    @property
    def coverage(self) -> tuple[Covered, ...]:
        """The whole region first, then every ORP."""
        return covered(self.held.coverage.standings, self.units)


@dataclass(frozen=True, slots=True)
class RegionalNeeds:
    """The needs of some years, each once."""

    years: tuple[YearOfNeeds, ...]
    needs: tuple[DistinctNeed, ...]
    """Those that reports say; a need that goes on over several of the years counts once."""
    published: tuple[DistinctNeed, ...]
    """Those that cities published and nobody reported: told apart, never added."""

    @property
    def units(self) -> Units:
        """The territory of the last of the years."""
        return self.years[-1].units


@dataclass(frozen=True, slots=True)
class NeedFigures:
    """Needs added up, with all that says how far to trust the numbers."""

    needs: RegionalNeeds
    totals: tuple[NeedTotal, ...]
    origins: tuple[tuple[Standing, int], ...]
    """Cities whose copies the needs come from, and how many of them."""


def year_of_needs(tx: RegionTx, year: int, needs: Sequence[SaidNeed], reports: Sequence[SaidReport]) -> YearOfNeeds:
    """What holds in a year of what was said."""
    round_ = tx.needs.round_of(year)
    units = tx.territory.on(round_.closes if round_ is not None else date(year, 12, 31))
    closed = round_ is not None and round_.state is RoundState.CLOSED
    found = held(
        tuple(units.municipalities),
        [report for report in reports if report.year == year],
        [need for need in needs if need.year == year],
        closed,
        round_.closed_at if round_ is not None else None,
    )
    return YearOfNeeds(year, round_, units, found)


def needs_of(tx: RegionTx, years: Collection[int]) -> RegionalNeeds:
    """All needs of some years, each once, and who is behind them."""
    wanted = tuple(sorted(years))
    return tx.remembered(("needs", wanted), lambda: _needs_of(tx, wanted))


def _needs_of(tx: RegionTx, wanted: tuple[int, ...]) -> RegionalNeeds:
    said, reports, merges = tx.needs.needs(wanted), tx.needs.reports(wanted), tx.needs.merges_in_force()
    by_year = tuple(year_of_needs(tx, year, said, reports) for year in wanted)
    published = [need for need in said if not need.report]
    return RegionalNeeds(
        by_year,
        distinct((need for year in by_year for need in year.held.needs), merges),
        distinct(published, merges),
    )


def needs_figures(tx: RegionTx, years: Collection[int]) -> NeedFigures:
    """Open needs by ORP and canonical target group, with the names of the needs behind every number."""
    found = needs_of(tx, years)

    def added() -> tuple[tuple[NeedTotal, ...], Counter[str]]:
        return totals(found.needs, found.units), Counter(need.said.area for need in found.needs)

    sums, counts = tx.remembered(("need-totals", tuple(sorted(years))), added)
    origins = tuple(
        (standing, counts[standing.municipality.code])
        for standing in tx.directory.standings()
        if standing.municipality.code in counts
    )
    return NeedFigures(found, sums, origins)


def capacity_needs(tx: RegionTx, years: Collection[int]) -> list[CapacitySaid]:
    """Needed capacities of the reports that hold, superseded and late ones left out. Units are never added."""
    wanted = tuple(sorted(years))
    reports = tx.needs.reports(wanted)
    holding = {year: year_of_needs(tx, year, (), reports).held for year in wanted}
    found = [
        line for line in tx.needs.capacities(wanted) if holding[line.year].counts(line.report, line.municipalities)
    ]
    return sorted(found, key=lambda line: (line.year, line.report, line.service_type, line.form, line.unit))


def round_of(tx: RegionTx, name: str) -> YearOfNeeds:
    """Where every municipality stands in a round. Raises NotFound."""
    found = tx.needs.rounds.get(name)
    return year_of_needs(tx, found.year, (), tx.needs.reports([found.year]))


def needs_listed(
    tx: RegionTx, years: Collection[int], orp: str, group: str, unanswered: bool, published_only: bool
) -> tuple[list[DistinctNeed], Units]:
    """Needs of some years that touch an ORP and a canonical target group (any for empty ones), and the territory.

    Raises Invalid for an ORP or a group that is none.
    """
    if group:
        entry(CodeList.TARGET_GROUPS, group, "target_group")
    found = needs_of(tx, years)
    answers = tx.needs.answers()
    listed = [
        need
        for need in (found.published if published_only else found.needs)
        if (not orp or orp in orps_of(need, found.units))
        and (not group or group in need.groups)
        and not (unanswered and any(source in answers for source in need.sources))
    ]
    if not listed:
        found.units.check_orp(orp, {UNKNOWN_ORP})
    return listed, found.units


def need_of(tx: RegionTx, name: str) -> tuple[DistinctNeed, Units]:
    """The need that counts for a need of this name, whichever of its sources it is. Raises NotFound."""
    known = tx.needs.known([name]).get(name)
    if known is None:
        raise NotFound("NOT_FOUND", f"no copy and no report has a need `{name[:200]}`")
    found = needs_of(tx, (known.year - 1, known.year, known.year + 1))
    for need in (*found.needs, *found.published):
        if name in need.sources:
            return need, found.years[1].units
    return distinct([known])[0], found.years[1].units
