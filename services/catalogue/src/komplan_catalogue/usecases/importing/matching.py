"""Which entries of the directory a row means: by name, by key, or by what identifies them."""

import hashlib

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.usecases.importing.speaking import Speaker
from komplan_catalogue.usecases.outputs.identifiers import Identifiers
from komplan_catalogue.usecases.places import OF_ADDRESS_POINT
from komplan_core import names
from komplan_core.catalogue import LocationType
from komplan_core.catalogue.importing import SourceKind
from komplan_core.errors import Invalid
from komplan_core.names import Pattern
from komplan_core.values import is_code


class Matching:
    """Finds names for what the rows of one source say. A source with keys gives new entries their keys as ids."""

    def __init__(self, speaker: Speaker, kind: SourceKind) -> None:
        self._speaker, self._kind = speaker, kind
        self._area = speaker.desk.directory.area
        self._found = speaker.tx.imports.identities()
        self._merged = speaker.tx.merges.targets()

    def candidates(self, row: import_pb2.ImportRow) -> list[str]:
        """Names that the row probably means, to be read at once."""
        found = [row.service.name, row.provider.name, *(at.place.name for at in row.places)]
        keyed = [("providers", row.provider_key), ("services", row.key), *(("places", at.key) for at in row.places)]
        return [name for name in (*found, *(f"{self._area}/{kind}/{key}" for kind, key in keyed if key)) if name]

    def exported_ids(self) -> frozenset[str]:
        """The ids under which this catalogue exports its services, those merged into others included."""
        ids = Identifiers(self._area)
        known = {name for found in self._found.services_titled.values() for name in found}
        return frozenset(map(ids.of, known | self._merged.keys()))

    def provider(self, row: import_pb2.ImportRow) -> str:
        """The provider's name, whether it exists or not."""
        provider = row.provider
        if provider.name:
            return self._existing(provider.name, names.PROVIDER, "provider.name")
        if row.provider_key and self._speaker.exists(name := self._keyed("providers", row.provider_key)):
            return name
        if provider.ico:
            if found := self._found.providers_of_ico.get(provider.ico):
                return self._only(found, "provider.ico")
        elif self._kind is SourceKind.TABLE and (found := self._found.providers_titled.get(provider.title)):
            return self._only(found, "provider.title")
        key = row.provider_key or (f"ico-{provider.ico}" if provider.ico else f"t-{_digest(provider.title)}")
        return self._keyed("providers", key)

    def place(self, at: import_pb2.ImportPlace) -> str:
        """The place's name, whether it exists or not."""
        place = at.place
        if place.name:
            return self._existing(place.name, names.PLACE, "place.name")
        if at.key and self._speaker.exists(name := self._keyed("places", at.key)):
            return name
        address = place.address
        if address.address_point and (found := self._found.places_at.get(address.address_point)):
            return found[0]
        where = (place.title, address.street, address.city, address.postal_code, address.municipality)
        made = f"{OF_ADDRESS_POINT}{address.address_point}" if address.address_point else f"t-{_digest(*where)}"
        if place.location_type == LocationType.CONFIDENTIAL:
            made = f"s-{_digest(place.title)}"  # it is made of nothing that is not told
        return self._keyed("places", at.key or made)

    def service(self, row: import_pb2.ImportRow, provider: str) -> str:
        """The service's name, whether it exists or not."""
        service = row.service
        if service.name:
            return self._existing(service.name, names.SERVICE, "service.name")
        if service.register_id and (found := self._found.services_of_register.get(service.register_id)):
            return found[0]
        if row.key and self._speaker.exists(name := self._keyed("services", row.key)):
            return name
        if number := service.registration_number:
            numbered = self._found.services_numbered.get(number, [])
            same = [name for name, register_id in numbered if not (register_id and service.register_id)]
            if same:
                return self._only(same, "service.registration_number")
        elif self._kind is SourceKind.TABLE and (found := self._found.services_titled.get((provider, service.title))):
            return self._only(found, "service.title")
        return self._keyed("services", row.key or self._speaker.desk.directory.ids())

    def _keyed(self, collection: str, key: str) -> str:
        if not is_code(key):
            raise Invalid.field("key", "CODE_FORMAT", "a key is lower-case letters, digits and single hyphens")
        name = f"{self._area}/{collection}/{key}"
        return self._merged.get(name, name)

    def was_merged(self, name: str) -> bool:
        """Whether an entry was merged into another one: what a source says of it is out of date."""
        return name in self._merged

    def _existing(self, name: str, pattern: Pattern, field: str) -> str:
        if pattern is names.SERVICE and name in self._merged:
            raise Invalid.field(field, "REFERENCE_MISSING", f"it was merged into `{self._merged[name]}`: leave it out")
        name = self._merged.get(name, name)
        if not pattern.matches(name) or not name.startswith(f"{self._area}/") or not self._speaker.exists(name):
            raise Invalid.field(
                field, "REFERENCE_MISSING", "there is no entry with this id: leave it empty for a new one"
            )
        return name

    def _only(self, found: list[str], field: str) -> str:
        if len(found) > 1 and self._kind is not SourceKind.REGISTER:
            raise Invalid.field(field, "AMBIGUOUS", f"{len(found)} entries could be meant: give the id")
        return found[0]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
