"""A region that really serves, in a process of its own, and its office: it enters cities and collects them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import grpc
from google.type.date_pb2 import Date

from benchmarks import region_country
from benchmarks.load import OPTIONS
from benchmarks.processes import Process
from benchmarks.region_cities import CONTROL
from komplan.region.v1 import (
    region_office_service_pb2,
    region_office_service_pb2_grpc,
    region_pb2,
    territory_office_service_pb2,
    territory_office_service_pb2_grpc,
)
from komplan_kit.identity import assertion, make_issuer_key

REGION: Final = "regions/kraj"
ROLES: Final = ("admin", "analyst")


class Office:
    """A started region with a channel to it and one to the cities. It collects only when it is asked to."""

    def __init__(self, folder: Path, cities: Process) -> None:
        folder.mkdir(parents=True)
        self._key, config, public = folder / "issuer.pem", folder / "komplan.toml", folder / "issuer.pub.pem"
        make_issuer_key(self._key, public)
        config.write_text(
            f'services = ["region"]\nlisten = "127.0.0.1:0"\ndata = "{folder}"\n'
            f'[region]\ncode = "kraj"\ntitle = "Vzorový kraj"\ncollect_seconds = 0\n'
            f'[identity]\nissuers = ["{public}"]\n'
        )
        self.folder, self._cities_target = folder, cities.target
        arguments = ["benchmarks.servers", "serve", "region", "--config", str(config)]
        self.process = Process("region", folder, arguments)
        self.channel: Any = None
        self._cities: Any = None

    async def open(self, codes: Sequence[str]) -> "Office":
        """Connect, take over the territory and enter these cities."""
        self.channel = grpc.aio.insecure_channel(self.process.target, options=OPTIONS)
        self._cities = grpc.aio.insecure_channel(self._cities_target, options=OPTIONS)
        territory = territory_office_service_pb2.ImportTerritoryRequest(
            parent=REGION,
            valid_from=Date(year=2026, month=1, day=1),
            region_code=region_country.REGION_CODE,
            **region_country.tables(len(codes)),
        )
        of_territory = territory_office_service_pb2_grpc.TerritoryOfficeServiceStub(self.channel)
        await of_territory.ImportTerritory(territory, metadata=self.metadata(), timeout=60)
        directory = region_office_service_pb2_grpc.RegionOfficeServiceStub(self.channel)
        requests = [
            region_office_service_pb2.CreateMunicipalityRequest(
                parent=REGION,
                municipality=region_pb2.Municipality(
                    code=code,
                    title=code,
                    target=self._cities_target,
                    catalogue_target=self._cities_target,
                    municipalities=region_country.towns(number),
                ),
            )
            for number, code in enumerate(codes)
        ]
        metadata = self.metadata()
        await asyncio.gather(
            *(directory.CreateMunicipality(request, metadata=metadata, timeout=60) for request in requests)
        )
        return self

    async def collect(self, seconds: float) -> region_office_service_pb2.CollectSummary:
        """Ask all cities with a deadline for each; what was told of all of them."""
        stub = region_office_service_pb2_grpc.RegionOfficeServiceStub(self.channel)
        request = region_office_service_pb2.CollectRequest(name=REGION, deadline_seconds=seconds)
        told = [part async for part in stub.Collect(request, metadata=self.metadata(), timeout=seconds + 30)]
        return told[-1].summary

    async def change(self, codes: Sequence[str]) -> None:
        """Let one measure of each of these cities change."""
        await self._cities.unary_unary(f"/{CONTROL}/Change")(" ".join(codes).encode(), timeout=30)

    async def silence(self, codes: Sequence[str]) -> None:
        """Let these cities, and no others, take calls and never answer."""
        await self._cities.unary_unary(f"/{CONTROL}/Silence")(" ".join(codes).encode(), timeout=30)

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What the office presents with a call; it holds for five minutes."""
        return (("authorization", f"Bearer {assertion(self._key, 'benchmark', ROLES, 'kraj')}"),)

    async def close(self) -> None:
        """Close the channels; the process goes on."""
        await self.channel.close()
        await self._cities.close()


def cities(folder: Path, seed: int, areas: int) -> Process:
    """The started cities of a country."""
    arguments = ["benchmarks.region_cities", "--seed", str(seed), "--areas", str(areas)]
    return Process("cities", folder, arguments)
