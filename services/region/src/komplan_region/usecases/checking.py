"""From what a city sent to a copy that the region believes: records, their tree, and that they belong together."""

from dataclasses import dataclass, field
from typing import Any, Final

from komplan.planning.v1 import need_pb2, plan_content_pb2, plan_feed_service_pb2, plan_pb2, profile_pb2
from komplan_core import names
from komplan_core.errors import Invalid, PlanError, Refused
from komplan_core.needs import Need
from komplan_core.planning import Measure, Plan, PlanNode, PlanSection, PlanVersion
from komplan_core.profile import Profile
from komplan_kit import inputs
from komplan_kit.codec import Codec
from komplan_region.ports.copies import Contents, Copy
from komplan_region.usecases.projecting import derived

PROFILE: Final = Codec(profile_pb2.Profile, Profile)
CODECS: Final[dict[str, tuple[Codec[Any], names.Pattern]]] = {
    "plans": (Codec(plan_pb2.Plan, Plan), names.PLAN),
    "versions": (Codec(plan_pb2.PlanVersion, PlanVersion), names.VERSION),
    "nodes": (Codec(plan_pb2.PlanNode, PlanNode), names.NODE),
    "measures": (Codec(plan_pb2.Measure, Measure), names.MEASURE),
    "needs": (Codec(need_pb2.Need, Need), names.NEED),
    "sections": (Codec(plan_content_pb2.PlanSection, PlanSection), names.SECTION),
}
LARGEST_BYTES: Final = 64 << 20
MOST_RECORDS: Final = 100_000


@dataclass(slots=True)
class Received:
    """What a city sent, in the order in which it came."""

    head: plan_feed_service_pb2.SnapshotHead
    batches: list[plan_feed_service_pb2.SnapshotBatch] = field(default_factory=list)
    size: int = 0
    count: int = 0
    records: int | None = None

    def add(self, batch: plan_feed_service_pb2.SnapshotBatch) -> None:
        """Take a batch. Raises Refused when the city sends more than the region takes."""
        self.size += batch.ByteSize()
        self.count += sum(len(getattr(batch, part)) for part in CODECS)
        if self.size > LARGEST_BYTES or self.count > MOST_RECORDS:
            limits = f"{LARGEST_BYTES >> 20} MiB or {MOST_RECORDS} records"
            raise Refused("SNAPSHOT_TOO_LARGE", f"the snapshot exceeds {limits}")
        self.batches.append(batch)


def check_head(head: plan_feed_service_pb2.SnapshotHead, area: str, known_revision: int) -> None:
    """Raise Refused when the city is another one than the directory says, or went back in time."""
    if head.name != names.AREA.format(area=area):
        raise Refused("WRONG_IDENTITY", f"the answer is of another area than `areas/{area}`")
    if head.revision < known_revision:
        raise Refused("REVISION_WENT_BACK", f"revision {head.revision} is older than {known_revision}")
    if head.unchanged and (known_revision == 0 or head.revision != known_revision):
        raise Refused("SNAPSHOT_INVALID", "the city calls unchanged what the region does not hold")


def checked(received: Received, area: str) -> Copy:
    """The copy that the region keeps. Raises Refused with what is wrong."""
    try:
        return _checked(received, area)
    except Invalid as error:
        where = error.violations[0].field if error.violations else ""
        raise Refused("SNAPSHOT_INVALID", f"{where}: {error.reason}") from None


def _checked(received: Received, area: str) -> Copy:
    inputs.check(received.head)
    profile = PROFILE.decode(received.head.profile, "profile")
    if profile.area.code != area:
        raise Refused("WRONG_IDENTITY", f"the profile is of another area than `areas/{area}`")
    found: dict[str, list[Any]] = {part: [] for part in CODECS}
    records = []
    for batch in received.batches:
        inputs.check(batch, most=MOST_RECORDS)
        batch.DiscardUnknownFields()
        for part, (codec, pattern) in CODECS.items():
            for message in getattr(batch, part):
                where = f"{part}.{len(found[part])}"
                if pattern.parse(message.name, f"{where}.name")["area"] != area:
                    raise Refused("WRONG_IDENTITY", f"{where} does not belong to `areas/{area}`")
                found[part].append(codec.decode(message, where))
                records.append((part, message.name, message.SerializeToString(deterministic=True)))
    if received.records is None or received.records != len(records):
        raise Refused("SNAPSHOT_INVALID", f"{len(records)} records came, {received.records} were announced")
    if len({name for _, name, _ in records}) != len(records):
        raise Refused("SNAPSHOT_INVALID", "a record came twice")
    _check_tree(found, profile)
    encoded = PROFILE.encode(profile).SerializeToString(deterministic=True)
    return Copy(received.head.revision, encoded, tuple(records), derived(Contents(profile, found)))


def _check_tree(found: dict[str, list[Any]], profile: Profile) -> None:
    """Every plan came with one version, every node and measure under what came too, at a level that the city has."""
    versions = [version.name for version in found["versions"]]
    if sorted(map(names.parent, versions)) != sorted(plan.name for plan in found["plans"]):
        raise Refused("SNAPSHOT_INVALID", "a plan came without its version, or with two")
    if any(names.parent(section.name) not in versions for section in found["sections"]):
        raise Refused("SNAPSHOT_INVALID", "a section stands in no version that came")
    levels = {level.code for level in profile.levels}
    nodes = {node.name: node for node in found["nodes"]}
    for node in found["nodes"]:
        above = f"{names.parent(node.name)}/nodes/{node.parent}"
        if names.parent(node.name) not in versions or node.level not in levels or (node.parent and above not in nodes):
            raise Refused("SNAPSHOT_INVALID", "a node stands under nothing that came, or at no level of the city")
        seen = {node.name}
        while node.parent:
            node = nodes[f"{names.parent(node.name)}/nodes/{node.parent}"]
            if node.name in seen:
                raise Refused("SNAPSHOT_INVALID", "a node stands under itself")
            seen.add(node.name)
    for measure in found["measures"]:
        if f"{names.parent(measure.name)}/nodes/{measure.node}" not in nodes:
            raise Refused("SNAPSHOT_INVALID", "a measure stands under no node that came")


def is_quarantine(error: PlanError) -> bool:
    """Whether the city answered, but with something that cannot be taken."""
    return error.reason in {"WRONG_IDENTITY", "REVISION_WENT_BACK", "SNAPSHOT_INVALID", "SNAPSHOT_TOO_LARGE"}
