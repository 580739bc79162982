"""Statements compiled once and run on the driver's own connection: a quarter of the time of a full execute."""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ClauseElement, Float, Insert, Table
from sqlalchemy.engine import Dialect

Processor = Callable[[Any], Any]
AT_ONCE: Final = 500
"""Rows that are handed to the driver together."""
STEPS: Final = 100_000
"""Steps of SQLite's machine, about a millisecond, after which it asks whether somebody still waits."""


class _Compiled:
    """One statement for one dialect."""

    def __init__(self, clause: ClauseElement, dialect: Dialect) -> None:
        compiled: Any = clause.compile(
            dialect=dialect, column_keys=_given(clause), compile_kwargs={"render_postcompile": True}
        )
        self.sql: str = compiled.string
        self.positions: Sequence[str] | None = compiled.positiontup
        self.names: Sequence[str] = list(compiled.params)
        to_give = {name for name, bind in compiled.binds.items() if bind.required}
        self._ordered = itemgetter(*self.positions) if self.positions and len(self.positions) > 1 else None
        self.constants: dict[str, Any] = {k: v for k, v in compiled.params.items() if k not in to_give}
        self.binders: list[tuple[str, Processor]] = []
        for name, bind in compiled.binds.items():
            if process := bind.type.dialect_impl(dialect).bind_processor(dialect):
                self.binders.append((name, process))
        columns = compiled._result_columns if hasattr(compiled, "_result_columns") else []
        processors = enumerate(_result_processor(column.type, dialect) for column in columns)
        self.results = [(place, process) for place, process in processors if process is not None]
        """The places of columns whose values are made ours."""

    def bound(self, params: Mapping[str, Any]) -> Any:
        """What the driver takes. Raises KeyError for a parameter that is not given: it would be stored as NULL."""
        merged = params
        if self.constants or self.binders:
            merged = {**self.constants, **params}
            for name, process in self.binders:
                merged[name] = process(merged[name])
        if self._ordered is not None:
            return self._ordered(merged)
        if self.positions is not None:
            return [merged[name] for name in self.positions]
        return {name: merged[name] for name in self.names}

    def rows(self, fetched: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self.results:
            return fetched
        return [self._ours(row) for row in fetched]

    def _ours(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, process in self.results:
            if (value := values[place]) is not None:
                values[place] = process(value)
        return tuple(values)


def _result_processor(kind: Any, dialect: Dialect) -> Processor | None:
    """What makes a driver's value ours. Drivers give floats as they are, which psycopg's type asks the server about."""
    if isinstance(kind, Float):
        return None
    processor: Processor | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return processor


def _given(clause: ClauseElement) -> list[str] | None:
    """The columns that an INSERT gives: all but the one that the database counts, for which NULL is no number."""
    if not isinstance(clause, Insert) or not isinstance(clause.table, Table):
        return None
    counted = clause.table.autoincrement_column
    return [column.key for column in clause.table.columns if column is not counted]


class Statement:
    """A SQLAlchemy Core statement, compiled on first use for each dialect."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._compiled: dict[str, _Compiled] = {}

    def on(self, dialect: Dialect) -> _Compiled:
        """The compiled form for a dialect."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._clause, dialect)
        return found


class GivenUp(Exception):
    """Nobody waits any more for what is being read."""


class Stop:
    """Tells whoever reads that nobody waits any more; `session` is the one that it is read on, while it is."""

    __slots__ = ("given_up", "session")

    def __init__(self) -> None:
        self.given_up = False
        self.session: Session | None = None


class Session:
    """A raw connection on which statements run. Belongs to one thread."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self._raw, self._dialect = raw, dialect
        self._cursor = raw.cursor()
        self.count = 0
        """Statements run so far."""
        self.stop: Stop | None = None

    def execute(self, sql: str) -> None:
        """A command such as SAVEPOINT, made here and never from input."""
        self._cursor.execute(sql)

    def run(self, statement: Statement, **params: Any) -> int:
        """Run a statement that returns nothing; the number of rows that it touched."""
        compiled = statement.on(self._dialect)
        self.count += 1
        self._cursor.execute(compiled.sql, compiled.bound(params))
        return int(self._cursor.rowcount)

    def run_many(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for each row, some at a time: not all are in memory twice."""
        compiled = statement.on(self._dialect)
        self.count += 1
        bound = (compiled.bound(row) for row in rows)
        while some := list(islice(bound, AT_ONCE)):
            self._cursor.executemany(compiled.sql, some)

    def all(self, statement: Statement, **params: Any) -> list[tuple[Any, ...]]:
        """All rows. Raises GivenUp."""
        if self.stop is not None and self.stop.given_up:
            raise GivenUp
        compiled = statement.on(self._dialect)
        self.count += 1
        self._cursor.execute(compiled.sql, compiled.bound(params))
        return compiled.rows(self._cursor.fetchall())

    def first(self, statement: Statement, **params: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.all(statement, **params)
        return rows[0] if rows else None

    def value(self, statement: Statement, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.first(statement, **params)
        return row[0] if row else None

    def watch(self) -> None:
        """Let SQLite ask while a statement runs whether it was given up."""
        self._raw.set_progress_handler(lambda: self.stop is not None and self.stop.given_up, STEPS)

    def cancel(self) -> None:
        """Let PostgreSQL end the statement that runs now. For another thread; it may come too late or too early."""
        with contextlib.suppress(Exception):
            self._raw.cancel_safe(timeout=5)

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()

    def discard(self) -> None:
        """Close a connection that failed, whatever it says."""
        with contextlib.suppress(Exception):
            self._raw.close()
