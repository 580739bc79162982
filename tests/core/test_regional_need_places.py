"""Needs of different places are not one."""

from hypothesis import given
from hypothesis import strategies as st

from komplan_core.regional.need_likeness import elsewhere

PLACES = st.dictionaries(
    st.sampled_from("abcd"), st.sets(st.sampled_from(["1", "2", "3", "4"]), min_size=1), min_size=2, max_size=4
)


@given(PLACES)
def test_a_need_is_elsewhere_when_none_of_the_others_is_in_any_of_its_municipalities(
    places: dict[str, set[str]],
) -> None:
    apart = set(elsewhere(places))
    for name, own in places.items():
        others = set[str]().union(*(codes for other, codes in places.items() if other != name))
        assert (name in apart) == own.isdisjoint(others)
