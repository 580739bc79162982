"""Reports of municipalities: written, submitted for good, corrected by a next version, or confirmed unchanged."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Taken
from komplan_core.evidence.rounds import (
    NeedRound,
    NeedsReport,
    NeedsReportState,
    ReportKind,
    ResourceKind,
    RoundState,
)
from komplan_core.needs import Need, NeedState
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.evidence.needs import Needs
from komplan_planning.usecases.evidence.references import References
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class NeedsReports:
    """Reports of needs (act 108/2006 Sb., § 94 letters e and f)."""

    def __init__(self, structure: Structure, needs: Needs) -> None:
        self._city, self._needs = structure, needs
        self._references = References(structure.profile.area.code)

    def create(self, tx: PlanningTx, parent: str, values: Values) -> Written:
        """Begin a municipality's report in an open round."""
        round_, round_id = self._open_round(tx, parent)
        report = tx.evidence.reports.make({**values, "year": round_.year}, "needs_report")
        self._city.check_municipalities([report.municipality], (), "needs_report.municipality")
        named = report.revised({"name": _name(parent, report.municipality, 1)})
        return tx.evidence.reports.add(self._checked(tx, named), need_round_id=round_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a draft."""
        before = self._draft(tx, name, "needs_report.name")
        changed = tx.evidence.reports.changed(name, changes, "needs_report")
        if changed.municipality != before.municipality:
            raise Invalid.field("needs_report.municipality", "MASK_PATH", "who reports does not change")
        return tx.evidence.reports.replace(self._checked(tx, changed), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Throw a draft away."""
        self._draft(tx, name, "name")
        return tx.evidence.reports.delete(name, etag)

    def submit(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Submit a draft for good, with its needs as they are now."""
        report = self._draft(tx, name, "name")
        if not report.correction_approved_by:
            self._open_round(tx, names.parent(name))
        if not report.approved_by.strip():
            raise Invalid.field("needs_report.approved_by", "REQUIRED", "say which body or office approved it")
        if bool(report.needs) == report.no_unmet_needs:
            message = "an empty report says that there are no unmet needs, and only an empty one does"
            raise Invalid.field("needs_report.no_unmet_needs", "REQUIRED", message)
        checked = self._checked(tx, report)
        reported = tuple(tx.needs.get(need) for need in checked.needs)
        return tx.evidence.reports.replace(self._submitted(tx, checked, reported), etag)

    def correct(self, tx: PlanningTx, name: str, reason: str, approved_by: str) -> Written:
        """Begin the next version of a submitted report."""
        report = tx.evidence.reports.get(name)
        parent = names.parent(name)
        versions = [item for item in tx.evidence.reports_of(parent) if item.municipality == report.municipality]
        if report.state is not NeedsReportState.SUBMITTED or report.version != max(item.version for item in versions):
            raise Refused("TRANSITION_NOT_ALLOWED", "the last version is corrected, once it is submitted")
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why it is corrected")
        if tx.evidence.rounds.get(parent).state is RoundState.CLOSED and not approved_by.strip():
            raise Invalid.field("approved_by", "REQUIRED", "the round is closed: say who lets it be corrected")
        following = report.revised(
            {
                "name": _name(parent, report.municipality, report.version + 1),
                "etag": "",
                "version": report.version + 1,
                "corrects": name,
                "correction_reason": reason,
                "correction_approved_by": approved_by,
                "kind": ReportKind.NEEDS,
                "state": NeedsReportState.DRAFT,
                "submitted_at": None,
                "reported": (),
            }
        )
        return tx.evidence.reports.add(following, need_round_id=tx.evidence.rounds.refer(parent, "name"))

    def confirm_no_change(self, tx: PlanningTx, parent: str, municipality: str, approved_by: str) -> Written:
        """Confirm in one act that nothing changed: the needs of the last report carry over to this year."""
        round_, round_id = self._open_round(tx, parent)
        self._city.check_municipalities([municipality], (), "municipality")
        if not approved_by.strip():
            raise Invalid.field("approved_by", "REQUIRED", "say which body or office confirmed it")
        name = _name(parent, municipality, 1)
        if tx.exists(name):
            raise Taken("ALREADY_EXISTS", f"`{municipality}` reports in this round already: see `{name}`")
        earlier = tx.evidence.earlier_report(municipality, round_.year)
        if earlier is None:
            raise Refused("NO_EARLIER_REPORT", f"`{municipality}` never reported: it cannot say that nothing changed")
        still = [need for need in earlier.reported if need.state is NeedState.OPEN]
        carried = tuple(self._needs.carry_over(tx, need, round_.year) for need in still)
        report = NeedsReport(
            name=name,
            municipality=municipality,
            kind=ReportKind.NO_CHANGE,
            year=round_.year,
            needs=tuple(need.name for need in carried),
            no_unmet_needs=not carried,
            approved_by=approved_by,
        )
        return tx.evidence.reports.add(self._submitted(tx, report, carried), need_round_id=round_id)

    def _submitted(self, tx: PlanningTx, report: NeedsReport, reported: tuple[Need, ...]) -> NeedsReport:
        state, at = NeedsReportState.SUBMITTED, tx.evidence.now
        return report.revised({"state": state, "submitted_at": at, "reported": reported})

    def _open_round(self, tx: PlanningTx, name: str) -> tuple[NeedRound, int]:
        names.NEED_ROUND.parse(name, "parent")
        round_id = tx.evidence.rounds.refer(name, "parent")
        found = tx.evidence.rounds.get(name)
        if found.state is not RoundState.OPEN:
            raise Refused("NEED_ROUND_NOT_OPEN", f"`{name}` is {found.state}")
        return found, round_id

    def _draft(self, tx: PlanningTx, name: str, field: str) -> NeedsReport:
        report = tx.evidence.reports.get(name, field)
        if report.state is not NeedsReportState.DRAFT:
            raise Refused("REPORT_SUBMITTED", f"`{name}` is submitted: correct it by a next version")
        return report

    def _checked(self, tx: PlanningTx, report: NeedsReport) -> NeedsReport:
        self._city.check_municipalities(report.on_behalf_of, (), "needs_report.on_behalf_of")
        if report.municipality in report.on_behalf_of:
            raise Invalid.field("needs_report.on_behalf_of", "INVALID_VALUE", "the sender speaks for itself anyway")
        numbers = self._numbers(tx, report)
        for index, possibility in enumerate(report.possibilities):
            field = f"needs_report.possibilities.{index}"
            _check_number(possibility.need_no, numbers, f"{field}.need_no")
            self._references.check_catalogue(names.SERVICE, possibility.service, f"{field}.service")
        for index, resource in enumerate(report.resources):
            field = f"needs_report.resources.{index}"
            _check_number(resource.need_no, numbers, f"{field}.need_no")
            if resource.kind is ResourceKind.MONEY:
                self._city.check_source(resource.source, f"{field}.source")
        for index, capacity in enumerate(report.capacities):
            field = f"needs_report.capacities.{index}"
            self._city.check_target_groups([capacity.target_group], f"{field}.target_group")
            self._city.check_municipalities(capacity.municipalities, (), f"{field}.municipalities")
            self._references.check_catalogue(names.SERVICE, capacity.service, f"{field}.service")
            for place, number in enumerate(capacity.need_nos):
                _check_number(number, numbers, f"{field}.need_nos.{place}")
        return report

    def _numbers(self, tx: PlanningTx, report: NeedsReport) -> frozenset[int]:
        """Numbers of the needs that it reports. Raises Invalid for one of another year or of others' territory."""
        speaks_for = {report.municipality, *report.on_behalf_of}
        numbers = set()
        for index, name in enumerate(report.needs):
            field = f"needs_report.needs.{index}"
            tx.needs.refer(name, field)
            need = tx.needs.get(name)
            if need.year != report.year:
                raise Invalid.field(field, "INVALID_VALUE", f"`{name}` is a need of {need.year}, not {report.year}")
            if need.municipalities and speaks_for.isdisjoint(need.municipalities):
                raise Invalid.field(field, "AREA_MISMATCH", f"`{name}` concerns none of those who report")
            numbers.add(need.need_no)
        return frozenset(numbers)


def _name(parent: str, municipality: str, version: int) -> str:
    return f"{parent}/reports/{municipality}-v{version}"


def _check_number(number: int, known: frozenset[int], field: str) -> None:
    if number not in known:
        raise Invalid.field(field, "UNKNOWN_CODE", f"the report has no need number {number}")
