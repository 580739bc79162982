"""For which territory a city speaks (act 108/2006 Sb., §§ 94 and 95): the region's office confirms it, not the city.

What a city says of another territory is told as a claim and never counted there: else whoever runs an instance could
report for its neighbours.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST_CLAIMED: Final = 200
"""Codes of one subject that are told; a city that names more is told of by those with the lowest codes."""


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """The confirmed territory of a city, by RÚIAN codes. Empty: it speaks for nobody."""

    municipalities: frozenset[str] = frozenset()
    orps: frozenset[str] = frozenset()
    """ORP for the whole of which it speaks."""


class ClaimSubject(StrEnum):
    """What says something of a territory that is not confirmed."""

    STRUCTURE = "structure"
    REPORT = "report"
    NEED = "need"
    CAPACITY = "capacity"
    SERVICE = "service"
    MEASURE = "measure"


class TerritoryUnit(StrEnum):
    """Of which kind the code is."""

    MUNICIPALITY = "municipality"
    ORP = "orp"


@dataclass(frozen=True, slots=True)
class Claim:
    """A territory of which a city says something without being the one that speaks for it."""

    subject: ClaimSubject
    unit: TerritoryUnit
    code: str
    entries: int
    """How many entries say something of it."""
    example: str
    """Resource name of one of them."""


@dataclass(slots=True)
class Listening:
    """Takes of what one city says only what is of its own territory, and notes the rest."""

    speaks_for: SpeaksFor
    _heard: dict[tuple[ClaimSubject, TerritoryUnit, str], list[str]] = field(default_factory=dict)

    def within(self, subject: ClaimSubject, name: str, municipalities: Iterable[str]) -> tuple[str, ...]:
        """Those of the municipalities that it speaks for, in their order."""
        return self._within(subject, TerritoryUnit.MUNICIPALITY, name, municipalities, self.speaks_for.municipalities)

    def within_orps(self, subject: ClaimSubject, name: str, orps: Iterable[str]) -> tuple[str, ...]:
        """Those of the ORP that it speaks for as a whole, in their order."""
        return self._within(subject, TerritoryUnit.ORP, name, orps, self.speaks_for.orps)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it said of others, by code; of each subject not more than are told."""
        found: list[Claim] = []
        told: dict[ClaimSubject, int] = {}
        for (subject, unit, code), said in sorted(self._heard.items()):
            told[subject] = told.get(subject, 0) + 1
            if told[subject] <= MOST_CLAIMED:
                found.append(Claim(subject, unit, code, len(said), min(said)))
        return tuple(found)

    def _within(
        self, subject: ClaimSubject, unit: TerritoryUnit, name: str, codes: Iterable[str], own: frozenset[str]
    ) -> tuple[str, ...]:
        kept = []
        for code in dict.fromkeys(codes):
            if code in own:
                kept.append(code)
            else:
                self._heard.setdefault((subject, unit, code), []).append(name)
        return tuple(kept)


def own_municipality(title: str, named: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What a city speaks for as long as nothing is confirmed: the one municipality of the region that bears its name.

    `named` are codes and titles of the region's municipalities. Nothing where none or several are called so: who is
    meant has to be confirmed then.
    """
    found = {code for code, called in named if called == title}
    return frozenset(found) if len(found) == 1 else frozenset()
