"""All states that entries had: listed, compared, brought back."""

from collections.abc import Sequence
from typing import Final

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.entries import Entries, collection_of, model_of
from komplan_core.catalogue import LocationType, Place
from komplan_core.catalogue.differences import Revision, applied, changed_paths, fields_of
from komplan_core.catalogue.provenance import Layer, nowhere, wording_of
from komplan_core.errors import Invalid, NotFound
from komplan_core.record import Entity
from komplan_kit.store import Written

NEWEST: Final = 2**63 - 1
"""No revision is newer."""


class History:
    """The states of providers, services and places."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def revisions(self, tx: CatalogueTx, name: str, before: int, most: int) -> list[Revision]:
        """The states of an entry below a number, the newest first. Raises NotFound if there never was one."""
        model_of(name)
        found = tx.history.revisions(name, before or NEWEST, most)
        if not found and not tx.history.revisions(name, NEWEST, 1):
            raise NotFound("NOT_FOUND", f"there never was `{name}`")
        return found

    def revision(self, tx: CatalogueTx, name: str, number: int) -> Entity:
        """An entry as it was. Where a place was before its address became secret, is not told. Raises NotFound."""
        model_of(name)
        found = tx.history.entry(name, number)
        if found is None:
            raise NotFound("NOT_FOUND", f"`{name}` has no revision {number} in which it was there")
        if isinstance(found, Place) and any(map(_is_secret, tx.history.since(name, number))):
            return nowhere(found)
        return found

    def diff(self, tx: CatalogueTx, name: str, older: int, newer: int) -> tuple[Entity, Entity, tuple[str, ...]]:
        """Two states of an entry and the paths at which they differ. Raises NotFound."""
        before, after = self.revision(tx, name, older), self.revision(tx, name, newer)
        return before, after, changed_paths(before, after)

    def restore(self, tx: CatalogueTx, name: str, number: int, paths: Sequence[str], etag: str) -> Written:
        """Let the municipality say again what an entry said in a revision; a deleted one comes back as a whole."""
        collection, wanted = collection_of(tx, name), self.revision(tx, name, number)
        now = collection.find(name)
        if now is None:
            if paths:
                raise Invalid.field("paths", "MASK_PATH", "a deleted entry comes back as a whole: name no paths")
            fields, restored, etag = wording_of(type(wanted)).fields, wanted, ""
        else:
            restored = applied(now, wanted, paths) if paths else wanted
            fields = fields_of(changed_paths(now, restored))
        values = {field: getattr(restored, field) for field in fields}
        put = self._entries.of(name).put(tx, name, Layer.MUNICIPALITY, values, etag=etag)
        return put or collection.unchanged(name, etag)


def _is_secret(entry: Entity) -> bool:
    return isinstance(entry, Place) and entry.location_type is LocationType.CONFIDENTIAL
