"""Reading and writing what stands in versions."""

from typing import Any

from komplan.planning.v1 import plan_content_editor_service_pb2 as edit
from komplan.planning.v1 import plan_content_service_pb2 as pb
from komplan.planning.v1 import plan_view_pb2 as view
from komplan_core import names
from komplan_core.planning.blocks import TextBlock
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing, wrapped
from komplan_planning.servicer.differing import told
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases import content
from komplan_planning.usecases.changes import Changes
from komplan_planning.usecases.sections import Sections
from komplan_planning.usecases.structure import is_office
from komplan_planning.usecases.versions import Versions

BLOCK = Codec(view.TextBlock, TextBlock)


class PlanContentServicer:
    """Reading."""

    def __init__(self, database: Planning, sections: Listing, changes: Listing) -> None:
        self._db, self._sections, self._changes = database, sections, changes

    async def GetPlanSection(self, request: pb.GetPlanSectionRequest, context: Any) -> bytes:
        return await self._db.get(self._sections.kind, request.name)

    async def ListPlanSections(self, request: pb.ListPlanSectionsRequest, context: Any) -> bytes:
        names.VERSION.parse(request.parent, "parent")
        return await self._db.page(self._sections, request, parent=request.parent)

    async def GetPlanChange(self, request: pb.GetPlanChangeRequest, context: Any) -> bytes:
        return await self._db.get(self._changes.kind, request.name)

    async def ListPlanChanges(self, request: pb.ListPlanChangesRequest, context: Any) -> bytes:
        names.PLAN.parse(request.parent, "parent")
        return await self._db.page(self._changes, request, parent=request.parent)

    async def GetPlanTree(self, request: pb.GetPlanTreeRequest, context: Any) -> bytes:
        names.VERSION.parse(request.name)
        found = await self._db.read(content.whole, request.name, _staff())
        totals = view.PlanTree(
            totals=[
                view.MoneyTotal(**{slot: getattr(total, slot) for slot in total.__slots__}) for total in found.totals
            ]
        )
        money: bytes = totals.SerializeToString()
        return wrapped(1, found.version) + content.nested(found.content) + money

    async def GetTextBlock(self, request: pb.GetTextBlockRequest, context: Any) -> view.TextBlock:
        names.BLOCK.parse(request.name)
        found: view.TextBlock = BLOCK.encode(await self._db.read(content.block, request.name, _staff()))
        return found

    async def ListTextBlocks(self, request: pb.ListTextBlocksRequest, context: Any) -> pb.ListTextBlocksResponse:
        names.VERSION.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        page = await self._db.read(content.blocks, request.parent, _staff(), after, size)
        token = pages.token(page.after, request) if page.after else ""
        return pb.ListTextBlocksResponse(text_blocks=map(BLOCK.encode, page.blocks), next_page_token=token)

    async def DiffPlanVersions(self, request: pb.DiffPlanVersionsRequest, context: Any) -> pb.DiffPlanVersionsResponse:
        names.VERSION.parse(request.name)
        names.VERSION.parse(request.base, "base")
        return told(await self._db.read(content.difference, request.base, request.name, _staff()))


class PlanContentEditorServicer:
    """Writing."""

    def __init__(
        self,
        database: Planning,
        kept: tuple[Listing, Listing, Listing],
        sections: Sections,
        changes: Changes,
        versions: Versions,
    ) -> None:
        self._db = database
        self._section, self._change, self._version = (listing.kind.codec for listing in kept)
        self._sections, self._changes, self._versions = sections, changes, versions

    async def CreatePlanSection(self, request: edit.CreatePlanSectionRequest, context: Any) -> bytes:
        values = self._section.values(request.plan_section)
        return await self._db.write(self._sections.create, request.parent, values, request.plan_section_id)

    async def UpdatePlanSection(self, request: edit.UpdatePlanSectionRequest, context: Any) -> bytes:
        changed = request.plan_section
        changes = self._section.patch(changed, request.update_mask.paths)
        return await self._db.write(self._sections.update, changed.name, changed.etag, changes)

    async def DeletePlanSection(self, request: edit.DeletePlanSectionRequest, context: Any) -> bytes:
        return await self._db.write(self._sections.delete, request.name, request.etag)

    async def CreatePlanChange(self, request: edit.CreatePlanChangeRequest, context: Any) -> bytes:
        values = self._change.values(request.plan_change)
        return await self._db.write(self._changes.create, request.parent, values, request.plan_change_id)

    async def UpdatePlanChange(self, request: edit.UpdatePlanChangeRequest, context: Any) -> bytes:
        changed = request.plan_change
        changes = self._change.patch(changed, request.update_mask.paths)
        return await self._db.write(self._changes.update, changed.name, changed.etag, changes)

    async def DeletePlanChange(self, request: edit.DeletePlanChangeRequest, context: Any) -> bytes:
        return await self._db.write(self._changes.delete, request.name, request.etag)

    async def UpdatePlanVersion(self, request: edit.UpdatePlanVersionRequest, context: Any) -> bytes:
        changed = request.plan_version
        changes = self._version.patch(changed, request.update_mask.paths)
        return await self._db.write(self._versions.update, changed.name, changed.etag, changes)


def _staff() -> bool:
    return is_office(current.get().caller)
