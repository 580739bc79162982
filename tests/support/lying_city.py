"""A city that says whatever a test wants it to say: its feed is made up, part by part."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import grpc
from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan.planning.v1 import need_pb2, needs_report_pb2, plan_feed_service_pb2_grpc, plan_pb2, profile_pb2
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.type.v1.period_pb2 import Period
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec

AREA = "areas/vzorov"
VERSION = f"{AREA}/plans/p1/versions/v1"
Part = feed.StreamChangesResponse
PROFILE = Codec(profile_pb2.Profile, Profile).encode(compile_profile(["reference"])[0])
PERIOD = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))
KINDS = {
    plan_pb2.Plan: "plan",
    plan_pb2.PlanVersion: "version",
    plan_pb2.PlanNode: "node",
    plan_pb2.Measure: "measure",
    need_pb2.Need: "need",
    needs_report_pb2.NeedsReport: "needs_report",
}


class LyingCity(plan_feed_service_pb2_grpc.PlanFeedServiceServicer):
    """Answers every call with the same parts; `asked` are the requests that it got."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.asked: list[Any] = []
        server = grpc.server(ThreadPoolExecutor(4))
        plan_feed_service_pb2_grpc.add_PlanFeedServiceServicer_to_server(self, server)
        self.target = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        self.server = server

    def StreamChanges(self, request: Any, context: Any) -> Iterator[Part]:
        self.asked.append(request)
        yield from self.parts

    def says(self, *parts: Part) -> None:
        """Answer with these parts from now on."""
        self.parts = list(parts)


def entries(planned: int = 100) -> list[Any]:
    """One plan, one version, one priority, one measure of 2027."""
    line = plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=planned)
    node = f"{VERSION}/nodes/n1"
    return [
        plan_pb2.Plan(name=f"{AREA}/plans/p1", title="Plán", cycle="c1", period=PERIOD),
        plan_pb2.PlanVersion(name=VERSION, title="Verze", state="approved"),
        plan_pb2.PlanNode(name=node, level="priority", position=1, title="P", working_group="seniors"),
        measure("m1", line),
    ]


def measure(id_: str, *lines: plan_pb2.FinancingLine, **values: Any) -> plan_pb2.Measure:
    """A measure of the version."""
    given = {"node": "n1", "position": 1, "title": "O", "target_groups": ["seniors"], **values}
    return plan_pb2.Measure(name=f"{VERSION}/measures/{id_}", financing=lines, **given)


def change(number: int, entry: Any) -> feed.PublishedChange:
    """What is told of an entry."""
    return feed.PublishedChange(number=number, name=entry.name, **{KINDS[type(entry)]: entry})


def gone(number: int, name: str) -> feed.PublishedChange:
    """What is told of an entry that is published no more."""
    return feed.PublishedChange(number=number, name=name, deleted=True)


def profile_of(*municipalities: str) -> profile_pb2.Profile:
    """The structure of a city that says that it has these municipalities."""
    made = profile_pb2.Profile()
    made.CopyFrom(PROFILE)
    del made.area.municipalities[:]
    made.area.municipalities.extend(municipalities)
    return made


def told(*changes: feed.PublishedChange, after: int = 5, published: list[Any] | None = None, **values: Any) -> Part:
    """A whole answer in one part: a true head, these changes, and the digest of what is `published`."""
    shown = published if published is not None else [getattr(it, it.WhichOneof("entry")) for it in changes]
    head = feed.ChangesHead(name=AREA, journal_head=after, profile=PROFILE)
    given = {"changes": changes, "after": after, "end": True, "head": head, **seal(shown), **values}
    return Part(**given)


def whole(*shown: Any, number: int = 5, **values: Any) -> Part:
    """A whole answer that shows these entries, or those of `entries`."""
    published = list(shown) or entries()
    return told(*(change(number, entry) for entry in published), published=published, **{"after": number, **values})


def seal(published: list[Any]) -> dict[str, Any]:
    """Count and digest of what is published, as the contract says."""
    found = sha256()
    for entry in sorted(published, key=lambda entry: entry.name):
        encoded = _encoded(entry)
        found.update(f"{entry.name} {len(encoded)}\n".encode() + encoded)
    return {"records": len(published), "digest": found.digest()}


def _encoded(entry: Message) -> bytes:
    encoded: bytes = entry.SerializeToString(deterministic=True)
    return encoded
