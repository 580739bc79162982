"""Giving out 15,000 services: HSDS lines, the map and the change feed of a service that was just started."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import grpc
import orjson
from google.type.date_pb2 import Date

from benchmarks import directory, shots
from benchmarks.figures import Figure
from benchmarks.load import OPTIONS, Client
from benchmarks.processes import Folder, Process
from komplan.catalogue.v1 import capacity_pb2, place_pb2
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import export_service_pb2 as pb

EDITOR: Final = "/komplan.catalogue.v1.CatalogueEditorService/"
EXPORT: Final = "/komplan.catalogue.v1.CatalogueExportService/"
PLACES: Final = 5_000
AT_ONCE: Final = 64
NEW_YEAR: Final = Date(year=2026, month=1, day=1)
REQUESTS: Final = {
    "service": ("ExportHsds", pb.ExportHsdsRequest(parent=directory.AREA, object="service"), pb.ExportChunk),
    "map": ("ExportGeoJson", pb.ExportGeoJsonRequest(parent=directory.AREA), pb.ExportChunk),
    "changes": ("StreamChanges", pb.StreamChangesRequest(parent=directory.AREA), pb.StreamChangesResponse),
}


@dataclass(frozen=True)
class Shot:
    """What was taken out, and how long it took."""

    parts: list[Any]
    seconds: float


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Records a second beside parsing and writing the same lines, and the memory of the service."""
    town = Folder(folder / "town", services=("catalogue",))
    with shots.Loop() as runner, ExitStack() as stack:
        with _service("filling", folder, town) as process:
            runner.run(_fill(process.target, town))
        process = stack.enter_context(_service("giving", folder, town))
        take = {name: partial(_taken, runner, process.target, *request) for name, request in REQUESTS.items()}
        lines = b"".join(part.data for part in take["service"]().parts).splitlines()
        things: dict[str, Callable[[], float]] = {name: partial(_seconds, taken) for name, taken in take.items()}
        things["again"] = partial(_again, lines)
        found = shots.alternate(things, rounds, seed)
        peak = process.peak_mb()
    note = f"{sum(map(len, lines)) / 1e6:,.0f} MB of HSDS"
    rates = {name: [directory.SERVICES / shot for shot in of] for name, of in found.items()}
    name = f"HSDS lines of {directory.SERVICES:,} services, beside parsing and writing them"
    figures = [
        Figure("catalogue", name, "services/s", rates["service"], rates["again"], "at-least", 0.02, note),
        Figure("catalogue", "the same in time", "s", found["service"], None, "at-most", 30.0),
        Figure("catalogue", f"map of {PLACES:,} places", "s", found["map"]),
        Figure("catalogue", "change feed from its beginning", "s", found["changes"]),
    ]
    if peak is not None:
        memory = "memory of the service that gave out (peak RSS)"
        figures.append(Figure("catalogue", memory, "MB", [peak], None, "at-most", 200.0))
    return figures


def _service(name: str, folder: Path, town: Folder) -> Process:
    return Process(name, folder, ("benchmarks.servers", "serve", "catalogue", "--config", str(town.config)))


def _taken(runner: shots.Loop, target: str, method: str, request: Any, response: Any) -> Shot:
    async def take() -> list[Any]:
        channel: Any
        async with grpc.aio.insecure_channel(target, options=OPTIONS) as channel:
            call = channel.unary_stream(EXPORT + method)(request.SerializeToString(), timeout=120.0)
            return [response.FromString(part) async for part in call]

    began = time.perf_counter()
    parts = runner.run(take())
    return Shot(parts, time.perf_counter() - began)


def _seconds(taken: Callable[[], Shot]) -> float:
    return taken().seconds


def _again(lines: list[bytes]) -> float:
    began = time.perf_counter()
    for line in lines:
        orjson.dumps(orjson.loads(line))
    return time.perf_counter() - began


async def _fill(target: str, town: Folder) -> None:
    client = await Client.to(target)
    waiting, metadata = asyncio.Semaphore(AT_ONCE), town.metadata()

    async def send(request: Any) -> None:
        async with waiting:
            method = request.DESCRIPTOR.name.removesuffix("Request")
            await client.ask(EDITOR + method, request.SerializeToString(), metadata)

    for requests in (directory.providers(), _places(), _services(), _reports()):
        metadata = town.metadata()
        await asyncio.gather(*(send(request) for request in requests))
    await client.close()


def _places() -> Iterator[edit.CreatePlaceRequest]:
    for number in range(PLACES):
        place = place_pb2.Place(
            title=f"Dům {number}",
            location_type="physical",
            address=place_pb2.Address(street=f"Lipová {number}", city="Vzorov", municipality="999001"),
            point=place_pb2.Point(latitude=49 + number / 10_000, longitude=16 + number / 10_000),
        )
        yield edit.CreatePlaceRequest(parent=directory.AREA, place=place, place_id=f"d{number}")


def _services() -> Iterator[edit.CreateServiceRequest]:
    """Services of ordinary size: a place, an office, hours, a price and a registered capacity."""
    for number, request in enumerate(directory.services()):
        service = request.service
        service.places.add(place=f"{directory.AREA}/places/d{number % PLACES}")
        service.contacts.add(label="sociální pracovnice", phone="555 000 111", email=f"info{number}@vzorov.example")
        for weekday in range(1, 6):
            service.hours.add(weekday=weekday, opens="08:00", closes="16:00")
        service.capacities.add(
            unit="clients", form="field", registered=number % 90, as_of=Date(year=2026, month=1, day=1)
        )
        service.costs.add(title="hodina péče", amount=13_500, unit="hodina")
        service.languages.append("cs")
        yield request


def _reports() -> Iterator[edit.ReportCapacityRequest]:
    today = time.localtime()
    day = Date(year=today.tm_year, month=today.tm_mon, day=today.tm_mday)
    for number in range(0, directory.SERVICES, 10):
        report = capacity_pb2.CapacityReport(form="field", unit="clients", status="capacity", available=1, as_of=day)
        yield edit.ReportCapacityRequest(parent=f"{directory.AREA}/services/s{number}", report=report)
