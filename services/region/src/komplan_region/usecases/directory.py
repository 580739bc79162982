"""The directory of planning areas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from komplan_core import names
from komplan_core.directory import CopyState, EntryKind, Feed, Municipality
from komplan_core.errors import Invalid, NotFound
from komplan_core.regional.speaking import Claim, ClaimSubject, Listening, SpeaksFor
from komplan_kit.addresses import is_loopback
from komplan_kit.store import Written
from komplan_region.ports.copies import Held, Taken
from komplan_region.ports.directory import Standing
from komplan_region.ports.limits import ALL
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import FEEDS
from komplan_region.usecases.projecting import PROJECTIONS, derive_anew, needed, of_office, put_derived, touched

SHORTEST_DEADLINE: Final = 0.05
LONGEST_DEADLINE: Final = 120.0


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with all that the region knows of it."""

    standing: Standing
    speaks_for: SpeaksFor = SpeaksFor()
    claims: tuple[Claim, ...] = ()
    """What its city says of others, of its structure first."""


class Directory:
    """Which planning areas the region collects, and how their last collection went."""

    def __init__(self, region: str, secured: bool = False) -> None:
        """`secured` says that the cities are called over TLS, where each shows its certificate."""
        self._parent, self._secured = f"regions/{region}", secured

    def shown(self, tx: RegionTx, name: str) -> Shown:
        """One planning area as its entry is shown. Raises NotFound."""
        return self._shown(tx, self.standing(tx, name))

    def page(self, tx: RegionTx, after: int, most: int) -> list[Shown]:
        """Planning areas as their entries are shown, from the one after row `after` on."""
        return [self._shown(tx, standing) for standing in self.standings(tx, after, most)]

    @staticmethod
    def _shown(tx: RegionTx, standing: Standing) -> Shown:
        speaks_for = tx.directory.speaks_for(standing.row_id)
        listening = Listening(speaks_for)
        listening.within(ClaimSubject.STRUCTURE, standing.municipality.name, standing.territory_codes)
        return Shown(standing, speaks_for, (*listening.claims, *tx.claims.of_row(standing.row_id)))

    def standings(self, tx: RegionTx, after: int = 0, most: int = ALL) -> list[Standing]:
        """Planning areas in the order of entry with the state of their copies, from the one after row `after` on."""
        return tx.directory.standings(after, most)

    def standing(self, tx: RegionTx, name: str) -> Standing:
        """One planning area with the state of its copy. Raises NotFound."""
        names.MUNICIPALITY.parse(name)
        standing = tx.directory.standing(name)
        if standing is None:
            raise NotFound("NOT_FOUND", f"there is no municipality `{name}`")
        return standing

    def create(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Enter a planning area; its id is its code."""
        code = wanted or str(values.get("code", ""))
        municipality = tx.municipalities.make(
            {**values, "name": f"{self._parent}/municipalities/{code}"}, "municipality"
        )
        if municipality.code != code:
            raise Invalid.field("municipality_id", "INVALID_VALUE", "the id of a planning area is its code")
        self._check_identity(municipality)
        self._check_territory(tx, municipality)
        self._check_alone(tx, municipality)
        return tx.municipalities.add(municipality)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change an entry; the code stays. A catalogue that is not collected any more is forgotten."""
        before = tx.municipalities.get(name, "municipality.name")
        if "code" in changes and changes["code"] != before.code:
            raise Invalid.field("municipality.code", "INVALID_VALUE", "the code stays: make a new entry")
        after = tx.municipalities.changed(name, changes, "municipality")
        self._check_identity(after)
        self._check_territory(tx, after, before)
        self._check_alone(tx, after, before)
        row_id = tx.municipalities.refer(name, "municipality.name")
        heard = tx.directory.speaks_for(row_id)
        written = tx.municipalities.replace(after, etag)
        if tx.directory.speaks_for(row_id) != heard:
            derive_anew(tx, row_id, PROJECTIONS)
        if before.catalogue_target and not after.catalogue_target:
            parts = FEEDS[Feed.CATALOGUE]
            tx.copies.forget(row_id, Feed.CATALOGUE, parts)
            derive_anew(tx, row_id, touched(parts, structure=False))
        return written

    def _check_identity(self, entry: Municipality) -> None:
        """Who answers can be told: by the name in a certificate, or because nobody else is on this machine."""
        addresses = (entry.target, entry.catalogue_target, entry.consultation_target)
        if entry.kind is not EntryKind.CITY or entry.certificate_name:
            return
        if self._secured or not all(is_loopback(address) for address in addresses if address):
            told = "write the name that the certificate of the city's server shows"
            raise Invalid.field("municipality.certificate_name", "REQUIRED", told)

    @staticmethod
    def _check_territory(tx: RegionTx, entry: Municipality, before: Municipality | None = None) -> None:
        """Who is confirmed anew lies in the region, as far as the region knows its territory."""
        known = tx.territory.known()
        for field in ("municipalities", "orps") if known.municipalities else ():
            confirmed = frozenset(getattr(before, field)) if before is not None else frozenset()
            for place, code in enumerate(getattr(entry, field)):
                if code not in getattr(known, field) | confirmed:
                    message = "no list of the region's territory has this code: look at it, or import the list first"
                    raise Invalid.field(f"municipality.{field}.{place}", "UNKNOWN_CODE", message)

    @staticmethod
    def _check_alone(tx: RegionTx, entry: Municipality, before: Municipality | None = None) -> None:
        """A municipality that is confirmed anew is confirmed to no other city; cities may share an ORP."""
        fresh = set(entry.municipalities) - set(before.municipalities if before is not None else ())
        others = [standing.municipality for standing in tx.directory.standings()] if fresh else []
        for place, code in enumerate(entry.municipalities):
            other = next((item for item in others if item.code != entry.code and code in item.municipalities), None)
            if code in fresh and other is not None:
                message = (
                    f"`{other.code}` speaks for {code}: a municipality belongs to one city; confirm the other first"
                )
                raise Invalid.field(f"municipality.municipalities.{place}", "SPOKEN_FOR", message)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove an entry and the copy of its area."""
        return tx.municipalities.delete(name, etag)

    def reset(self, tx: RegionTx, name: str, etag: str, reason: str) -> Written:
        """Let the next collection take the area's state from the beginning, although it went back; noted for ever."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why what the area says now is to be believed")
        told = tx.municipalities.changed(name, {"reset_reason": reason}, "municipality")
        written = tx.municipalities.replace(told, etag)
        tx.copies.reset(tx.municipalities.refer(name, "name"))
        return written

    def held(self, tx: RegionTx, row_id: int, feed: Feed, structure: bool) -> Held:
        """What an answer of this feed is merged with; `structure` tells whether it brings the city's structure."""
        return replace(tx.copies.held(row_id, feed, needed(feed, structure)), office=of_office(tx, row_id))

    def put(self, tx: RegionTx, row_id: int, taken: Taken) -> Written:
        """Keep a checked answer: the copy, its cursor, and what follows from them, all or nothing.

        Nothing is kept of an area that was blocked, removed or has expired meanwhile. Raises CopyMoved when the copy,
        or what the office says of the city, is not any more that with which the answer was merged.
        """
        if tx.directory.is_collected(row_id, taken.feed):
            if tx.copies.cursors(row_id) != taken.based_on or (taken.derived and of_office(tx, row_id) != taken.office):
                raise CopyMoved
            tx.copies.put(row_id, taken)
            put_derived(tx, row_id, taken.derived)
        return _NOTHING

    def confirm(self, tx: RegionTx, row_id: int, feed: Feed, before: int, cursor: int) -> Written:
        """Note that the copy is still current; one that moved from `before` meanwhile is left as it is."""
        tx.copies.confirm(row_id, feed, before, cursor)
        return _NOTHING

    def fail(
        self, tx: RegionTx, standing: Standing, feed: Feed, state: CopyState, reason: str, since: datetime
    ) -> Written:
        """Note that a collection failed; the last good copy stays. One confirmed after `since` stays fresh."""
        now = tx.directory.standing(standing.municipality.name)
        found = next((item for item in now.feeds if item.feed is feed), None) if now is not None else None
        if now is None or now.row_id != standing.row_id or not now.is_asked or found is None:
            return _NOTHING
        if found.as_of is None or found.as_of < since:
            tx.copies.mark(standing.row_id, feed, state, reason)
        return _NOTHING


class CopyMoved(Exception):
    """Somebody else took an answer of the city meanwhile: merge with what is held now, or leave it."""


def deadline(requested: float, setting: float) -> float:
    """Seconds that each city has: as requested, or the setting for 0. Raises Invalid."""
    if requested and not SHORTEST_DEADLINE <= requested <= LONGEST_DEADLINE:  # NaN is in no range
        limits = f"{SHORTEST_DEADLINE:g} to {LONGEST_DEADLINE:g} seconds, or 0 for the region's setting"
        raise Invalid.field("deadline_seconds", "INVALID_VALUE", f"a deadline is {limits}")
    return requested or setting


_NOTHING = Written("", "", b"", b"")
