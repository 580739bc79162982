"""Asking the planning service for the texts of a version: the twin of planning's `consulting`."""

from collections.abc import Callable
from contextvars import ContextVar

import grpc

from komplan.planning.v1 import meeting_pb2
from komplan.planning.v1 import meeting_service_pb2 as meetings
from komplan.planning.v1 import meeting_service_pb2_grpc as meetings_rpc
from komplan.planning.v1 import plan_content_service_pb2 as content
from komplan.planning.v1 import plan_content_service_pb2_grpc as content_rpc
from komplan.planning.v1 import plan_service_pb2 as plans
from komplan.planning.v1 import plan_service_pb2_grpc as plans_rpc
from komplan_consultation.ports.meetings import Sitting
from komplan_consultation.ports.planning import PlannedVersion
from komplan_core import names
from komplan_core.consultation.drafts import DraftBlock
from komplan_core.errors import Forbidden, Invalid, NotFound, PlanError, Refused, Unavailable
from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Meeting
from komplan_kit.client import Peer
from komplan_kit.codec import Codec

SECONDS = 5.0
PAGE = 500
_DECISION = Codec(meeting_pb2.Decision, Decision)
_MEETING = Codec(meeting_pb2.Meeting, Meeting)
_presented: ContextVar[str] = ContextVar("presented", default="")


class AskingPlanning:
    """The planning service, reached over gRPC also where it serves in the same process."""

    stated = False

    def __init__(self, target: Callable[[], str], credentials: grpc.ChannelCredentials | None) -> None:
        """`target` gives `host:port`, or nothing where the configuration names none; it is asked when it is needed."""
        self._target, self._credentials = target, credentials
        self._peer: Peer | None = None
        self._in_person: Peer | None = None

    async def version(self, name: str) -> PlannedVersion | None:
        peer = self.reached()
        try:
            stub = plans_rpc.PlanServiceStub(peer.channel)
            version = await peer.ask(stub.GetPlanVersion, plans.GetPlanVersionRequest(name=name), SECONDS)
            blocks = await self._blocks(peer, name)
        except NotFound as error:  # planning shows a version that may still change to its own editors only
            message = f"planning shows no frozen version `{name}`: publish it for comments first"
            raise Refused("DRAFT_NOT_FROZEN", message) from error
        except PlanError as error:
            message = f"planning does not give the texts of the version: {error.reason}"
            raise Unavailable("PEER_UNAVAILABLE", message) from error
        if not version.content_sha256:
            raise Refused("DRAFT_NOT_FROZEN", f"planning may still change `{name}`: publish it for comments first")
        return PlannedVersion(name, version.content_sha256, tuple(blocks))

    async def sitting(self, decision: str, presented: str) -> Sitting | None:
        names.DECISION.parse(decision, "decision")
        peer = self.reached()
        if self._credentials is None and presented:
            peer = self._in_person = self._in_person or Peer(peer.target, None, _presented.get)
        token = _presented.set(presented.partition(" ")[2])
        try:
            stub = meetings_rpc.MeetingServiceStub(peer.channel)
            found = await peer.ask(stub.GetDecision, meetings.GetDecisionRequest(name=decision), SECONDS)
            request = meetings.GetMeetingRequest(name=names.parent(decision))
            meeting = await peer.ask(stub.GetMeeting, request, SECONDS)
        except NotFound as error:
            raise Invalid.field("decision", "REFERENCE_MISSING", f"planning has no decision `{decision}`") from error
        except Forbidden:
            raise
        except PlanError as error:
            message = f"planning does not say what the meeting decided: {error.reason}"
            raise Unavailable("PEER_UNAVAILABLE", message) from error
        finally:
            _presented.reset(token)
        return Sitting(_DECISION.decode(found), _MEETING.decode(meeting))

    def reached(self) -> Peer:
        """The channel to planning. Raises Refused where none is configured."""
        if self._peer is None:
            target = self._target()
            if not target:
                message = 'no planning service is configured: name its address, or say `planning = "none"`'
                raise Refused("NO_PLANNING", message)
            self._peer = Peer(target, self._credentials)
        return self._peer

    async def _blocks(self, peer: Peer, name: str) -> list[DraftBlock]:
        stub = content_rpc.PlanContentServiceStub(peer.channel)
        request, blocks = content.ListTextBlocksRequest(parent=name, page_size=PAGE), []
        while True:
            page = await peer.ask(stub.ListTextBlocks, request, SECONDS)
            blocks += [
                DraftBlock(id=item.id, number=item.number, title=item.title, text=item.text, sha256=item.sha256)
                for item in page.text_blocks
            ]
            if not page.next_page_token:
                return blocks
            request.page_token = page.next_page_token

    async def close(self) -> None:
        """Close the channel."""
        for peer in (self._peer, self._in_person):
            if peer is not None:
                await peer.close()


class NoPlanning:
    """An instance that is said to keep no plans with komplan: a round has no draft, anchors are not checked."""

    stated = True

    async def version(self, name: str) -> PlannedVersion | None:
        return None

    async def sitting(self, decision: str, presented: str) -> Sitting | None:
        return None
