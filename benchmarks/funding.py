"""What can be funded: seconds for a choice among five thousand measures, with its explanation."""

import random
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from komplan_core.codelists import CodeList, entries
from komplan_core.regional.funding.answer import Answer, FundingState
from komplan_core.regional.funding.choosing import choose
from komplan_core.regional.funding.problem import Candidate, Problem
from komplan_region.solving.highs import Highs

MEASURES: Final = 5_000
YEARS: Final = (2027, 2028, 2029)
SOURCES_OF_ONE: Final = 4
ORPS: Final = 17
MOST_SECONDS: Final = 30.0
GOAL_SECONDS: Final = 10.0


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Wall time of the whole choice. Every answer must keep the budgets, and be the same each time."""
    problem = _problem()
    shots, answers = [], []
    for _ in range(min(rounds, 3)):
        began = time.perf_counter()
        answers.append(choose(problem, Highs(MOST_SECONDS)))
        shots.append(time.perf_counter() - began)
    if any(answer != answers[0] for answer in answers) or not _is_sound(problem, answers[0]):
        raise RuntimeError("the choice differs from time to time, or breaks a budget")
    name = f"choice among {MEASURES:,} measures under {len(problem.budgets)} budgets and {ORPS} least shares"
    note = f"gap {answers[0].gap_percent} %"
    return [Figure("region", name, "s", shots, direction="at-most", goal=GOAL_SECONDS, note=note)]


def _is_sound(problem: Problem, answer: Answer) -> bool:
    paid = {item.name for item in answer.chosen}
    within = all(
        sum(item.costs.get(cell, 0) for item in problem.candidates if item.name in paid) <= budget
        for cell, budget in problem.budgets.items()
    )
    explained = all(item.hindrances for item in answer.fallen)
    return within and explained and answer.state in (FundingState.OPTIMAL, FundingState.WITHIN_GAP)


def _problem() -> Problem:
    """Measures of four sources in each of three years; three fifths of what they ask for; a tenth must be chosen."""
    dice = random.Random(2027)
    sources = [item.code for item in entries(CodeList.FUNDING_SOURCES)][:8]
    candidates = []
    for number in range(MEASURES):
        cells = [(source, year) for source in dice.sample(sources, SOURCES_OF_ONE) for year in YEARS]
        candidates.append(
            Candidate(
                f"areas/obec/plans/plan/versions/v1/measures/m{number:05d}",
                dice.choice([50, 80, 100, 100, 150]),
                {cell: dice.randrange(1_000_000, 500_000_000) for cell in cells},
                ((f"71{number % ORPS:02d}", 1),),
                mandatory=dice.random() < 0.1,
            )
        )
    wanted: dict[tuple[str, int], int] = {}
    for candidate in candidates:
        for cell, amount in candidate.costs.items():
            wanted[cell] = wanted.get(cell, 0) + amount
    budgets = {cell: amount * 6 // 10 for cell, amount in wanted.items()}
    return Problem(tuple(candidates), budgets, shares={f"71{number:02d}": 40_000 for number in range(ORPS)})
