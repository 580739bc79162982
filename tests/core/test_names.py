"""Resource names: what a name looks like, and what cannot be smuggled into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.names import AREA, MEASURE, MUNICIPALITY, PLAN, VERSION, Pattern, last_id, parent

PATTERNS = {key: value for key, value in vars(names).items() if isinstance(value, Pattern)}
codes = st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,2}", fullmatch=True)


@given(codes, codes)
def test_a_name_gives_back_the_ids_that_it_was_made_of(area: str, plan: str) -> None:
    name = PLAN.format(area=area, plan=plan)
    assert name == f"areas/{area}/plans/{plan}"
    assert PLAN.matches(name)
    assert PLAN.parse(name) == {"area": area, "plan": plan}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_name_follows_its_own_pattern_and_no_other(pattern: Pattern) -> None:
    name = pattern.template.replace("{", "").replace("}", "").replace("_", "-")
    assert [other for other in PATTERNS.values() if other.matches(name)] == [pattern]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "areas",
        "areas/",
        "areas/ostrava/plans/",
        "/areas/ostrava/plans/kp4",
        "areas/ostrava/plans/kp4/",
        "areas/ostrava/plans/kp4\n",
        "areas/Ostrava/plans/kp4",
        "areas/příbor/plans/kp4",
        "areas/a--b/plans/kp4",
        "areas/../plans/kp4",
        "areas/*/plans/kp4",
        "regions/ostrava/plans/kp4",
    ],
)
def test_what_does_not_follow_the_pattern_is_refused_with_the_field_it_stood_in(name: str) -> None:
    assert not PLAN.matches(name)
    with pytest.raises(Invalid, match=r"areas/\{area\}/plans/\{plan\}") as caught:
        PLAN.parse(name, "parent")
    assert caught.value.reason == "NAME_FORMAT"
    assert [violation.field for violation in caught.value.violations] == ["parent"]


@pytest.mark.parametrize("area", ["", "a/plans/b", "Ostrava", "a b", "..", "a\n"])
def test_an_id_that_is_no_code_makes_no_name(area: str) -> None:
    with pytest.raises(Invalid):
        AREA.format(area=area)


def test_a_name_of_more_than_400_characters_is_refused() -> None:
    name = "areas/" + "a" * 395
    assert not AREA.matches(name)
    with pytest.raises(Invalid):
        AREA.parse(name)


def test_every_resource_hangs_under_its_parent() -> None:
    measure = MEASURE.format(area="brno", plan="kp1", version="v1", measure="m7")
    assert parent(measure) == VERSION.format(area="brno", plan="kp1", version="v1")
    assert parent(parent(measure)) == PLAN.format(area="brno", plan="kp1")
    assert last_id(measure) == "m7"


def test_a_municipality_is_named_by_its_code_inside_a_region() -> None:
    name = MUNICIPALITY.format(region="141", municipality="500011")
    assert parent(name) == "regions/141"
    assert last_id(name) == "500011"
