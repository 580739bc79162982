"""Collecting a whole country: cold, with nothing changed, after a few changes; and what the region's process holds."""

import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import shots
from benchmarks.figures import Figure
from benchmarks.processes import Process
from benchmarks.region_country import AREAS, Country
from benchmarks.region_office import Office, cities

DEADLINE: Final = 5.0
"""Seconds that each city has, as an instance has it unless it is told otherwise."""
SILENT: Final = 3
"""Cities that take calls and never answer while it is cold."""
LONGEST: Final = 110.0
CHANGED: Final = (1, 10, 100)
MOST_ROUNDS: Final = 3
SERIES: Final = 3
"""Collections of a shot with nothing changed, and with few changes."""
WHOLE: Final = 80.0
"""Seconds that all shots may take together."""
MEMORY_MB: Final = 600.0


class Shots:
    """Seconds of collecting, and of the region's processor, shot by shot."""

    def __init__(self) -> None:
        self.cold: list[float] = []
        self.cold_cpu: list[float] = []
        self.held: list[float] = []
        self.warm: list[float] = []
        self.warm_cpu: list[float] = []
        self.changed_cpu: dict[int, list[float]] = {count: [] for count in CHANGED}
        self.memory: list[float] = []


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Every shot has a region of its own that knows nothing yet; no further one is begun that would end too late."""
    found, codes, began = Shots(), Country(seed).codes(), time.monotonic()
    with shots.Loop() as runner, cities(folder, seed, AREAS) as running:
        for number in range(min(rounds, MOST_ROUNDS)):
            each = (time.monotonic() - began) / max(number, 1)
            if number and time.monotonic() - began + each > WHOLE:
                shots.say(f"  {number} shots only: this machine is too slow, or busy, for {rounds} in {WHOLE:g} s")
                break
            shots.say(f"  shot {number + 1} …")
            begun = Office(folder / f"region-{number}", running)
            with begun.process as process:
                runner.run(_shot(found, begun, process, codes))
    return _told(found)


async def _shot(found: Shots, begun: Office, process: Process, codes: list[str]) -> None:
    region = await begun.open(codes)
    await region.silence(codes[:SILENT])
    began, used = time.perf_counter(), process.cpu_seconds()
    await region.collect(DEADLINE)
    found.cold.append(time.perf_counter() - began)
    await region.silence(())
    while len((await region.collect(LONGEST)).fresh) < len(codes):
        if time.perf_counter() - began > LONGEST:
            raise RuntimeError("the country is not held in time")
    found.held.append(time.perf_counter() - began)
    found.cold_cpu.append(process.cpu_seconds() - used)
    for _ in range(SERIES):
        seconds, cpu = await _timed(region, process, codes)
        found.warm.append(seconds)
        found.warm_cpu.append(cpu)
    for count in CHANGED:
        for _ in range(SERIES if count < CHANGED[-1] else 1):
            await region.change(codes[-count:])
            _, cpu = await _timed(region, process, codes)
            found.changed_cpu[count].append(cpu)
    found.memory.append(process.peak_mb() or 0.0)
    await region.close()


async def _timed(region: Office, process: Process, codes: list[str]) -> tuple[float, float]:
    """One collection, after which all are fresh: seconds, and seconds of the region's processor."""
    began, used = time.perf_counter(), process.cpu_seconds()
    summary = await region.collect(LONGEST)
    taken = time.perf_counter() - began, process.cpu_seconds() - used
    if len(summary.fresh) != len(codes):
        raise RuntimeError("a city is not fresh although all of them answer")
    return taken


def _told(found: Shots) -> list[Figure]:
    warm = median(found.warm_cpu)
    changed = {count: [(cpu - warm) * 1000 for cpu in found.changed_cpu[count]] for count in CHANGED}
    cold = [cpu * 1000 / AREAS for cpu in found.cold_cpu]

    def of_one(count: int, goal: float) -> Figure:
        each, name = [spent / count for spent in changed[count]], f"each changed city of {count}, beside a cold one"
        return Figure("region", f"processor for {name}", "ms", each, cold, "at-most", goal)

    late = [seconds - DEADLINE for seconds in found.cold]
    asked = f"{AREAS} cities, {SILENT} of them silent: answer after the deadline of {DEADLINE:g} s"
    used = f"{median(found.cold_cpu):.1f} s of processor"
    return [
        Figure("region", f"cold collection of {asked}", "s", late, None, "at-most", 0.3),
        Figure("region", f"cold: until all {AREAS} cities are checked and stored", "s", found.held, note=used),
        Figure(
            "region",
            f"warm collection of {AREAS} cities, nothing changed",
            "s",
            found.warm,
            None,
            "at-most",
            2.0,
            f"{warm:.2f} s of processor",
        ),
        *(of_one(count, 1.0) for count in CHANGED),
        Figure("region", "peak memory of the region's process", "MB", found.memory, None, "at-most", MEMORY_MB),
    ]
