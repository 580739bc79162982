"""Writing plans."""

from typing import Any

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.member_pb2 import Member
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.reading import Listing
from komplan_planning.servicer.reading import Kept, Planning
from komplan_planning.usecases.cycles import Cycles
from komplan_planning.usecases.evidence.needs import Needs
from komplan_planning.usecases.members import Members
from komplan_planning.usecases.tree import Tree
from komplan_planning.usecases.versions import Versions


class PlanEditorServicer:
    """Writing."""

    def __init__(
        self,
        database: Planning,
        kept: Kept,
        cycles: Cycles,
        versions: Versions,
        tree: Tree,
        needs: Needs,
        members: Members,
    ) -> None:
        self._db, self._kept = database, kept
        self._cycles, self._versions, self._tree, self._needs, self._members = cycles, versions, tree, needs, members

    async def CreateCycle(self, request: edit.CreateCycleRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(
            self._cycles.create_cycle, self._kept.cycles.kind.codec.values(request.cycle), request.cycle_id
        )

    async def UpdateCycle(self, request: edit.UpdateCycleRequest, context: Any) -> bytes:
        changed = request.cycle
        changes = _patch(self._kept.cycles, changed, request.update_mask)
        return await self._db.write(self._cycles.update_cycle, changed.name, changed.etag, changes)

    async def DeleteCycle(self, request: edit.DeleteCycleRequest, context: Any) -> bytes:
        return await self._db.write(self._cycles.delete_cycle, request.name, request.etag)

    async def CreatePlan(self, request: edit.CreatePlanRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(
            self._cycles.create_plan, self._kept.plans.kind.codec.values(request.plan), request.plan_id
        )

    async def UpdatePlan(self, request: edit.UpdatePlanRequest, context: Any) -> bytes:
        changed = request.plan
        changes = _patch(self._kept.plans, changed, request.update_mask)
        return await self._db.write(self._cycles.update_plan, changed.name, changed.etag, changes)

    async def DeletePlan(self, request: edit.DeletePlanRequest, context: Any) -> bytes:
        return await self._db.write(self._cycles.delete_plan, request.name, request.etag)

    async def CreatePlanVersion(self, request: edit.CreatePlanVersionRequest, context: Any) -> bytes:
        values = self._kept.versions.kind.codec.values(request.plan_version)
        return await self._db.write(
            self._versions.create,
            request.parent,
            values,
            request.plan_version_id,
            request.based_on,
            alone=bool(request.based_on),
        )

    async def MovePlanVersion(self, request: edit.MovePlanVersionRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._versions.move, request.name, request.action, request.etag, roles)

    async def CreatePlanNode(self, request: edit.CreatePlanNodeRequest, context: Any) -> bytes:
        values = self._kept.nodes.kind.codec.values(request.plan_node)
        return await self._db.write(self._tree.create_node, request.parent, values, request.plan_node_id)

    async def UpdatePlanNode(self, request: edit.UpdatePlanNodeRequest, context: Any) -> bytes:
        changed = request.plan_node
        changes = _patch(self._kept.nodes, changed, request.update_mask)
        return await self._db.write(self._tree.update_node, changed.name, changed.etag, changes)

    async def DeletePlanNode(self, request: edit.DeletePlanNodeRequest, context: Any) -> bytes:
        return await self._db.write(self._tree.delete_node, request.name, request.etag)

    async def CreateMeasure(self, request: edit.CreateMeasureRequest, context: Any) -> bytes:
        values = self._kept.measures.kind.codec.values(request.measure)
        return await self._db.write(self._tree.create_measure, request.parent, values, request.measure_id)

    async def UpdateMeasure(self, request: edit.UpdateMeasureRequest, context: Any) -> bytes:
        changed = request.measure
        changes = _patch(self._kept.measures, changed, request.update_mask)
        return await self._db.write(self._tree.update_measure, changed.name, changed.etag, changes)

    async def DeleteMeasure(self, request: edit.DeleteMeasureRequest, context: Any) -> bytes:
        return await self._db.write(self._tree.delete_measure, request.name, request.etag)

    async def MoveMeasure(self, request: edit.MoveMeasureRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._tree.move_measure, request.name, request.action, request.etag, roles)

    async def CreateNeed(self, request: edit.CreateNeedRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(
            self._needs.create, self._kept.needs.kind.codec.values(request.need), request.need_id
        )

    async def UpdateNeed(self, request: edit.UpdateNeedRequest, context: Any) -> bytes:
        changed = request.need
        changes = _patch(self._kept.needs, changed, request.update_mask)
        return await self._db.write(self._needs.update, changed.name, changed.etag, changes)

    async def DeleteNeed(self, request: edit.DeleteNeedRequest, context: Any) -> bytes:
        return await self._db.write(self._needs.delete, request.name, request.etag)

    async def CreateMember(self, request: edit.CreateMemberRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(
            self._members.create,
            self._kept.members.kind.codec.values(request.member),
            request.member_id,
            personal=Member,
        )

    async def UpdateMember(self, request: edit.UpdateMemberRequest, context: Any) -> bytes:
        changed = request.member
        changes = _patch(self._kept.members, changed, request.update_mask)
        return await self._db.write(self._members.update, changed.name, changed.etag, changes, personal=Member)

    async def DeleteMember(self, request: edit.DeleteMemberRequest, context: Any) -> bytes:
        return await self._db.write(self._members.delete, request.name, request.etag)

    async def GetMember(self, request: edit.GetMemberRequest, context: Any) -> bytes:
        return await self._db.get(self._kept.members.kind, request.name)

    async def ListMembers(self, request: edit.ListMembersRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._kept.members, request)

    async def EraseMember(self, request: edit.EraseMemberRequest, context: Any) -> bytes:
        return await self._db.write(self._members.erase, request.name, personal=Member)


def _patch(listing: Listing, message: Any, mask: Any) -> dict[str, Any]:
    return listing.kind.codec.patch(message, mask.paths)
