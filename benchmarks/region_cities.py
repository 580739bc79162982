"""The cities of the made-up country as one process: both feeds of each, from memory, on bare `grpc.aio`.

`python -m benchmarks.region_cities --seed N --areas N --ready-file FILE`. An answer is encoded once and sent as it is,
so that what is measured is the region. `/benchmarks.Cities/Change` changes the money of one measure of each city that
it names, `/benchmarks.Cities/Silence` makes these cities, and no others, take calls and never answer.
"""

import argparse
import asyncio
import gc
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import grpc

from benchmarks.region_country import Country, code_of
from komplan.catalogue.v1 import export_service_pb2
from komplan.planning.v1 import plan_feed_service_pb2, plan_pb2
from komplan_core.directory import Feed
from komplan_kit.digest import digest_of
from komplan_kit.serving import run_loop
from komplan_kit.store import sha256
from komplan_region.usecases.receiving import ANSWERS

CONTROL: Final = "benchmarks.Cities"
PART_BYTES: Final = 200_000
_REQUESTS: Final[dict[Feed, Any]] = {
    Feed.PLANNING: plan_feed_service_pb2.StreamChangesRequest,
    Feed.CATALOGUE: export_service_pb2.StreamChangesRequest,
}
_SERVICES: Final = {
    Feed.PLANNING: "komplan.planning.v1.PlanFeedService",
    Feed.CATALOGUE: "komplan.catalogue.v1.CatalogueExportService",
}


class Published:
    """One feed of one city. Every entry has the number of its last change."""

    def __init__(self, country: Country, number: int, feed: Feed) -> None:
        self._feed, self._area = feed, f"areas/{code_of(number)}"
        self._profile = country.profile(number) if feed is Feed.PLANNING else None
        self._changes: dict[str, Any] = {}
        """By name, the change as it is told."""
        for place, entry in enumerate(country.published(number, feed), 1):
            self._changes[entry.name] = self._change(place, entry.name, entry.field, entry.message)
        self.head = len(self._changes)
        self._known: dict[tuple[int, bytes], list[bytes]] = {}
        self._records: dict[str, bytes] = {name: _stands_for(change) for name, change in self._changes.items()}

    def answer(self, after: int, known_profile: bytes) -> list[bytes]:
        """The parts of an answer, encoded; the same question gets the same bytes until something changes."""
        key = (after, known_profile)
        if key not in self._known:
            self._known[key] = [part.SerializeToString() for part in self._parts(after, known_profile)]
        return self._known[key]

    def change_money(self, measure: int) -> None:
        """One haléř more in the first line of a measure."""
        name = f"{self._area}/plans/plan/versions/v1/measures/m{measure}"
        changed = plan_pb2.Measure()
        changed.CopyFrom(self._changes[name].measure)
        changed.financing[0].planned += 1
        self.head += 1
        self._changes[name] = self._change(self.head, name, "measure", changed)
        self._records[name] = _stands_for(self._changes[name])
        self._known.clear()

    def _change(self, number: int, name: str, field: str, message: Any) -> Any:
        kind = plan_feed_service_pb2.PublishedChange if self._feed is Feed.PLANNING else export_service_pb2.Change
        return kind(number=number, name=name, **{field: message})

    def _parts(self, after: int, known_profile: bytes) -> list[Any]:
        make = ANSWERS[self._feed]
        parts, size = [make()], 0
        parts[0].head.name, parts[0].head.journal_head = self._area, self.head
        if self._profile is not None and sha256(self._profile.SerializeToString(deterministic=True)) != known_profile:
            parts[0].head.profile.CopyFrom(self._profile)
        for change in sorted(self._changes.values(), key=lambda change: change.number):
            if change.number <= after:
                continue
            if size > PART_BYTES:
                parts.append(make())
                size = 0
            parts[-1].changes.append(change)
            parts[-1].after = change.number
            size += change.ByteSize()
        parts[-1].after, parts[-1].end = self.head, True
        parts[-1].records, parts[-1].digest = len(self._changes), digest_of(self._records.items())
        return parts


def _stands_for(change: Any) -> bytes:
    entry = change.WhichOneof("entry")
    if entry == "capacity":
        return str(change.number).encode()
    encoded: bytes = getattr(change, entry).SerializeToString(deterministic=True)
    return encoded


class Cities:
    """All cities, by the code of their areas."""

    def __init__(self, country: Country) -> None:
        self._feeds = {
            feed: {f"areas/{code_of(number)}": Published(country, number, feed) for number in range(country.areas)}
            for feed in Feed
        }
        self._silent: frozenset[str] = frozenset()
        self._turn = 0

    def handlers(self) -> list[Any]:
        """What the server serves: both feeds, and the commands."""
        control = {
            "Change": grpc.unary_unary_rpc_method_handler(self._change),
            "Silence": grpc.unary_unary_rpc_method_handler(self._silence),
        }
        served = [grpc.method_handlers_generic_handler(CONTROL, control)]
        for feed, service in _SERVICES.items():
            method = grpc.unary_stream_rpc_method_handler(
                self._streaming(feed), request_deserializer=_REQUESTS[feed].FromString
            )
            served.append(grpc.method_handlers_generic_handler(service, {"StreamChanges": method}))
        return served

    def _streaming(self, feed: Feed) -> Any:
        async def stream(request: Any, context: Any) -> AsyncIterator[bytes]:
            if request.parent in self._silent:
                await asyncio.Event().wait()
            known_profile = request.known_profile_sha256 if feed is Feed.PLANNING else b""
            for part in self._feeds[feed][request.parent].answer(request.after, known_profile):
                yield part

        return stream

    async def _change(self, request: bytes, context: Any) -> bytes:
        self._turn += 1
        for code in request.decode().split():
            self._feeds[Feed.PLANNING][f"areas/{code}"].change_money(self._turn % 100 + 1)
        return b""

    async def _silence(self, request: bytes, context: Any) -> bytes:
        self._silent = frozenset(f"areas/{code}" for code in request.decode().split())
        return b""


async def serve(cities: Cities, ready: Path) -> None:
    """Serve until the process is told to stop."""
    server = grpc.aio.server(options=(("grpc.max_concurrent_streams", 1_000),))
    server.add_generic_rpc_handlers(tuple(cities.handlers()))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    part = ready.with_suffix(".part")
    part.write_text(f"127.0.0.1:{port}")
    part.replace(ready)
    await server.wait_for_termination()


def main() -> None:
    """Make the country, then serve it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--areas", type=int, required=True)
    parser.add_argument("--ready-file", type=Path, required=True)
    given = parser.parse_args()
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
    cities = Cities(Country(given.seed, given.areas))
    gc.freeze()
    run_loop(serve(cities, given.ready_file))


if __name__ == "__main__":
    main()
