"""The catalogue as a sheet: a row for each service at each of its places."""

from pathlib import Path
from typing import Final

from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_service_pb2_grpc as rpc
from komplan_catalogue.sources import exporting, workbook
from komplan_cli.access import Access
from komplan_cli.asking import asked, everything
from komplan_cli.output import counted
from komplan_kit.client import Peer

PAGE: Final = 500


def export(access: Access, path: Path) -> str:
    """Write the sheet; how many rows and services it has."""
    return asked(access, lambda peer: _written(access, peer, path))


async def _written(access: Access, peer: Peer, path: Path) -> str:
    parent, stub = f"areas/{access.code}", rpc.CatalogueServiceStub(peer.channel)
    providers_asked = pb.ListProvidersRequest(parent=parent, page_size=PAGE)
    providers = {item.name: item async for item in everything(peer, stub.ListProviders, providers_asked, "providers")}
    places_asked = pb.ListPlacesRequest(parent=parent, page_size=PAGE)
    places = {item.name: item async for item in everything(peer, stub.ListPlaces, places_asked, "places")}
    services_asked = pb.ListServicesRequest(parent=parent, page_size=PAGE)
    rows = number = 0
    with workbook.writer_of(path, exporting.guide(), exporting.lists()) as writer:
        writer.row(exporting.HEADER)
        async for service in everything(peer, stub.ListServices, services_asked, "services"):
            number += 1
            for cells in exporting.rows_of(service, providers[service.provider], places):
                writer.row(cells)
                rows += 1
    return f"{counted(rows, 'row')} of {counted(number, 'service')}"
