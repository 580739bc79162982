"""A fault in a plugin stops the start and names who is at fault; what a city does not answer, the reference does."""

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from komplan_core.declarations import AreaLevel, FundingSource, Level, PlanningArea, TargetGroup
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, WorkingGroup
from komplan_core.planning import CommonLevel
from komplan_core.plugins import REFERENCE, Loaded, PluginFault, compile_loaded, compile_profile, load
from komplan_core.profile import Behaviour, Profile
from komplan_core.values import Period
from komplan_core.workflow import State, Workflow


def plugin(code: str = "dolany", /, **hooks: Callable[..., Any]) -> Loaded:
    """An inline plugin with these hooks."""
    kind = type("Inline", (), {name: staticmethod(hookimpl(hook)) for name, hook in hooks.items()})
    return Loaded(code, f"{code}-plan", "1.0", kind())


def compiled(*city: Loaded) -> tuple[Profile, Behaviour]:
    return compile_loaded(city, load([REFERENCE]))


def fault(*city: Loaded) -> str:
    with pytest.raises(PluginFault) as found:
        compiled(*city)
    assert found.value.reason == "PLUGIN"
    return found.value.message


def council(code: str = "council", **changes: Any) -> Body:
    return Body(code=code, title="Rada města", kind=BodyKind.COUNCIL, **changes)


# who is at fault


def test_a_plugin_that_raises_is_named_with_its_hook() -> None:
    def komplan_bodies() -> Any:
        raise RuntimeError("out of ideas")

    message = fault(plugin(komplan_bodies=komplan_bodies))
    assert message == "plugin `dolany` (dolany-plan 1.0): `komplan_bodies` failed: RuntimeError('out of ideas')"


def test_a_plugin_that_wants_to_end_the_process_is_named_with_its_hook() -> None:
    message = fault(plugin(komplan_bodies=lambda: sys.exit("no licence")))
    assert message == "plugin `dolany` (dolany-plan 1.0): `komplan_bodies` failed: SystemExit('no licence')"


def test_a_plugin_that_ends_the_process_when_imported_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hasty.py").write_text("raise SystemExit(3)")
    monkeypatch.syspath_prepend(tmp_path)
    points = [EntryPoint("hasty", "hasty", "komplan")]
    monkeypatch.setattr("komplan_core.plugins.entry_points", lambda group: points)
    with pytest.raises(PluginFault, match=r"plugin `hasty` \(hasty\) cannot be imported: SystemExit\(3\)"):
        load(["hasty"])


def test_a_generator_that_raises_half_way_is_named_with_its_hook() -> None:
    def komplan_bodies() -> Any:
        yield council()
        raise RuntimeError("out of ideas")

    assert "`komplan_bodies` failed" in fault(plugin(komplan_bodies=komplan_bodies))


def test_an_invalid_declaration_is_named_with_field_and_reason() -> None:
    def komplan_target_groups() -> Any:
        yield TargetGroup(code="seniors", title="Senioři", canonical={"seniors": Decimal("0.9")})

    message = fault(plugin(komplan_target_groups=komplan_target_groups))
    assert "plugin `dolany`" in message
    assert "`komplan_target_groups`: canonical" in message
    assert "(SHARES_SUM)" in message


def test_a_code_declared_twice_by_one_plugin_is_a_fault() -> None:
    message = fault(plugin(komplan_bodies=lambda: [council(), council()]))
    assert "`komplan_bodies`: `council` is declared by plugin `dolany`" in message


def test_a_code_declared_by_two_plugins_names_both_distributions() -> None:
    first = plugin("dolany", komplan_bodies=lambda: [council()])
    second = plugin("dolany-extra", komplan_bodies=lambda: [council()])
    message = fault(first, second)
    assert "(dolany-plan 1.0)" in message
    assert "(dolany-extra-plan 1.0)" in message


def test_a_misspelt_hook_is_a_fault() -> None:
    message = fault(plugin(komplan_bodys=lambda: [council()]))
    assert "plugin `dolany`" in message
    assert "komplan_bodys" in message


