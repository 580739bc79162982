"""What can be funded, chosen among 5,000 measures of the country under budgets and fair shares."""

import random
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.region_country import LINES, MEASURES, Country, orp_of, towns
from benchmarks.region_filled import filled
from komplan_core.regional.funding.answer import FundingState
from komplan_core.regional.funding.asking import AskingMeasure, problem_of
from komplan_core.regional.funding.choosing import choose
from komplan_core.regional.funding.problem import Problem
from komplan_core.regional.funding.scenario import FairShare, Funding, FundingBudget
from komplan_kit.database import Database
from komplan_region.ports.funding import MeasureWithLines
from komplan_region.ports.transaction import RegionTx
from komplan_region.solving.highs import Highs

CHOSEN_FROM: Final = 5_000
AREAS: Final = -(-CHOSEN_FROM // MEASURES)
BUDGET_PERCENT: Final = 60
"""Of what is planned from a source in a year."""
SHARE: Final = "0.01"
"""Of all budgets, that each of some ORP gets at least."""
SECONDS: Final = 30.0
MOST_ROUNDS: Final = 3


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds from the copies to an answer that is checked."""
    with shots.Loop() as runner:
        database = filled(runner, folder, Country(seed, AREAS))
        taken, cpu = list[float](), list[float]()
        for _ in range(min(rounds, MOST_ROUNDS)):
            began, used = time.perf_counter(), time.process_time()
            answer = choose(runner.run(_problem(database, seed)), Highs(SECONDS))
            taken.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
            if answer.state not in (FundingState.OPTIMAL, FundingState.WITHIN_GAP):
                raise RuntimeError(f"the search ended as {answer.state}")
        database.close()
    name = f"what can be funded of {CHOSEN_FROM:,} measures, {len(LINES)} budgets, {AREAS // 2} fair shares"
    return [Figure("region", name, "s", taken, None, "at-most", 10.0, f"{median(cpu):.1f} s of processor")]


async def _problem(database: Database[RegionTx], seed: int) -> Problem:
    def read(tx: RegionTx) -> list[MeasureWithLines]:
        return tx.funding.measures(samples.YEARS[0], samples.YEARS[-1])

    measures = (await database.read(read))[:CHOSEN_FROM]
    orps = {town: orp_of(number) for number in range(AREAS) for town in towns(number)}
    points = random.Random(seed)
    asking = [
        AskingMeasure(
            name=found.name,
            change=found.change,
            service_type=found.service_type,
            groups=found.groups,
            orps={orps[town]: 1 for town in found.territory},
            lines=found.lines,
        )
        for found in measures
    ]
    planned = dict.fromkeys(LINES, 0)
    for item in asking:
        for line in item.lines:
            planned[line.year, line.source] += line.planned or 0
    budgets = [
        FundingBudget(source=source, year=year, amount=amount * BUDGET_PERCENT // 100)
        for (year, source), amount in planned.items()
    ]
    question = Funding(
        name="regions/kraj/fundings/otazka",
        title="Co lze zaplatit",
        from_year=samples.YEARS[0],
        to_year=samples.YEARS[-1],
        budgets=budgets,
        group_points={"seniors": 300, "families-with-children": 200},
        measure_points=[{"measure": item.name, "points": points.randint(1, 1000)} for item in asking],
        fair_shares=[FairShare(orp=orp_of(number), share=SHARE) for number in range(AREAS // 2)],
    )
    return problem_of(question, asking)
