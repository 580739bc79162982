"""When a region's background asks a city: in its turn, soon after a glitch, seldom while it is down, or on a hint."""

from hypothesis import given
from hypothesis import strategies as st

from komplan_region.usecases.scheduling import FIRST_PAUSE, HINT_SECONDS, MANY_FAILURES, PROBE_SECONDS, Schedule


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def schedule(clock: Clock, seconds: float = 60.0, chance: float = 0.0) -> Schedule:
    return Schedule(seconds, clock, lambda: chance)


def test_a_city_that_answers_is_asked_every_minute() -> None:
    clock = Clock()
    turns = schedule(clock)
    assert turns.due(["brno", "ostrava"]) == {"brno", "ostrava"}
    turns.told("brno", good=True)
    assert turns.due(["brno", "ostrava"]) == {"ostrava"}
    clock.now += 59.9
    assert turns.due(["brno"]) == set()
    clock.now += 0.1
    assert turns.due(["brno"]) == {"brno"}


def test_a_city_that_fails_is_asked_ever_later_and_then_every_half_minute() -> None:
    clock = Clock()
    turns, pauses = schedule(clock), []
    turns.due(["brno"])
    for _ in range(8):
        turns.told("brno", good=False)
        pauses.append(turns.next_turn())
        clock.now += pauses[-1]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 30.0, 30.0, 30.0, 30.0]
    turns.told("brno", good=True)
    assert turns.next_turn() == 60.0
    turns.told("brno", good=False)
    assert turns.next_turn() == FIRST_PAUSE


def test_a_hint_brings_the_turn_forward_but_not_more_often_than_every_five_seconds() -> None:
    clock = Clock()
    turns = schedule(clock)
    turns.due(["brno"])
    turns.hint("ostrava")
    turns.told("brno", good=True)
    turns.hint("brno")
    assert turns.next_turn() == HINT_SECONDS
    clock.now += 20
    turns.hint("brno")
    assert turns.due(["brno"]) == {"brno"}


def test_a_hint_does_not_wake_a_city_that_is_down() -> None:
    clock = Clock()
    turns = schedule(clock)
    turns.due(["brno"])
    for _ in range(MANY_FAILURES):
        turns.told("brno", good=False)
    turns.hint("brno")
    assert turns.next_turn() == PROBE_SECONDS


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.floats(0, 1), st.floats(1, 86_400))
def test_whatever_happens_a_city_is_asked_again(answers: list[bool], chance: float, seconds: float) -> None:
    clock = Clock()
    turns = schedule(clock, seconds, chance)
    turns.due(["brno"])
    for good in answers:
        turns.told("brno", good)
        assert 0 < turns.next_turn() <= (seconds if good else PROBE_SECONDS) + 1e-6
        clock.now += turns.next_turn() + 1e-6
        assert turns.due(["brno"]) == {"brno"}


def test_cities_that_left_the_directory_are_forgotten() -> None:
    clock = Clock()
    turns = schedule(clock)
    turns.due(["brno"])
    turns.told("brno", good=True)
    assert turns.due([]) == set()
    assert turns.due(["brno"]) == {"brno"}
