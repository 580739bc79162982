"""What a region collects: the feeds of a city, the parts of which each is made, and how these are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2, place_pb2
from komplan.planning.v1 import (
    evaluation_pb2,
    need_pb2,
    needs_report_pb2,
    observation_pb2,
    plan_content_pb2,
    plan_pb2,
    profile_pb2,
)
from komplan_core import names
from komplan_core.catalogue import LifeSituation, Place, Provider, Service
from komplan_core.directory import Feed
from komplan_core.evidence.rounds import NeedRound, NeedsReport
from komplan_core.monitoring import Evaluation, PublishedObservation
from komplan_core.needs import Need
from komplan_core.planning import Measure, Plan, PlanNode, PlanSection, PlanVersion
from komplan_core.profile import Profile
from komplan_core.regional.copied import CopiedCapacity
from komplan_kit.codec import Codec
from komplan_region.ports.copies import NamedCapacity

PROFILE: Final = Codec(profile_pb2.Profile, Profile)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of entries of a feed."""

    entry: str
    """The field of a change that holds it."""
    codec: Codec[Any]
    pattern: names.Pattern

    def read(self, message: Any, name: str, where: str) -> Any:
        """The record behind a message. Raises Invalid."""
        record = self.codec.decode(message, where)
        return NamedCapacity(name, record) if self.entry == "capacity" else record

    def parse(self, name: str, encoded: bytes) -> Any:
        """The record behind a stored message, which was read once before."""
        record = self.codec.parse(encoded)
        return NamedCapacity(name, record) if self.entry == "capacity" else record


FEEDS: Final[Mapping[Feed, Mapping[str, Part]]] = {
    Feed.PLANNING: {
        "plans": Part("plan", Codec(plan_pb2.Plan, Plan), names.PLAN),
        "versions": Part("version", Codec(plan_pb2.PlanVersion, PlanVersion), names.VERSION),
        "nodes": Part("node", Codec(plan_pb2.PlanNode, PlanNode), names.NODE),
        "measures": Part("measure", Codec(plan_pb2.Measure, Measure), names.MEASURE),
        "sections": Part("section", Codec(plan_content_pb2.PlanSection, PlanSection), names.SECTION),
        "needs": Part("need", Codec(need_pb2.Need, Need), names.NEED),
        "need_rounds": Part("need_round", Codec(needs_report_pb2.NeedRound, NeedRound), names.NEED_ROUND),
        "needs_reports": Part("needs_report", Codec(needs_report_pb2.NeedsReport, NeedsReport), names.NEEDS_REPORT),
        "observations": Part(
            "observation",
            Codec(observation_pb2.PublishedObservation, PublishedObservation),
            names.PUBLISHED_OBSERVATION,
        ),
        "evaluations": Part("evaluation", Codec(evaluation_pb2.Evaluation, Evaluation), names.EVALUATION),
    },
    Feed.CATALOGUE: {
        "providers": Part("provider", Codec(catalogue_pb2.Provider, Provider), names.PROVIDER),
        "services": Part("service", Codec(catalogue_pb2.Service, Service), names.SERVICE),
        "places": Part("place", Codec(place_pb2.Place, Place), names.PLACE),
        "situations": Part("situation", Codec(catalogue_pb2.LifeSituation, LifeSituation), names.SITUATION),
        "capacities": Part("capacity", Codec(capacity_pb2.ShownCapacity, CopiedCapacity), names.CAPACITY),
    },
}
PARTS: Final[Mapping[str, Part]] = {name: part for parts in FEEDS.values() for name, part in parts.items()}
OF_ENTRY: Final = {feed: {part.entry: name for name, part in parts.items()} for feed, parts in FEEDS.items()}
TREE: Final = frozenset({"plans", "versions", "nodes", "measures", "sections"})
"""Parts that must fit each other."""
