"""Paper forms with serial numbers: handed out in batches, and in the end every one of them is accounted for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Code

MOST_FORMS: Final = 9999
"""The highest number of a prefix: four digits are printed."""
FORM_CODE: Final = "komplan-form/v1"


class FormState(StrEnum):
    """What became of a form; one that was issued moves once and stays there."""

    ISSUED = "issued"
    REGISTERED = "registered"
    SPOILED = "spoiled"
    RETURNED = "returned"
    UNRETURNED = "unreturned"


class FormBatch(Entity):
    """Forms of one prefix with numbers in a row, handed out to one contact point."""

    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    first: Annotated[int, Field(ge=1, le=MOST_FORMS)]
    last: Annotated[int, Field(ge=1, le=MOST_FORMS)]
    contact_point: Code
    """Code of one of the round's contact points."""
    issued_to: Annotated[str, Field(min_length=1, max_length=200)]
    """Code of who took them over, never a name."""
    issued_at: datetime | None = None
    draft_code: str = ""
    """Short code of the draft that is printed on them; empty where the round has none."""
    reconciled_at: datetime | None = None
    """When every form of it was accounted for."""

    def model_post_init(self, context: Any, /) -> None:
        if self.last < self.first:
            violated("PERIOD_ORDER", "the last number comes before the first", "last")

    @property
    def serials(self) -> tuple[str, ...]:
        """The serial numbers, in their order."""
        return tuple(serial(self.prefix, number) for number in range(self.first, self.last + 1))


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of issued forms. `outstanding` ones are still out; none are when the round is reconciled."""

    issued: int
    registered: int
    spoiled: int
    returned: int
    unreturned: int

    @property
    def outstanding(self) -> int:
        """Forms that are still out."""
        return self.issued - self.registered - self.spoiled - self.returned - self.unreturned

    @property
    def by_state(self) -> Mapping[FormState, int]:
        """How many forms are in each state."""
        return {
            FormState.ISSUED: self.outstanding,
            FormState.REGISTERED: self.registered,
            FormState.SPOILED: self.spoiled,
            FormState.RETURNED: self.returned,
            FormState.UNRETURNED: self.unreturned,
        }


def added(balances: Iterable[Balance]) -> Balance:
    """The balance of several contact points together."""
    total = Balance(0, 0, 0, 0, 0)
    for item in balances:
        total = Balance(
            total.issued + item.issued,
            total.registered + item.registered,
            total.spoiled + item.spoiled,
            total.returned + item.returned,
            total.unreturned + item.unreturned,
        )
    return total


def serial(prefix: str, number: int) -> str:
    """How a serial number is written: `B03-0121`."""
    return f"{prefix}-{number:04d}"


def form_code(round_name: str, draft_code: str, serial_no: str) -> str:
    """What a form's QR code says: four lines, so that a form with a damaged code can still be entered by serial."""
    return "\n".join((FORM_CODE, round_name, draft_code, serial_no))
