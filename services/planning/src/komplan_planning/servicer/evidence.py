"""What planning knows of its territory."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import evidence_editor_service_pb2 as edit
from komplan.planning.v1 import evidence_pb2 as pb
from komplan.planning.v1 import evidence_service_pb2 as read
from komplan.planning.v1 import survey_pb2
from komplan_core import names
from komplan_core.evidence.benefits import Benefit
from komplan_core.evidence.mapping import MappedSubject
from komplan_core.evidence.series import Series
from komplan_core.evidence.surveys import Survey
from komplan_core.evidence.swots import Swot
from komplan_kit.caller import current
from komplan_kit.reading import Listing
from komplan_planning.servicer import evidence_figures as figures
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.evidence.entries import Entries
from komplan_planning.usecases.evidence.overviews import Overviews


@dataclass(frozen=True)
class EvidenceListings:
    """The lists of evidence."""

    surveys: Listing
    swots: Listing
    series: Listing
    benefits: Listing
    subjects: Listing


@dataclass(frozen=True)
class EvidenceEntries:
    """Who enters what."""

    surveys: Entries[Survey]
    swots: Entries[Swot]
    series: Entries[Series]
    benefits: Entries[Benefit]
    subjects: Entries[MappedSubject]


class EvidenceServicer:
    """Reading."""

    def __init__(self, database: Planning, lists: EvidenceListings, overviews: Overviews) -> None:
        self._db, self._lists, self._overviews = database, lists, overviews

    async def GetSurvey(self, request: read.GetSurveyRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.surveys.kind, request.name)

    async def ListSurveys(self, request: read.ListSurveysRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.surveys, request)

    async def GetSwot(self, request: read.GetSwotRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.swots.kind, request.name)

    async def ListSwots(self, request: read.ListSwotsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.swots, request)

    async def GetSeries(self, request: read.GetSeriesRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.series.kind, request.name)

    async def ListSeries(self, request: read.ListSeriesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.series, request)

    async def GetBenefit(self, request: read.GetBenefitRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.benefits.kind, request.name)

    async def ListBenefits(self, request: read.ListBenefitsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.benefits, request)

    async def GetMappedSubject(self, request: read.GetMappedSubjectRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.subjects.kind, request.name)

    async def ListMappedSubjects(self, request: read.ListMappedSubjectsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.subjects, request)

    async def GetSurveyResults(self, request: read.GetSurveyResultsRequest, context: Any) -> survey_pb2.SurveyResults:
        caller = current.get().caller
        survey, found = await self._db.read(self._overviews.survey, request.name, request.exact, caller)
        return figures.results_message(survey, found)

    async def GetSeriesTrend(self, request: read.GetSeriesTrendRequest, context: Any) -> pb.SeriesTrend:
        return figures.trend_message(request.name, await self._db.read(self._overviews.trend, request.name))

    async def GetBenefitOverview(self, request: read.GetBenefitOverviewRequest, context: Any) -> pb.BenefitOverview:
        names.AREA.parse(request.parent, "parent")
        return figures.benefits_message(await self._db.read(self._overviews.benefits, request.cycle))

    async def GetMappingOverview(self, request: read.GetMappingOverviewRequest, context: Any) -> pb.MappingOverview:
        names.AREA.parse(request.parent, "parent")
        return figures.mapping_message(await self._db.read(self._overviews.mapping))

    async def GetNeedOverview(self, request: read.GetNeedOverviewRequest, context: Any) -> pb.NeedOverview:
        names.AREA.parse(request.parent, "parent")
        return figures.needs_message(await self._db.read(self._overviews.needs, request.year))

    async def GetFinancialAnalysis(
        self, request: read.GetFinancialAnalysisRequest, context: Any
    ) -> pb.FinancialAnalysis:
        caller = current.get().caller
        return figures.money_message(await self._db.read(self._overviews.money, request.name, caller))


class EvidenceEditorServicer:
    """Writing."""

    def __init__(self, database: Planning, lists: EvidenceListings, entries: EvidenceEntries) -> None:
        self._db, self._lists, self._entries = database, lists, entries

    async def CreateSurvey(self, request: edit.CreateSurveyRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.surveys.kind.codec.values(request.survey)
        return await self._db.write(self._entries.surveys.create, values, request.survey_id)

    async def UpdateSurvey(self, request: edit.UpdateSurveyRequest, context: Any) -> bytes:
        changed = request.survey
        changes = self._lists.surveys.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._entries.surveys.update, changed.name, changed.etag, changes)

    async def DeleteSurvey(self, request: edit.DeleteSurveyRequest, context: Any) -> bytes:
        return await self._db.write(self._entries.surveys.delete, request.name, request.etag)

    async def CreateSwot(self, request: edit.CreateSwotRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.swots.kind.codec.values(request.swot)
        return await self._db.write(self._entries.swots.create, values, request.swot_id)

    async def UpdateSwot(self, request: edit.UpdateSwotRequest, context: Any) -> bytes:
        changed = request.swot
        changes = self._lists.swots.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._entries.swots.update, changed.name, changed.etag, changes)

    async def DeleteSwot(self, request: edit.DeleteSwotRequest, context: Any) -> bytes:
        return await self._db.write(self._entries.swots.delete, request.name, request.etag)

    async def CreateSeries(self, request: edit.CreateSeriesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.series.kind.codec.values(request.series)
        return await self._db.write(self._entries.series.create, values, request.series_id)

    async def UpdateSeries(self, request: edit.UpdateSeriesRequest, context: Any) -> bytes:
        changed = request.series
        changes = self._lists.series.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._entries.series.update, changed.name, changed.etag, changes)

    async def DeleteSeries(self, request: edit.DeleteSeriesRequest, context: Any) -> bytes:
        return await self._db.write(self._entries.series.delete, request.name, request.etag)

    async def CreateBenefit(self, request: edit.CreateBenefitRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.benefits.kind.codec.values(request.benefit)
        return await self._db.write(self._entries.benefits.create, values, request.benefit_id)

    async def UpdateBenefit(self, request: edit.UpdateBenefitRequest, context: Any) -> bytes:
        changed = request.benefit
        changes = self._lists.benefits.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._entries.benefits.update, changed.name, changed.etag, changes)

    async def DeleteBenefit(self, request: edit.DeleteBenefitRequest, context: Any) -> bytes:
        return await self._db.write(self._entries.benefits.delete, request.name, request.etag)

    async def CreateMappedSubject(self, request: edit.CreateMappedSubjectRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.subjects.kind.codec.values(request.mapped_subject)
        return await self._db.write(self._entries.subjects.create, values, request.mapped_subject_id)

    async def UpdateMappedSubject(self, request: edit.UpdateMappedSubjectRequest, context: Any) -> bytes:
        changed = request.mapped_subject
        changes = self._lists.subjects.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._entries.subjects.update, changed.name, changed.etag, changes)

    async def DeleteMappedSubject(self, request: edit.DeleteMappedSubjectRequest, context: Any) -> bytes:
        return await self._db.write(self._entries.subjects.delete, request.name, request.etag)
