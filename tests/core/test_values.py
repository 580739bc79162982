"""Small values: what is read, what is refused, and that no haléř is lost."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from komplan_core.errors import Invalid
from komplan_core.record import Record
from komplan_core.values import (
    MONEY_LIMIT,
    Amount,
    Code,
    Money,
    MunicipalityCode,
    OptionalCode,
    Period,
    Share,
    exact_decimal,
    is_code,
    shares_are_whole,
)

haler = st.integers(-MONEY_LIMIT, MONEY_LIMIT)
weights_of_one = (
    st.lists(st.integers(0, 1000), min_size=1, max_size=12)
    .filter(any)
    .map(lambda counts: [Fraction(count, sum(counts)) for count in counts])
)


class Purse(Record):
    balance: Money = Money(0)
    amount: Amount = Money(0)


class Labels(Record):
    code: Code = "seniors"
    optional: OptionalCode = ""
    municipality: MunicipalityCode = "500011"
    share: Share = Decimal(1)


def reason(record: type[Record], **values: Any) -> str:
    """Why the record is refused."""
    with pytest.raises(ValidationError) as caught:
        record(**values)
    return Invalid.of(caught.value).reason


class Sheet(Record):
    items: Annotated[tuple[str, ...], Field(min_length=1)]
    title: Annotated[str, Field(max_length=3)] = ""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"items": ()}, "fill in at least 1"),
        ({}, "fill in this field"),
        ({"items": ("a",), "title": "dlouhý"}, "a text has 3 characters at most here"),
    ],
)
def test_what_is_wrong_is_told_in_words_of_a_form(values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sheet(**values)
    assert Invalid.of(caught.value).message == told


@pytest.mark.parametrize(
    ("text", "hal"),
    [
        ("2 570 416,80 Kč", 257_041_680),
        ("2\u00a0570\u00a0416,80\u00a0Kč", 257_041_680),
        ("2\u202f570\u202f416,80", 257_041_680),
        ("2.570.416,80,-Kč", 257_041_680),
        ("2570416,8", 257_041_680),
        ("350,-", 35_000),
        ("  350 Kč ", 35_000),
        ("-0,05", -5),
        ("0", 0),
    ],
)
def test_czech_notation_is_read_to_the_haler(text: str, hal: int) -> None:
    assert Money.parse(text) == Money(hal)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kč",
        "1,234",
        "1,234 Kč",
        "37,3 mil. Kč",
        "1.5",
        "1 234 56",
        "12 34,00",
        "5,",
        ",50",
        "1e3",
        "350 EUR",
        "1;2",
    ],
)
def test_what_is_not_an_exact_amount_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(text)


@pytest.mark.parametrize(
    ("hal", "text"),
    [
        (257_041_680, "2 570 416,80 Kč"),
        (35_000, "350,00 Kč"),
        (-5, "-0,05 Kč"),
        (-123_456_789, "-1 234 567,89 Kč"),
        (0, "0,00 Kč"),
    ],
)
def test_an_amount_is_printed_in_czech_notation(hal: int, text: str) -> None:
    assert str(Money(hal)) == text


@given(haler)
def test_what_is_printed_is_read_back_unchanged(hal: int) -> None:
    assert Money.parse(str(Money(hal))) == Money(hal)


def test_the_stated_totals_of_ostrava_agree_with_their_parts() -> None:
    eighty, ten = Money.parse("2 570 416,80"), Money.parse("321 302,10")
    assert eighty + ten == Money.parse("2 891 718,90")
    assert eighty + ten + ten == Money.parse("3 213 021,00")
    assert Money.parse("3 213 021,00") - ten == Money.parse("2 891 718,90")


def test_shares_of_80_10_10_give_the_stated_parts_of_ostrava() -> None:
    parts = Money.parse("3 213 021,00").split([Fraction(8, 10), Fraction(1, 10), Fraction(1, 10)])
    assert list(map(str, parts)) == ["2 570 416,80 Kč", "321 302,10 Kč", "321 302,10 Kč"]


def test_a_percentage_has_two_decimals_rounded_half_up() -> None:
    assert Money.parse("2 553 167").percent_of(Money.parse("3 213 021")) == Decimal("79.46")
    assert Money(1).percent_of(Money(800)) == Decimal("0.13")
    assert Money(2).percent_of(Money(2)) == Decimal("100.00")


@given(haler, weights_of_one)
def test_parts_add_up_to_the_whole(hal: int, weights: list[Fraction]) -> None:
    assert sum(part.hal for part in Money(hal).split(weights)) == hal


@given(haler, weights_of_one)
def test_no_part_is_a_whole_haler_away_from_its_share(hal: int, weights: list[Fraction]) -> None:
    parts = Money(hal).split(weights)
    assert all(abs(part.hal - hal * weight) < 1 for part, weight in zip(parts, weights, strict=True))


@given(haler, weights_of_one)
def test_of_equal_shares_the_earlier_gets_the_odd_haler(hal: int, weights: list[Fraction]) -> None:
    parts = Money(hal).split(weights)
    twins = [(i, j) for j in range(len(weights)) for i in range(j) if weights[i] == weights[j]]
    assert all(0 <= parts[i].hal - parts[j].hal <= 1 for i, j in twins)


@given(haler, weights_of_one)
def test_a_part_without_weight_gets_nothing_and_changes_nothing(hal: int, weights: list[Fraction]) -> None:
    assert Money(hal).split([Fraction(0), *weights]) == [Money(0), *Money(hal).split(weights)]


def test_three_thirds_of_a_crown_are_34_33_33() -> None:
    assert Money(100).split([Fraction(1, 3)] * 3) == [Money(34), Money(33), Money(33)]


@pytest.mark.parametrize("value", [1.5, 1.0, True, Decimal("1.50"), None, b"1", "1,234", "1.50", "37,3 mil. Kč"])
def test_a_field_takes_no_float_and_nothing_with_three_decimals(value: object) -> None:
    assert reason(Purse, balance=value) == "MONEY_FORMAT"


def test_a_field_takes_haler_as_an_integer_and_czech_notation_as_text() -> None:
    assert Purse(balance=12).balance == Money(12)
    assert Purse(balance="12").balance == Money(1200)


def test_a_json_number_with_a_decimal_point_is_a_float_and_refused() -> None:
    with pytest.raises(ValidationError, match="never a float"):
        Purse.model_validate_json('{"balance": 12.0}')


@given(haler)
def test_an_amount_travels_as_whole_haler(hal: int) -> None:
    purse = Purse(balance=Money(hal))
    assert purse.model_dump() == {"balance": hal, "amount": 0}
    assert Purse.model_validate_json(purse.model_dump_json()) == purse


@pytest.mark.parametrize("hal", [MONEY_LIMIT + 1, -MONEY_LIMIT - 1])
def test_more_money_than_a_plan_can_hold_is_refused(hal: int) -> None:
    assert reason(Purse, balance=hal) == "MONEY_RANGE"


def test_only_a_plain_sum_may_be_negative() -> None:
    assert Purse(balance=Money(-1)).balance == Money(-1)
    assert reason(Purse, amount=Money(-1)) == "MONEY_RANGE"


@pytest.mark.parametrize("text", ["a", "seniors", "1", "ps-1-deti", "x" * 63])
def test_lower_case_words_joined_by_hyphens_are_a_code(text: str) -> None:
    assert is_code(text)
    assert Labels(code=text, optional=text).code == text


@pytest.mark.parametrize("text", ["Seniors", "a--b", "-a", "a-", "a_b", "děti", "a b", "a\n", "a/b", "x" * 64])
def test_anything_else_is_no_code(text: str) -> None:
    assert not is_code(text)
    assert reason(Labels, code=text) == reason(Labels, optional=text) == "CODE_FORMAT"


def test_only_an_optional_code_may_be_empty() -> None:
    assert Labels(optional="").optional == ""
    assert reason(Labels, code="") == "CODE_FORMAT"


@pytest.mark.parametrize("value", ["50001", "5000111", "50001a", "500011\n", "٥٠٠٠١١", 500011])
def test_a_municipality_code_is_text_of_six_digits(value: object) -> None:
    assert reason(Labels, municipality=value) == "INVALID_VALUE"


@pytest.mark.parametrize("value", ["1", "0.25", "0.000001"])
def test_a_share_is_exact(value: str) -> None:
    assert Labels(share=Decimal(value)).share == Decimal(value)


@pytest.mark.parametrize("value", ["0", "-0.5", "1.000001", "0.1234567"])
def test_a_share_outside_its_range_is_refused(value: str) -> None:
    assert reason(Labels, share=Decimal(value)) == "SHARE_RANGE"


def test_shares_are_whole_only_when_they_add_up_to_exactly_one() -> None:
    assert shares_are_whole({"seniors": Decimal("0.7"), "carers": Decimal("0.3")})
    assert shares_are_whole([Decimal("0.1")] * 10)
    assert not shares_are_whole([Decimal("0.333333")] * 3)
    assert not shares_are_whole([])


def test_an_exact_decimal_is_finite_and_short() -> None:
    assert exact_decimal("1.50") == Decimal("1.50")
    for text in ("", "1,5", "many", "NaN", "Infinity", "1" * 41):
        with pytest.raises(ValueError, match="not a"):
            exact_decimal(text)


def test_a_period_holds_on_its_first_and_last_day() -> None:
    year = Period(start=date(2008, 1, 1), end=date(2008, 12, 31))
    assert year.covers(date(2008, 1, 1))
    assert year.covers(date(2008, 12, 31))
    assert not year.covers(date(2007, 12, 31))
    assert not year.covers(date(2009, 1, 1))


def test_a_period_without_an_end_goes_on() -> None:
    assert Period(start=date(2008, 1, 1)).covers(date(2150, 1, 1))


def test_a_period_may_be_one_day_but_not_end_before_it_begins() -> None:
    assert Period(start=date(2008, 1, 1), end=date(2008, 1, 1)).covers(date(2008, 1, 1))
    assert reason(Period, start=date(2008, 1, 2), end=date(2008, 1, 1)) == "PERIOD_ORDER"


def test_periods_that_share_one_day_overlap_and_neighbours_do_not() -> None:
    first = Period(start=date(2007, 1, 1), end=date(2007, 6, 30))
    touching = Period(start=date(2007, 6, 30))
    next_day = Period(start=date(2007, 7, 1))
    assert first.overlaps(touching)
    assert touching.overlaps(first)
    assert not first.overlaps(next_day)
    assert not next_day.overlaps(first)
    assert touching.overlaps(next_day)


def test_a_period_cannot_be_changed_only_revised_and_then_it_is_checked_again() -> None:
    period = Period(start=date(2008, 1, 1), end=date(2008, 12, 31))
    with pytest.raises(ValidationError, match="frozen"):
        period.end = None  # type: ignore[misc]
    assert period.revised({"end": None}) == Period(start=date(2008, 1, 1))
    with pytest.raises(ValidationError, match="ends before it begins"):
        period.revised({"start": date(2009, 1, 1)})
