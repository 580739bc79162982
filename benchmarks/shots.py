"""Alternated shots: every round measures each thing once, in shuffled order, so that drift meets all alike."""

import asyncio
import os
import random
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K")


def say(text: str) -> None:
    """Tell a person something, on stderr."""
    print(text, file=sys.stderr, flush=True)


def alternate(things: Mapping[K, Callable[[], T]], rounds: int, seed: int) -> dict[K, list[T]]:
    """The results of shooting each thing once a round; one round before the first is thrown away."""
    order, shuffle = list(things), random.Random(seed).shuffle
    shots: dict[K, list[T]] = {name: [] for name in order}
    for number in range(-1, rounds):
        shuffle(order)
        for name in order:
            result = things[name]()
            if number >= 0:
                shots[name].append(result)
    return shots


def cores() -> tuple[int | None, int | None]:
    """A core for the server and one for the load; None where the system has but one or does not pin."""
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2:
        return None, None
    first, second, *_ = sorted(os.sched_getaffinity(0))
    return second, first


@contextmanager
def pinned(core: int | None) -> Iterator[None]:
    """Run on one core, with all threads made meanwhile."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Loop:
    """Runs what is measured on an event loop like that of the services: uvloop where it installs."""

    def __init__(self) -> None:
        try:
            import uvloop
        except ImportError:
            self._runner = asyncio.Runner()
        else:
            self._runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)

    def __enter__(self) -> "Loop":
        self._runner.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives, at its own price: the runner makes a text of all that its task gives."""
        found: list[T] = []

        async def kept() -> None:
            found.append(await coroutine)

        self._runner.run(kept())
        return found[0]
