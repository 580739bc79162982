"""Asking the consultation service in which people comment on the region's plan."""

import grpc

from komplan.consultation.v1 import consultation_service_pb2 as pb
from komplan.consultation.v1 import consultation_service_pb2_grpc as rpc
from komplan_core import names
from komplan_core.errors import PlanError, Unavailable
from komplan_core.resolutions import RoundStanding
from komplan_kit.client import Peer

SECONDS = 5.0


class Consulting:
    """A consultation service that the configuration names."""

    def __init__(self, target: str, credentials: grpc.ChannelCredentials | None) -> None:
        self._target, self._credentials = target, credentials
        self._peer: Peer | None = None

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        if self._peer is None:
            self._peer = Peer(self._target, self._credentials)
        area = names.AREA.format(area=names.VERSION.parse(versions[0])["area"])
        request = pb.GetSettlementStateRequest(parent=area, plan_versions=versions)
        try:
            stub = rpc.ConsultationServiceStub(self._peer.channel)
            answer = await self._peer.ask(stub.GetSettlementState, request, SECONDS)
        except PlanError as error:
            message = f"the consultation does not say whether its rounds are settled: {error.reason}"
            raise Unavailable("PEER_UNAVAILABLE", message) from error
        return tuple(
            RoundStanding(
                name=item.name,
                title=item.title,
                state=item.state,
                comments=item.comments,
                points=item.points,
                unsettled=item.unsettled,
                texts_kept=item.texts_kept,
                final_sha256=item.final_sha256,
                draft_sha256=item.draft_sha256,
            )
            for item in answer.rounds
        )

    async def close(self) -> None:
        """Close the channel."""
        if self._peer is not None:
            await self._peer.close()


class NoConsulting:
    """A region whose configuration names no consultation: the office vouches for what it says of one."""

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        return None
