"""What the handling of points asks of storage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DuePoint:
    """A point without settlement and the day until which it should have one."""

    row_id: int
    name: str
    label: str
    """How it is printed, such as `17/2`."""
    working_group: str
    handler: str
    state: str
    due_on: date


class ProcessingTx(Protocol):
    """Points by their day, and where prepared texts are used."""

    def due(
        self, round_id: int, until: date, working_group: str, handler: str, after: int, most: int
    ) -> list[DuePoint]:
        """Points without settlement that are due until a day, of one group or handler if named, in stable order."""
        ...

    def use_texts(self, point: str, reply_texts: Iterable[int]) -> None:
        """Record which prepared texts, by row id, the answer of a point uses, in place of those before."""
        ...

    def uses(self, reply_text: int, most: int) -> tuple[Sequence[str], int]:
        """Names of the points whose answer uses a prepared text, so many at most, and how many there are."""
        ...
