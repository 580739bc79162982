"""Short work off the event loop: done in another thread, answered to whoever waits, whatever happens."""

import asyncio
import threading

import pytest

from komplan_core.errors import NotFound, Unavailable
from komplan_kit.hops import Hops


@pytest.fixture
def hops():
    made = Hops(2)
    yield made
    made.close()


def test_all_that_wait_get_their_own_answer(hops):
    async def ask():
        return await asyncio.gather(*(hops.run(lambda n=n: (n, threading.current_thread().name)) for n in range(300)))

    answers = asyncio.run(ask())
    assert [number for number, _ in answers] == list(range(300))
    assert {name for _, name in answers} == {"lookup"}


def test_an_error_reaches_only_the_caller_whose_work_raised_it(hops):
    def fail(error):
        raise error

    async def ask():
        works = [lambda: 1, lambda: fail(NotFound("NOT_FOUND", "gone")), lambda: fail(StopIteration()), lambda: 2]
        return await asyncio.gather(*map(hops.run, works), return_exceptions=True)

    first, missing, stopped, last = asyncio.run(ask())
    assert (first, last) == (1, 2)
    assert isinstance(missing, NotFound)
    assert isinstance(stopped, RuntimeError)


def test_a_caller_who_gave_up_holds_up_nobody(hops):
    begun, go = threading.Event(), threading.Event()

    def wait():
        begun.set()
        go.wait(10)

    async def ask():
        given_up = asyncio.ensure_future(hops.run(wait))
        await asyncio.to_thread(begun.wait, 10)
        given_up.cancel()
        go.set()
        return await hops.run(lambda: "served")

    assert asyncio.run(ask()) == "served"


def test_after_closing_calls_are_refused():
    hops = Hops(1)
    hops.close()
    with pytest.raises(Unavailable):
        asyncio.run(hops.run(lambda: 1))
