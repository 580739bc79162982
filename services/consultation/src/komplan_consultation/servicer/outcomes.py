"""How a settled round ends."""

from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import round_outcome_service_pb2 as pb
from komplan_consultation.ports.results import Results
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.releasing import Releasing, Stated
from komplan_core import names
from komplan_kit.caller import current


class RoundOutcomeServicer:
    """Releasing, submitting, returning, approving."""

    def __init__(self, database: Consultation, releasing: Releasing, results: Results) -> None:
        self._db, self._releasing, self._results = database, releasing, results

    async def PreviewRelease(self, request: pb.PreviewReleaseRequest, context: Any) -> pb.PreviewReleaseResponse:
        found = await self._db.read(self._releasing.preview, request.name)
        return pb.PreviewReleaseResponse(name=request.name, ready=found.ready, **asdict(found))

    async def ReleaseRound(self, request: pb.ReleaseRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._releasing.release, request.name, request.etag, roles, alone=True)

    async def SubmitRound(self, request: pb.SubmitRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._releasing.submit, request.name, request.etag, roles)

    async def ReturnRound(self, request: pb.ReturnRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._releasing.send_back, request.name, request.reason, request.etag, roles)

    async def ApproveRound(self, request: pb.ApproveRoundRequest, context: Any) -> bytes:
        names.RESOLUTION.parse(request.resolution, "resolution")
        roles = current.get().caller.acting_roles
        found = await self._results.resolution(request.resolution)
        decided = found or Stated(request.resolution, request.plan_sha256)
        return await self._db.write(self._releasing.approve, request.name, decided, request.etag, roles)