def test_a_misspelt_argument_is_a_fault() -> None:
    assert "komplan_workflow" in fault(plugin(komplan_workflow=lambda topic: None))


def test_an_argument_with_a_default_is_a_fault() -> None:
    message = fault(plugin(komplan_number_measure=lambda path=(): "1"))
    assert "plugin `dolany` (dolany-plan 1.0): `komplan_number_measure` has an argument with a default" in message


def test_a_coroutine_is_a_fault() -> None:
    async def komplan_bodies() -> Any:
        return [council()]

    assert "plugin `dolany` (dolany-plan 1.0): `komplan_bodies` is a coroutine" in fault(
        plugin(komplan_bodies=komplan_bodies)
    )


def test_an_asynchronous_generator_is_a_fault() -> None:
    async def komplan_bodies() -> Any:
        yield council()

    assert "`komplan_bodies` is a coroutine" in fault(plugin(komplan_bodies=komplan_bodies))


@pytest.mark.parametrize(
    ("hook", "answer", "message"),
    [
        ("komplan_planning_area", lambda: "Dolany", "gave str, expected PlanningArea"),
        ("komplan_planning_area", lambda: [1], "gave tuple, expected PlanningArea"),
        ("komplan_bodies", lambda: [{"code": "council"}], "gave dict, expected Body"),
        ("komplan_bodies", lambda: council(), "gave Body, expected several Body"),
        ("komplan_bodies", lambda: "", "gave str, expected several Body"),
        ("komplan_bodies", lambda: 5, "gave int, expected several Body"),
        ("komplan_roles", lambda: [council()], "gave Body, expected Role"),
        ("komplan_comment_categories", lambda: ["content"], "gave str, expected CommentCategory"),
        ("komplan_workflow", lambda subject: council(), "gave Body, expected Workflow"),
        ("komplan_number_measure", lambda path: 123, "gave int, expected str"),
        ("komplan_number_measure", lambda path: list(path), "gave tuple, expected str"),
    ],
)
def test_an_answer_of_the_wrong_type_is_a_fault(hook: str, answer: Callable[..., Any], message: str) -> None:
    assert fault(plugin(**{hook: answer})) == f"plugin `dolany` (dolany-plan 1.0): `{hook}` {message}"


def test_a_plugin_that_is_not_installed_is_a_fault_that_lists_those_that_are() -> None:
    with pytest.raises(PluginFault, match=r"plugin `atlantis` is not installed; installed are .*reference"):
        compile_profile(["atlantis"])


def test_one_plugin_under_two_names_is_a_fault() -> None:
    one = plugin("dolany", komplan_bodies=lambda: [council()])
    message = fault(one, Loaded("dolany-again", one.distribution, one.version, one.plugin))
    assert "plugin `dolany-again`" in message


def test_a_reference_to_an_undeclared_body_names_the_plugin_and_the_code() -> None:
    message = fault(plugin(komplan_bodies=lambda: [council(parent="assembly")]))
    assert "plugin `dolany` (dolany-plan 1.0): bodies" in message
    assert "`council`" in message
    assert "assembly" in message


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"predecessors": ("seniors-before",)}, "SUCCESSION_UNKNOWN"),
        ({"subgroup_of": "health"}, "SUCCESSION_UNKNOWN"),
        ({"target_groups": ("seniors",)}, "UNKNOWN_CODE"),
        ({"leading_roles": ("captain",)}, "UNKNOWN_CODE"),
    ],
)
def test_a_working_group_refers_to_declared_things_only(changes: dict[str, Any], reason: str) -> None:
    group = WorkingGroup(code="seniors", title="Senioři", validity=Period(start=date(2020, 1, 1)), **changes)
    assert f"({reason})" in fault(plugin(komplan_working_groups=lambda: [group]))


# how many may answer


def dolany() -> PlanningArea:
    return PlanningArea(
        code="dolany", title="Dolany", level=AreaLevel.CITY, municipalities=("999101",), orp="V02", region="V0"
    )


def measures_only() -> list[Level]:
    return [Level(code="measure", title="Opatření", common=CommonLevel.MEASURE)]


