"""The region takes in forms of municipalities: from its staff, or from who has the municipality's one-time code."""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from komplan_core.errors import Forbidden, Invalid, Refused, Taken
from komplan_core.evidence.rounds import NeedsReport, NeedsReportState, ReportKind, RoundState
from komplan_core.needs import Need, NeedState
from komplan_core.regional.need_holding import SaidReport
from komplan_core.regional.need_records import (
    CodeState,
    NeedDifference,
    NeedForm,
    RegionNeedRound,
    code_hash,
)
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.intake_needs import carried_over, corrected, need_of_form
from komplan_region.usecases.saying_needs import said_by_intake


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a form: the region's office, or whoever has a municipality's one-time code."""

    code: str | None
    """The code that was given; None for the office."""

    @property
    def is_staff(self) -> bool:
        """Whether it is the region's office, which needs no code."""
        return self.code is None


OFFICE: Final = Sender(None)


@dataclass(frozen=True, slots=True)
class Correction:
    """Why and by whose leave a submitted report is corrected, or a first one comes late; empty for one in time."""

    reason: str = ""
    approved_by: str = ""
    late: str = ""
    """Why the office takes a first report after the round was closed."""


@dataclass(frozen=True, slots=True)
class FormStatus:
    """What a municipality may send."""

    round: RegionNeedRound
    municipality: str
    title: str
    report: str
    last_year: int
    last_needs: tuple[str, ...]


