"""What a citizen takes out of a catalogue: open data, the map, and changes."""

from collections.abc import Iterator
from typing import Any

import grpc
import orjson

from komplan.catalogue.v1 import export_service_pb2 as pb
from komplan.catalogue.v1.export_service_pb2_grpc import CatalogueExportServiceStub
from support.catalogue import AREA, Catalogue

NO_AHEAD = (("grpc.http2.bdp_probe", 0), ("grpc.use_local_subchannel_pool", 1))
"""Between server and reader stand 64 kB, however fast the line seems to be, so that nothing is read for the reader."""
SECONDS = 100.0


def hsds_bytes(catalogue: Catalogue, kind: str, area: str = AREA) -> bytes:
    """All records of an HSDS object, a line each."""
    parts = _stream(catalogue, "ExportHsds", pb.ExportHsdsRequest(parent=area, object=kind))
    return b"".join(part.data for part in parts)


def hsds(catalogue: Catalogue, kind: str = "service", area: str = AREA) -> list[dict[str, Any]]:
    """All records of an HSDS object."""
    return [orjson.loads(line) for line in hsds_bytes(catalogue, kind, area).splitlines()]


def hsds_service(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """The record of the service with this title."""
    (found,) = [record for record in hsds(catalogue) if record["name"] == name]
    return found


def map_bytes(catalogue: Catalogue) -> bytes:
    """The GeoJSON document."""
    parts = _stream(catalogue, "ExportGeoJson", pb.ExportGeoJsonRequest(parent=AREA))
    return b"".join(part.data for part in parts)


def features(catalogue: Catalogue) -> list[dict[str, Any]]:
    """What is on the map."""
    document = orjson.loads(map_bytes(catalogue))
    assert document["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = document["features"]
    return found


def change_parts(
    catalogue: Catalogue, after: int = 0, roles: tuple[str, ...] = (), with_digest: bool = False
) -> list[pb.StreamChangesResponse]:
    """What the change feed sends."""
    request = pb.StreamChangesRequest(parent=AREA, after=after, with_digest=with_digest)
    return _stream(catalogue, "StreamChanges", request, roles)


def changes(catalogue: Catalogue, after: int = 0, roles: tuple[str, ...] = ()) -> list[pb.Change]:
    """What changed after a number."""
    return [change for part in change_parts(catalogue, after, roles) for change in part.changes]


class Copy:
    """What somebody holds who follows the change feed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.after = 0
        self.entries: dict[str, pb.Change] = {}

    def follow(self, most_parts: int | None = None) -> "Copy":
        """Take what changed, or the first parts of it, as when the line breaks."""
        for part in change_parts(self._catalogue, self.after)[:most_parts]:
            self.take(part)
        return self

    def take(self, part: pb.StreamChangesResponse) -> None:
        """Take one part."""
        for change in part.changes:
            if change.deleted:
                self.entries.pop(change.name, None)
            else:
                self.entries[change.name] = change
        self.after = part.after


def _stream(catalogue: Catalogue, method: str, request: Any, roles: tuple[str, ...] = ()) -> list[Any]:
    return catalogue.instance.stream(f"CatalogueExportService/{method}", request, roles)


def slowly(catalogue: Catalogue, request: Any) -> Iterator[Any]:
    """The parts of an export for a citizen, each taken when it is asked for; closing it breaks the line."""
    instance = catalogue.instance
    method = request.DESCRIPTOR.name.removesuffix("Request")

    async def ask() -> tuple[Any, Any]:
        line = grpc.aio.insecure_channel(instance.target, options=NO_AHEAD)
        return line, getattr(CatalogueExportServiceStub(line), method)(request, timeout=SECONDS)

    line, call = instance._wait(ask())
    parts = aiter(call)
    try:
        while True:
            yield instance._wait(anext(parts))
    except StopAsyncIteration:
        return
    finally:
        call.cancel()
        instance._wait(line.close())
