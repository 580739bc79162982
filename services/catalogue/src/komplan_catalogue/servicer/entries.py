"""Messages that hold a provider, a service or a place, whole or in part."""

from collections.abc import Mapping
from typing import Any, Final

from komplan.catalogue.v1 import provenance_pb2 as pb
from komplan_core import names
from komplan_core.record import Entity
from komplan_kit.codec import Codec
from komplan_kit.reading import wrapped

_FIELDS: Final = ((names.PROVIDER, "provider"), (names.SERVICE, "service"), (names.PLACE, "place"))


class EntryMessages:
    """Encodes entries of all three kinds; the name says which it is."""

    def __init__(self, provider: Codec[Any], service: Codec[Any], place: Codec[Any]) -> None:
        self._codecs = {"provider": provider, "service": service, "place": place}

    def whole(self, entry: Entity) -> pb.Entry:
        """The entry."""
        field = _field(entry.name)
        return pb.Entry(**{field: self._codecs[field].encode(entry)})

    def part(self, name: str, values: Mapping[str, Any]) -> pb.Entry:
        """Some fields of the entry of this name."""
        field = _field(name)
        return pb.Entry(**{field: self._codecs[field].part(values)})

    def wrapped(self, name: str, encoded: bytes) -> bytes:
        """The encoding of an entry, from that of the provider, service or place in it."""
        return wrapped(pb.Entry.DESCRIPTOR.fields_by_name[_field(name)].number, encoded)


def _field(name: str) -> str:
    return next(field for pattern, field in _FIELDS if pattern.matches(name))
