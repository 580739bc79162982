"""What one city's copy, or one report of the region's intake, says of needs, in canonical target groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from komplan_core import names
from komplan_core.declarations import PlanningArea
from komplan_core.errors import Refused
from komplan_core.evidence.rounds import NeedsReport, NeedsReportState
from komplan_core.needs import Need, PersonsBasis
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk
from komplan_core.regional.need_holding import SaidReport
from komplan_core.regional.needs import SaidNeed
from komplan_core.regional.speaking import ClaimSubject, Listening
from komplan_region.ports.copies import Contents, Derived
from komplan_region.ports.needs import CapacitySaid, NeedSaid, SaidOfNeeds

SHARE_DIGITS = 6


class _Groups:
    """Local target groups as canonical ones; without a city's structure they are canonical already."""

    def __init__(self, crosswalk: Crosswalk | None) -> None:
        self._crosswalk = crosswalk

    def shares(self, local: tuple[str, ...], year: int) -> tuple[Mapping[str, Decimal], tuple[str, ...]]:
        """Canonical group → share, and the local groups without one, as they map at the beginning of the year."""
        if self._crosswalk is None:
            weights, unmapped = [Fraction(1, len(local))] * len(local), ()
            return {group: _decimal(weight) for group, weight in zip(local, weights, strict=True)}, unmapped
        day = date(year, 1, 1)
        groups, numbers = self._crosswalk.weights(local, day)
        total = sum(numbers)
        shares = {
            group: _decimal(Fraction(number, total))
            for group, number in zip(groups, numbers, strict=True)
            if group != UNMAPPED
        }
        return shares, tuple(code for code in self._crosswalk.unmapped(local, day) if code)


def copied_needs(contents: Contents) -> Derived:
    """What a city published: submitted reports with their needs as they were, and needs that no report says.

    Only what is of territory for which the city speaks is taken.
    """
    area = contents.profile.area
    found = contents.found
    reports = [report for report in found.get("needs_reports", []) if report.state is NeedsReportState.SUBMITTED]
    _check(area, reports, found.get("needs", []))
    city = _City(area, _Groups(Crosswalk(contents.profile, contents.mapped)), Listening(contents.office.speaks_for))
    said = [told for report in reports if (told := city.reported(report)) is not None]
    in_reports = {need.said.name for told in said for need in told.needs}
    published = [
        need
        for item in found.get("needs", [])
        if item.name not in in_reports and (need := city.need(item, None, area.municipalities)) is not None
    ]
    value = SaidOfNeeds(
        reports=tuple(report for told in said for report in told.reports),
        needs=(*(need for told in said for need in told.needs), *published),
        capacities=tuple(line for told in said for line in told.capacities),
        rounds=tuple(found.get("need_rounds", [])),
    )
    return Derived(value, city.listening.claims)


def _check(area: PlanningArea, reports: Iterable[NeedsReport], needs: Iterable[Need]) -> None:
    """Raise Refused for what does not agree with the city's own structure."""
    for report in reports:
        if not {report.municipality, *report.on_behalf_of} <= set(area.municipalities):
            raise Refused("SNAPSHOT_INVALID", "a report speaks for a municipality that is none of the area's")
        for need in report.reported:
            if not names.NEED.matches(need.name) or names.NEED.parse(need.name)["area"] != area.code:
                raise Refused("WRONG_IDENTITY", "a report says a need of another area")
    for need in (*(need for report in reports for need in report.reported), *needs):
        if not set(need.municipalities) <= set(area.municipalities):
            raise Refused("SNAPSHOT_INVALID", "a need is of a municipality that is none of the area's")


