"""What providers ask to have changed."""

from dataclasses import dataclass
from typing import Any

from komplan.catalogue.v1 import change_request_pb2
from komplan.catalogue.v1 import change_request_service_pb2 as pb
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.change_requests import ChangeRequests
from komplan_core import names
from komplan_core.catalogue import Service
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing


@dataclass(frozen=True)
class RequestLists:
    """All requests, and those of one provider."""

    every: Listing
    own: Listing


class ChangeRequestServicer:
    """Proposing and deciding."""

    def __init__(
        self, database: Catalogue, lists: RequestLists, service: Codec[Service], requests: ChangeRequests
    ) -> None:
        self._db, self._lists, self._service, self._requests = database, lists, service, requests

    async def ProposeChange(self, request: pb.ProposeChangeRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        changes = self._service.patch(request.service, request.update_mask.paths)
        service, caller = request.service, current.get().caller
        given = (service.name, service.etag, changes, request.note, request.change_request_id, caller)
        return await self._write(self._requests.propose, *given)

    async def GetChangeRequest(self, request: pb.GetChangeRequestRequest, context: Any) -> Any:
        found = await self._db.read(self._requests.get, request.name, current.get().caller)
        return self._lists.every.kind.codec.encode(found)

    async def ListChangeRequests(self, request: pb.ListChangeRequestsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        if provider := self._requests.speaker(current.get().caller):
            return await self._db.page(self._lists.own, request, provider=provider)
        return await self._db.page(self._lists.every, request)

    async def DiffChangeRequest(
        self, request: pb.DiffChangeRequestRequest, context: Any
    ) -> pb.DiffChangeRequestResponse:
        found = await self._db.read(self._requests.diff, request.name, current.get().caller)
        before, after, paths, meanwhile = found
        return pb.DiffChangeRequestResponse(
            before=self._service.encode(before),
            after=self._service.encode(after),
            paths=paths,
            changed_meanwhile=meanwhile,
        )

    async def DecideChange(self, request: pb.DecideChangeRequest, context: Any) -> bytes:
        decision = (tuple(request.accepted_paths), request.reason, request.base, request.etag)
        return await self._write(self._requests.decide, request.name, *decision, current.get().caller)

    async def WithdrawChange(self, request: pb.WithdrawChangeRequest, context: Any) -> bytes:
        return await self._write(self._requests.withdraw, request.name, request.etag, current.get().caller)

    async def _write(self, use_case: Any, *arguments: Any) -> bytes:
        return await self._db.write(use_case, *arguments, personal=change_request_pb2.ChangeRequest)
