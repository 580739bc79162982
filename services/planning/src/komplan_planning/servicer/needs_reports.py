"""Rounds in which needs are reported, and the reports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import needs_report_editor_service_pb2 as edit
from komplan.planning.v1 import needs_report_pb2
from komplan.planning.v1 import needs_report_service_pb2 as read
from komplan_core import names
from komplan_kit.reading import Listing
from komplan_planning.servicer.evidence_figures import coverage_message
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.evidence.reports import NeedsReports
from komplan_planning.usecases.evidence.rounds import NeedRounds


@dataclass(frozen=True)
class ReportListings:
    """The lists of reporting."""

    rounds: Listing
    reports: Listing


class NeedsReportServicer:
    """Reading."""

    def __init__(self, database: Planning, lists: ReportListings, rounds: NeedRounds) -> None:
        self._db, self._lists, self._rounds = database, lists, rounds

    async def GetNeedRound(self, request: read.GetNeedRoundRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.rounds.kind, request.name)

    async def ListNeedRounds(self, request: read.ListNeedRoundsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.rounds, request)

    async def GetNeedsReport(self, request: read.GetNeedsReportRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.reports.kind, request.name)

    async def ListNeedsReports(self, request: read.ListNeedsReportsRequest, context: Any) -> bytes:
        names.NEED_ROUND.parse(request.parent, "parent")
        return await self._db.page(self._lists.reports, request, parent=request.parent)

    async def GetNeedCoverage(
        self, request: read.GetNeedCoverageRequest, context: Any
    ) -> needs_report_pb2.NeedCoverage:
        return coverage_message(await self._db.read(self._rounds.coverage, request.name))


class NeedsReportEditorServicer:
    """Writing."""

    def __init__(
        self,
        database: Planning,
        lists: ReportListings,
        rounds: NeedRounds,
        reports: NeedsReports,
        published: Callable[[], None],
    ) -> None:
        """`published` is called when a report was submitted."""
        self._db, self._rounds, self._reports, self._published = database, rounds, reports, published
        self._round, self._report = lists.rounds.kind.codec, lists.reports.kind.codec

    async def CreateNeedRound(self, request: edit.CreateNeedRoundRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._round.values(request.need_round)
        return await self._db.write(self._rounds.create, values, request.need_round_id)

    async def UpdateNeedRound(self, request: edit.UpdateNeedRoundRequest, context: Any) -> bytes:
        changed = request.need_round
        changes = self._round.patch(changed, request.update_mask.paths)
        return await self._db.write(self._rounds.update, changed.name, changed.etag, changes)

    async def DeleteNeedRound(self, request: edit.DeleteNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.delete, request.name, request.etag)

    async def OpenNeedRound(self, request: edit.OpenNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.open, request.name, request.etag)

    async def CloseNeedRound(self, request: edit.CloseNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.close, request.name, request.etag)

    async def CreateNeedsReport(self, request: edit.CreateNeedsReportRequest, context: Any) -> bytes:
        values = self._report.values(request.needs_report)
        return await self._db.write(self._reports.create, request.parent, values)

    async def UpdateNeedsReport(self, request: edit.UpdateNeedsReportRequest, context: Any) -> bytes:
        changed = request.needs_report
        changes = self._report.patch(changed, request.update_mask.paths)
        return await self._db.write(self._reports.update, changed.name, changed.etag, changes)

    async def DeleteNeedsReport(self, request: edit.DeleteNeedsReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.delete, request.name, request.etag)

    async def SubmitNeedsReport(self, request: edit.SubmitNeedsReportRequest, context: Any) -> bytes:
        submitted = await self._db.write(self._reports.submit, request.name, request.etag)
        self._published()
        return submitted

    async def CorrectNeedsReport(self, request: edit.CorrectNeedsReportRequest, context: Any) -> bytes:
        return await self._db.write(self._reports.correct, request.name, request.reason, request.approved_by)

    async def ConfirmNoChange(self, request: edit.ConfirmNoChangeRequest, context: Any) -> bytes:
        confirmed = await self._db.write(
            self._reports.confirm_no_change, request.parent, request.municipality, request.approved_by
        )
        self._published()
        return confirmed
