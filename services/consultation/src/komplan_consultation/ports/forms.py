"""What the use cases need of paper forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from komplan_core.consultation.forms import Balance, FormBatch
from komplan_kit.store import Collection, Written


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One form: its serial number, its state, and the number of the comment that was written on it."""

    serial: str
    state: str
    comment: int | None


class FormsTx(Protocol):
    """The paper forms of rounds."""

    batches: Collection[FormBatch]

    def issue(self, batch: FormBatch, round_name: str) -> Written:
        """Store a batch and its forms, which are issued. Raises Taken when a serial number was issued before."""
        ...

    def use(self, round_name: str, serial: str, comment_number: int) -> None:
        """Note that a comment was written on a form; the entry `comment.registered` with `form` tells of it.

        Raises Invalid FORM_USED for one that is not issued, or not any more.
        """
        ...

    def named_by(self, round_name: str, serial: str) -> int:
        """Number of the submission under way, neither admitted nor refused, that came on a form; 0 where none did."""
        ...

    def of_batch(self, batch_name: str) -> list[FormFacts]:
        """The forms of a batch in the order of their numbers."""
        ...

    def find(self, round_name: str, serial: str) -> FormFacts | None:
        """One form of a round, or None."""
        ...

    def move(self, round_name: str, serial: str, state: str) -> None:
        """Set the state of a form that is issued."""
        ...

    def still_out(self, round_name: str) -> list[str]:
        """Serial numbers that are issued and nothing else, in their order."""
        ...

    def balances(self, round_name: str) -> dict[str, Balance]:
        """What became of the forms of a round, by contact point."""
        ...

    def unreconciled(self, round_name: str) -> list[str]:
        """Resource names of the batches that are not accounted for."""
        ...

    def reconciled(self, batches: Iterable[str], at: datetime) -> None:
        """Note that batches are accounted for."""
        ...
