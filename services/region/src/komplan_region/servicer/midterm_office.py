"""Making the region's plan."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from komplan.planning.v1 import plan_pb2
from komplan.region.v1 import midterm_plan_office_service_pb2 as office
from komplan_core import names
from komplan_core.consultation.drafts import blocks_sha256, short_code
from komplan_core.planning import Resolution
from komplan_core.regional.midterm.plans import RegionPlan
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_region.ports.consulting import RegionConsultation
from komplan_region.ports.scratch import Pinned, Scratch
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.midterm import MidtermListings
from komplan_region.usecases.midterm_content import RULES, composed, encoded
from komplan_region.usecases.midterm_pinning import built, pinned
from komplan_region.usecases.midterm_plans import MidtermPlans, consulted_name
from komplan_region.usecases.midterm_reading import frozen
from komplan_region.usecases.midterm_reproducing import Outcome, reproduced

RESOLUTION = Codec(plan_pb2.Resolution, Resolution)


class MidtermPlanOfficeServicer:
    """Writing, building, adopting. One version is built again at a time: that takes a whole processor."""

    def __init__(
        self,
        database: Database[RegionTx],
        lists: MidtermListings,
        plans: MidtermPlans,
        consultation: RegionConsultation,
        scratch: Scratch,
    ) -> None:
        self._db, self._plans, self._consultation, self._scratch = database, plans, consultation, scratch
        self._plan, self._section = lists.plans.kind.codec, lists.sections.kind.codec
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="midterm")

    async def CreateRegionPlan(self, request: office.CreateRegionPlanRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.write(self._plans.create, self._plan.values(request.region_plan))

    async def UpdateRegionPlan(self, request: office.UpdateRegionPlanRequest, context: Any) -> bytes:
        changed = request.region_plan
        changes = self._plan.patch(changed, request.update_mask.paths)
        return await self._db.write(self._plans.update, changed.name, changed.etag, changes)

    async def DeleteRegionPlan(self, request: office.DeleteRegionPlanRequest, context: Any) -> bytes:
        return await self._db.write(self._plans.delete, request.name, request.etag)

    async def BuildRegionPlanVersion(self, request: office.BuildRegionPlanVersionRequest, context: Any) -> bytes:
        names.REGION_PLAN.parse(request.parent, "parent")
        found = await self._db.read(built, request.parent)
        return await self._db.write(
            self._plans.keep,
            request.parent,
            request.region_plan_version_id,
            request.title,
            request.based_on,
            found,
            alone=True,
        )

    async def DeleteRegionPlanVersion(self, request: office.DeleteRegionPlanVersionRequest, context: Any) -> bytes:
        return await self._db.write(self._plans.delete_version, request.name, request.etag)

    async def UpdateRegionPlanSection(self, request: office.UpdateRegionPlanSectionRequest, context: Any) -> bytes:
        changed = request.region_plan_section
        changes = self._section.patch(changed, request.update_mask.paths)
        return await self._db.write(self._plans.write, changed.name, changed.etag, changes)

    async def PublishRegionPlanVersion(self, request: office.PublishRegionPlanVersionRequest, context: Any) -> bytes:
        return await self._db.write(self._plans.publish, request.name, request.allow_incomplete, request.etag)

    async def FinishRegionPlanVersion(self, request: office.FinishRegionPlanVersionRequest, context: Any) -> bytes:
        return await self._db.write(self._plans.finish, request.name, request.etag)

    async def AdoptRegionPlan(self, request: office.AdoptRegionPlanRequest, context: Any) -> bytes:
        area = names.ROUND.parse(request.round, "round")["area"] if request.round else ""
        versions = await self._db.read(self._plans.consulted, request.name, area)
        rounds = await self._consultation.rounds_of(versions)
        said = {
            "round": request.round,
            "book_root": request.book_root,
            "reason": request.reason,
        }
        resolution = RESOLUTION.decode(request.resolution, "resolution")
        return await self._db.write(self._plans.adopt, request.name, resolution, said, rounds, request.etag)

    async def ReproduceRegionPlanVersion(
        self, request: office.ReproduceRegionPlanVersionRequest, context: Any
    ) -> office.ReproduceRegionPlanVersionResponse:
        kept = await self._db.read(pinned, request.name)
        made = await asyncio.get_running_loop().run_in_executor(self._pool, self._again, kept.plan, kept.inputs)
        version, found = kept.version, reproduced(kept.version, kept.parts, made)
        return office.ReproduceRegionPlanVersionResponse(
            same=found.outcome is Outcome.SAME,
            outcome=found.outcome,
            content_sha256=version.content_sha256,
            reproduced_sha256=found.sha256,
            differing=found.differing,
            rules=version.rules,
            rules_now=RULES,
            program=version.program,
        )

    async def ExportConsultationDraft(
        self, request: office.ExportConsultationDraftRequest, context: Any
    ) -> office.ConsultationDraft:
        version, blocks = await self._db.read(frozen, request.name)
        draft = office.ConsultationDraft(
            plan_version=consulted_name(request.name, request.area),
            sha256=version.sha256,
            code=short_code(version.sha256),
            blocks_sha256=blocks_sha256(blocks),
        )
        for item in blocks:
            draft.blocks.add(id=item.id, number=item.number, title=item.title, text=item.text, sha256=item.sha256)
        return draft

    def close(self) -> None:
        """Let what is being built end, and take nothing further."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _again(self, plan: RegionPlan, inputs: Pinned) -> Any:
        with self._scratch(inputs) as tx:
            return encoded(composed(tx, tx.midterm.plans.get(plan.name)))
