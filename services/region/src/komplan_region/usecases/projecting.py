"""What the region works out of one city's copy: kept beside the copy, and replaced together with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from komplan_core.directory import Feed
from komplan_core.profile import Profile
from komplan_region.ports.copies import NOTHING_SAID, Contents, Derived, OfOffice
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import FEEDS, PARTS, PROFILE
from komplan_region.usecases.money import copied_plans
from komplan_region.usecases.reading import Reading
from komplan_region.usecases.saying_needs import copied_needs
from komplan_region.usecases.supplying import copied_supply


@dataclass(frozen=True, slots=True)
class Projection:
    """One subject's view of a city. It is made anew when a part that it reads, or the city's structure, changed."""

    make: Callable[[Contents], Derived]
    """Gives what `put` of the subject takes. Pure; raises Refused SNAPSHOT_INVALID for what cannot be."""
    reads: frozenset[str]
    """Parts that it reads; all others are empty to it."""


def reading(make: Callable[[Contents], Derived], *parts: str) -> Projection:
    """A projection of these parts. Raises KeyError for one that there is not."""
    for part in parts:
        PARTS[part]
    return Projection(make, frozenset(parts))


PROJECTIONS: Final[Mapping[str, Projection]] = {
    "needs": reading(copied_needs, "needs", "need_rounds", "needs_reports"),
    "supply": reading(copied_supply, "services", "providers", "capacities"),
    "money": reading(copied_plans, "plans", "versions", "nodes", "measures"),
}
"""Subject of the transaction → what its `put` takes, and of what it is made."""


def touched(parts: Collection[str], structure: bool) -> tuple[str, ...]:
    """The subjects that have to be made anew when these parts, or the structure, changed."""
    return tuple(
        subject for subject, projection in PROJECTIONS.items() if structure or not projection.reads.isdisjoint(parts)
    )


def derived(
    subjects: Iterable[str], profile: Profile, records: Reading, office: OfOffice = NOTHING_SAID
) -> dict[str, Derived]:
    """What these projections make of a city."""
    return {subject: PROJECTIONS[subject].make(contents(profile, records, subject, office)) for subject in subjects}


def contents(profile: Profile, records: Reading, subject: str, office: OfOffice = NOTHING_SAID) -> Contents:
    """A city as one projection sees it."""
    reads = PROJECTIONS[subject].reads
    found = records.found(reads)
    return Contents(profile, {part: items if part in reads else [] for part, items in found.items()}, office)


def of_office(tx: RegionTx, row_id: int) -> OfOffice:
    """What the region's office says of a city now."""
    return OfOffice(tx.crosswalks.of_row(row_id), tx.directory.speaks_for(row_id))


def put_derived(tx: RegionTx, row_id: int, made: Mapping[str, Derived]) -> None:
    """Replace what is kept of these subjects of a city."""
    for subject, found in made.items():
        getattr(tx, subject).put(row_id, found.value)
        tx.claims.put(row_id, subject, found.claims)


def needed(feed: Feed, structure: bool) -> frozenset[str]:
    """The parts that may have to be read when a feed brings a change: its own, and what is read together with them.

    The city's structure concerns every subject, those of another feed too.
    """
    own = frozenset(FEEDS[feed])
    return own.union(*(item.reads for item in PROJECTIONS.values() if structure or not item.reads.isdisjoint(own)))


def derive_anew(tx: RegionTx, row_id: int, subjects: Iterable[str]) -> None:
    """Make these subjects anew of what is held of a city: nobody has to be asked. Nothing where no copy is held."""
    wanted = tuple(subjects)
    held = tx.copies.held(row_id, Feed.PLANNING, frozenset[str]().union(*(PROJECTIONS[it].reads for it in wanted)))
    if held.profile:
        made = derived(wanted, PROFILE.parse(held.profile), Reading(held.records, {}), of_office(tx, row_id))
        put_derived(tx, row_id, made)
