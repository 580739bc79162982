"""Money of the region by year and source, with what it comes from: for chapters of the midterm plan and for readers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from komplan_core.codelists import CodeList, entry
from komplan_core.errors import Invalid
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.regional.money import SPLIT, split_amounts
from komplan_core.regional.territory import Units
from komplan_core.values import Money
from komplan_kit.clock import today
from komplan_region.ports.directory import Standing
from komplan_region.ports.limits import ALL
from komplan_region.ports.money import SUMMED, LineRow, Spread, SummedRow
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.places import orps_of

DIVISIONS: Final = ("region", "area", "orp", "target-group")
STATE: Final = "state-via-region"
"""The state's subsidy that the region passes on (act 108/2006 Sb., § 101a)."""
_MONEY: Final = len(SPLIT)


@dataclass(frozen=True, slots=True)
class Figures:
    """Money of some years. `sums` of each row are haléře and numbers of lines, named by `SUMMED`."""

    first: int
    last: int
    by: str
    rows: tuple[SummedRow, ...]
    titles: Mapping[str, str]
    """Key of a row → its Czech title."""
    spread: Spread
    standings: tuple[Standing, ...]

    @property
    def several_percent(self) -> Decimal | None:
        """Measures with several sources as a percentage of all, two decimals; None where there are none."""
        spread = self.spread
        return Money(spread.with_several).percent_of(Money(spread.measures)) if spread.measures else None


def money_figures(tx: RegionTx, first: int, last: int, by: str = "region") -> Figures:
    """Money of plans that touch the years, by source and kind. By ORP it is split by a measure's municipalities.

    The parts of every split add up to the whole; a line counts in each ORP and target group that it touches. Lines by
    target group are of both kinds together. Raises Invalid for another division.
    """
    if by not in DIVISIONS:
        raise Invalid.field("by", "UNKNOWN_CODE", f"one of {', '.join(DIVISIONS)}")
    found = tx.money.summed("territory" if by == "orp" else by, first, last)
    units = tx.territory.on(today(tx.now)) if by == "orp" else Units()
    rows = _by_orp(found, units) if by == "orp" else tuple(found)
    standings = tuple(tx.directory.standings())
    titles = _titles(by, rows, standings, units)
    return Figures(first, last, by, rows, titles, tx.money.spread(first, last), standings)


def _titles(by: str, rows: Iterable[SummedRow], standings: Iterable[Standing], units: Units) -> dict[str, str]:
    keys = {row.key for row in rows} - {UNMAPPED}
    if by == "area":
        return {standing.municipality.code: standing.municipality.title for standing in standings}
    if by == "orp":
        return {key: units.orp_title(key) for key in keys}
    return {key: entry(CodeList.TARGET_GROUPS, key).title for key in keys}


def _by_orp(found: Sequence[SummedRow], units: Units) -> tuple[SummedRow, ...]:
    sums: dict[tuple[str, int, str, str], list[int]] = {}
    for row in found:
        weights = orps_of(row.key.split(), units) or {UNMAPPED: 1}
        planned, secured, actual, gap, overrun = row.sums[:_MONEY]
        parts = split_amounts((planned, secured, actual, gap, overrun), list(weights.values()))
        for place, orp in enumerate(weights):
            total = sums.setdefault((orp, row.year, row.source, row.kind), [0] * len(SUMMED))
            for index, amount in enumerate([*parts[place], *row.sums[_MONEY:]]):
                total[index] += amount
    return tuple(SummedRow(*key, tuple(total)) for key, total in sorted(sums.items()))


@dataclass(frozen=True, slots=True)
class LinesOfMoney:
    """Some lines of measures, and at which revision of its city each was read."""

    rows: tuple[LineRow, ...]
    revisions: Mapping[str, int]
    """City → journal number of the last change in the copy of its plans."""


def money_lines(tx: RegionTx, after: int, most: int, only: Mapping[str, object]) -> LinesOfMoney:
    """Lines after a row, of those that are asked for: `year`, `area`, `target_group`, `source`."""
    return LinesOfMoney(tuple(tx.money.lines(after, most, **only)), _revisions(tx.directory.standings()))


@dataclass(slots=True)
class SubsidyItem:
    """What one measure asks of the state through the region."""

    line: LineRow
    """The first of its lines: measure, city, service."""
    amounts: dict[int, int | None]
    """Year → haléře, None where a line does not tell it."""
    investment: dict[int, int]
    """Year → the part of it that is for investment, in haléře."""
    findings: list[str]


def subsidy_request(tx: RegionTx, year: int) -> tuple[SubsidyItem, ...]:
    """What measures ask of the state through the region in a year and the two after it, with what is wrong with each.

    Findings: `amount-unknown`, `investment` (the subsidy is for running a service), `no-service`, `no-service-type`,
    `one-source` (nothing but this subsidy pays for it), `nothing-asked` in the year of the request. They warn only.
    """
    asked = range(year, year + 3)
    items: dict[str, SubsidyItem] = {}
    others = tx.money.paid_otherwise(STATE, year, year + 2)
    for row in tx.money.lines(0, ALL, first=year, last=year + 2, source=STATE):
        line = row.line
        item = items.setdefault(row.measure, SubsidyItem(row, dict.fromkeys(asked, 0), dict.fromkeys(asked, 0), []))
        before = item.amounts[line.year]
        item.amounts[line.year] = None if before is None or line.planned is None else before + line.planned
        if line.kind == "investment":
            item.investment[line.year] += line.planned or 0
    for name, item in items.items():
        told = {
            "amount-unknown": None in item.amounts.values(),
            "investment": any(item.investment.values()),
            "no-service": not item.line.service,
            "no-service-type": not item.line.service_type,
            "one-source": name not in others,
            "nothing-asked": item.amounts[year] == 0,
        }
        item.findings = [code for code, holds in told.items() if holds]
    return tuple(items[name] for name in sorted(items))


@dataclass(frozen=True, slots=True)
class SubsidyTotal:
    """What is asked of the state in one year."""

    year: int
    amount: int
    """In haléře, as far as it is known."""
    investment: int
    """The part of it that is for investment, in haléře."""
    unknown: int
    """Measures that do not tell how much they ask."""


@dataclass(frozen=True, slots=True)
class SubsidyRequest:
    """What is asked of the state in a year and the two after it, and from which copies."""

    items: tuple[SubsidyItem, ...]
    standings: tuple[Standing, ...]

    @property
    def revisions(self) -> Mapping[str, int]:
        """City → journal number of the last change in the copy of its plans."""
        return _revisions(self.standings)


def whole_subsidy_request(tx: RegionTx, year: int) -> SubsidyRequest:
    """The request with all copies that it is made of."""
    return SubsidyRequest(subsidy_request(tx, year), tuple(tx.directory.standings()))


def _revisions(standings: Iterable[Standing]) -> Mapping[str, int]:
    return {standing.municipality.code: standing.revision for standing in standings}


def subsidy_totals(items: Sequence[SubsidyItem], years: Sequence[int]) -> tuple[SubsidyTotal, ...]:
    """What all measures of a request ask, year by year."""
    return tuple(
        SubsidyTotal(
            year=year,
            amount=sum(item.amounts[year] or 0 for item in items),
            investment=sum(item.investment[year] for item in items),
            unknown=sum(item.amounts[year] is None for item in items),
        )
        for year in years
    )
