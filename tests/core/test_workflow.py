"""One engine moves plan versions, measures, rounds and points between the states that a city names."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.errors import Forbidden, Invalid, Refused
from komplan_core.plugins import compile_profile
from komplan_core.profile import SUBJECTS
from komplan_core.workflow import State, Transition, Workflow

DEFAULT = compile_profile([])[0]

OPEN = State(code="intake", title="příjem", kernel="open")
CLOSED = State(code="deciding", title="projednání", kernel="closed")
CLOSE = Transition(source="intake", target="deciding", action="close", title="ukončit", roles=("clerk", "editor"))


def a_round(**changes: Any) -> Workflow:
    return Workflow(
        **{"subject": "round", "initial": "intake", "states": (OPEN, CLOSED), "transitions": (CLOSE,), **changes}
    )


def test_an_action_leads_to_the_next_state() -> None:
    assert a_round().moved("intake", "close", ["clerk"]) == "deciding"


def test_one_of_several_roles_is_enough() -> None:
    assert a_round().moved("intake", "close", ["public", "editor"]) == "deciding"


def test_an_action_without_one_of_its_roles_is_forbidden() -> None:
    with pytest.raises(Forbidden, match="clerk, editor") as found:
        a_round().moved("intake", "close", ["public"])
    assert found.value.reason == "ROLE_REQUIRED"


def test_nobody_without_a_role_may_move_anything() -> None:
    with pytest.raises(Forbidden):
        a_round().moved("intake", "close", [])


def test_an_action_that_leads_nowhere_is_refused_and_the_possible_ones_are_named() -> None:
    with pytest.raises(Refused, match="possible: close") as found:
        a_round().moved("intake", "settle", ["clerk"])
    assert found.value.reason == "TRANSITION_NOT_ALLOWED"


def test_in_a_last_state_nothing_is_possible() -> None:
    with pytest.raises(Refused, match="possible: nothing"):
        a_round().moved("deciding", "close", ["clerk"])


def test_an_impossible_action_is_refused_before_roles_are_asked() -> None:
    with pytest.raises(Refused):
        a_round().moved("deciding", "close", [])


def test_rules_read_the_fixed_meaning_of_a_citys_state() -> None:
    assert a_round().kernel("intake") == "open"
    assert a_round().kernel("deciding") == "closed"


def test_a_state_of_another_city_is_refused() -> None:
    with pytest.raises(Refused, match="`open` is no state of round"):
        a_round().kernel("open")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"states": (OPEN, CLOSED, OPEN)}, "DUPLICATE_CODE"),
        ({"states": (OPEN,)}, "UNKNOWN_CODE"),
        ({"initial": "closed"}, "UNKNOWN_CODE"),
        ({"transitions": (CLOSE, CLOSE.revised({"target": "intake"}))}, "DUPLICATE_CODE"),
        ({"subject": "budget"}, "INVALID_VALUE"),
        ({"states": (OPEN.revised({"kernel": "ajar"}), CLOSED)}, "UNKNOWN_CODE"),
        ({"states": (OPEN, CLOSED.revised({"kernel": "draft"}))}, "UNKNOWN_CODE"),
        ({"initial": "deciding"}, "REQUIRED"),
    ],
)
def test_a_workflow_that_is_ambiguous_or_leads_out_of_itself_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as found:
        a_round(**changes)
    assert Invalid.of(found.value).reason == reason


def test_the_default_leads_a_version_to_approval_and_nowhere_else() -> None:
    flow, state = DEFAULT.workflow("version"), "draft"
    for action in ("publish", "finish", "adopt"):
        state = flow.moved(state, action, ["editor"])
    assert flow.kernel(state) == "approved"
    with pytest.raises(Refused):
        flow.moved(state, "publish", ["editor"])


def test_a_postponed_measure_may_run_again_and_a_fulfilled_one_may_not() -> None:
    flow = DEFAULT.workflow("measure")
    assert flow.moved("postponed", "resume", ["editor"]) == "running"
    with pytest.raises(Refused):
        flow.moved("fulfilled", "start", ["editor"])


def test_a_decided_point_stays_decided() -> None:
    flow = DEFAULT.workflow("point")
    assert flow.moved("assigned", "settle", ["clerk"]) == "decided"
    with pytest.raises(Refused, match="possible: nothing"):
        flow.moved("decided", "assign", ["clerk"])


@given(st.sampled_from(SUBJECTS), st.lists(st.integers(min_value=0, max_value=8), max_size=12))
def test_no_sequence_of_possible_actions_leaves_the_declared_states(subject: str, choices: list[int]) -> None:
    flow = DEFAULT.workflow(subject)
    state = flow.initial
    for choice in choices:
        possible = [move for move in flow.transitions if move.source == state]
        if not possible:
            break
        move = possible[choice % len(possible)]
        state = flow.moved(state, move.action, move.roles)
        assert state == move.target
    assert flow.kernel(state)
