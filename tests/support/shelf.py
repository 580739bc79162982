"""A database of planning without a server: use cases are functions of a test."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select

from komplan_core.process import Cycle
from komplan_core.values import Period
from komplan_kit.caller import ANYONE, Call, Caller, RequestKey, current
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session
from komplan_kit.store import Written
from komplan_planning.repositories import METADATA
from komplan_planning.repositories.transaction import PlanningStore

YEARS: Final = Period(start=date(2027, 1, 1), end=date(2029, 12, 31))
EDITOR: Final = Caller("office", frozenset({ANYONE, "editor"}))
START: Final = datetime(2027, 1, 1, tzinfo=UTC)
UseCase = Callable[[PlanningStore], Written]


class Shelf:
    """A database with its own event loop. Its clock moves by a second for every group that is begun."""

    def __init__(self, store: Store, keystore: str, **options: Any) -> None:
        self.store, self.keys = store, Keystore(keystore)
        self._ticks = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.database: Database[PlanningStore] = Database(
            store, METADATA, PlanningStore, self.keys, clock=self._tick, **options
        )

    def write(self, *use_cases: UseCase, key: RequestKey | None = None, **options: Any) -> list[Any]:
        """Run use cases that wait together; each result is the answer or the exception."""
        return self.wait(self._together([(use_case, key) for use_case in use_cases], options))  # type: ignore[no-any-return]

    def in_one_group(
        self, *use_cases: UseCase, key: RequestKey | None = None, alone: UseCase | None = None
    ) -> list[Any]:
        """Run use cases in one group: they wait behind one that holds the writer until all have come."""
        begun, gate = threading.Event(), threading.Event()

        def hold(tx: PlanningStore) -> Written:
            begun.set()
            gate.wait(30)
            return Written("", "", b"", b"")

        async def run() -> list[Any]:
            holding = asyncio.create_task(self.database.write(hold))
            await asyncio.to_thread(begun.wait, 30)
            waiting = [
                asyncio.create_task(self._write(use_case, key, alone=use_case is alone)) for use_case in use_cases
            ]
            await asyncio.sleep(0)  # every task has put its job into the queue
            gate.set()
            await holding
            return await asyncio.gather(*waiting, return_exceptions=True)

        return self.wait(run())  # type: ignore[no-any-return]

    def wait(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run something in the database's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(60)

    def rows(self, table: str, *columns: str) -> list[Any]:
        """What another connection sees of a table, in the order of its key."""
        found = METADATA.tables[table].c
        statement = select(*(found[name] for name in columns)).order_by(found[columns[0]])
        with self.store.engine.connect() as connection:
            return [tuple(row) if len(columns) > 1 else row[0] for row in connection.execute(statement)]

    def names(self) -> list[str]:
        """Ids of the stored cycles."""
        return [name.rsplit("/", 1)[-1] for name in self.rows("cycle", "name")]

    def journal(self) -> list[tuple[int, str]]:
        """Number and id of every journal entry."""
        return [(seq, name.rsplit("/", 1)[-1]) for seq, name in self.rows("journal", "seq", "name")]

    def close(self) -> None:
        """Close connections and loop."""
        self.database.close()
        self.keys.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    async def _together(self, jobs: list[tuple[UseCase, RequestKey | None]], options: dict[str, Any]) -> list[Any]:
        return await asyncio.gather(*(self._write(job, key, **options) for job, key in jobs), return_exceptions=True)

    async def _write(
        self, use_case: UseCase, key: RequestKey | None, deadline: float | None = None, **options: Any
    ) -> Any:
        current.set(Call(EDITOR, key, deadline))
        return await self.database.write(use_case, **options)

    def _tick(self) -> datetime:
        self._ticks += 1
        return START + timedelta(seconds=self._ticks)


def cycle(id_: str, **values: Any) -> Cycle:
    """A cycle as it is stored."""
    return Cycle(name=f"areas/vzorov/cycles/{id_}", **{"title": "Cyklus", "period": YEARS, **values})


def add(id_: str) -> UseCase:
    """A use case that stores a cycle."""
    return lambda tx: tx.cycles.add(cycle(id_))


def then(*steps: UseCase, error: BaseException | None = None) -> UseCase:
    """A use case that does several things and may end with an error."""

    def run(tx: PlanningStore) -> Written:
        written = [step(tx) for step in steps]
        if error is not None:
            raise error
        return written[-1]

    return run


class Fault:
    """Makes the n-th of some commands fail, on any connection of the kit."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, command: str, error: Exception, nth: int = 1) -> None:
        self.met = 0
        execute = Session.execute

        def faulty(session: Session, sql: str) -> None:
            if sql.startswith(command):
                self.met += 1
                if self.met == nth:
                    raise error
            execute(session, sql)

        monkeypatch.setattr(Session, "execute", faulty)
