"""Taking over the official tables of territory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from komplan_core import names
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.regional.territory import RegionTerritory, shrinks
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.projecting import PROJECTIONS, derive_anew


class Territories:
    """The region's lists of ORP and municipalities, each from a day on."""

    def __init__(self, region: str) -> None:
        self._parent = f"regions/{region}"

    def take(self, tx: RegionTx, made: RegionTerritory, allow_shrinking: bool) -> Written:
        """Keep a list that was read, beside those of other days."""
        before = tx.territory.in_force(made.valid_from)
        if before is not None and before.region != made.region:
            message = f"the region is `{before.region}` ({before.title}) since {before.valid_from}"
            raise Invalid.field("region_code", "TERRITORY_LAYOUT", message)
        if (
            before is not None
            and before.valid_from != made.valid_from
            and shrinks(before, made)
            and not allow_shrinking
        ):
            lost = len({town.code for town in before.municipalities} - {town.code for town in made.municipalities})
            message = f"{lost} of {len(before.municipalities)} municipalities would be gone: allow it if that is right"
            raise Refused("IMPORT_SHRINKS", message)
        name = f"{self._parent}/territories/{made.valid_from.isoformat()}"
        with _heard_anew(tx):
            return tx.territory.lists.add(made.revised({"name": name}))

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a list; its days fall to the one before."""
        with _heard_anew(tx):
            return tx.territory.lists.delete(name, etag)

    def on(self, tx: RegionTx, parent: str, day: date | None) -> RegionTerritory:
        """The list that holds on a day, today for None. Raises NotFound."""
        names.REGION.parse(parent, "parent")
        asked = day or today(tx.now)
        found = tx.territory.in_force(asked)
        if found is None:
            raise NotFound("NOT_FOUND", f"no list of municipalities holds on {asked}: import one")
        return found


@contextmanager
def _heard_anew(tx: RegionTx) -> Iterator[None]:
    """Make the figures of those cities anew that speak for another territory after what is done."""
    before = {row_id: tx.directory.speaks_for(row_id) for row_id in tx.directory.row_ids()}
    yield
    for row_id, heard in before.items():
        if tx.directory.speaks_for(row_id) != heard:
            derive_anew(tx, row_id, PROJECTIONS)
