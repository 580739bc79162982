"""A read for which nobody waits any more ends, so that the threads and connections are there for others."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from komplan_kit.reading import LOOKUPS, READERS
from komplan_kit.statements import Statement

ENDLESS = {
    "sqlite": Statement(text("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")),
    "postgresql": Statement(text("SELECT 1 FROM pg_sleep(28)")),
}
ONE = Statement(text("SELECT 1"))


@pytest.mark.parametrize("way", ["use cases", "pages"])
def test_reads_that_were_given_up_do_not_hold_up_the_next_one(shelf, way):
    readers = shelf.database._readers
    read, most = (readers.read, READERS) if way == "use cases" else (readers._look_up, LOOKUPS)
    begun = threading.Semaphore(0)

    def endless(session):
        begun.release()
        return session.value(ENDLESS[shelf.store.dialect.name])

    async def run():
        tasks = []
        for _ in range(most):
            tasks.append(asyncio.create_task(read(endless)))
            await asyncio.to_thread(begun.acquire)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(20):
            return [await read(lambda session: session.value(ONE)) for _ in range(2 * most)]

    assert set(shelf.wait(run())) == {1}


def test_a_use_case_of_many_statements_ends_at_the_next_one(shelf):
    begun, given_up, ended = threading.Event(), threading.Event(), threading.Event()
    asked = []

    def long(session):
        begun.set()
        given_up.wait(30)
        try:
            asked.append(session.value(ONE))
        finally:
            ended.set()

    async def run():
        task = asyncio.create_task(shelf.database._readers.read(long))
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        given_up.set()
        await asyncio.to_thread(ended.wait, 30)

    shelf.wait(run())
    assert asked == []
