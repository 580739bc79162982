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

WAITING = State(code="waiting", title="čeká", kernel="not-started")
GOING = State(code="going", title="běží", kernel="running")
START = Transition(source="waiting", target="going", action="start", title="zahájit", roles=("clerk", "editor"))
RECEIVED = (State(code="waiting", title="čeká", kernel="registered"), State(code="going", title="b", kernel="decided"))


def a_flow(**changes: Any) -> Workflow:
    return Workflow(
        **{"subject": "measure", "initial": "waiting", "states": (WAITING, GOING), "transitions": (START,), **changes}
    )


def test_an_action_leads_to_the_next_state() -> None:
    assert a_flow().moved("waiting", "start", ["clerk"]) == "going"


def test_one_of_several_roles_is_enough() -> None:
    assert a_flow().moved("waiting", "start", ["public", "editor"]) == "going"


def test_an_action_without_one_of_its_roles_is_forbidden() -> None:
    with pytest.raises(Forbidden, match="clerk, editor") as found:
        a_flow().moved("waiting", "start", ["public"])
    assert found.value.reason == "ROLE_REQUIRED"


def test_nobody_without_a_role_may_move_anything() -> None:
    with pytest.raises(Forbidden):
        a_flow().moved("waiting", "start", [])


def test_an_action_that_leads_nowhere_is_refused_and_the_possible_ones_are_named() -> None:
    with pytest.raises(Refused, match="possible: start") as found:
        a_flow().moved("waiting", "settle", ["clerk"])
    assert found.value.reason == "TRANSITION_NOT_ALLOWED"


def test_in_a_last_state_nothing_is_possible() -> None:
    with pytest.raises(Refused, match="possible: nothing"):
        a_flow().moved("going", "start", ["clerk"])


def test_an_impossible_action_is_refused_before_roles_are_asked() -> None:
    with pytest.raises(Refused):
        a_flow().moved("going", "start", [])


def test_rules_read_the_fixed_meaning_of_a_citys_state() -> None:
    assert a_flow().kernel("waiting") == "not-started"
    assert a_flow().kernel("going") == "running"


def test_a_state_of_another_city_is_refused() -> None:
    with pytest.raises(Refused, match="`running` is no state of measure"):
        a_flow().kernel("running")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"states": (WAITING, GOING, WAITING)}, "DUPLICATE_CODE"),
        ({"states": (WAITING,)}, "UNKNOWN_CODE"),
        ({"initial": "running"}, "UNKNOWN_CODE"),
        ({"transitions": (START, START.revised({"target": "waiting"}))}, "DUPLICATE_CODE"),
        ({"subject": "budget"}, "INVALID_VALUE"),
        ({"states": (WAITING.revised({"kernel": "ajar"}), GOING)}, "UNKNOWN_CODE"),
        ({"states": (WAITING, GOING.revised({"kernel": "draft"}))}, "UNKNOWN_CODE"),
        ({"subject": "point", "states": RECEIVED}, "REQUIRED"),
    ],
)
def test_a_workflow_that_is_ambiguous_or_leads_out_of_itself_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as found:
        a_flow(**changes)
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


def test_a_decided_point_is_released_and_answered_or_opened_anew() -> None:
    flow = DEFAULT.workflow("point")
    state = "assigned"
    for action in ("claim", "propose", "decide", "release", "answer"):
        state = flow.moved(state, action, ["clerk"])
    assert flow.kernel(state) == "answered"
    assert flow.kernel(flow.moved("decided", "reopen", ["clerk"])) == "reopened"
    with pytest.raises(Refused, match="possible: release, reopen, void"):
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
