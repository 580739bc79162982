"""Reading inhabitants: all of a table or nothing of it, and no number is split by the program."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.errors import Invalid
from komplan_core.regional.ages import GROUPS, span
from komplan_core.regional.population_sample import YEARS, sample_population
from komplan_core.regional.population_table import read_orp_codes, read_population

HEAD = "idhod,hodnota,pohlavi_kod,vek,vuzemi_cis,vuzemi_kod,rok\n"


def table(*rows: str) -> bytes:
    """Rows of value, sex, age, level, code, year."""
    return (HEAD + "".join(f"1,{row}\n" for row in rows)).encode()


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as wrong:
        read_population(data)
    return [(violation.field, violation.reason) for violation in wrong.value.violations]


def test_years_of_age_make_up_their_groups() -> None:
    ages = [f"{age},,{age},43,999001,2025" for age in range(7, 11)]
    found = read_population(
        table(*ages, "5,1,11-15,43,999001,2025", "6,2,11-15,43,999001,2025", "9,,81+,43,999001,2025")
    )
    assert {figure.age_group: figure.people for figure in found[2025]} == {
        "younger-children": 34,
        "older-children": 11,
        "older-seniors": 9,
    }
    older = next(figure for figure in found[2025] if figure.age_group == "older-children")
    assert (older.men, older.women) == (5, 6)


@settings(max_examples=60)
@given(st.data())
def test_however_the_years_of_age_are_banded_the_group_is_the_same(data: st.DataObject) -> None:
    group = data.draw(st.sampled_from(GROUPS[:-1]))
    first, last = span(group)
    people = {age: data.draw(st.integers(0, 10_000)) for age in range(first, last + 1)}
    cuts = sorted(data.draw(st.sets(st.sampled_from(range(first, last + 1)))) | {first})
    bands = [(start, end - 1) for start, end in zip(cuts, [*cuts[1:], last + 1], strict=True)]
    rows = [
        f"{sum(people[a] for a in range(s, e + 1))},,{s}-{e},65,V01,2025" for s, e in data.draw(st.permutations(bands))
    ]
    (figure,) = read_population(table(*rows))[2025]
    assert (figure.age_group, figure.people) == (group, sum(people.values()))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["5,,5-9,43,999001,2025"], [("table:2.vek", "AGE_BAND")]),  # the office's five years lie in two groups
        (["5,,7,43,999001,2025"], [("table:2.vek", "AGE_BAND")]),  # 8 to 10 are missing
        (["5,,7-9,43,999001,2025", "5,,9-10,43,999001,2025"], [("table:3.vek", "AGE_BAND")]),
        (["5,,adults,43,999001,2025", "5,,adults,43,999001,2025"], [("table:3.vek", "AGE_BAND")]),
        (["1 000,,adults,43,999001,2025"], [("table:2.hodnota", "INVALID_VALUE")]),
        (["-5,3,x,43,99,25"], [("table:2.vuzemi_kod", "UNKNOWN_CODE")]),
        (["5,,adults,65,2101a,2025"], [("table:2.vuzemi_kod", "UNKNOWN_CODE")]),
        (["5,,adults,43,999001,25", "5,3,adults,43,999001,2025"],
         [("table:2.rok", "INVALID_VALUE"), ("table:3.pohlavi_kod", "UNKNOWN_CODE")]),
        (["9,,adults,43,999001,2025", "5,1,adults,43,999001,2025", "5,2,adults,43,999001,2025"],
         [("table:2.hodnota", "TOTAL_DIFFERS")]),
        ([f"5,,{group},43,999001,2025" for group in GROUPS] + ["46,,,43,999001,2025"],
         [("table:11.hodnota", "TOTAL_DIFFERS")]),
        (["5,,adults,97,19,2025"], [("table", "IMPORT_EMPTY")]),
        ([], [("table", "IMPORT_EMPTY")]),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_line_and_column(rows: list[str], expected: list[tuple[str, str]]) -> None:
    assert faults(table(*rows)) == expected


def test_other_files_are_refused_as_a_whole() -> None:
    assert faults(b"rok,vek\n2025,7\n") == [("table:1.vuzemi_cis", "TABLE_HEADER")]
    assert faults(table("5,,adults,43,999001,2025,7")) == [("table:2", "SOURCE_FORMAT")]
    assert faults(b"PK\x03\x04\x00\x00") == [("table", "SOURCE_FORMAT")]
    assert faults(HEAD.encode() + b'1,"5,,adults\n')[0][1] == "SOURCE_FORMAT"


@pytest.mark.parametrize("hidden", ["\x01", "\x1c", "\x85", "\u202e", "\u200b", "\u2028"])
def test_a_character_that_nobody_sees_is_refused_with_its_line_wherever_it_stands(hidden: str) -> None:
    assert faults(table("5,,adults,43,999001,2025", f"5,,infants,43,99{hidden}9001,2025")) == [
        ("table:3", "TEXT_CONTROL")
    ]
    assert faults(table(f"{hidden}5,,adults,43,999001,2025")) == [("table:2", "TEXT_CONTROL")]
    aside = (HEAD.rstrip("\n") + ",poznámka\n5,,adults,43,999001,2025,a" + hidden + "\n").encode()
    assert [reason for _, reason in faults(aside)] == ["TEXT_CONTROL"]


def test_what_is_confidential_stays_unknown_and_other_territories_are_left_aside() -> None:
    rows = table(",,adults,43,999001,2025", "7,,infants,43,999001,2025", "9,,infants,100,3018,2025")
    (figure,) = read_population(rows)[2025]
    assert (figure.territory, figure.age_group, figure.people) == ("999001", "infants", 7)


def test_the_offices_codes_of_orp_are_another_list() -> None:
    codes = read_orp_codes(b"KOD_ORP,orp_ruian\n2101,27\n")
    (figure,) = read_population(table("7,,infants,65,2101,2025"), orp_codes=codes)[2025]
    assert figure.territory == "27"
    with pytest.raises(Invalid):
        read_population(table("7,,infants,65,2102,2025"), orp_codes=codes)


def test_the_made_up_series_is_the_same_for_a_seed_and_whole() -> None:
    assert sample_population(7) == sample_population(7) != sample_population(8)
    found = read_population(sample_population(7))
    assert list(found) == list(YEARS)
    assert all(len(figures) == 12 * len(GROUPS) for figures in found.values())
