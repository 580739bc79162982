"""From an analyst's question and the cities' lines to the problem that is solved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from komplan_core.errors import Invalid
from komplan_core.planning import ServiceChangeKind
from komplan_core.regional.funding.problem import MILLION, Candidate, Cell, Problem
from komplan_core.regional.funding.scenario import DEFAULT_POINTS, Eligibility, Funding, FundingBasis


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Money of one year from one canonical source, in haléře; None where it is not known."""

    year: int
    source: str
    kind: str
    planned: int | None
    secured: int | None


@dataclass(frozen=True, slots=True)
class AskingMeasure:
    """A measure as the region knows it."""

    name: str
    change: str = ""
    service_type: str = ""
    groups: tuple[str, ...] = ()
    orps: Mapping[str, int] = field(default_factory=dict)
    """ORP code → how many of the measure's municipalities lie in it."""
    lines: tuple[AskedLine, ...] = ()


def problem_of(funding: Funding, measures: Iterable[AskingMeasure]) -> Problem:
    """The problem. A measure without money in the years is none. Raises Invalid for measures that there are not."""
    asking = [measure for measure in measures if measure.lines]
    check_named(funding, {measure.name for measure in asking})
    own = {item.measure: item.points for item in funding.measure_points}
    rules = {rule.source: rule for rule in funding.eligibility}
    must = set(funding.mandatory)
    return Problem(
        candidates=tuple(
            Candidate(
                name=measure.name,
                points=own.get(measure.name) or _points(funding, measure),
                costs=_costs(funding, measure),
                orps=tuple(sorted(measure.orps.items())),
                mandatory=measure.name in must
                or (not funding.without_continuity and measure.change == ServiceChangeKind.KEEP),
                refused=tuple(sorted(_refused(rules, measure))),
                unknown=any(line.planned is None for line in measure.lines),
            )
            for measure in asking
        ),
        budgets={(budget.source, budget.year): budget.amount.hal for budget in funding.budgets},
        floors={item.orp: item.floor.hal for item in funding.fair_shares if item.floor is not None},
        shares={item.orp: int(item.share * MILLION) for item in funding.fair_shares if item.share is not None},
        least_percent=funding.part_payment_from or 100,
    )


def check_named(funding: Funding, known: Collection[str]) -> None:
    """Raise Invalid for a measure that the question names and that has no money in its years."""
    for field_, named in (
        ("mandatory", funding.mandatory),
        ("measure_points", [points.measure for points in funding.measure_points]),
    ):
        for place, name in enumerate(named):
            if name not in known:
                message = f"no plan of these years has money for `{name[:200]}`"
                raise Invalid.field(f"funding.{field_}.{place}", "REFERENCE_MISSING", message)


def _points(funding: Funding, measure: AskingMeasure) -> int:
    of_groups = [funding.group_points[group] for group in measure.groups if group in funding.group_points]
    return max(of_groups, default=funding.default_points or DEFAULT_POINTS)


def _costs(funding: Funding, measure: AskingMeasure) -> dict[Cell, int]:
    costs: dict[Cell, int] = {}
    for line in measure.lines:
        amount = line.planned or 0
        if funding.basis is FundingBasis.GAP:
            amount = max(amount - (line.secured or 0), 0)
        if amount:
            costs[line.source, line.year] = costs.get((line.source, line.year), 0) + amount
    return costs


def _refused(rules: Mapping[str, Eligibility], measure: AskingMeasure) -> set[str]:
    """The sources that may not pay for the measure although it counts with them."""
    found = set()
    for line in measure.lines:
        rule = rules.get(line.source)
        if rule is not None and line.planned != 0 and not _may_pay(rule, measure, line):
            found.add(line.source)
    return found


def _may_pay(rule: Eligibility, measure: AskingMeasure, line: AskedLine) -> bool:
    return (
        (not rule.kinds or line.kind in rule.kinds)
        and (not rule.target_groups or not set(rule.target_groups).isdisjoint(measure.groups))
        and (not rule.service_types or measure.service_type in rule.service_types)
        and (not rule.orps or (bool(measure.orps) and set(measure.orps) <= set(rule.orps)))
        and (not rule.changes or measure.change in rule.changes)
    )
