"""From the settlement of a point to the text that changed, and on."""

from typing import Any

from komplan.consultation.v1 import incorporation_pb2, trail_pb2
from komplan.consultation.v1 import traceability_service_pb2 as pb
from komplan_consultation.ports.results import Results
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.trails import TrailMessages
from komplan_consultation.usecases.recording import Recording
from komplan_consultation.usecases.tracing import Told, Tracing
from komplan_core import names
from komplan_core.errors import Refused
from komplan_kit.caller import current
from komplan_kit.reading import Listing


class TraceabilityServicer:
    """Reasons for what changed, the gate, trails, and the book of a plan."""

    def __init__(
        self,
        database: Consultation,
        incorporations: Listing,
        tracing: Tracing,
        recording: Recording,
        trails: TrailMessages,
        results: Results,
    ) -> None:
        self._db, self._list, self._tracing = database, incorporations, tracing
        self._recording, self._trails, self._results = recording, trails, results

    async def ListDifferences(self, request: pb.ListDifferencesRequest, context: Any) -> pb.ListDifferencesResponse:
        found = await self._db.read(self._tracing.differences, request.parent)
        return pb.ListDifferencesResponse(differences=map(_difference, found))

    async def CreateIncorporation(self, request: pb.CreateIncorporationRequest, context: Any) -> bytes:
        values, clerk = self._list.kind.codec.values(request.incorporation), current.get().caller.subject
        arguments = (request.parent, request.block, values, request.incorporation_id, clerk)
        return await self._db.write(self._tracing.create, *arguments)

    async def DeleteIncorporation(self, request: pb.DeleteIncorporationRequest, context: Any) -> bytes:
        return await self._db.write(self._tracing.delete, request.name, request.etag)

    async def GetIncorporation(self, request: pb.GetIncorporationRequest, context: Any) -> bytes:
        return await self._db.get(self._list.kind, request.name)

    async def ListIncorporations(self, request: pb.ListIncorporationsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._list, request, parent=request.parent)

    async def GetGate(self, request: pb.GetGateRequest, context: Any) -> incorporation_pb2.Gate:
        found = await self._db.read(self._tracing.gate, request.name)
        return incorporation_pb2.Gate(
            round=found.held.name,
            open=found.open,
            texts_kept=found.texts_kept,
            final_draft=found.held.final_draft,
            differences=found.differences,
            unchanged=[incorporation_pb2.PointReference(label=at.label, name=at.name) for at in found.unchanged],
            unexplained=map(_difference, found.unexplained),
            outdated=found.outdated,
        )

    async def GetOfficeTrail(self, request: pb.GetOfficeTrailRequest, context: Any) -> trail_pb2.Trail:
        return await self._trails.of(await self._db.read(self._trails.trailing.office, request.name))

    async def RecordMonitoring(self, request: pb.RecordMonitoringRequest, context: Any) -> bytes:
        self._recording.check(request.parent)
        published = await self._results.published(request.parent)
        if published is None:
            raise Refused("NO_PLANNING", "this instance keeps no plans: nothing is published that could be entered")
        return await self._db.write(self._recording.record, request.parent, published, alone=True)


def _difference(told: Told) -> incorporation_pb2.TextDifference:
    item = told.difference
    return incorporation_pb2.TextDifference(
        block=item.block,
        change=item.change.value,
        from_block=item.from_block,
        to_block=item.to_block,
        diff_sha256=item.sha256,
        heading=told.heading,
        explained=told.explained,
    )
