"""Rules and fields that a city declares (`komplan_rules`, `komplan_fields`), applied to its plan."""

from datetime import date

import pytest
from pydantic import ValidationError
from support.whole_plan import (
    DAY,
    PROFILE,
    VERSION,
    found,
    lacking,
    measure,
    whole,
)

from komplan_core.completeness.judging import blocking, judged
from komplan_core.completeness.rules import CompletenessRule
from komplan_core.extra_fields import Choice, ExtraField


def city(*rules, fields=()):
    return PROFILE.revised({"rules": rules, "fields": fields})


def rule(**values):
    return CompletenessRule(code="own", title="Vlastní", todo="Doplňte.", **values)


@pytest.mark.parametrize(
    ("asked", "outcome", "places"),
    [
        ({"subject": "node", "condition": "needs-child", "level": "priority", "child": "goal"}, "missing", 1),
        ({"subject": "node", "condition": "needs-child", "level": "priority", "child": "measure"}, "ok", 0),
        (
            {"subject": "node", "condition": "needs-child", "level": "priority", "child": "measure", "least": 2},
            "missing",
            1,
        ),
        ({"subject": "measure", "condition": "field-required", "field": "regional_priority"}, "missing", 1),
        ({"subject": "measure", "condition": "field-required", "field": "needs"}, "ok", 0),
        ({"subject": "measure", "condition": "field-required", "field": "aim"}, "missing", 1),
        ({"subject": "need", "condition": "field-required", "field": "proposal"}, "missing", 1),
        ({"subject": "swot", "condition": "at-least"}, "missing", 1),
        ({"subject": "participation", "condition": "at-least", "least": 4}, "thin", 1),
        ({"subject": "section", "condition": "at-least", "kind": "analysis"}, "missing", 1),
        ({"subject": "section", "condition": "at-least", "least": 3}, "ok", 0),
        ({"subject": "money", "condition": "at-least", "least": 2}, "ok", 0),
        ({"subject": "body", "condition": "at-least", "least": 3}, "ok", 0),
    ],
)
def test_a_citys_own_rule_is_data_and_says_where(asked, outcome, places):
    aim = ExtraField(subject="measure", code="aim", label="Cíl")
    check = judged(whole(), city(rule(**asked), fields=(aim,)), DAY)[-1]
    assert (check.rule.code, check.outcome, len(check.places)) == ("own", outcome, places)


def test_a_citys_rule_holds_on_its_days_only():
    asked = rule(subject="swot", condition="at-least", severity="mandatory", valid_from=date(2026, 6, 24))
    assert "own" not in found(whole(), city(asked), DAY)
    assert found(whole(), city(asked), date(2026, 6, 24)) == lacking("own", "missing", VERSION)
    assert blocking(judged(whole(), city(asked), date(2026, 6, 24))) == 1


@pytest.mark.parametrize(
    ("asked", "reason", "field"),
    [
        ({"subject": "node", "condition": "needs-child"}, "REQUIRED", "child"),
        ({"subject": "swot", "condition": "field-required", "field": "title"}, "REQUIRED", "field"),
        ({"subject": "measure", "condition": "at-least", "level": "priority"}, "INVALID_VALUE", "level"),
        ({"subject": "node", "condition": "at-least", "kind": "analysis"}, "INVALID_VALUE", "kind"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(asked, reason, field):
    with pytest.raises(ValidationError) as refused:
        rule(**asked)
    assert [(e["type"], e["ctx"]["field"]) for e in refused.value.errors()] == [(reason, field)]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"subject": "node", "condition": "needs-child", "level": "cloud", "child": "goal"}, "UNKNOWN_CODE"),
        ({"subject": "measure", "condition": "field-required", "field": "colour"}, "UNKNOWN_FIELD"),
    ],
)
def test_a_rule_speaks_of_what_the_city_has(asked, reason):
    with pytest.raises(ValidationError) as refused:
        city(rule(**asked))
    assert [error["type"] for error in refused.value.errors()] == [reason]


def test_a_required_field_of_the_city_holds_up_adoption():
    aim = ExtraField(
        subject="measure",
        code="aim",
        label="Hlavní cíl",
        type="choice",
        choices=(Choice(code="a", title="A"),),
        required=True,
    )
    assert found(whole(), city(fields=(aim,))) == lacking(
        "extra-field-required", "thin", (f"{VERSION}/measures/m1", "extra.aim")
    )
    filled = measure(extra=({"field": "aim", "value": "a"},))
    assert found(whole(measures=(filled,)), city(fields=(aim,))) == {}
