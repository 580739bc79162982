"""Steps of a cycle: what must be there before one closes, what is late, how far a cycle has come."""

from datetime import date

import pytest
from pydantic import ValidationError

from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import BodyKind, WorkingGroup
from komplan_core.plugins import REFERENCE, Loaded, PluginFault, compile_loaded, load
from komplan_core.process.declarations import ExpectedOutput, Process, ProcessStep
from komplan_core.process.entries import CalendarEntry, EntryKind, Evidence, StatedDay
from komplan_core.process.findings import FindingKind
from komplan_core.process.status import status
from komplan_core.process.steps import Step, StepEvidence, StepState, StepTask, begun, lacking
from komplan_core.values import Period

PROCESS = compile_loaded(load([REFERENCE]))[0].process
DAY = date(2027, 3, 1)
MEETINGS = ExpectedOutput(code="meetings", title="Zasedání", collection="meetings", at_least=2, per_working_group=True)
PAPER = ExpectedOutput(code="paper", title="Papír")


def group(code, start, end=None, **values):
    return WorkingGroup(code=code, title=code, validity=Period(start=start, end=end), **values)


OLD = group("old", date(2020, 1, 1), date(2026, 12, 31))
NEW = group("new", date(2027, 1, 1), predecessors=("old",))
OTHER = group("other", date(2020, 1, 1))
PART = group("part", date(2020, 1, 1), subgroup_of="other")


def meeting(code, number):
    return StepEvidence(output="meetings", working_group=code, resource=f"areas/vzorov/meetings/{code}-{number}")


def step(position=1, **values):
    given = {"name": f"areas/vzorov/cycles/c1/steps/s{position}", "title": f"Krok {position}", **values}
    return Step(position=position, **given)


def entry(code, starts_on, **values):
    given = {"title": code, "kind": EntryKind.EVENT, **values}
    return CalendarEntry(name=f"areas/vzorov/cycles/c1/entries/{code}", starts_on=starts_on, **given)


def test_the_default_process_is_the_ten_steps_with_what_each_leaves_behind():
    assert len(PROCESS.steps) == 10
    assert all(any(output.required for output in step.outputs) for step in PROCESS.steps)
    made = begun(PROCESS.steps, {BodyKind.COUNCIL: "council"})
    assert [values["position"] for values in made] == list(range(1, 11))
    assert made[0]["body"] == "council"
    assert made[4]["body"] == ""
    steps = [
        Step(name=f"areas/vzorov/cycles/c1/steps/{code.code}", **values)
        for code, values in zip(PROCESS.steps, made, strict=True)
    ]
    assert all(lacking(item, (), DAY) for item in steps)


def test_a_step_lacks_each_required_output_without_evidence():
    optional = ExpectedOutput(code="translation", title="Překlad", required=False)
    item = step(outputs=(PAPER, optional))
    assert [str(lack) for lack in lacking(item, (), DAY)] == ["paper: 0 of 1"]
    shown = item.revised({"evidence": (StepEvidence(output="paper", document="Usnesení RM 12/2027"),)})
    assert lacking(shown, (), DAY) == []


def test_each_working_group_of_the_day_must_have_its_own_and_inherits_from_those_before():
    item = step(outputs=(MEETINGS,), evidence=(meeting("old", 1), meeting("new", 2), meeting("part", 1)))
    assert [str(lack) for lack in lacking(item, (OLD, NEW, OTHER, PART), DAY)] == ["meetings (other): 0 of 2"]
    assert [str(lack) for lack in lacking(item, (OLD, NEW, OTHER, PART), date(2026, 6, 1))] == [
        "meetings (old): 1 of 2",
        "meetings (other): 0 of 2",
    ]


def test_where_there_is_no_group_yet_the_output_is_lacking_all_the_same():
    assert len(lacking(step(outputs=(MEETINGS,)), (), DAY)) == 1


@pytest.mark.parametrize(
    "evidence",
    [
        {"output": "fireworks", "document": "Ohňostroj"},
        {"output": "meetings", "document": "Zápis"},
        {"output": "meetings", "working_group": "old", "resource": "areas/vzorov/surveys/s1"},
        {"output": "paper"},
        {"output": "paper", "document": "  "},
        {"output": "paper", "document": "Zápis", "resource": "areas/vzorov/meetings/m1"},
    ],
    ids=str,
)
def test_evidence_shows_one_output_by_one_thing_of_the_right_kind(evidence):
    with pytest.raises(ValidationError):
        step(outputs=(PAPER, MEETINGS), evidence=(evidence,))


