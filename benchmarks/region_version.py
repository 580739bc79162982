"""A version of the midterm plan over a whole country: built, kept, and built again from what it keeps."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks import shots
from benchmarks.figures import Figure
from benchmarks.region_country import AREAS, Country
from benchmarks.region_filled import filled
from komplan_core.directory import Feed
from komplan_region import repositories
from komplan_region.repositories.midterm_scratch import ScratchRegion
from komplan_region.usecases.midterm_content import composed, encoded
from komplan_region.usecases.midterm_pinning import PinnedVersion, built, pinned
from komplan_region.usecases.midterm_plans import MidtermPlans
from komplan_region.usecases.midterm_reproducing import Outcome, reproduced

PLAN: Final = "regions/kraj/plans/2027-2029"


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds of one processor, beside those of taking over all copies: each way is gone once, it takes seconds."""
    with shots.Loop() as runner:
        shots.say("  a region of both feeds …")
        filling, database = _seconds(lambda: filled(runner, folder, Country(seed), tuple(Feed)))
        plans = MidtermPlans("kraj")
        runner.run(database.write(plans.create, {"title": "SPRSS", "from_year": 2027}))

        def build() -> Any:
            found = runner.run(database.read(built, PLAN))
            return runner.run(database.write(plans.keep, PLAN, "", "", "", found, alone=True))

        shots.say("  a version …")
        building, _ = _seconds(build)
        again, _ = _seconds(build)
        shots.say("  the same again …")
        reproducing, _ = _seconds(lambda: _reproduce(runner.run(database.read(pinned, f"{PLAN}/versions/v1"))))
        database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6

    def figure(what: str, seconds: float, goal: float, note: str = "") -> Figure:
        name = f"{what}, beside taking over the copies of {AREAS} areas"
        return Figure("region", name, "s", [seconds], [filling], "at-most", goal, note)

    return [
        figure("building a version of the midterm plan, with all records pinned", building, 0.75),
        figure("building the next one, of which all records are pinned", again, 0.75),
        figure("building it again from what it keeps", reproducing, 1.5, f"this process held {memory:.0f} MB"),
    ]


def _reproduce(kept: PinnedVersion) -> None:
    with ScratchRegion(repositories)(kept.inputs) as tx:
        made = encoded(composed(tx, tx.midterm.plans.get(PLAN)))
    if reproduced(kept.version, kept.parts, made).outcome is not Outcome.SAME:
        raise RuntimeError("something else came out")


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found