def numbered(path: tuple[int, ...]) -> str:
    return "/".join(map(str, path))


def short_measure(subject: str) -> Workflow | None:
    going = State(code="going", title="běží", kernel="running")
    return Workflow(subject=subject, initial="going", states=(going,), transitions=()) if subject == "measure" else None


@pytest.mark.parametrize(
    ("hook", "answer"),
    [
        ("komplan_planning_area", dolany),
        ("komplan_hierarchy", measures_only),
        ("komplan_number_measure", numbered),
        ("komplan_workflow", short_measure),
    ],
)
def test_two_plugins_that_answer_where_one_may_are_both_named(hook: str, answer: Callable[..., Any]) -> None:
    message = fault(plugin("dolany", **{hook: answer}), plugin("horany", **{hook: answer}))
    assert f"plugin may answer `{hook}`" in message
    assert "plugin `dolany` (dolany-plan 1.0)" in message
    assert "plugin `horany` (horany-plan 1.0)" in message


def test_two_plugins_may_each_add_bodies() -> None:
    first = plugin("dolany", komplan_bodies=lambda: [council()])
    second = plugin("horany", komplan_bodies=lambda: [council("senate")])
    profile, _ = compiled(first, second)
    assert {body.code for body in profile.bodies} == {"council", "senate"}


@pytest.mark.parametrize(
    ("hooks", "unanswered"),
    [
        ({}, "komplan_number_measure"),
        ({"komplan_number_measure": numbered}, "komplan_planning_area"),
        ({"komplan_number_measure": numbered, "komplan_planning_area": dolany}, "komplan_workflow"),
    ],
)
def test_without_the_reference_a_city_answers_itself(hooks: dict[str, Callable[..., Any]], unanswered: str) -> None:
    with pytest.raises(PluginFault, match=f"no plugin answers `{unanswered}`"):
        compile_loaded([plugin(komplan_bodies=lambda: [council()], **hooks)])


# what the reference answers


def test_hooks_with_a_default_fall_back_to_the_reference() -> None:
    reference, _ = compile_profile([])
    profile, behaviour = compiled(plugin(komplan_planning_area=dolany))
    assert profile.area == dolany()
    assert profile.levels == reference.levels
    assert profile.workflows == reference.workflows
    assert profile.roles == reference.roles
    assert profile.comment_categories == reference.comment_categories
    assert behaviour.number((1, 2, 3)) == "1.2.3"


def test_hooks_without_a_default_stay_empty() -> None:
    profile, _ = compiled(plugin(komplan_planning_area=dolany))
    assert [*profile.bodies, *profile.working_groups, *profile.target_groups, *profile.funding_sources] == []


def test_an_answer_replaces_the_default_as_a_whole() -> None:
    profile, behaviour = compiled(plugin(komplan_hierarchy=measures_only, komplan_number_measure=numbered))
    assert [level.code for level in profile.levels] == ["measure"]
    assert behaviour.number((1, 2, 3)) == "1/2/3"


def test_none_leaves_a_subject_to_the_default_workflow() -> None:
    profile, _ = compiled(plugin(komplan_workflow=short_measure))
    assert [state.code for state in profile.workflow("measure").states] == ["going"]
    assert profile.workflow("point") == compile_profile([])[0].workflow("point")


def test_the_profile_tells_which_plugin_answered_which_hook() -> None:
    city, reference = compiled(plugin(komplan_funding_sources=sources))[0].plugins
    assert (city.code, city.distribution, city.version) == ("dolany", "dolany-plan", "1.0")
    assert city.hooks == ("komplan_funding_sources",)
    assert "komplan_planning_area" in reference.hooks


def sources() -> list[FundingSource]:
    return [FundingSource(code="town", title="Město", canonical="municipality")]


def test_a_local_source_leads_to_its_canonical_one_and_a_canonical_to_itself() -> None:
    profile, _ = compiled(plugin(komplan_funding_sources=sources))
    assert profile.canonical_source("town") == "municipality"
    assert profile.canonical_source("esf") == "esf"
    assert profile.canonical_source("lottery") is None
