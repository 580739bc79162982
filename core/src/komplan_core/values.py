"""Small values: money, periods, codes, shares, texts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import lcm
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from komplan_core.errors import violated
from komplan_core.record import Record

MONEY_LIMIT: Final = 10**16
"""Haléře; a hundred trillion Kč is more than any plan holds and fits 64 bits a hundredfold."""

_AMOUNT = re.compile(
    r"(?P<sign>-?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?P<by>[ .\u00a0\u202f])[0-9]{3})(?:(?P=by)[0-9]{3})*)"
    r"(?:,(?P<dot>[0-9]{1,2})(?:,-)?|,-)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in haléře (1/100 Kč). Never a float, never rounded by the program."""

    hal: int

    def __post_init__(self) -> None:
        if not isinstance(self.hal, int) or isinstance(self.hal, bool):
            raise TypeError("money is whole haléře")

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read Czech notation exactly: `2 570 416,80 Kč`, `2.570.416,80,-Kč`, `350,-`. Raises ValueError."""
        bare = text.strip().removesuffix("Kč").rstrip()
        found = _AMOUNT.fullmatch(bare)
        if not found:
            raise ValueError(f"not an amount: {text[:40]!r}")
        crowns = re.sub(r"[^0-9]", "", found["whole"])
        hal = int(crowns) * 100 + int((found["dot"] or "0").ljust(2, "0"))
        return cls(-hal if found["sign"] else hal)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.hal + other.hal)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.hal - other.hal)

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.hal), 100)
        return f"{'-' if self.hal < 0 else ''}{whole:,}".replace(",", " ") + f",{rest:02d} Kč"

    def split(self, weights: Sequence[Fraction]) -> list["Money"]:
        """Parts in proportion to `weights` (not negative, not all zero) that add up to the whole, by largest remainder.

        Equal remainders go to the earlier part, so the result depends on nothing but its arguments. Raises ValueError.
        """
        if not weights or min(weights) < 0 or not any(weights):
            raise ValueError("weights are not negative and not all zero")
        denominator = lcm(*(weight.denominator for weight in weights))
        return [Money(part) for part in split_by_largest_remainder(self.hal, [int(w * denominator) for w in weights])]

    def percent_of(self, whole: "Money") -> Decimal:
        """This amount as a percentage of `whole`, two decimals, half up. Raises ValueError for a whole of zero."""
        if whole.hal == 0:
            raise ValueError("nothing is no percentage of zero")
        return (Decimal(self.hal * 100) / Decimal(whole.hal)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _money, serialization=core_schema.plain_serializer_function_ser_schema(lambda money: money.hal)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "integer", "minimum": -MONEY_LIMIT, "maximum": MONEY_LIMIT, "description": "haléře (1/100 Kč)"}


def split_by_largest_remainder(whole: int, weights: Sequence[int]) -> list[int]:
    """Integers in proportion to whole-number `weights` that add up to `whole` exactly."""
    total = sum(weights)
    shared = [divmod(whole * weight, total) for weight in weights]
    parts = [quotient for quotient, _ in shared]
    if missing := whole - sum(parts):
        by_remainder = sorted(range(len(parts)), key=lambda i: (-shared[i][1], i))
        for index in by_remainder[:missing]:
            parts[index] += 1
    return parts


def _money(value: object) -> Money:
    if isinstance(value, str):
        try:
            value = Money.parse(value)
        except ValueError:
            violated("MONEY_FORMAT", "write the amount in Kč with at most two decimals, such as 2 570 416,80")
    if isinstance(value, int) and not isinstance(value, bool):
        value = Money(value)
    if not isinstance(value, Money):
        violated("MONEY_FORMAT", "an amount is whole haléře or Czech notation, never a float")
    if not -MONEY_LIMIT <= value.hal <= MONEY_LIMIT:
        violated("MONEY_RANGE", "the amount is larger than a plan can hold")
    return value


def _not_negative(money: Money) -> Money:
    if money.hal < 0:
        violated("MONEY_RANGE", "the amount may not be negative")
    return money


Amount = Annotated[Money, AfterValidator(_not_negative)]
"""Money that is not negative."""

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _code(value: str) -> str:
    if len(value) > 63 or not _CODE.fullmatch(value):
        violated("CODE_FORMAT", "use lower-case letters, digits and single hyphens, 63 at most")
    return value


def is_code(value: str) -> bool:
    """Whether the text can be a code."""
    return len(value) <= 63 and _CODE.fullmatch(value) is not None


Code = Annotated[str, AfterValidator(_code)]
"""A kebab-case identifier that people and programs share."""

OptionalCode = Annotated[str, AfterValidator(lambda value: _code(value) if value else value)]
"""A code, or empty where none applies."""

MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
"""RÚIAN code of a municipality: text, six digits."""


def _worded(value: str) -> str:
    if value.isspace():
        violated("REQUIRED", "blanks alone say nothing")
    return value


Title = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_worded)]
Text = Annotated[str, StringConstraints(max_length=100_000)]
COUNT_LIMIT: Final = 1_000_000_000


def _count(value: int) -> int:
    if value > COUNT_LIMIT:
        violated("INTEGER_RANGE", "there are not that many: a count is a thousand million at most")
    return value


Count = Annotated[int, Field(ge=0), AfterValidator(_count)]
"""How many there are of something that can be counted in a country."""

EARLIEST_YEAR: Final = 1990
LATEST_YEAR: Final = 2150
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]
"""A budget year."""


def _exact(value: object) -> object:
    if isinstance(value, float):
        violated("INVALID_VALUE", "write the number as text; a float is not exact")
    return value


def _share(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not isinstance(exponent, int) or not 0 < value <= 1 or exponent < -6:
        violated("SHARE_RANGE", "a share lies above 0 and not above 1, with six decimals at most")
    return value


Share = Annotated[Decimal, BeforeValidator(_exact), AfterValidator(_share)]
"""Part of a whole, exact, such as `Decimal("0.25")`."""

ExactDecimal = Annotated[Decimal, BeforeValidator(_exact), Field(max_digits=21, decimal_places=6)]
"""A measured or stated number: fifteen digits before the point, six after; never a float."""


def shares_are_whole(shares: Mapping[str, Decimal] | Iterable[Decimal]) -> bool:
    """Whether the shares add up to exactly 1."""
    values = shares.values() if isinstance(shares, Mapping) else shares
    return sum(values, Decimal(0)) == 1


def unique(what: str, key: Callable[[Any], object] = lambda item: item) -> AfterValidator:
    """A validator of lists: no two items with the same key."""

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        if len({key(item) for item in items}) != len(items):
            violated("DUPLICATE_CODE", f"{what} stands twice")
        return items

    return AfterValidator(check)


_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def exact_decimal(text: str) -> Decimal:
    """A decimal number from plain text such as `-12.5`. Raises ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"not a number: {text[:40]!r}")
    return Decimal(text)


def _day(value: object) -> object:
    if isinstance(value, int | float):
        violated("INVALID_VALUE", "write the day as a date")
    return value


class Period(Record):
    """Days from `start` to `end`, both included; an end that is not known is open."""

    start: Annotated[date, BeforeValidator(_day)]
    end: Annotated[date | None, BeforeValidator(_day)] = None

    def model_post_init(self, context: Any, /) -> None:
        if self.end is not None and self.end < self.start:
            violated("PERIOD_ORDER", "the period ends before it begins", "end")

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether at least one day lies in both."""
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)
