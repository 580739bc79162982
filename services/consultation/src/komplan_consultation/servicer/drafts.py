"""Drafts of a round, and where points speak of in them."""

from typing import Any

from komplan.consultation.v1 import draft_office_service_pb2 as edit
from komplan.consultation.v1 import draft_pb2
from komplan.consultation.v1 import draft_service_pb2 as pb
from komplan_consultation.ports.planning import Planning
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.drafts import Drafts
from komplan_core import names
from komplan_core.consultation.drafts import DraftBlock
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing

BLOCK = Codec(draft_pb2.DraftBlock, DraftBlock)


class DraftServicer:
    """Reading drafts."""

    def __init__(self, database: Consultation, draft_list: Listing, drafts: Drafts) -> None:
        self._db, self._list, self._drafts = database, draft_list, drafts

    async def GetDraft(self, request: pb.GetDraftRequest, context: Any) -> bytes:
        return await self._db.get(self._list.kind, request.name)

    async def ListDrafts(self, request: pb.ListDraftsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._list, request, parent=request.parent)

    async def ListDraftBlocks(self, request: pb.ListDraftBlocksRequest, context: Any) -> pb.ListDraftBlocksResponse:
        names.DRAFT.parse(request.parent, "parent")
        size = pages.size_of(request.page_size)
        found = await self._db.read(self._drafts.page, request.parent, pages.after(request), size + 1)
        return pb.ListDraftBlocksResponse(
            blocks=[BLOCK.encode(block) for _, block in found[:size]],
            next_page_token=pages.token(found[size - 1][0], request) if len(found) > size else "",
        )


class DraftOfficeServicer:
    """Publishing later drafts, and finding passages again."""

    def __init__(self, database: Consultation, place_list: Listing, drafts: Drafts, planning: Planning) -> None:
        self._db, self._list, self._drafts, self._planning = database, place_list, drafts, planning

    async def PublishDraft(self, request: edit.PublishDraftRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        names.VERSION.parse(request.plan_version, "plan_version")
        planned = await self._planning.version(request.plan_version)
        return await self._db.write(self._drafts.publish_later, request.parent, request.kind, planned, alone=True)

    async def ReanchorPoints(self, request: edit.ReanchorPointsRequest, context: Any) -> bytes:
        return await self._db.write(self._drafts.reanchor, request.name, alone=True)

    async def ListPlaces(self, request: edit.ListPlacesRequest, context: Any) -> bytes:
        names.DRAFT.parse(request.parent, "parent")
        return await self._db.page(self._list, request, parent=request.parent)

    async def ConfirmAnchor(self, request: edit.ConfirmAnchorRequest, context: Any) -> bytes:
        clerk = current.get().caller.subject
        arguments = (request.name, request.block, request.exact, request.etag, clerk)
        return await self._db.write(self._drafts.confirm, *arguments)
