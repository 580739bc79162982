"""A made-up population for the demonstration: it is like no real place, and says so."""

import random
from collections.abc import Iterable, Sequence
from typing import Final

from komplan_core.errors import Invalid
from komplan_core.regional.ages import GROUPS, OLDEST, span
from komplan_core.regional.population import TerritoryLevel
from komplan_core.regional.population_table import CODES, COLUMNS

YEARS: Final = range(2018, 2031)
SAMPLE_ORPS: Final = tuple(f"V{number:02d}" for number in range(1, 13))
"""Codes of the ORP of Vzorový kraj."""
TITLE: Final = "Smyšlené obyvatelstvo Vzorového kraje"
SOURCE: Final = "smyšleno komplanem pro ukázku"
LICENCE: Final = "není třeba, čísla jsou vymyšlená"


def sample_population(seed: int, orps: Sequence[str] = SAMPLE_ORPS, years: Iterable[int] = YEARS) -> bytes:
    """A table in the layout that the importer reads: everybody ages, some are born, some die. One seed, one table.

    Raises Invalid for what is no code of an ORP.
    """
    for orp in orps:
        if not CODES[TerritoryLevel.ORP].fullmatch(orp):
            raise Invalid.field("orp", "UNKNOWN_CODE", f"`{orp[:60]}` is no code of an ORP: write one such as `281`")
    chance = random.Random(seed)
    rows = [",".join(COLUMNS)]
    wanted = sorted(years)
    for orp in orps:
        size = chance.randint(120, 900)
        ages = {"1": _pyramid(chance, size), "2": _pyramid(chance, size)}
        for year in wanted:
            for sex, people in ages.items():
                for group in GROUPS:
                    first, last = span(group)
                    rows.append(f"65,{orp},{year},{sex},{group},{sum(people[first : last + 1])}")
            ages = {sex: _a_year_later(chance, people) for sex, people in ages.items()}
    return ("\n".join(rows) + "\n").encode()


def _pyramid(chance: random.Random, size: int) -> list[int]:
    """People by age: about `size` of each year up to 60, fewer above."""
    return [int(size * chance.uniform(0.8, 1.2) * _alive(age)) for age in range(OLDEST + 1)]


def _alive(age: int) -> float:
    return max(0.0, min(1.0, 1.0 - (age - 60) / 38)) if age > 60 else 1.0


def _a_year_later(chance: random.Random, people: list[int]) -> list[int]:
    left = [
        int(number * (0.995 if age < 60 else 0.97 if age < 80 else 0.87) * chance.uniform(0.995, 1.005))
        for age, number in enumerate(people)
    ]
    born = int(sum(people[20:40]) / 22)
    return [born, *left[:-1]]
