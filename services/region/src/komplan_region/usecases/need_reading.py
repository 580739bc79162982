"""Reading needs as the region's office does: one with all that speak of it, and page by page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from komplan_core.regional.needs import DistinctNeed
from komplan_core.regional.territory import Units
from komplan_region.ports.needs import Answered
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.needs import need_of, needs_listed


@dataclass(frozen=True, slots=True)
class WantedNeeds:
    """Which needs are asked for; an empty code or a false one asks for all."""

    years: Collection[int]
    orp: str = ""
    group: str = ""
    unanswered: bool = False
    published_only: bool = False


@dataclass(frozen=True, slots=True)
class ToldNeeds:
    """Some needs, and what is told beside each."""

    needs: Sequence[DistinctNeed]
    units: Units
    answers: Mapping[str, Answered]
    """Name of a need that was answered → the answer."""
    more: bool = False
    """Whether others follow."""


def need_told(tx: RegionTx, name: str) -> tuple[ToldNeeds, list[bytes]]:
    """The need that counts for a need of this name, and the latest word of each that says it. Raises NotFound."""
    need, units = need_of(tx, name)
    latest = {item.name: item.encoded for item in tx.needs.said_by(need.sources)}
    return ToldNeeds([need], units, tx.needs.answers()), [latest[source] for source in need.sources]


def needs_page(tx: RegionTx, wanted: WantedNeeds, after: int, most: int) -> ToldNeeds:
    """At most so many needs after so many others."""
    listed, units = needs_listed(tx, wanted.years, wanted.orp, wanted.group, wanted.unanswered, wanted.published_only)
    return ToldNeeds(listed[after : after + most], units, tx.needs.answers(), len(listed) > after + most)
