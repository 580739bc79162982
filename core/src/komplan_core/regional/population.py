"""Inhabitants of one year by territory and age group, as the official statistics give them; none of it is personal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.regional.ages import ANY_AGE, GROUPS, AgeGroupCode
from komplan_core.regional.territory import Units
from komplan_core.territory import UnitCode
from komplan_core.values import Count, Text, Title, Year

MOST_FIGURES: Final = 30_000
"""Of one year: the municipalities of the largest region in all age groups."""


class TerritoryLevel(StrEnum):
    """What a figure speaks of."""

    MUNICIPALITY = "municipality"
    ORP = "orp"


class PopulationFigure(Record):
    """People of one age group in one municipality or ORP. A number that is not known is absent."""

    territory: UnitCode
    """RÚIAN code."""
    level: TerritoryLevel
    age_group: AgeGroupCode
    """`any-age` is the total that the source states."""
    men: Count | None = None
    women: Count | None = None
    people: Count


class Population(Entity):
    """Inhabitants at the end of one year."""

    year: Year
    title: Title
    source: Annotated[str, Field(min_length=1, max_length=2000)]
    """Who published it, and where."""
    licence: Annotated[str, Field(min_length=1, max_length=2000)]
    """Under which licence, in words."""
    fictional: bool = False
    """Whether it is made up for a demonstration: shown with every number that is made of it."""
    note: Annotated[Text, Field(max_length=2000)] = ""
    sha256: str = ""
    """Hash of the file that was read, in hexadecimal."""
    figures: Annotated[tuple[PopulationFigure, ...], Field(min_length=1, max_length=MOST_FIGURES)]

    def model_post_init(self, context: object, /) -> None:
        seen = set()
        for place, figure in enumerate(self.figures):
            key = (figure.level, figure.territory, figure.age_group)
            if key in seen:
                violated("DUPLICATE_CODE", "a territory and age group stand twice", f"figures.{place}")
            seen.add(key)


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """Inhabitants of one year, to be looked up. What is not known is None, never zero."""

    year: int
    fictional: bool = False
    source: str = ""
    people: Mapping[tuple[TerritoryLevel, str, str], int] = field(default_factory=dict)
    """Level, code and age group → people."""

    def of(self, orp: str, groups: Iterable[str], units: Units) -> int | None:
        """People of some age groups in an ORP; in the whole region for an empty code, where all its ORP are known."""
        wanted = tuple(groups)
        if orp:
            return self._of_orp(orp, wanted, units)
        return _all(self._of_orp(code, wanted, units) for code in units.orps) if units.orps else None

    def _of_orp(self, orp: str, groups: tuple[str, ...], units: Units) -> int | None:
        said = self._of(TerritoryLevel.ORP, orp, groups)
        towns = units.of_orp(orp)
        if said is not None or not towns:
            return said
        return _all(self._of(TerritoryLevel.MUNICIPALITY, town, groups) for town in towns)

    def _of(self, level: TerritoryLevel, code: str, groups: tuple[str, ...]) -> int | None:
        if ANY_AGE in groups:
            stated = self.people.get((level, code, ANY_AGE))
            groups = GROUPS
            if stated is not None:
                return stated
        return _all(self.people.get((level, code, group)) for group in groups)


def per_thousand(number: int | None, people: int | None) -> Decimal | None:
    """A capacity per 1,000 inhabitants, two decimals, half up; None where either is unknown, or where nobody lives."""
    if number is None or not people:
        return None
    return (Decimal(number * 1000) / Decimal(people)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _all(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
