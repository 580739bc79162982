"""What SQLite itself does with the rows of a comment: plain inserts on the driver, so many comments a commit."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.load import Rate
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade

TABLES: Final = {
    "comment": 1,
    "comment_author": 1,
    "point": 1,
    "journal": 1,
    "log_leaf": 1,
    "log_node": 1,
    "checkpoint": 1,
    "comment_salt": 2,
}
"""What a registration leaves in the database: tables, and rows in each; a leaf completes one node on average."""
COUNTED: Final = {"id", "seq", "comment_id", "position", "size"}
"""Columns that tell one comment from another by its number, and what belongs to it."""
NAMED: Final = {"name", "comment"}


class BareInserts:
    """The rows of the only comment of a database, inserted as they are. No komplan code runs between two inserts."""

    def __init__(self, source: Store, folder: Path, at_once: int, seconds: float) -> None:
        folder.mkdir()
        store = Store(f"sqlite:///{folder}/consultation.sqlite3")
        upgrade(store, "komplan_consultation")
        self._raw, self._at_once, self._seconds = store.writer(), at_once, seconds
        self._numbers = itertools.count(1_000_000)
        with source.transaction() as connection:
            copied: Any = connection.connection.driver_connection
            self._tables = [_Table(copied, name, rows) for name, rows in TABLES.items()]
            above = [_Table(copied, name, 1) for name in ("consultation_round", "log_head")]
        for table in above:
            self._raw.executemany(table.sql, table.found)

    def insert(self) -> Rate:
        """Insert for a while."""
        done, worst, run = 0, 0.0, self._raw.execute
        until = (began := time.perf_counter()) + self._seconds
        while (asked := time.perf_counter()) < until:
            numbers = list(itertools.islice(self._numbers, self._at_once))
            run("BEGIN IMMEDIATE")
            for table in self._tables:
                self._raw.executemany(table.sql, table.rows(numbers))
            run("COMMIT")
            done += self._at_once
            worst = max(worst, time.perf_counter() - asked)
        return Rate(done, time.perf_counter() - began, worst)


class _Table:
    """One table, and rows of it."""

    def __init__(self, raw: Any, name: str, most: int) -> None:
        asked = raw.execute(f"SELECT * FROM {name} LIMIT {most}")  # noqa: S608
        self._columns = [column[0] for column in asked.description]
        self.found = asked.fetchall()
        marks = ", ".join("?" * len(self._columns))
        self.sql = f"INSERT INTO {name} ({', '.join(self._columns)}) VALUES ({marks})"  # noqa: S608

    def rows(self, numbers: list[int]) -> Iterator[list[Any]]:
        """The rows once for each number, each under a name and number of its own."""
        for number in numbers:
            for row in self.found:
                yield [self._own(column, value, number) for column, value in zip(self._columns, row, strict=True)]

    def _own(self, column: str, value: Any, number: int) -> Any:
        if column in COUNTED:
            return number
        if column in NAMED:
            return f"{value}-{number}"
        return number if column == "number" and "round_id" in self._columns else value
