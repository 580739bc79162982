"""The catalogue as a sheet: a row for each service at each of its places."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_service_pb2_grpc as rpc
from komplan_catalogue.sources import exporting, writing
from komplan_cli.access import Access
from komplan_kit.client import Peer

PAGE: Final = 500


def export(access: Access, path: Path) -> int:
    """Write the sheet; the number of rows."""
    return asyncio.run(_written(access, path))


async def _written(access: Access, path: Path) -> int:
    peer = access.peer()
    try:
        parent, stub = f"areas/{access.code}", rpc.CatalogueServiceStub(peer.channel)
        asked = pb.ListProvidersRequest(parent=parent, page_size=PAGE)
        providers = {item.name: item async for item in _all(peer, stub.ListProviders, asked, "providers")}
        places_asked = pb.ListPlacesRequest(parent=parent, page_size=PAGE)
        places = {item.name: item async for item in _all(peer, stub.ListPlaces, places_asked, "places")}
        services = _all(peer, stub.ListServices, pb.ListServicesRequest(parent=parent, page_size=PAGE), "services")
        rows = 0
        with writing.writer_of(path, exporting.guide()) as writer:
            writer.row(exporting.HEADER)
            async for service in services:
                for cells in exporting.rows_of(service, providers[service.provider], places):
                    writer.row(cells)
                    rows += 1
        return rows
    finally:
        await peer.close()


async def _all(peer: Peer, method: Any, request: Any, field: str) -> AsyncIterator[Any]:
    """Everything that a method lists, page by page."""
    while True:
        page = await peer.ask(method, request)
        for item in getattr(page, field):
            yield item
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token
