"""Declarations refuse what the region could not compare: broken trees, shares that are no whole."""

from decimal import Decimal

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from komplan_core.declarations import Level, TargetGroup, check_hierarchy
from komplan_core.errors import Invalid
from komplan_core.planning import CommonLevel


def level(code: str, common: CommonLevel | None, *under: str) -> Level:
    return Level(code=code, title=code, common=common, under=under)


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ([level("priority", CommonLevel.PRIORITY)], "HIERARCHY_ORDER"),
        ([level("one", CommonLevel.MEASURE), level("two", CommonLevel.MEASURE)], "HIERARCHY_ORDER"),
        ([level("measure", CommonLevel.MEASURE, "goal")], "UNKNOWN_CODE"),
        ([level("measure", CommonLevel.MEASURE, "measure")], "HIERARCHY_CYCLE"),
        ([level("measure", CommonLevel.MEASURE, "part"), level("part", None, "measure")], "HIERARCHY_CYCLE"),
        ([level("measure", CommonLevel.MEASURE), level("goal", CommonLevel.GOAL, "measure")], "HIERARCHY_ORDER"),
        (
            [
                level("measure", CommonLevel.MEASURE),
                level("part", None, "measure"),
                level("goal", CommonLevel.GOAL, "part"),
            ],
            "HIERARCHY_ORDER",
        ),
        ([level("measure", CommonLevel.MEASURE), level("activity", CommonLevel.ACTIVITY)], "HIERARCHY_ORDER"),
    ],
)
def test_a_tree_that_the_region_could_not_compare_is_refused(levels: list[Level], reason: str) -> None:
    with pytest.raises(PydanticCustomError) as found:
        check_hierarchy(tuple(levels))
    assert found.value.type == reason


def test_headings_may_stand_anywhere_above_measures() -> None:
    levels = (
        level("chapter", None),
        level("priority", CommonLevel.PRIORITY, "chapter"),
        level("topic", None, "priority"),
        level("measure", CommonLevel.MEASURE, "topic"),
        level("activity", CommonLevel.ACTIVITY, "measure"),
    )
    assert check_hierarchy(levels) == levels


@pytest.mark.parametrize(
    ("canonical", "reason"),
    [
        ({"seniors": "0.9"}, "SHARES_SUM"),
        ({"seniors": "0.5", "carers": "0.6"}, "SHARES_SUM"),
        ({"seniors": "0"}, "SHARE_RANGE"),
        ({"seniors": "1.1"}, "SHARE_RANGE"),
        ({"seniors": "0.3333333"}, "SHARE_RANGE"),
        ({"pensioners": "1"}, "UNKNOWN_CODE"),
    ],
)
def test_a_target_group_is_split_into_a_whole_of_known_groups(canonical: dict[str, str], reason: str) -> None:
    shares = {code: Decimal(share) for code, share in canonical.items()}
    with pytest.raises(ValidationError) as found:
        TargetGroup(code="elderly", title="Starší lidé", canonical=shares)
    assert Invalid.of(found.value).reason == reason


def test_a_target_group_without_a_mapping_is_allowed() -> None:
    assert TargetGroup(code="newcomers", title="Noví obyvatelé").canonical == {}
