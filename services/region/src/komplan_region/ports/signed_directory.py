"""The signed directory, and the keys of the cities' comment books."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from komplan_core.directory import Municipality, SignedDirectory


class SignedDirectoryTx(Protocol):
    """The signed directory inside a transaction."""

    def last(self) -> SignedDirectory | None:
        """The last issue, or None."""
        ...

    def entries(self) -> list[Municipality]:
        """All entries of the directory."""
        ...


@dataclass(frozen=True, slots=True)
class BookKey:
    """A key with which a city signs a comment book, as the city says."""

    round: str
    """Code of the round."""
    round_title: str
    key: str


AskForBookKeys = Callable[[Municipality, float], Awaitable[list[BookKey]]]
"""Asks one city within so many seconds. Raises PlanError."""