@dataclass(frozen=True, slots=True)
class _City:
    """Takes over what one city says, as far as it speaks for the territory."""

    area: PlanningArea
    groups: _Groups
    listening: Listening

    def reported(self, report: NeedsReport) -> SaidOfNeeds | None:
        """What a report says; nothing of one that is not of a municipality for which the city speaks."""
        speaks_for = (report.municipality, *report.on_behalf_of)
        own = self.listening.within(ClaimSubject.REPORT, report.name, speaks_for)
        if report.municipality not in own:
            return None
        kept = replace(_report(report, self.area.code), on_behalf_of=own[1:])
        needs = (self.need(need, report, speaks_for) for need in report.reported)
        capacities = _capacities([report], self.area.code, self.groups)
        return SaidOfNeeds(
            reports=(kept,),
            needs=tuple(need for need in needs if need is not None),
            capacities=tuple(line for line in capacities if self._is_own(line)),
        )

    def need(self, need: Need, report: NeedsReport | None, whole: Sequence[str]) -> NeedSaid | None:
        """A need, of `whole` where it names no territory. Of how many people a part of it speaks is not known."""
        said = need.municipalities or whole
        if need.municipalities:
            own = self.listening.within(ClaimSubject.NEED, need.name, said)
        else:
            own = tuple(code for code in said if code in self.listening.speaks_for.municipalities)
        if not own:
            return None
        told = _said(need, self.area.code, report, own, self.groups)
        if len(own) < len(set(said)):
            part = replace(told.said, persons=None, persons_basis=PersonsBasis.UNKNOWN)
            return replace(told, said=part)
        return told

    def _is_own(self, line: CapacitySaid) -> bool:
        """Whether all of its territory is the city's: a quantity is never divided by guess."""
        own = self.listening.within(ClaimSubject.CAPACITY, line.report, line.municipalities)
        return len(own) == len(set(line.municipalities))


def said_by_intake(report: NeedsReport) -> SaidOfNeeds:
    """What a report of the region's intake says; its groups are canonical."""
    groups, speaks_for = _Groups(None), (report.municipality, *report.on_behalf_of)
    return SaidOfNeeds(
        reports=(_report(report, ""),),
        needs=tuple(_said(need, "", report, need.municipalities or speaks_for, groups) for need in report.reported),
        capacities=tuple(_capacities([report], "", groups)),
    )


def _report(report: NeedsReport, area: str) -> SaidReport:
    return SaidReport(
        name=report.name,
        area=area,
        municipality=report.municipality,
        on_behalf_of=report.on_behalf_of,
        year=report.year,
        version=report.version,
        kind=report.kind,
        submitted_at=report.submitted_at,
        correction_approved_by=report.correction_approved_by,
        late_reason="" if area else report.late_reason,
        no_unmet_needs=report.no_unmet_needs,
    )


def _said(
    need: Need, area: str, report: NeedsReport | None, municipalities: Sequence[str], groups: _Groups
) -> NeedSaid:
    year = report.year if report else need.year
    shares, unmapped = groups.shares(need.target_groups, year)
    said = SaidNeed(
        name=need.name,
        area=area,
        report=report.name if report else "",
        said_at=report.submitted_at if report else None,
        year=year,
        need_no=need.need_no,
        title=need.title,
        groups=tuple(sorted(shares)),
        unmapped=unmapped,
        municipalities=tuple(dict.fromkeys(municipalities)),
        persons=need.persons,
        persons_basis=need.persons_basis,
        persons_overlap=need.persons_overlap,
        state=need.state,
        follows=need.follows,
        merged_into=need.merged_into,
    )
    return NeedSaid(said, shares, need)


def _capacities(reports: Sequence[NeedsReport], area: str, groups: _Groups) -> Iterable[CapacitySaid]:
    for report in reports:
        by_number = {need.need_no: need.name for need in report.reported}
        for line in report.capacities:
            shares, unmapped = groups.shares((line.target_group,), report.year)
            yield CapacitySaid(
                area=area,
                report=report.name,
                year=report.year,
                service_type=line.service_type,
                form=line.form,
                unit=line.unit,
                quantity_needed=line.quantity_needed,
                quantity_now=line.quantity_now,
                service=line.service,
                from_year=line.from_year,
                priority=line.priority,
                shares=shares,
                unmapped=unmapped,
                municipalities=line.municipalities or (report.municipality, *report.on_behalf_of),
                needs=tuple(by_number[number] for number in line.need_nos if number in by_number),
            )


def _decimal(share: Fraction) -> Decimal:
    """A share to six digits, to be shown; what is split is split by whole numbers."""
    return round(Decimal(share.numerator) / Decimal(share.denominator), SHARE_DIGITS).normalize()
