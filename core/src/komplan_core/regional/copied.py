"""What a region copies of cities and no city stores in this shape."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from komplan_core.catalogue import CapacityStatus
from komplan_core.codelists import CapacityUnitCode, FormCode
from komplan_core.record import Record
from komplan_core.values import Count


class CopiedCapacity(Record):
    """A capacity of one form in one unit as everybody might see it on the day on which it was copied.

    The registered maximum stands with the service. The rest is believed until `last_day`; then it reads: unknown.
    """

    unit: CapacityUnitCode
    form: FormCode
    registered: Count | None = None
    registered_as_of: date | None = None
    funded: Count | None = None
    available: Count | None = None
    waiting: Count | None = None
    status: CapacityStatus = CapacityStatus.UNKNOWN
    note: Annotated[str, StringConstraints(max_length=1000)] = ""
    as_of: date | None = None
    last_day: date | None = None
    expired: bool = False

    def is_expired(self, on: date) -> bool:
        """Whether its numbers are too old to be shown."""
        return self.expired or (self.last_day is not None and on > self.last_day)
