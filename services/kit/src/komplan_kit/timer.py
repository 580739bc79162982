"""A limit on the time of a call, at half the price of `asyncio.timeout`, which every call pays."""

import asyncio
from types import TracebackType


class within:
    """Cancels what runs inside after so many seconds and raises TimeoutError; a caller's own cancelling passes."""

    __slots__ = ("_before", "_handle", "_late", "_task")

    def __init__(self, seconds: float) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._before, self._late = task, task.cancelling(), False
        self._handle = task.get_loop().call_later(seconds, self._expire)

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._handle.cancel()
        if self._late and self._task.uncancel() <= self._before and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _expire(self) -> None:
        self._late = True
        self._task.cancel()
