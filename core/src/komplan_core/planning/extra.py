"""Values of fields that only one city has."""

from typing import Annotated

from pydantic import Field

from komplan_core.record import Record
from komplan_core.values import Code, Text, unique


class ExtraValue(Record):
    """The value of a field that a city's plugin declares, as text: a number as a decimal, a day as 2027-01-31."""

    field: Code
    value: Text


ExtraValues = Annotated[
    tuple[ExtraValue, ...], Field(max_length=100), unique("an extra field", lambda extra: extra.field)
]
"""Values of a city's own fields, each field once."""
