"""The region's office with needs: reading them, joining what is one, answering."""

from typing import Any, Final

from komplan.planning.v1 import need_pb2 as planning
from komplan.region.v1 import need_pb2
from komplan.region.v1 import needs_office_service_pb2 as pb
from komplan_core import names
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.need_messages import need_message
from komplan_region.servicer.needs import NeedListings
from komplan_region.usecases.need_merging import NeedMerging
from komplan_region.usecases.need_reading import WantedNeeds, need_told, needs_page
from komplan_region.usecases.years import years_between

MOST_SUGGESTED: Final = 1_000


class NeedsOfficeServicer:
    """Needs with their texts, for the region's staff."""

    def __init__(self, database: Database[RegionTx], lists: NeedListings, merging: NeedMerging) -> None:
        self._db, self._lists, self._merging = database, lists, merging
        self._response = lists.responses.kind.codec

    async def GetRegionalNeed(self, request: pb.GetRegionalNeedRequest, context: Any) -> need_pb2.RegionalNeed:
        names.REGION.parse(request.parent, "parent")

        told, said = await self._db.read(need_told, request.need)
        message = need_message(told.needs[0], told.units, told.answers)
        message.said.extend(map(planning.Need.FromString, said))
        return message

    async def ListRegionalNeeds(
        self, request: pb.ListRegionalNeedsRequest, context: Any
    ) -> pb.ListRegionalNeedsResponse:
        names.REGION.parse(request.parent, "parent")
        years = years_between(request.from_year, request.to_year)
        size, after = pages.size_of(request.page_size), pages.after(request)
        wanted = WantedNeeds(years, request.orp, request.target_group, request.unanswered, request.published_only)
        found = await self._db.read(needs_page, wanted, after, size)
        response = pb.ListRegionalNeedsResponse(
            needs=(need_message(need, found.units, found.answers) for need in found.needs)
        )
        if found.more:
            response.next_page_token = pages.token(after + size, request)
        return response

    async def GetIntakeReport(self, request: pb.GetIntakeReportRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.intake.kind, request.name)

    async def ListIntakeReports(self, request: pb.ListIntakeReportsRequest, context: Any) -> bytes:
        names.REGION_NEED_ROUND.parse(request.parent, "parent")
        return await self._db.page(self._lists.intake, request, parent=request.parent)

    async def SuggestNeedMerges(
        self, request: pb.SuggestNeedMergesRequest, context: Any
    ) -> pb.SuggestNeedMergesResponse:
        names.REGION.parse(request.parent, "parent")
        years = years_between(request.from_year, request.to_year)
        found, needs = await self._db.read(self._merging.suggest, years)
        response = pb.SuggestNeedMergesResponse(found=len(found))
        for item in found[:MOST_SUGGESTED]:
            response.suggestions.add(
                first=item.first,
                second=item.second,
                first_title=needs[item.first].said.title,
                second_title=needs[item.second].said.title,
                score=item.score,
                reasons=item.reasons,
            )
        return response

    async def MergeNeeds(self, request: pb.MergeNeedsRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        sources, elsewhere = list(request.sources), request.allow_elsewhere
        return await self._db.write(self._merging.merge, request.into, sources, request.reason, elsewhere)

    async def UndoNeedMerge(self, request: pb.UndoNeedMergeRequest, context: Any) -> bytes:
        return await self._db.write(self._merging.undo, request.name, request.etag, request.reason)

    async def GetNeedMerge(self, request: pb.GetNeedMergeRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.merges.kind, request.name)

    async def ListNeedMerges(self, request: pb.ListNeedMergesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists.merges, request)

    async def RespondToNeed(self, request: pb.RespondToNeedRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.write(self._merging.respond, self._response.values(request.need_response))

    async def UpdateNeedResponse(self, request: pb.UpdateNeedResponseRequest, context: Any) -> bytes:
        changed = request.need_response
        changes = self._response.patch(changed, request.update_mask.paths)
        return await self._db.write(self._merging.change, changed.name, changed.etag, changes)

    async def DeleteNeedResponse(self, request: pb.DeleteNeedResponseRequest, context: Any) -> bytes:
        return await self._db.write(self._merging.withdraw, request.name, request.etag)
