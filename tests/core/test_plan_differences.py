"""Two versions against each other: nothing is missed, nothing invented, and a new number is no new content."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.differing import applied, by_id
from support.made_versions import VALUES, VERSION, changed, content

from komplan_core.planning import (
    Direction,
    FinancingLine,
    Indicator,
    Measure,
    PlanSection,
    Risk,
    YearlyTarget,
)
from komplan_core.planning.blocks import text_sha256
from komplan_core.planning.differences import Difference, FieldDifference, differences
from komplan_core.planning.outline import VersionContent
from komplan_core.values import Money

SEEDS = st.integers(0, 2**32)
MANY = settings(max_examples=150, deadline=None)


def other(before: VersionContent, seed: int) -> VersionContent:
    """A version that shares all items with the one before, or only some ids."""
    return changed(before, seed) if seed % 2 else content(seed)


def test_every_field_of_a_version_is_made_up() -> None:
    for model, values in VALUES.items():
        assert set(values) == set(model.model_fields) - {"name", "etag"}


@MANY
@given(SEEDS)
def test_a_version_does_not_differ_from_itself(seed: int) -> None:
    assert differences(content(seed), content(seed)) == ()


@MANY
@given(SEEDS, SEEDS)
def test_what_was_found_makes_one_version_of_the_other(one: int, another: int) -> None:
    before = content(one)
    after = other(before, another)
    assert by_id(applied(before, differences(before, after))) == by_id(after)


@MANY
@given(SEEDS, SEEDS)
def test_there_and_back_the_counts_are_the_same(one: int, another: int) -> None:
    before = content(one)
    after = other(before, another)
    there = Counter(kind for item in differences(before, after) for kind in item.kinds)
    back = Counter(kind for item in differences(after, before) for kind in item.kinds)
    assert (there[Difference.ADDED], there[Difference.REMOVED]) == (back[Difference.REMOVED], back[Difference.ADDED])
    assert all(there[kind] == back[kind] for kind in (Difference.MOVED, Difference.CHANGED, Difference.RENUMBERED))


def measure(**values: Any) -> Measure:
    given = {"name": f"{VERSION}/measures/m1", "node": "g1", "position": 1, "code": "1.1.1", "title": "Opatření"}
    return Measure(**{**given, **values})


def between(before: Measure, after: Measure) -> Any:
    (found,) = differences(VersionContent(measures=(before,)), VersionContent(measures=(after,)))
    return found


def test_a_new_number_that_follows_from_elsewhere_is_only_that() -> None:
    found = between(measure(), measure(code="2.1.1"))
    assert found.kinds == (Difference.RENUMBERED,)
    assert found.fields == (FieldDifference("code", "1.1.1", "2.1.1"),)
    assert found.blocks == ()
    assert between(measure(), measure(code="1.2.1", node="g2")).kinds == (Difference.MOVED,)
    both = between(measure(), measure(code="1.1.2", position=2, title="Jiné"))
    assert both.kinds == (Difference.MOVED, Difference.CHANGED)


def test_money_and_indicators_are_found_by_what_they_are() -> None:
    line = FinancingLine(year=2027, source="esf", planned=Money(100))
    other = FinancingLine(year=2028, source="esf", planned=Money(5))
    target = YearlyTarget(year=2027, target="3")
    indicator = Indicator(code="k", title="Klienti", unit="osoby", direction=Direction.UP, yearly_targets=(target,))
    before = measure(financing=(line,), indicators=(indicator,))
    after = measure(
        financing=(line.revised({"planned": Money(90)}), other),
        indicators=(indicator.revised({"yearly_targets": (target.revised({"target": "4"}),)}),),
    )
    assert [(field.path, field.before, field.after) for field in between(before, after).fields] == [
        ("financing.2027/esf/operating.planned", Money(100), Money(90)),
        ("financing.2028/esf/operating", None, other),
        ("indicators.k.yearly_targets.2027.target", target.target, YearlyTarget(year=2027, target="4").target),
    ]


def test_a_text_that_differs_is_told_with_both_hashes() -> None:
    risk = Risk(text="Nebudou lidé", likelihood="high", impact="low")
    found = between(measure(description="Staré", risks=(risk,)), measure(description="Nové", conditions=("Dotace",)))
    assert [(block.id, block.before_sha256, block.after_sha256) for block in found.blocks] == [
        ("measures/m1/description", text_sha256("Staré"), text_sha256("Nové")),
        ("measures/m1/risks", text_sha256("Nebudou lidé"), ""),
        ("measures/m1/conditions", "", text_sha256("Dotace")),
    ]


def test_what_was_added_has_all_its_texts() -> None:
    section = PlanSection(name=f"{VERSION}/sections/vize", kind="vision", position=1, title="Vize", text="Žít doma")
    (found,) = differences(VersionContent(), VersionContent(sections=(section,)))
    assert found.kinds == (Difference.ADDED,)
    assert [block.id for block in found.blocks] == ["sections/vize/title", "sections/vize/text"]
