"""Jobs that a server repeats by itself while it serves, such as opening a round on its first day."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog

from komplan_core.errors import PlanError
from komplan_kit.caller import Call, Caller, current
from komplan_kit.logs import where

Work = Callable[[], Awaitable[object]]
"""One turn of a job; what it gives is not looked at."""

Pause = Callable[[float], Awaitable[object]]
"""Waits for so many seconds; tests let it wait for an event instead."""

ROLE: Final = "background"
"""The role under which a job's changes stand in the journal. It opens no method: nobody calls with it."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What is done, and how many seconds lie between the end of one turn and the next."""

    name: str
    seconds: float
    work: Work


class Background:
    """The jobs of one server. A turn that fails is logged and the next one is tried; nothing of it is fatal."""

    def __init__(self, pause: Pause = asyncio.sleep) -> None:
        self.pause = pause
        self._jobs: list[Job] = []
        self._tasks: list[asyncio.Task[None]] = []

    def add(self, name: str, seconds: float, work: Work) -> None:
        """Repeat this from the start of the server to its end, at once for the first time."""
        self._jobs.append(Job(name, seconds, work))

    def start(self) -> None:
        """Begin all jobs, each in a task of its own."""
        self._tasks = [asyncio.create_task(self._repeat(job), name=job.name) for job in self._jobs]

    async def stop(self) -> None:
        """End all jobs and wait until they have ended; a change that was under way is stored whole or not at all."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def turn(self, name: str) -> None:
        """One turn of a job, now and beside its own ones. Raises KeyError for a job that there is not."""
        await self._turn({job.name: job for job in self._jobs}[name])

    async def _repeat(self, job: Job) -> None:
        while True:
            await self._turn(job)
            await self.pause(job.seconds)

    async def _turn(self, job: Job) -> None:
        current.set(Call(Caller(job.name, frozenset({ROLE}))))
        try:
            await job.work()
        except PlanError as error:
            log.warning("job_refused", job=job.name, reason=error.reason)
        except Exception as error:  # its own words may quote what people wrote
            log.error("job_failed", job=job.name, error=type(error).__name__, where=where(error))
