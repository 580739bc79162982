"""Importing the national register of 99 MB: beside a bare JSON parse with raw inserts of the same rows; and memory."""

import itertools
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks import shots
from benchmarks.figures import Figure
from benchmarks.processes import Folder, Process
from komplan_catalogue.sources import generator

SERVICES: Final = 6_700
_NOT_COPIED: Final = "sqlite_"


class Subject:
    """A register's file, and what an import of it left behind."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, itertools.count(1)
        self.register = folder / "rpss.json"
        with self.register.open("wb") as file:
            generator.write(file, generator.records(SERVICES, 1))
        self.peaks: list[float] = []
        self.client_peaks: list[float] = []
        self.again: list[float] = []
        self._schema, self._rows = self._left_behind()

    def imported(self) -> float:
        """Seconds that a first import takes the service and the command; the second one is noted beside."""
        number = next(self._numbers)
        town = Folder(self._folder / f"town{number}", services=("catalogue",))
        arguments = ("benchmarks.servers", "serve", "catalogue", "--config", str(town.config))
        with Process(f"import{number}", self._folder, arguments) as process:
            seconds = self._import(town, process.target)
            self.again.append(self._import(town, process.target))
            if (peak := process.peak_mb()) is not None:
                self.peaks.append(peak)
        return seconds

    def bare(self) -> float:
        """Seconds of parsing the file and inserting the rows that an import leaves, with no thought about any."""
        path = self._folder / f"bare{next(self._numbers)}.sqlite3"
        db = sqlite3.connect(path)
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;")
        for statement in self._schema:
            db.execute(statement)
        began = time.perf_counter()
        with self.register.open("rb") as file:
            json.load(file)
        for table, rows in self._rows.items():
            marks = ", ".join("?" * len(rows[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        db.commit()
        seconds = time.perf_counter() - began
        db.close()
        path.unlink()
        return seconds

    def _import(self, town: Folder, target: str) -> float:
        command = [sys.executable, "-m", "komplan_cli", "catalogue", "import", str(self.register), "--kind", "register"]
        access = ["--target", target, "--area", "vzorov", "--issuer-key", str(town.path / "issuer.pem"), "--json"]
        began = time.perf_counter()
        done = subprocess.run([*command, *access], capture_output=True, text=True, timeout=600, check=True)
        seconds = time.perf_counter() - began
        self.client_peaks.append(json.loads(done.stdout)["peak_memory_mb"])
        return seconds

    def _left_behind(self) -> tuple[list[str], dict[str, list[tuple[Any, ...]]]]:
        """The tables and their rows after an import into an empty catalogue."""
        self.imported()
        (path,) = self._folder.glob("town1/**/catalogue.sqlite3")
        db = sqlite3.connect(path)
        made = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [(name, sql) for name, sql in made if not name.startswith(_NOT_COPIED)]
        indexes = db.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name, _ in tables}  # noqa: S608
        db.close()
        self.peaks.clear()
        self.client_peaks.clear()
        self.again.clear()
        schema = [*(sql for _, sql in tables), *(sql for (sql,) in indexes)]
        return schema, {name: found for name, found in rows.items() if found}


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Services a second of a first import, and the most memory that the service and the command held."""
    subject = Subject(folder)
    found = shots.alternate({"import": subject.imported, "bare": subject.bare}, rounds, seed)
    rates = {name: [SERVICES / seconds for seconds in of] for name, of in found.items()}
    name = f"first import of a register of {subject.register.stat().st_size / 1e6:,.0f} MB"
    memory = [
        Figure("catalogue", f"peak of the {who} that imports it", "MB", peaks, None, "at-most", 200.0)
        for who, peaks in (("service", subject.peaks), ("command", subject.client_peaks))
        if peaks
    ]
    return [
        Figure("catalogue", name, "services/s", rates["import"], rates["bare"], "at-least", 0.3),
        Figure("catalogue", "the same again, all unchanged", "s", subject.again),
        *memory,
    ]