class NeedIntake:
    """Forms of municipalities. Once submitted a report stays as it is: a correction is the next version."""

    def __init__(self, region: str, reply: Callable[[bytes, Sequence[NeedDifference]], bytes]) -> None:
        """`region` is its Czech title: who is asked when it is too late. `reply` makes the answer to a form."""
        self._region, self._reply = region, reply

    def status(self, tx: RegionTx, parent: str, municipality: str, sender: Sender) -> FormStatus:
        """What a municipality may send, and what it said last."""
        round_, title = self._known(tx, parent, municipality)
        self._admitted(tx, parent, municipality, sender)
        versions = tx.needs.versions(parent, municipality)
        last = self._last_before(tx, municipality, round_.year)
        needs = tuple(need.title for need in self._open_needs(tx, last)) if last is not None else ()
        year = last.year if last is not None else 0
        return FormStatus(round_, municipality, title, versions[-1].name if versions else "", year, needs)

    def admit(self, tx: RegionTx, parent: str, sender: Sender) -> RegionNeedRound:
        """The round, for who may send it a workbook. Raises NotFound, Forbidden unless the code is one of its codes.

        Reading a workbook takes long: whose code it is can be told only after that, and is.
        """
        round_ = tx.needs.rounds.get(parent, "parent")
        if not sender.is_staff:
            issued = (code for code in tx.needs.codes_of(parent) if code.state is CodeState.ISSUED)
            if not any(hmac.compare_digest(code_hash(code.name, sender.code or ""), code.sha256) for code in issued):
                raise _wrong_code()
        return round_

    def title(self, tx: RegionTx, parent: str, municipality: str) -> tuple[RegionNeedRound, str]:
        """The round and the title of a municipality; of an empty code none. Raises NotFound, Invalid."""
        if not municipality:
            return tx.needs.rounds.get(parent, "parent"), ""
        return self._known(tx, parent, municipality)

    def submit(self, tx: RegionTx, parent: str, form: NeedForm, sender: Sender, correction: Correction) -> Written:
        """Submit a form for good."""
        round_, _ = self._known(tx, parent, form.municipality, "form.municipality")
        self._admitted(tx, parent, form.municipality, sender)
        if form.on_behalf_of and not sender.is_staff:
            message = "with a code a municipality speaks for itself: the office takes down what the ORP says of others"
            raise Invalid.field("form.on_behalf_of", "AREA_MISMATCH", message)
        units = tx.territory.on(round_.closes)
        for index, code in enumerate(form.on_behalf_of):
            if code not in units.municipalities:
                raise Invalid.field(f"form.on_behalf_of.{index}", "UNKNOWN_CODE", "the region has no such municipality")
        before = tx.needs.versions(parent, form.municipality)
        self._check_time(round_, bool(before), sender, correction.late)
        if before:
            self._check_correction(round_, before[-1], correction)
        name = f"{parent}/reports/{form.municipality}-v{len(before) + 1}"
        needs = tuple(need_of_form(tx, round_, form, item, index) for index, item in enumerate(form.numbered()))
        numbers = {need.need_no for need in needs}
        for index, line in enumerate(form.capacities):
            if not numbers.issuperset(line.need_nos):
                raise Invalid.field(f"form.capacities.{index}.need_nos", "UNKNOWN_CODE", "the form has no such need")
        report = NeedsReport(
            name=name,
            municipality=form.municipality,
            on_behalf_of=form.on_behalf_of,
            version=len(before) + 1,
            corrects=before[-1].name if before else "",
            correction_reason=correction.reason if before else "",
            correction_approved_by=correction.approved_by if before else "",
            late_reason=correction.late,
            state=NeedsReportState.SUBMITTED,
            year=round_.year,
            no_unmet_needs=form.no_unmet_needs,
            capacities=form.capacities,
            approved_by=form.approved_by,
            submitted_at=tx.now(),
            reported=needs,
        )
        return self._kept(tx, parent, report, before[-1] if before else None, sender)

    def confirm_no_change(
        self, tx: RegionTx, parent: str, municipality: str, approved_by: str, sender: Sender, late: str = ""
    ) -> Written:
        """Confirm in one act that nothing changed: the open needs of the last report carry over."""
        round_, _ = self._known(tx, parent, municipality)
        self._admitted(tx, parent, municipality, sender)
        if not approved_by.strip():
            raise Invalid.field("approved_by", "REQUIRED", "say which body or office confirmed it")
        self._check_time(round_, False, sender, late)
        own = [item for item in tx.needs.reports_of(municipality) if item.year == round_.year]
        if own:
            raise Taken("ALREADY_EXISTS", f"`{municipality}` reports in this round already: see `{own[-1].name}`")
        last = self._last_before(tx, municipality, round_.year)
        if last is None:
            raise Refused("NO_EARLIER_REPORT", f"`{municipality}` never reported: it cannot say that nothing changed")
        name = f"{parent}/reports/{municipality}-v1"
        carried = tuple(
            carried_over(tx, round_, number, need, municipality)
            for number, need in enumerate(self._open_needs(tx, last), 1)
        )
        report = NeedsReport(
            name=name,
            municipality=municipality,
            kind=ReportKind.NO_CHANGE,
            state=NeedsReportState.SUBMITTED,
            year=round_.year,
            no_unmet_needs=not carried,
            approved_by=approved_by,
            late_reason=late,
            submitted_at=tx.now(),
            reported=carried,
        )
        return self._kept(tx, parent, report, None, sender)

    def _kept(
        self, tx: RegionTx, parent: str, report: NeedsReport, before: NeedsReport | None, sender: Sender
    ) -> Written:
        written = tx.needs.intake.add(report, need_round_id=tx.needs.rounds.refer(parent, "parent"))
        tx.needs.put_intake(report.name, said_by_intake(report))
        if not sender.is_staff:
            code = tx.needs.codes.get(f"{parent}/codes/{report.municipality}")
            tx.needs.codes.replace(code.revised({"state": CodeState.USED, "report": report.name}))
        differing = corrected(tx, parent, before, report) if before is not None else ()
        reply = self._reply(written.reply, differing)
        return Written(report.name, written.etag, reply, reply)

    def _known(
        self, tx: RegionTx, parent: str, municipality: str, field: str = "municipality"
    ) -> tuple[RegionNeedRound, str]:
        round_ = tx.needs.rounds.get(parent, "parent")
        units = tx.territory.on(round_.closes)
        if municipality not in units.municipalities:
            message = "use the RÚIAN code of a municipality that the region has on the last day of the round"
            raise Invalid.field(field, "UNKNOWN_CODE", message)
        return round_, units.title(municipality)

    @staticmethod
    def _admitted(tx: RegionTx, parent: str, municipality: str, sender: Sender) -> None:
        """Raise Forbidden unless it is staff, or the code is that of the municipality and still good."""
        if sender.is_staff:
            return
        name = f"{parent}/codes/{municipality}"
        kept = tx.needs.codes.find(name)
        given = code_hash(name, sender.code or "")
        same = hmac.compare_digest(given, kept.sha256 if kept is not None else bytes(32))
        if kept is None or not same or kept.state is not CodeState.ISSUED:
            raise _wrong_code()

    def _check_time(self, round_: RegionNeedRound, again: bool, sender: Sender, late: str) -> None:
        """Raise Refused or Invalid unless the round takes a report now, a first one or one `again`."""
        closed = round_.state is RoundState.CLOSED
        if round_.state is RoundState.PREPARED:
            raise Refused("NEED_ROUND_NOT_OPEN", f"`{round_.name}` is not open yet: it takes no reports")
        if closed and not sender.is_staff:
            message = f"`{round_.name}` is closed: ask the office of {self._region}, which may still take down a report"
            raise Refused("NEED_ROUND_NOT_OPEN", message)
        if late and (again or not closed):
            told = "only a first report after the round was closed is late"
            raise Invalid.field("late_reason", "INVALID_VALUE", told)
        if closed and not again and not late.strip():
            told = "the round is closed: say why the report is taken all the same; it is marked as late"
            raise Invalid.field("late_reason", "REQUIRED", told)

    @staticmethod
    def _check_correction(round_: RegionNeedRound, before: NeedsReport, correction: Correction) -> None:
        if not correction.reason.strip():
            message = f"`{before.name}` is submitted and stays as it is: say why it is corrected"
            raise Refused("REPORT_SUBMITTED", message)
        if round_.state is RoundState.CLOSED and not correction.approved_by.strip():
            message = "the round is closed: say who lets it be corrected"
            raise Invalid.field("correction_approved_by", "REQUIRED", message)

    @staticmethod
    def _last_before(tx: RegionTx, municipality: str, year: int) -> SaidReport | None:
        """What the municipality itself submitted last for an earlier year."""
        earlier = [report for report in tx.needs.reports_of(municipality) if report.year < year]
        return max(earlier, key=lambda item: (item.year, str(item.submitted_at), item.version, item.name), default=None)

    @staticmethod
    def _open_needs(tx: RegionTx, report: SaidReport) -> list[Need]:
        """Open needs of a report that concern its sender, not only others for which it spoke."""
        concerning = (need for need in tx.needs.reported(report.name) if need.state is NeedState.OPEN)
        return [need for need in concerning if not need.municipalities or report.municipality in need.municipalities]


def _wrong_code() -> Forbidden:
    message = "the code is wrong, used or withdrawn: ask the region's office for another one"
    return Forbidden("NEED_CODE_INVALID", message)
