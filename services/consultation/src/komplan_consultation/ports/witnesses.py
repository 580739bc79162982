"""What the use cases need of what witnesses signed, and of how asking them went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Visit:
    """How the last visit at a witness went."""

    asked_at: datetime
    problem: str
    """Reason for which it did not cosign, or empty."""
    known_size: int
    """Entries that the witness saw more than the log has, by a checkpoint that the log's own key signed; else 0."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """The largest size of a log that a witness cosigned, and when (seconds since 1970)."""

    size: int
    at: int


class WitnessesTx(Protocol):
    """The witnesses of each log."""

    def last(self, origin: str, witness: str) -> Witnessed | None:
        """What a witness cosigned last, or None."""
        ...

    def keep(self, origin: str, size: int, witness: str, line: str, at: int) -> None:
        """Store a cosignature; of one size the latest one stands."""
        ...

    def visit(self, origin: str, witness: str) -> Visit | None:
        """How the last visit went, or None before the first."""
        ...

    def note_visit(self, origin: str, witness: str, visit: Visit) -> None:
        """Note how a visit went."""
        ...

    def begun_at(self, origin: str) -> datetime | None:
        """When the first entry of a log was written, or None while it is empty."""
        ...
