"""The conformance kit finds what it is there to find."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import WorkingGroup
from komplan_core.plugins import REFERENCE, Loaded, compile_loaded, load
from komplan_core.profile import Behaviour, Profile
from komplan_core.testing import PluginConformance
from komplan_core.values import Period
from komplan_core.workflow import State, Workflow


class Conformance(PluginConformance):
    plugin = "dolany"

    def __init__(self, **hooks: Callable[..., Any]) -> None:
        inline = type("Inline", (), {name: staticmethod(hookimpl(hook)) for name, hook in hooks.items()})
        self._city = Loaded("dolany", "dolany-plan", "1.0", inline())

    def _compiled(self) -> tuple[Profile, Behaviour]:
        return compile_loaded([self._city], load([REFERENCE]))


def test_conformance_refuses_numbers_that_two_paths_share() -> None:
    with pytest.raises(AssertionError):
        Conformance(
            komplan_number_measure=lambda path: "".join(map(str, path))
        ).test_numbers_are_the_same_each_time_and_distinct_for_distinct_paths()


def test_conformance_refuses_a_successor_that_begins_before_its_predecessor_ends() -> None:
    def group(code: str, start: date, *predecessors: str) -> WorkingGroup:
        validity = Period(start=start, end=date(2023, 12, 31))
        return WorkingGroup(code=code, title=code.title(), validity=validity, predecessors=predecessors)

    groups = [group("old", date(2020, 1, 1)), group("new", date(2023, 12, 31), "old")]
    kit = Conformance(komplan_working_groups=lambda: groups)
    with pytest.raises(AssertionError, match="new begins before old ends"):
        kit.test_succession_leads_from_groups_that_ended_to_groups_that_followed()


def test_conformance_refuses_a_state_to_which_nothing_leads() -> None:
    states = tuple(State(code=code, title=code, kernel=code) for code in ("running", "fulfilled"))
    odd = Workflow(subject="measure", initial="running", states=states, transitions=())
    kit = Conformance(komplan_workflow=lambda subject: odd if subject == "measure" else None)
    with pytest.raises(AssertionError, match="measure: a state is out of reach"):
        kit.test_every_state_can_be_reached()
