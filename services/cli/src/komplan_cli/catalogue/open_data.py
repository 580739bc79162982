"""The catalogue as open data: HSDS lines, the map, and the change feed as lines."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson
from google.protobuf import json_format

from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import catalogue_service_pb2_grpc as read_rpc
from komplan.catalogue.v1 import export_service_pb2 as pb
from komplan.catalogue.v1 import export_service_pb2_grpc as rpc
from komplan_cli.access import Access
from komplan_cli.asking import asked, everything
from komplan_cli.output import counted, say
from komplan_kit.client import Peer

SECONDS: Final = 600.0
"""How long an export may take: a slow line needs minutes for a hundred megabytes."""

Pieces = Callable[[Peer, str], AsyncIterator[tuple[bytes, int]]]
"""The pieces of a document with the number of records that end in each, of the catalogue of an area."""


async def _hsds(kind: str, peer: Peer, parent: str) -> AsyncIterator[tuple[bytes, int]]:
    request = pb.ExportHsdsRequest(parent=parent, object=kind)
    async for piece in peer.stream(rpc.CatalogueExportServiceStub(peer.channel).ExportHsds, request, SECONDS):
        yield piece.data, piece.records


async def _map(peer: Peer, parent: str) -> AsyncIterator[tuple[bytes, int]]:
    request = pb.ExportGeoJsonRequest(parent=parent)
    async for piece in peer.stream(rpc.CatalogueExportServiceStub(peer.channel).ExportGeoJson, request, SECONDS):
        yield piece.data, piece.records


async def _changes(after: int, peer: Peer, parent: str) -> AsyncIterator[tuple[bytes, int]]:
    request = pb.StreamChangesRequest(parent=parent, after=after)
    async for part in peer.stream(rpc.CatalogueExportServiceStub(peer.channel).StreamChanges, request, SECONDS):
        lines = [_line(change) for change in part.changes]
        if part.end:
            lines.append(orjson.dumps({"after": part.after}, option=orjson.OPT_APPEND_NEWLINE))
        yield b"".join(lines), len(part.changes)


def _line(change: Any) -> bytes:
    said = json_format.MessageToDict(change, preserving_proto_field_name=True)
    return orjson.dumps({**said, "number": change.number}, option=orjson.OPT_APPEND_NEWLINE)


def _export(pieces: Pieces, access: Access, path: Path) -> str:
    async def write(peer: Peer) -> str:
        records = 0
        with path.open("wb") as file:
            async for data, number in pieces(peer, f"areas/{access.code}"):
                file.write(data)
                records += number
        return counted(records, "record")

    return asked(access, write)


services = partial(_export, partial(_hsds, "service"))
organizations = partial(_export, partial(_hsds, "organization"))
terms = partial(_export, partial(_hsds, "taxonomy_term"))


def places(access: Access, path: Path) -> str:
    """Write the map, and say on stderr how many places are not on it because nobody gave them a point."""
    told = _export(_map, access, path)
    if without := asked(access, lambda peer: _without_point(peer, f"areas/{access.code}")):
        say(f"{counted(without, 'place')} without a point: not on the map")
    return told


async def _without_point(peer: Peer, parent: str) -> int:
    request = read.ListPlacesRequest(parent=parent, page_size=500)
    listed = everything(peer, read_rpc.CatalogueServiceStub(peer.channel).ListPlaces, request, "places")
    return sum([place.location_type == "physical" and not place.HasField("point") async for place in listed])


def changes(access: Access, path: Path, after: int = 0) -> str:
    """Write what changed after a number, a line each; the last line is the number for the next time."""
    return _export(partial(_changes, after), access, path)
