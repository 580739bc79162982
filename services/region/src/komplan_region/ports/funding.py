"""What can be funded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from komplan_core.regional.funding.asking import AskedLine
from komplan_core.regional.funding.scenario import Funding
from komplan_kit.store import Collection


@dataclass(frozen=True, slots=True)
class MeasureWithLines:
    """A measure of an adopted plan with its money of the years that are asked about."""

    name: str
    code: str
    title: str
    change: str
    service_type: str
    groups: tuple[str, ...]
    territory: tuple[str, ...]
    lines: tuple[AskedLine, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one measure: its name, the percent that is paid, and the message that says all."""

    measure: str
    percent: int
    encoded: bytes


class FundingTx(Protocol):
    """Questions, answers and what is asked for, inside a transaction."""

    fundings: Collection[Funding]

    def measures(self, first: int, last: int) -> list[MeasureWithLines]:
        """Measures of plans that touch these years, with their lines of these years; those without any left out."""
        ...

    def put_outcomes(self, name: str, outcomes: Iterable[Outcome]) -> None:
        """Replace what became of the measures of one question."""
        ...

    def outcomes(self, name: str, after: int, most: int, chosen: bool | None) -> Sequence[tuple[int, Outcome]]:
        """At most so many after a row, with their rows, by name of the measure; chosen, fallen or both."""
        ...
