"""What a server repeats by itself while it serves."""

import asyncio

import structlog

from komplan_core.errors import Refused
from komplan_kit.caller import current
from komplan_kit.identity import Identities
from komplan_kit.interceptors import Guard
from komplan_kit.server import Server

HERE = ("127.0.0.1:0", Guard(Identities("kraj")))


class Turns:
    """Pauses that end when the test lets them, and remember how long they were to be."""

    def __init__(self):
        self.asked, self.begun, self.over = [], asyncio.Event(), asyncio.Event()

    async def __call__(self, seconds):
        self.asked.append(seconds)
        self.begun.set()
        await self.over.wait()
        self.over.clear()

    async def next(self):
        await self.begun.wait()
        self.begun.clear()


def served(*jobs):
    """Runs a server with these jobs for three turns of the last one; gives its log and the pauses asked for."""

    async def run():
        made, turns, first = Server(*HERE), Turns(), asyncio.Event()
        made.jobs.pause, made.drain_seconds = turns, 0.0
        for number, job in enumerate(jobs):
            made.background(f"job-{number}", 60.0, job)
        serving = asyncio.create_task(made.run(lambda address: first.set()))
        await first.wait()
        for _ in range(3):
            await turns.next()
            turns.over.set()
        made.stop()
        await serving
        return turns.asked

    with structlog.testing.capture_logs() as told:
        asked = asyncio.run(run())
    return told, asked


def test_a_job_is_repeated_and_no_error_ends_it():
    done = []

    async def work():
        done.append(current.get().caller)
        raise (Refused("ROUND_NOT_OPEN", "not now"), ValueError("Jana Nováková"))[len(done) % 2]

    told, asked = served(work)
    assert len(done) >= 3
    assert set(asked) == {60.0}
    assert {(caller.subject, caller.role) for caller in done} == {("job-0", "background")}
    faults = [entry for entry in told if entry["event"] in ("job_failed", "job_refused")]
    assert {(entry["event"], entry.get("reason"), entry.get("error")) for entry in faults} == {
        ("job_refused", "ROUND_NOT_OPEN", None),
        ("job_failed", None, "ValueError"),
    }
    assert "Nováková" not in str(told)


def test_a_job_that_is_under_way_ends_with_the_server_and_before_what_it_needs():
    ended = []

    async def run():
        made, under_way = Server(*HERE), asyncio.Event()
        made.drain_seconds = 0.0

        async def work():
            under_way.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("job")

        made.background("slow", 1.0, work)
        made.closing(lambda: ended.append("database"))
        serving = asyncio.create_task(made.run())
        await under_way.wait()
        made.stop()
        await serving
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "slow"]

    asyncio.run(run())
    assert ended == ["job", "database"]
