"""Asking the planning service what was decided on a plan and what became of it."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

from google.protobuf.message import Message

from komplan.planning.v1 import evaluation_pb2, observation_pb2
from komplan.planning.v1 import monitoring_service_pb2 as monitoring
from komplan.planning.v1 import monitoring_service_pb2_grpc as monitoring_rpc
from komplan.planning.v1 import plan_service_pb2 as plans
from komplan.planning.v1 import plan_service_pb2_grpc as plans_rpc
from komplan.planning.v1 import resolution_service_pb2 as resolutions
from komplan.planning.v1 import resolution_service_pb2_grpc as resolutions_rpc
from komplan_consultation.planning import PAGE, SECONDS, AskingPlanning
from komplan_consultation.ports.results import Decided, Deviated, Evaluated, Observed, Published
from komplan_core import names
from komplan_core.errors import NotFound, PlanError, Refused, Unavailable
from komplan_kit.client import Peer
from komplan_kit.days import given_day

APPROVED = "approved"


class AskingResults:
    """Planning over the channel on which it is asked for texts."""

    def __init__(self, planning: AskingPlanning) -> None:
        self._planning = planning

    async def resolution(self, name: str) -> Decided | None:
        peer = self._planning.reached()
        try:
            stub = resolutions_rpc.ResolutionServiceStub(peer.channel)
            found = await peer.ask(stub.GetResolution, resolutions.GetResolutionRequest(name=name), SECONDS)
            content = ""
            if names.VERSION.matches(found.subject):
                versions = plans_rpc.PlanServiceStub(peer.channel)
                asked = plans.GetPlanVersionRequest(name=found.subject)
                content = (await peer.ask(versions.GetPlanVersion, asked, SECONDS)).content_sha256
        except (NotFound, Refused):
            raise
        except PlanError as error:
            raise _silent(error) from error
        return Decided(found.name, found.subject, found.result, content, found.body, found.number)

    async def published(self, plan: str) -> Published | None:
        peer = self._planning.reached()
        stub = monitoring_rpc.MonitoringServiceStub(peer.channel)
        seen = monitoring.ListPublishedObservationsRequest(parent=plan, page_size=PAGE)
        judged = monitoring.ListEvaluationsRequest(parent=plan, page_size=PAGE)
        try:
            observations = [
                _observed(item)
                async for item in _all(peer, stub.ListPublishedObservations, seen, "published_observations")
            ]
            evaluations = [
                _evaluated(item)
                async for item in _all(peer, stub.ListEvaluations, judged, "evaluations")
                if item.state == APPROVED
            ]
        except (NotFound, Refused):
            raise
        except PlanError as error:
            raise _silent(error) from error
        return Published(tuple(observations), tuple(evaluations))


class NoResults:
    """An instance that is said to keep no plans with komplan."""

    async def resolution(self, name: str) -> Decided | None:
        return None

    async def published(self, plan: str) -> Published | None:
        return None


async def _all(peer: Peer, method: Any, request: Any, field: str) -> AsyncIterator[Any]:
    while True:
        page = await peer.ask(method, request, SECONDS)
        for item in getattr(page, field):
            yield item
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


def _observed(item: observation_pb2.PublishedObservation) -> Observed:
    return Observed(
        name=item.name,
        sha256=_sha256(item),
        measure=names.last_id(item.measure),
        year=item.year,
        half=item.half,
        state=item.state,
        published_on=given_day(item, "published_on"),
    )


def _evaluated(item: evaluation_pb2.Evaluation) -> Evaluated:
    facts = item.facts
    deviations = tuple(Deviated(fact.name, names.last_id(fact.measure), fact.kind) for fact in facts.deviations)
    told = {names.last_id(fact.measure) for fact in facts.indicators} | {fact.measure for fact in deviations}
    return Evaluated(item.name, _sha256(item), item.title, item.year, frozenset(told), deviations)


def _sha256(message: Message) -> str:
    return hashlib.sha256(message.SerializeToString(deterministic=True)).hexdigest()


def _silent(error: PlanError) -> Unavailable:
    return Unavailable("PEER_UNAVAILABLE", f"planning does not tell what became of the plan: {error.reason}")
