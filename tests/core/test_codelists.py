"""Code lists: what is known, on which day, and that a model takes nothing else."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from komplan_core.codelists import (
    CapacityUnitCode,
    CodeEntry,
    CodeList,
    FormCode,
    FounderTypeCode,
    FundingSourceCode,
    ServiceTypeCode,
    TargetGroupCode,
    entries,
    entry,
    known,
)
from komplan_core.errors import Invalid

COUNTS = {
    CodeList.SERVICE_TYPES: 34,
    CodeList.SERVICE_CATEGORIES: 3,
    CodeList.FORMS: 3,
    CodeList.CAPACITY_UNITS: 5,
    CodeList.TARGET_GROUPS: 29,
    CodeList.AGE_GROUPS: 10,
    CodeList.LEGAL_FORMS: 22,
    CodeList.FOUNDER_TYPES: 8,
    CodeList.BUDGET_PARAGRAPHS: 22,
    CodeList.FUNDING_SOURCES: 15,
    CodeList.COMMENT_OUTCOMES: 4,
}


@pytest.mark.parametrize("code_list", CodeList)
def test_every_list_is_there_in_full(code_list: CodeList) -> None:
    assert len(entries(code_list)) == COUNTS[code_list]


@pytest.mark.parametrize("code_list", CodeList)
def test_every_code_of_a_list_is_known_and_found_by_itself(code_list: CodeList) -> None:
    for found in entries(code_list):
        assert known(code_list, found.code)
        assert entry(code_list, found.code) == found


def test_an_entry_says_what_the_code_means() -> None:
    home_care = entry(CodeList.SERVICE_TYPES, "home-care")
    assert home_care.title == "pečovatelská služba"
    assert home_care.category == "care"
    assert home_care.valid_from == date(2007, 1, 1)
    assert home_care.valid_to is None
    assert home_care.verified


def test_a_service_type_belongs_to_a_known_category_or_to_none_yet() -> None:
    by_category = {found.code: found.category for found in entries(CodeList.SERVICE_TYPES)}
    assert set(by_category.values()) == {"counselling", "care", "prevention", ""}
    assert [code for code, category in by_category.items() if not category] == ["mental-health-centre"]


def test_what_was_not_read_in_a_source_is_marked_so() -> None:
    assert not any(found.verified for found in entries(CodeList.LEGAL_FORMS))
    assert entry(CodeList.TARGET_GROUPS, "seniors").verified


def test_a_code_of_another_list_is_unknown() -> None:
    assert known(CodeList.TARGET_GROUPS, "seniors")
    assert not known(CodeList.FORMS, "seniors")


def test_an_unknown_code_is_refused_with_the_field_and_the_list_to_look_into() -> None:
    with pytest.raises(Invalid, match="target-groups") as caught:
        entry(CodeList.TARGET_GROUPS, "senioři", "target_groups.0")
    assert caught.value.reason == "UNKNOWN_CODE"
    assert caught.value.violations[0].field == "target_groups.0"


def test_a_code_is_not_known_before_its_first_day() -> None:
    assert not known(CodeList.LEGAL_FORMS, "706", date(2013, 12, 31))
    assert known(CodeList.LEGAL_FORMS, "706", date(2014, 1, 1))
    assert known(CodeList.LEGAL_FORMS, "706")


def test_the_last_day_still_counts_and_the_next_does_not() -> None:
    ended = CodeEntry(code="old", title="zaniklá služba", valid_to=date(2025, 6, 30), verified=False)
    assert ended.holds_on(date(1990, 1, 1))
    assert ended.holds_on(date(2025, 6, 30))
    assert not ended.holds_on(date(2025, 7, 1))


def test_an_unknown_date_is_no_limit() -> None:
    assert known(CodeList.FORMS, "field", date(1990, 1, 1))
    assert known(CodeList.FORMS, "field", date(2150, 1, 1))


def test_an_unknown_code_is_known_on_no_day() -> None:
    assert not known(CodeList.FORMS, "by-post", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (TargetGroupCode, "seniors"),
        (FundingSourceCode, "state-via-region"),
        (ServiceTypeCode, "home-care"),
        (FormCode, "residential"),
        (CapacityUnitCode, "beds"),
        (FounderTypeCode, "municipal-union"),
    ],
)
def test_a_field_takes_codes_of_its_list_and_refuses_the_rest(field: Any, code: str) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(field)
    assert adapter.validate_python(code) == code
    for wrong in ("", code.upper(), f"{code} ", "adopted"):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(wrong)
        assert Invalid.of(caught.value).reason == "UNKNOWN_CODE"


@pytest.mark.parametrize(
    ("packaged", "source"), [("codelists.json", "ciselniky.json"), ("plan_checklist.json", "plan_checklist.json")]
)
def test_the_packaged_lists_are_the_shared_ones(shared: Path, packaged: str, source: str) -> None:
    ours = files("komplan_core").joinpath("data", packaged).read_bytes()
    assert ours == (shared / "data" / "codelists" / source).read_bytes()
