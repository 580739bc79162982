"""The limit on a call's time cancels what takes too long, and nothing else."""

import asyncio
import contextlib

import pytest

from komplan_kit.timer import within


def test_what_takes_too_long_is_cancelled_and_told_as_a_timeout():
    async def call():
        with pytest.raises(TimeoutError), within(0.01):
            await asyncio.Event().wait()
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(call()) == 0


def test_what_ends_in_time_is_left_alone():
    async def call():
        with within(0.02):
            await asyncio.sleep(0)
        later: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.05, later.set_result, None)  # past the limit, which must not strike
        await later
        return "done"

    assert asyncio.run(call()) == "done"


def test_errors_pass():
    async def call():
        with within(10):
            raise KeyError("mine")

    with pytest.raises(KeyError):
        asyncio.run(call())


def test_a_caller_who_gave_up_is_no_timeout():
    async def call():
        with within(10):
            await asyncio.Event().wait()

    async def give_up():
        task = asyncio.ensure_future(call())
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(give_up())


def test_work_that_swallows_the_cancelling_leaves_no_trace():
    async def call():
        with within(0.01), contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(call()) == 0
