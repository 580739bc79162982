"""Pinning what a version is built from, so that it can be built again: the copies' records, each once by its hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from komplan.region.v1 import midterm_table_pb2 as pb
from komplan_core.errors import Refused
from komplan_core.regional.midterm.plans import PinnedInput, RegionPlan, RegionPlanVersion
from komplan_region.ports.copies import CopiedRecord
from komplan_region.ports.directory import FeedStanding, Standing
from komplan_region.ports.scratch import Pinned, PinnedCopy
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import FEEDS
from komplan_region.usecases.midterm_content import Parts, composed, encoded


@dataclass(frozen=True, slots=True)
class Built:
    """What one look at the copies gave."""

    built_at: datetime
    journal: int
    inputs: tuple[PinnedInput, ...]
    parts: Parts
    contents: Mapping[bytes, bytes]
    """What has to be kept that is not kept yet, by hash."""


def built(tx: RegionTx, plan_name: str) -> Built:
    """Compose a plan over the copies as they stand, and tell what has to be pinned. Raises NotFound."""
    plan = tx.midterm.plans.get(plan_name, "parent")
    contents: dict[bytes, bytes] = {}
    inputs = [
        _input(tx, standing, feed, contents)
        for standing in sorted(tx.directory.standings(), key=lambda item: item.municipality.code)
        for feed in standing.feeds
    ]
    parts = encoded(composed(tx, plan))
    return Built(tx.now(), tx.midterm.journal_number(), tuple(inputs), parts, contents)


@dataclass(frozen=True, slots=True)
class PinnedVersion:
    """A version with what was generated for it, and all that it was built from."""

    version: RegionPlanVersion
    plan: RegionPlan
    parts: Parts
    inputs: Pinned


def pinned(tx: RegionTx, name: str) -> PinnedVersion:
    """What is kept of a version. Raises NotFound, Refused when something of it is not what it was."""
    version = tx.midterm.versions.get(name)
    own = tx.midterm.own_records(version.journal)
    copies = [_copy(tx, item) for item in version.inputs]
    plan = tx.midterm.plans.get(name.rsplit("/", 2)[0])
    return PinnedVersion(version, plan, tx.midterm.parts(name), Pinned(version.built_at, own, copies))


def _input(tx: RegionTx, standing: Standing, feed: FeedStanding, contents: dict[bytes, bytes]) -> PinnedInput:
    held = tx.copies.held(standing.row_id, feed.feed, FEEDS[feed.feed])
    manifest, missing = pb.PinnedManifest(), {}
    if held.profile and feed.feed.value == "planning":
        manifest.profile_sha256 = hashlib.sha256(held.profile).digest()
        missing[manifest.profile_sha256] = held.profile
    for name, record in sorted(held.records.items()):
        digest = hashlib.sha256(record.encoded).digest()
        manifest.records.add(part=record.part, name=name, number=record.number, sha256=digest)
        missing[digest] = record.encoded
    body = manifest.SerializeToString(deterministic=True)
    digest = hashlib.sha256(body).digest()
    if tx.midterm.not_pinned([digest]):  # the same list: all that it names is kept
        missing[digest] = body
        contents.update((key, missing[key]) for key in tx.midterm.not_pinned(missing))
    return PinnedInput(
        area=standing.municipality.code,
        title=standing.municipality.title,
        feed=feed.feed.value,
        state=feed.state.value,
        revision=feed.revision,
        digest=feed.digest.hex(),
        as_of=feed.as_of,
        reason=feed.reason,
        records=len(held.records),
        manifest_sha256=digest.hex(),
    )


def _copy(tx: RegionTx, told: PinnedInput) -> PinnedCopy:
    body = _kept(tx, bytes.fromhex(told.manifest_sha256))
    manifest = pb.PinnedManifest.FromString(body)
    profile = _kept(tx, manifest.profile_sha256) if manifest.profile_sha256 else b""
    found = tx.midterm.pinned({record.sha256 for record in manifest.records})
    records = tuple(
        CopiedRecord(record.part, record.name, record.number, _checked(record.sha256, found.get(record.sha256)))
        for record in manifest.records
    )
    return PinnedCopy(told, profile, records)


def _kept(tx: RegionTx, digest: bytes) -> bytes:
    return _checked(digest, tx.midterm.pinned([digest]).get(digest))


def _checked(digest: bytes, body: bytes | None) -> bytes:
    if body is None or hashlib.sha256(body).digest() != digest:
        raise Refused("PIN_BROKEN", f"a pinned record is not there, or is not what it was: {digest.hex()[:12]}")
    return body
