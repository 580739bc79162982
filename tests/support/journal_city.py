"""A city that keeps a small journal and tells of it as the contract says, on a line that may break."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_feed_service_pb2_grpc, plan_pb2, profile_pb2
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec
from support.lying_city import PERIOD, change, gone, seal

IN_A_PART = 2
REFERENCE = compile_profile(["reference"])[0]


class JournalCity(plan_feed_service_pb2_grpc.PlanFeedServiceServicer):
    """One plan with a version, a priority and measures, which come, change and go."""

    def __init__(self, code: str) -> None:
        self.code, self.area = code, f"areas/{code}"
        own = REFERENCE.revised({"area": REFERENCE.area.revised({"code": code})})
        self._profile = Codec(profile_pb2.Profile, Profile).encode(own)
        self.cut: int | None = None
        """Parts after which the line breaks, in the next answer; None for a line that holds."""
        self.begin()
        server = grpc.server(ThreadPoolExecutor(4))
        plan_feed_service_pb2_grpc.add_PlanFeedServiceServicer_to_server(self, server)
        self.target = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        self.server = server

    def begin(self) -> None:
        """Forget everything, and adopt the first version."""
        self._number, self._versions, self.cut = 0, 0, None
        self._changes: dict[str, feed.PublishedChange] = {}
        self.adopt()

    def adopt(self) -> None:
        """Adopt a version in place of the one before, under one number, without measures."""
        before, self._number = f"{self.area}/plans/p1/versions/v{self._versions}", self._number + 1
        for name in [name for name in self._changes if name.startswith(f"{before}/")]:
            del self._changes[name]
        if self._versions:
            self._changes[before] = gone(self._number, before)
        self._versions += 1
        for entry in (
            plan_pb2.Plan(name=f"{self.area}/plans/p1", title="Plán", cycle="c1", period=PERIOD),
            plan_pb2.PlanVersion(name=self._version, title=f"Verze {self._versions}", state="approved"),
            plan_pb2.PlanNode(
                name=f"{self._version}/nodes/n1", level="priority", position=1, title="P", working_group="seniors"
            ),
        ):
            self._changes[entry.name] = change(self._number, entry)

    def plan(self, measure: int, hal: int) -> None:
        """Let a measure cost so much in 2027."""
        self._number += 1
        line = plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=hal)
        name = f"{self._version}/measures/m{measure}"
        entry = plan_pb2.Measure(
            name=name, node="n1", position=1, title="O", target_groups=["seniors"], financing=[line]
        )
        self._changes[name] = change(self._number, entry)

    def drop(self, measure: int) -> None:
        """Let a measure go, if it is there."""
        name = f"{self._version}/measures/m{measure}"
        if name in self._changes:
            self._number += 1
            self._changes[name] = gone(self._number, name)

    def work(self) -> None:
        """Let the journal grow by something that is not published."""
        self._number += 1

    def StreamChanges(self, request: Any, context: Any) -> Iterator[feed.StreamChangesResponse]:
        cut, self.cut = self.cut, None
        for place, part in enumerate(self._parts(request.after)):
            if place == cut:
                context.abort(grpc.StatusCode.INTERNAL, "the line broke")
            yield part

    def _parts(self, after: int) -> list[feed.StreamChangesResponse]:
        found = sorted(
            (item for item in self._changes.values() if item.number > after), key=lambda item: (item.number, item.name)
        )
        held = [getattr(it, it.WhichOneof("entry")) for it in self._changes.values() if not it.deleted]
        pieces = [found[at : at + IN_A_PART] for at in range(0, len(found), IN_A_PART)] or [[]]
        parts = [feed.StreamChangesResponse(changes=piece, after=after) for piece in pieces]
        parts[0].head.CopyFrom(
            feed.ChangesHead(name=self.area, journal_head=self._number, profile=self._profile if after == 0 else None)
        )
        parts[-1].MergeFrom(feed.StreamChangesResponse(after=self._number, end=True, **seal(held)))
        return parts

    @property
    def _version(self) -> str:
        return f"{self.area}/plans/p1/versions/v{self._versions}"
