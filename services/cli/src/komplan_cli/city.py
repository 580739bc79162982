"""What a city declares, as its planning service tells it."""

from komplan.planning.v1 import plan_service_pb2, plan_service_pb2_grpc, profile_pb2
from komplan_core.codelists import CodeList, entries
from komplan_kit.client import Peer


async def profile_of(peer: Peer, area: str) -> profile_pb2.Profile:
    """The profile of an area such as `ostrava`. Raises the PlanError that the service raised."""
    method = plan_service_pb2_grpc.PlanServiceStub(peer.channel).GetProfile
    profile: profile_pb2.Profile = await peer.ask(method, plan_service_pb2.GetProfileRequest(name=f"areas/{area}"))
    return profile


def state_titles(profile: profile_pb2.Profile, subject: str) -> dict[str, str]:
    """The Czech titles of the states of a subject such as `measure`, by their codes."""
    return {state.code: state.title for flow in profile.workflows if flow.subject == subject for state in flow.states}


def meaning_titles(profile: profile_pb2.Profile, subject: str) -> dict[str, str]:
    """The same by the fixed meanings that the states stand for; of several states of one meaning the first."""
    flows = (flow for flow in profile.workflows if flow.subject == subject)
    return {state.kernel: state.title for flow in flows for state in reversed(flow.states)}


def body_titles(profile: profile_pb2.Profile) -> dict[str, str]:
    """The Czech titles of the bodies, by their codes."""
    return {body.code: body.title for body in profile.bodies}


def source_titles(profile: profile_pb2.Profile) -> dict[str, str]:
    """The Czech titles of the sources of money, those of the city and those that all share, by their codes."""
    shared = {item.code: item.title for item in entries(CodeList.FUNDING_SOURCES)}
    return shared | {source.code: source.title for source in profile.funding_sources}
