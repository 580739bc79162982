"""Which reports of needs hold in the region's round of a year, and which needs count because of them (domain § 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from komplan_core.evidence.rounds import Coverage, NeedsReportState, ReportKind, coverage
from komplan_core.regional.needs import SaidNeed


@dataclass(frozen=True, slots=True)
class SaidReport:
    """A submitted report, of a city's instance or of the region's own intake."""

    name: str
    area: str
    """Code of the planning area whose copy it comes from; empty for the region's own intake."""
    municipality: str
    on_behalf_of: tuple[str, ...]
    year: int
    version: int
    kind: ReportKind
    submitted_at: datetime | None
    correction_approved_by: str = ""
    late_reason: str = ""
    """Why the region's office took it after the round was closed; a city cannot say that."""
    no_unmet_needs: bool = False

    @property
    def state(self) -> NeedsReportState:
        """Only what was submitted is kept."""
        return NeedsReportState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Held:
    """Who stands where in a year, and which of its needs count."""

    coverage: Coverage
    """Of the region's municipalities."""
    late: tuple[str, ...]
    """Reports that came after the round was closed, neither taken by the office nor an approved correction."""
    taken_late: tuple[str, ...]
    """First reports that the office took after the round was closed; they count."""
    needs: tuple[SaidNeed, ...]
    holds: Mapping[str, frozenset[str]]
    """Report → the municipalities for which it holds."""

    def counts(self, report: str, municipalities: Iterable[str]) -> bool:
        """Whether what a report says of these municipalities holds for at least one of them."""
        return not self.holds.get(report, frozenset()).isdisjoint(municipalities)


def held(
    municipalities: Sequence[str],
    reports: Sequence[SaidReport],
    needs: Iterable[SaidNeed],
    closed: bool,
    closed_at: datetime | None = None,
) -> Held:
    """What holds of the reports of one year. Municipalities that the region does not list speak, but are not counted.

    A need counts where the report that says it holds for at least one of its municipalities: what the ORP says of a
    municipality that reported itself is superseded. What the region's own intake took, by a municipality's code or by
    the office, outranks what a city's instance says in its name.
    """
    in_time = [report for report in reports if _counts(report, closed_at)]
    spoken = {code for report in in_time for code in (report.municipality, *report.on_behalf_of)}
    listed = set(municipalities)
    everybody = coverage([*municipalities, *sorted(spoken - listed)], in_time, closed, _proved)
    holds: dict[str, set[str]] = {}
    for standing in everybody.standings:
        if standing.report:
            holds.setdefault(standing.report, set()).add(standing.municipality)
    late = tuple(sorted(report.name for report in reports if not _counts(report, closed_at)))
    taken_late = tuple(sorted(report.name for report in in_time if report.late_reason))
    counted = tuple(standing for standing in everybody.standings if standing.municipality in listed)
    by_report = {name: frozenset(codes) for name, codes in holds.items()}
    found = Held(Coverage(counted, closed), late, taken_late, (), by_report)
    kept = tuple(need for need in needs if need.report and found.counts(need.report, need.municipalities))
    return replace(found, needs=kept)


def _proved(report: SaidReport) -> int:
    return int(not report.area)


def _counts(report: SaidReport, closed_at: datetime | None) -> bool:
    if closed_at is None or report.submitted_at is None or report.submitted_at <= closed_at:
        return True
    return bool(report.correction_approved_by if report.version > 1 else report.late_reason)
