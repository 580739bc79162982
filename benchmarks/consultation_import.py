"""Importing 50,000 comments from a sheet: beside a bare reading of the sheet with raw inserts of the rows it leaves."""

import asyncio
import csv
import itertools
import json
import random
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks import samples
from benchmarks.figures import Figure
from benchmarks.processes import Folder, Process
from komplan.consultation.v1 import round_office_service_pb2 as pb
from komplan.consultation.v1 import round_office_service_pb2_grpc as rpc
from komplan.consultation.v1.round_pb2 import ChannelRule, Round
from komplan.type.v1.period_pb2 import Period
from komplan_cli.access import Access
from komplan_cli.asking import over_one_channel
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now
from komplan_kit.days import day_message

ROWS: Final = 50_000
HEADER: Final = ("klíč", "kanál", "doručeno", "druh podatele", "podatel", "kontakt", "znění připomínky", "odůvodnění")
_NOT_COPIED: Final = "sqlite_"


class Subject:
    """A sheet of comments, and what an import of it leaves behind."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._numbers = folder, itertools.count(1)
        self.sheet = folder / "pripominky.csv"
        _write(self.sheet, seed)
        self.peaks: list[float] = []
        self.client_peaks: list[float] = []
        self._left: Path | None = None

    def imported(self) -> float:
        """Seconds that an import takes the service and the command, from the file to the last receipt's entry."""
        town = Folder(self._folder / f"town{next(self._numbers)}", services=("consultation",))
        arguments = ("benchmarks.servers", "serve", "consultation", "--config", str(town.config))
        with Process(f"import{town.path.name}", self._folder, arguments) as process:
            access = Access(process.target, "vzorov", "clerk", town.path / "issuer.pem")
            asyncio.run(over_one_channel(access, _opened))
            seconds = self._import(town, process.target)
            if (peak := process.peak_mb()) is not None:
                self.peaks.append(peak)
        (self._left,) = town.path.glob("**/consultation.sqlite3")
        return seconds

    def bare(self) -> float:
        """Seconds of reading the sheet and inserting the rows that an import leaves, with no thought about any."""
        assert self._left is not None
        schema, rows = _left_behind(self._left)
        path = self._folder / f"bare{next(self._numbers)}.sqlite3"
        db = sqlite3.connect(path)
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;")
        for statement in schema:
            db.execute(statement)
        began = time.perf_counter()
        with self.sheet.open(encoding="utf-8", newline="") as file:
            list(csv.reader(file, delimiter=";"))
        for table, found in rows.items():
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)  # noqa: S608
        db.commit()
        seconds = time.perf_counter() - began
        db.close()
        path.unlink()
        return seconds

    def _import(self, town: Folder, target: str) -> float:
        command = [sys.executable, "-m", "komplan_cli", "consultation", "import", "jaro", str(self.sheet), "--json"]
        access = ["--target", target, "--area", "vzorov", "--issuer-key", str(town.path / "issuer.pem"), "--as", "k12"]
        began = time.perf_counter()
        done = subprocess.run([*command, *access], capture_output=True, text=True, timeout=900, check=True)
        seconds = time.perf_counter() - began
        report = json.loads(done.stdout)
        if report["registered"] != ROWS:
            raise RuntimeError(f"of {ROWS} rows {report['registered']} were registered")
        return seconds


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Comments a second of an import, and the most memory that the service held. An import is shot once."""
    subject = Subject(folder, seed)
    imported = [ROWS / subject.imported()]
    bare = [ROWS / subject.bare() for _ in range(rounds)]
    name = f"import of {ROWS:,} comments, each with its entry and proof in the book"
    found = [Figure("consultation", name, "comments/s", imported, bare)]
    if subject.peaks:
        found.append(Figure("consultation", "peak of the service that imports them", "MB", subject.peaks))
    return found


def _write(path: Path, seed: int) -> None:
    chance, day = random.Random(seed), (today(utc_now) - timedelta(days=1)).isoformat()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for number in range(ROWS):
            words = samples.TEXT.split() * 4
            chance.shuffle(words)
            person = f"Osoba {number}"
            writer.writerow(
                [f"MMV/{number}", "pošta", day, "jednotlivec", person, f"osoba{number}@vzorov.cz", " ".join(words), ""]
            )


async def _opened(peer: Peer) -> None:
    stub, now = rpc.RoundOfficeServiceStub(peer.channel), today(utc_now)
    window = Period(start=day_message(now - timedelta(days=30)), end=day_message(now + timedelta(days=30)))
    held = Round(
        title="Kolo",
        plan_version=samples.VERSION,
        window=window,
        channels=[ChannelRule(channel="post"), ChannelRule(channel="web")],
    )
    made = await peer.ask(stub.CreateRound, pb.CreateRoundRequest(parent=samples.PARENT, round=held, round_id="jaro"))
    await peer.ask(stub.AnnounceRound, pb.AnnounceRoundRequest(name=made.name))


def _left_behind(path: Path) -> tuple[list[str], dict[str, list[tuple[Any, ...]]]]:
    """The tables and their rows after an import."""
    db = sqlite3.connect(path)
    made = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = [(name, sql) for name, sql in made if not name.startswith(_NOT_COPIED)]
    indexes = db.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name, _ in tables}  # noqa: S608
    db.close()
    return [*(sql for _, sql in tables), *(sql for (sql,) in indexes)], {name: of for name, of in rows.items() if of}
