"""Reporting: what everybody reads, and what providers and the office write."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_pb2 as pb
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan_catalogue.servicer.figures import (
    chart_message,
    comparison_message,
    coverage_message,
    entry_message,
    founder_table_message,
    late_message,
)
from komplan_catalogue.usecases.reporting.desk import ReportingDesk
from komplan_catalogue.usecases.reporting.figures import Figures
from komplan_catalogue.usecases.reporting.organisations import Organisations
from komplan_catalogue.usecases.reporting.periods import ReportPeriods
from komplan_catalogue.usecases.reporting.reports import Reports
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.database import Database
from komplan_kit.reading import Listing


@dataclass(frozen=True)
class ReportingListings:
    """The lists of reporting."""

    periods: Listing
    reports: Listing
    published: Listing


class ReportingServicer:
    """Reading what is published."""

    def __init__(
        self, database: Database[Any], listings: ReportingListings, figures: Figures, organisations: Organisations
    ) -> None:
        self._db, self._lists, self._figures, self._organisations = database, listings, figures, organisations

    async def GetReportPeriod(self, request: read.GetReportPeriodRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.periods.kind, request.name)

    async def ListReportPeriods(self, request: read.ListReportPeriodsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.periods, request)

    async def GetPublishedReport(self, request: read.GetPublishedReportRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.published.kind, request.name)

    async def ListPublishedReports(self, request: read.ListPublishedReportsRequest, context: Any) -> bytes:
        names.REPORT_PERIOD.parse(request.parent, "parent")
        return await self._db.page(self._lists.published, request, parent=request.parent)

    async def GetCoverage(self, request: read.GetCoverageRequest, context: Any) -> pb.Coverage:
        return coverage_message(await self._db.read(self._figures.coverage, request.name))

    async def GetChart(self, request: read.GetChartRequest, context: Any) -> pb.Chart:
        caller = current.get().caller
        return chart_message(
            await self._db.read(self._figures.chart, request.name, request.chart, request.whole_counts, caller)
        )

    async def GetComparison(self, request: read.GetComparisonRequest, context: Any) -> pb.Comparison:
        return comparison_message(await self._db.read(self._figures.comparison, request.name, request.half))

    async def GetFounderTable(self, request: read.GetFounderTableRequest, context: Any) -> read.FounderTable:
        names.AREA.parse(request.parent, "parent")
        return founder_table_message(await self._db.read(self._organisations.by_founder))

    async def ListAddressBook(self, request: read.ListAddressBookRequest, context: Any) -> AsyncIterator[Message]:
        names.AREA.parse(request.parent, "parent")
        for entry in await self._db.read(self._organisations.address_book):
            yield entry_message(entry)


class ReportingEditorServicer:
    """Periods and reports."""

    def __init__(
        self,
        database: Database[Any],
        listings: ReportingListings,
        desk: ReportingDesk,
        periods: ReportPeriods,
        reports: Reports,
        figures: Figures,
    ) -> None:
        self._db, self._lists, self._desk = database, listings, desk
        self._period, self._report = listings.periods.kind.codec, listings.reports.kind.codec
        self._periods, self._reports, self._figures = periods, reports, figures

    async def CreateReportPeriod(self, request: edit.CreateReportPeriodRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(self._periods.create, self._period.values(request.report_period))

    async def UpdateReportPeriod(self, request: edit.UpdateReportPeriodRequest, context: Any) -> bytes:
        changed = request.report_period
        changes = self._period.patch(changed, request.update_mask.paths)
        return await self._db.write(self._periods.update, changed.name, changed.etag, changes)

    async def CloseReportPeriod(self, request: edit.CloseReportPeriodRequest, context: Any) -> bytes:
        return await self._db.write(self._periods.close, request.name, request.etag)

    async def ReopenReportPeriod(self, request: edit.ReopenReportPeriodRequest, context: Any) -> bytes:
        return await self._db.write(self._periods.reopen, request.name, request.etag)

    async def DeleteReportPeriod(self, request: edit.DeleteReportPeriodRequest, context: Any) -> bytes:
        return await self._db.write(self._periods.delete, request.name, request.etag)

    async def CreateReport(self, request: edit.CreateReportRequest, context: Any) -> bytes:
        values, caller = self._report.values(request.report), current.get().caller
        return await self._db.write(self._reports.create, request.parent, request.service, values, caller)

    async def UpdateReport(self, request: edit.UpdateReportRequest, context: Any) -> bytes:
        changed, caller = request.report, current.get().caller
        changes = self._report.patch(changed, request.update_mask.paths)
        return await self._db.write(
            self._reports.update, changed.name, changed.etag, changes, caller, request.allow_missing
        )

    async def GetReport(self, request: edit.GetReportRequest, context: Any) -> Message:
        found = await self._db.read(self._reports.get, request.name, current.get().caller)
        message: Message = self._report.encode(found)
        return message

    async def ListReports(self, request: edit.ListReportsRequest, context: Any) -> bytes:
        names.REPORT_PERIOD.parse(request.parent, "parent")
        caller = current.get().caller
        if not self._desk.is_office(caller):
            request.provider = self._desk.own_provider(caller)
        return await self._db.page(self._lists.reports, request, parent=request.parent)

    async def SubmitReport(self, request: edit.SubmitReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.submit, request.name, request.etag, current.get().caller)

    async def ReturnReport(self, request: edit.ReturnReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.send_back, request.name, request.etag, request.reason)

    async def AcceptReport(self, request: edit.AcceptReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.accept, request.name, request.etag)

    async def PublishReport(self, request: edit.PublishReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.publish, request.name, request.etag)

    async def CorrectReport(self, request: edit.CorrectReportRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._reports.correct, request.name, request.etag, request.reason, caller)

    async def ListLateReports(self, request: edit.ListLateReportsRequest, context: Any) -> edit.ListLateReportsResponse:
        missing, coverage = await self._db.read(self._figures.late, request.parent, current.get().caller)
        late = [late_message(item) for item in missing]
        return edit.ListLateReportsResponse(late_reports=late, coverage=coverage_message(coverage))

    async def CompareReports(self, request: edit.CompareReportsRequest, context: Any) -> pb.Comparison:
        caller = current.get().caller
        return comparison_message(
            await self._db.read(self._figures.comparison_of_own, request.name, request.half, caller)
        )