def test_how_far_a_cycle_has_come_counts_steps_done_without_the_skipped():
    states = [StepState.DONE, StepState.SKIPPED, StepState.RUNNING, StepState.NOT_STARTED]
    steps = [step(number, state=state, closed_on=DAY) for number, state in enumerate(states, 1)]
    found = status(PROCESS, steps, (), DAY)
    assert (found.done, found.counted, str(found.percent)) == (1, 3, "33.33")
    assert status(PROCESS, (), (), DAY).percent is None


def test_what_is_late_are_entries_tasks_of_open_steps_and_the_steps_themselves():
    tasks = (
        StepTask(code="late", title="Pozdě", due=date(2027, 2, 20)),
        StepTask(code="done", title="Hotovo", due=date(2027, 2, 20), done=True),
        StepTask(code="today", title="Dnes", due=DAY),
    )
    steps = [
        step(
            1, state=StepState.RUNNING, tasks=tasks, period=Period(start=DAY, end=date(2027, 2, 27).replace(year=2028))
        ),
        step(2, state=StepState.DONE, tasks=tasks, closed_on=DAY),
        step(3, period=Period(start=date(2027, 1, 1), end=date(2027, 2, 26))),
    ]
    entries = [
        entry("over", date(2027, 1, 30)),
        entry("lasting", date(2027, 1, 30), ends_on=DAY),
        entry("held", date(2027, 1, 30), done_on=date(2027, 1, 30)),
    ]
    late = status(PROCESS, steps, entries, DAY).overdue
    assert [(item.resource.rsplit("/", 1)[-1], item.task, item.days_late) for item in late] == [
        ("over", "", 30),
        ("s1", "late", 9),
        ("s3", "", 3),
    ]


def test_the_next_entries_are_those_not_over_and_not_done():
    entries = [entry(f"e{number:02}", date(2027, 3, number)) for number in range(1, 15)]
    entries.append(entry("done", DAY, done_on=DAY))
    coming = status(PROCESS, (), reversed(entries), date(2027, 3, 3)).coming
    assert [item.title for item in coming] == [f"e{number:02}" for number in range(3, 13)]


def test_a_milestone_is_reached_when_its_last_step_closes():
    def named(code, state, closed_on=None):
        return step(state=state, name=f"areas/vzorov/cycles/c1/steps/{code}", closed_on=closed_on)

    first = named("ground", StepState.DONE, date(2027, 1, 5))
    for second, reached in (
        (named("structures", StepState.RUNNING), None),
        (named("structures", StepState.DONE, date(2027, 2, 5)), date(2027, 2, 5)),
        (named("structures", StepState.SKIPPED, date(2027, 3, 5)), None),
    ):
        found = {item.milestone.code: item for item in status(PROCESS, (first, second), (), DAY).milestones}
        assert found["organised"].reached_on == reached
        assert found["organised"].skipped == (second.state is StepState.SKIPPED)
        assert (found["known"].reached_on, found["known"].skipped) == (None, False)


def test_days_on_which_sources_differ_are_all_kept_and_told():
    stated = (StatedDay(day=date(2007, 2, 28), source="snímek 7"), StatedDay(day=date(2007, 3, 31), source="snímek 10"))
    disputed = entry("revision", date(2007, 2, 28), stated_days=stated)
    found = status(PROCESS, (), (disputed, entry("agreed", DAY, stated_days=stated[:1])), DAY).findings
    assert [(item.kind, item.subject) for item in found] == [(FindingKind.DAYS_DISPUTED, disputed.name)]
    assert "28. 2. 2007 (snímek 7); 31. 3. 2007 (snímek 10)" in found[0].message


def test_an_entry_that_has_evidence_is_done_and_not_before_it_began():
    with pytest.raises(ValidationError):
        entry("a", DAY, evidence=(Evidence(document="Zápis"),))
    with pytest.raises(ValidationError):
        entry("a", DAY, done_on=date(2027, 2, 28))
    with pytest.raises(ValidationError):
        entry("a", DAY, ends_on=date(2027, 2, 28))


def test_a_city_that_answers_komplan_process_replaces_the_default_as_a_whole():
    plan = Process(steps=(ProcessStep(code="talk", title="Mluvit", outputs=(PAPER,)),))
    plugin = type("Dolany", (), {"komplan_process": staticmethod(hookimpl(lambda: plan))})()
    city = [*load([REFERENCE]), Loaded("dolany", "dolany-plan", "1.0", plugin)]
    with pytest.raises(PluginFault, match=r"at most one plugin may answer `komplan_process`"):
        compile_loaded(city)
    area = compile_loaded(load([REFERENCE]))[0].area
    plugin.komplan_planning_area = hookimpl(lambda: area)
    profile, _ = compile_loaded(city[1:], load([REFERENCE]))
    assert profile.process == plan
