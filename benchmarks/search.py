"""Search over 15,000 services: beside the bare FTS5 query of the same terms, and beside Datasette's JSON API."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx

from benchmarks import directory, shots
from benchmarks.figures import Figure
from benchmarks.load import Client, drive
from benchmarks.processes import Folder, Process
from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan_catalogue.usecases.finding.words import asked_words, folded

EDITOR: Final = "/komplan.catalogue.v1.CatalogueEditorService/"
SEARCH: Final = "/komplan.catalogue.v1.CatalogueService/SearchServices"
PAGE: Final = 10
CALLERS: Final = 8
SECONDS: Final = 2.0
MATCH: Final = (
    "SELECT service.name, service.title, service.description FROM found JOIN service ON service.id = found.rowid"
    " WHERE found MATCH :terms ORDER BY rank LIMIT 10"
)


class Limits:
    """The same texts in an FTS5 table, read directly and through Datasette."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        path = folder / "bench.db"
        self._db = sqlite3.connect(path)
        stack.callback(self._db.close)
        self._db.executescript(
            "CREATE TABLE service (id INTEGER PRIMARY KEY, name TEXT, title TEXT, description TEXT);"
            "CREATE VIRTUAL TABLE found USING fts5(title, description, content='service', content_rowid='id',"
            ' tokenize="unicode61 remove_diacritics 2");'
        )
        rows = [(r.service_id, r.service.title, r.service.description) for r in directory.services()]
        self._db.executemany("INSERT INTO service (name, title, description) VALUES (?, ?, ?)", rows)
        self._db.execute("INSERT INTO found (rowid, title, description) SELECT id, title, description FROM service")
        self._db.commit()
        self._datasette = _Datasette(path, stack)

    def match(self) -> list[float]:
        """Milliseconds of each query, bare."""
        found = []
        for terms in TERMS:
            began = time.perf_counter()
            self._db.execute(MATCH, {"terms": terms}).fetchall()
            found.append((time.perf_counter() - began) * 1e3)
        return found

    async def per_second(self) -> float:
        """Requests a second of Datasette's JSON API."""
        return await self._datasette.per_second()


class _Datasette:
    def __init__(self, path: Path, stack: ExitStack) -> None:
        command = [sys.executable, "-m", "datasette", "serve", str(path), "--host", "127.0.0.1", "--port", "0"]
        log = stack.enter_context((path.parent / "datasette.log").open("w+"))
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        stack.callback(self._stop)
        self._base = self._await_address(path.parent / "datasette.log")

    async def per_second(self) -> float:
        urls = [
            f"{self._base}/bench.json?" + urllib.parse.urlencode({"sql": MATCH, "terms": t, "_shape": "array"})
            for t in TERMS
        ]
        async with httpx.AsyncClient() as client:

            async def call(url: str) -> None:
                (await client.get(url)).raise_for_status()

            await drive(call, urls, SECONDS / 5, CALLERS)
            return (await drive(call, urls, SECONDS, CALLERS)).per_second

    def _await_address(self, log: Path) -> str:
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            for line in log.read_text().splitlines():
                if "running on http" in line:
                    base = line[line.index("http") :].split()[0]
                    with urllib.request.urlopen(f"{base}/-/versions.json") as answer:
                        json.load(answer)
                    return base
            time.sleep(0.05)
        raise RuntimeError(f"datasette did not start:\n{log.read_text()[-2000:]}")

    def _stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def _terms(query: str) -> str:
    return " ".join(f'"{folded(word)}"*' for word in asked_words(query))


TERMS: Final = [_terms(query) for query in directory.QUERIES]
REQUESTS: Final = [
    pb.SearchServicesRequest(parent=directory.AREA, query=query, page_size=PAGE).SerializeToString()
    for query in directory.QUERIES
]


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """The middle of the times of twenty queries, and requests a second of eight callers."""
    with shots.Loop() as runner, ExitStack() as stack:
        town = Folder(folder / "town", services=("catalogue",))
        arguments = ("benchmarks.servers", "serve", "catalogue", "--config", str(town.config))
        process = stack.enter_context(Process("catalogue", folder, arguments))
        client = runner.run(Client.to(process.target))
        stack.callback(lambda: runner.run(client.close()))
        _fill(runner, client, town)
        limits = Limits(folder, stack)
        found = shots.alternate(
            {
                "search": lambda: median(runner.run(_times(client, town))),
                "match": lambda: median(limits.match()),
                "komplan": lambda: (
                    runner.run(client.rate(SEARCH, REQUESTS, town.metadata(), SECONDS, CALLERS)).per_second
                ),
                "datasette": lambda: runner.run(limits.per_second()),
            },
            rounds,
            seed,
        )
        peak = process.peak_mb()
    note = f"{directory.SERVICES:,} services; peak of the service {peak:,.0f} MB" if peak else ""
    beside_fts = "search p50 beside a bare FTS5 query of its words"
    beside_datasette = "searches beside Datasette's JSON API"
    return [
        Figure("catalogue", beside_fts, "ms", found["search"], found["match"], "at-most", 2.0, note),
        Figure("catalogue", beside_datasette, "requests/s", found["komplan"], found["datasette"], "at-least", 3.0),
    ]


async def _per_second(client: Client, town: Folder) -> float:
    return (await client.rate(SEARCH, REQUESTS, town.metadata(), SECONDS, CALLERS)).per_second


async def _times(client: Client, town: Folder) -> list[float]:
    found = []
    for request in REQUESTS:
        began = time.perf_counter()
        await client.ask(SEARCH, request, town.metadata())
        found.append((time.perf_counter() - began) * 1e3)
    return found


def _fill(runner: shots.Loop, client: Client, town: Folder) -> None:
    async def fill(method: str, requests: Sequence[Any]) -> None:
        metadata, waiting = town.metadata(), asyncio.Semaphore(64)

        async def one(request: Any) -> None:
            async with waiting:
                await client.ask(EDITOR + method, request.SerializeToString(), metadata)

        await asyncio.gather(*(one(request) for request in requests))

    runner.run(fill("CreateProvider", list(directory.providers())))
    runner.run(fill("CreateService", list(directory.services())))
