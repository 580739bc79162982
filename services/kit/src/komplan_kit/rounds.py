"""Asking a consultation service how its rounds stand: planning and the region do, before anything is adopted."""

from typing import Final

from komplan.consultation.v1 import consultation_service_pb2 as pb
from komplan.consultation.v1 import consultation_service_pb2_grpc as rpc
from komplan_core import names
from komplan_core.errors import PlanError, Unavailable
from komplan_core.resolutions import RoundStanding
from komplan_kit.client import Peer

SECONDS: Final = 5.0


async def rounds_of(peer: Peer, versions: tuple[str, ...]) -> tuple[RoundStanding, ...]:
    """How the rounds on some versions of a plan stand. Raises Unavailable."""
    area = names.AREA.format(area=names.VERSION.parse(versions[0])["area"])
    request = pb.GetSettlementStateRequest(parent=area, plan_versions=versions)
    try:
        answer = await peer.ask(rpc.ConsultationServiceStub(peer.channel).GetSettlementState, request, SECONDS)
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
            unchanged=tuple(item.unchanged),
            unexplained=tuple(item.unexplained),
            final_sha256=item.final_sha256,
            draft_sha256=item.draft_sha256,
            book_root=item.book_root,
        )
        for item in answer.rounds
    )
