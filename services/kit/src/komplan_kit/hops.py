"""Short work off the event loop: a thread takes all that waits and answers it together.

An executor wakes a thread and the loop for every single piece, which costs a third of the throughput of a read.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from komplan_core.errors import Unavailable

T = TypeVar("T")
AT_ONCE: Final = 64
Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Hops:
    """A few threads for work that ends soon. All that waits at one time belongs to one event loop."""

    def __init__(self, threads: int) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._threads = [threading.Thread(target=self._work, name="lookup", daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, done in one of the threads."""
        if self._closed:
            raise Unavailable("STORAGE_UNAVAILABLE", "the service is stopping; repeat the call")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((work, future))
        return await future

    def close(self) -> None:
        """Finish what waits, then stop."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=30)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            while len(group) < AT_ONCE:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    self._jobs.put(None)
                    break
                group.append(following)
            done = [(future, *_outcome(work)) for work, future in group if not future.cancelled()]
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                job[1].get_loop().call_soon_threadsafe(_answer, done)
            del job, group, done


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except BaseException as error:
        if isinstance(error, Exception) and not isinstance(error, StopIteration):
            return None, error
        return None, RuntimeError(f"a lookup ended with {type(error).__name__}")  # a future takes no StopIteration


def _answer(done: list[tuple["asyncio.Future[Any]", Any, Exception | None]]) -> None:
    for future, result, error in done:
        if future.done():
            continue
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)
