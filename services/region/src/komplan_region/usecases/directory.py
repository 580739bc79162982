"""The directory of planning areas."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from komplan_core import names
from komplan_core.directory import CopyState
from komplan_core.errors import Invalid, NotFound
from komplan_kit.store import Written
from komplan_region.ports.copies import Copy
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx

EVERYBODY: Final = 1 << 31
SHORTEST_DEADLINE: Final = 0.05
LONGEST_DEADLINE: Final = 120.0


class Directory:
    """Which planning areas the region collects, and how their last collection went."""

    def __init__(self, region: str) -> None:
        self._parent = f"regions/{region}"

    def standings(self, tx: RegionTx, after: int = 0, most: int = EVERYBODY) -> list[Standing]:
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
        return tx.municipalities.add(municipality)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change an entry; the code stays."""
        if "code" in changes and changes["code"] != tx.municipalities.get(name, "municipality.name").code:
            raise Invalid.field("municipality.code", "INVALID_VALUE", "the code stays: make a new entry")
        return tx.municipalities.replace(tx.municipalities.changed(name, changes, "municipality"), etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove an entry and the copy of its area."""
        return tx.municipalities.delete(name, etag)

    def put_copy(self, tx: RegionTx, row_id: int, copy: Copy) -> Written:
        """Keep a checked copy in place of an older one; a newer one, taken meanwhile, stays."""
        if copy.revision >= tx.copies.held(row_id)[0]:
            tx.copies.put(row_id, copy)
            for subject, derived in copy.derived.items():
                getattr(tx, subject).put(row_id, derived)
        return _NOTHING

    def confirm(self, tx: RegionTx, row_id: int) -> Written:
        """Note that the copy is still current."""
        tx.copies.mark(row_id, CopyState.FRESH, "", confirmed=True)
        return _NOTHING

    def fail(self, tx: RegionTx, row_id: int, state: CopyState, reason: str, since: datetime) -> Written:
        """Note that a collection failed; the last good copy stays. One confirmed after `since` stays fresh."""
        confirmed = tx.copies.held(row_id)[1]
        if confirmed is None or confirmed < since:
            tx.copies.mark(row_id, state, reason, confirmed=False)
        return _NOTHING


def deadline(requested: float, setting: float) -> float:
    """Seconds that each city has: as requested, or the setting for 0. Raises Invalid."""
    if requested and not SHORTEST_DEADLINE <= requested <= LONGEST_DEADLINE:  # NaN is in no range
        limits = f"{SHORTEST_DEADLINE:g} to {LONGEST_DEADLINE:g} seconds, or 0 for the region's setting"
        raise Invalid.field("deadline_seconds", "INVALID_VALUE", f"a deadline is {limits}")
    return requested or setting


_NOTHING = Written("", "", b"", b"")
