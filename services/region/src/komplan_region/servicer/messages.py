"""Messages that are composed for whoever asks."""

from collections.abc import Iterable, Iterator
from typing import Final

from komplan.region.v1 import region_pb2
from komplan_core.directory import EntryKind, Freshness, Municipality, TerritoryClaim
from komplan_core.regional.speaking import Claim
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_region.ports.directory import Standing
from komplan_region.usecases.directory import Shown
from komplan_region.usecases.freshness import freshness

OFFICE: Final = frozenset({"admin", "analyst"})
MUNICIPALITY: Final = Codec(region_pb2.Municipality, Municipality)
FRESHNESS: Final = Codec(region_pb2.Freshness, Freshness)


def municipality_message(shown: Shown) -> region_pb2.Municipality:
    """The entry with the state of the copy, which depends on the time; its addresses are for the region's staff."""
    standing = shown.standing
    composed = {
        "speaks_for": tuple(sorted(shown.speaks_for.municipalities)),
        "claims": tuple(map(_claim, shown.claims)),
        "state": standing.state,
        "revision": standing.revision,
        "collected_at": standing.collected_at,
        "reason": standing.reason,
        "feeds": freshness(standing),
        "territory_codes": standing.territory_codes,
        "expired": standing.expired,
    }
    message = MUNICIPALITY.encode(standing.municipality.revised(composed))
    if not current.get().caller.roles & OFFICE:
        message.target = message.catalogue_target = message.consultation_target = message.reset_reason = ""
        message.ClearField("book_fingerprints")
    return message


def _claim(claim: Claim) -> TerritoryClaim:
    return TerritoryClaim(**{name: getattr(claim, name) for name in TerritoryClaim.model_fields})


def copies_of(standings: Iterable[Standing]) -> Iterator[region_pb2.Coverage]:
    """How current the copies are, of all that have an instance of which there could be one."""
    return (copy_message(standing) for standing in standings if standing.municipality.kind is EntryKind.CITY)


def copy_message(standing: Standing) -> region_pb2.Coverage:
    """How current the copies of one city are, as told beside every figure."""
    message = region_pb2.Coverage(
        area=standing.municipality.code,
        title=standing.municipality.title,
        state=standing.state,
        revision=standing.revision,
        reason=standing.reason,
        feeds=map(FRESHNESS.encode, freshness(standing)),
    )
    if standing.collected_at is not None:
        message.collected_at.FromDatetime(standing.collected_at)
    return message
