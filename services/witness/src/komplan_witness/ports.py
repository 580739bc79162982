"""What the use cases need of storage."""

from datetime import datetime
from typing import Protocol

from komplan_core.witnessing import Cosigned, Evidence, WitnessedLog
from komplan_kit.store import Collection


class WitnessTx(Protocol):
    """One transaction over a witness."""

    logs: Collection[WitnessedLog]
    evidence: Collection[Evidence]

    def now(self) -> datetime:
        """The time of the transaction."""
        ...

    def of_origin(self, origin: str) -> WitnessedLog | None:
        """The log of an origin, or None."""
        ...

    def latest(self, log: str) -> Cosigned | None:
        """The last checkpoint of a log that was cosigned, or None."""
        ...

    def of_size(self, log: str, size: int) -> Cosigned | None:
        """What was cosigned of a log at this size, or None."""
        ...

    def keep(self, log: str, cosigned: Cosigned) -> None:
        """Remember that a checkpoint was cosigned; one of the same size is cosigned anew."""
        ...
