"""Which measure must come before which."""

from hypothesis import given
from hypothesis import strategies as st

from komplan_core.planning.dependencies import waits_for_itself

IDS = st.integers(0, 7).map(str)


@given(st.dictionaries(IDS, st.lists(IDS.filter(lambda n: n > "0"), max_size=3), max_size=8))
def test_whoever_waits_only_for_later_ones_never_waits_for_itself(found: dict[str, list[str]]) -> None:
    ordered = {one: [other for other in others if other > one] for one, others in found.items()}
    assert not any(waits_for_itself(one, ordered) for one in ordered)


@given(st.lists(IDS, unique=True, min_size=1))
def test_in_a_circle_everybody_waits_for_itself(ids: list[str]) -> None:
    circle = {one: [other] for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)}
    assert all(waits_for_itself(one, circle) for one in ids)
