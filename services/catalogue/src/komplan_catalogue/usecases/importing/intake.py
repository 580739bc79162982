"""One source as it comes in, part by part: kept as packed rows within bounds, decided when it is whole."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from komplan.catalogue.v1 import import_pb2
from komplan_core import names
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.catalogue.importing import SourceKind
from komplan_core.errors import Full, Invalid
from komplan_core.record import Entity

MOST_ROWS: Final = 50_000
LARGEST_SOURCE: Final = 128 << 20
"""Bytes of all rows."""
_MUNICIPALITY: Final = re.compile(r"[0-9]{6}")
_SHA256: Final = re.compile(r"([0-9a-f]{64})?")
_OWN: Final = {"name", "etag"}
_MODELS: Final[tuple[tuple[str, type[Entity]], ...]] = (
    ("provider_fields", Provider),
    ("service_fields", Service),
    ("place_fields", Place),
)


class Source:
    """A whole source: what it says of itself, and its rows as they came."""

    def __init__(self, header: import_pb2.ImportHeader) -> None:
        self.kind = _kind(header)
        self.dry_run, self.force = header.dry_run, header.force
        self.title, self.sha256 = header.title, header.sha256
        self.fetched_at = _moment(header)
        self.municipalities = tuple(dict.fromkeys(header.municipalities))
        self.provider_fields, self.service_fields, self.place_fields = (_fields(header, *item) for item in _MODELS)
        self._rows: list[bytes] = []
        self._size = 0
        if len(self.title) > 500:
            raise Invalid.field("header.title", "TEXT_TOO_LONG", "a title has 500 characters at most")
        if not _SHA256.fullmatch(self.sha256):
            raise Invalid.field("header.sha256", "INVALID_VALUE", "a SHA-256 is 64 hexadecimal digits")
        if not all(map(_MUNICIPALITY.fullmatch, self.municipalities)):
            raise Invalid.field("header.municipalities", "INVALID_VALUE", "a RÚIAN code has six digits")

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, rows: Any) -> None:
        """Keep some rows. Raises Full for more than is taken."""
        for row in rows:
            encoded = row.SerializeToString(deterministic=True)
            self._size += len(encoded)
            self._rows.append(zlib.compress(encoded, 1))
        if len(self._rows) > MOST_ROWS:
            raise Full("SOURCE_TOO_LARGE", f"an import has {MOST_ROWS} rows at most")
        if self._size > LARGEST_SOURCE:
            raise Full("SOURCE_TOO_LARGE", f"an import has {LARGEST_SOURCE >> 20} MiB at most")

    def row(self, number: int) -> import_pb2.ImportRow:
        """The row with this index."""
        return import_pb2.ImportRow.FromString(zlib.decompress(self._rows[number]))

    def rows(self) -> Iterator[import_pb2.ImportRow]:
        """All rows in the order in which they came."""
        return map(self.row, range(len(self._rows)))


class Intake:
    """Collects the parts of an import."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._ended = False

    def take(self, request: Any) -> None:
        """One part. Raises Invalid for a part that is out of place, Full for too much."""
        if self._source is None:
            names.AREA.parse(request.parent, "parent")
            if not request.HasField("header"):
                raise Invalid.field("header", "REQUIRED", "the first part says what the source is")
            self._source = Source(request.header)
        elif request.HasField("header") or self._ended:
            raise Invalid.field("header", "INVALID_VALUE", "a source has one header and one end")
        self._source.take(request.rows)
        if request.HasField("end"):
            self._ended = True
            if request.end.rows != len(self._source):
                raise Invalid.field("end.rows", "INVALID_VALUE", "another number of rows arrived than were sent")

    def whole(self) -> Source:
        """The source when all of it arrived. Raises Invalid for one that broke off."""
        if self._source is None or not self._ended:
            raise Invalid.field("end", "REQUIRED", "the source broke off; nothing was taken")
        return self._source


def _kind(header: import_pb2.ImportHeader) -> SourceKind:
    try:
        return SourceKind(header.kind)
    except ValueError:
        message = f"a source is one of: {', '.join(SourceKind)}"
        raise Invalid.field("header.kind", "UNKNOWN_CODE", message) from None


def _moment(header: import_pb2.ImportHeader) -> datetime | None:
    if not header.HasField("fetched_at"):
        return None
    try:
        moment: datetime = header.fetched_at.ToDatetime(UTC)
        return moment
    except (ValueError, OverflowError):
        raise Invalid.field("header.fetched_at", "INVALID_VALUE", "there is no such moment") from None


def _fields(header: import_pb2.ImportHeader, name: str, model: type[Entity]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(getattr(header, name)))
    if not set(given) <= set(model.model_fields) - _OWN:
        raise Invalid.field(f"header.{name}", "UNKNOWN_FIELD", f"name fields of a {model.__name__.lower()}")
    return given
