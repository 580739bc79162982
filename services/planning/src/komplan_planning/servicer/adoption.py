"""From the final version to the adopted plan."""

from collections.abc import Callable
from typing import Any

from komplan.planning.v1 import adoption_service_pb2 as pb
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.reading import Listing
from komplan_planning.ports.adoption import Consultation
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.adopting import Adopting
from komplan_planning.usecases.submitting import Submitting


class AdoptionServicer:
    """Submitting and adopting."""

    def __init__(
        self,
        database: Planning,
        submissions: Listing,
        submitting: Submitting,
        adopting: Adopting,
        consultation: Consultation,
        published: Callable[[], None],
    ) -> None:
        """`published` is called when a plan was adopted."""
        self._db, self._submissions, self._consultation = database, submissions, consultation
        self._submitting, self._adopting, self._published = submitting, adopting, published

    async def SubmitPlanVersion(self, request: pb.SubmitPlanVersionRequest, context: Any) -> bytes:
        versions = await self._db.read(self._submitting.consulted, request.name)
        rounds = await self._consultation.rounds_of(versions)
        clerk = current.get().caller.subject
        return await self._db.write(self._submitting.submit, request.name, request.body, request.etag, rounds, clerk)

    async def GetSubmission(self, request: pb.GetSubmissionRequest, context: Any) -> bytes:
        return await self._db.get(self._submissions.kind, request.name)

    async def ListSubmissions(self, request: pb.ListSubmissionsRequest, context: Any) -> bytes:
        names.VERSION.parse(request.parent, "parent")
        return await self._db.page(self._submissions, request, parent=request.parent)

    async def AdoptPlan(self, request: pb.AdoptPlanRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        adopted = await self._db.write(self._adopting.adopt, request.name, request.resolution, request.etag, roles)
        self._published()
        return adopted
