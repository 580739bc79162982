"""Every hook is specified once, documented with a working example, and used by a test."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from komplan_core import hookspecs
from komplan_core.hookspecs import HOOKS
from komplan_core.plugins import REFERENCE, Loaded, compile_loaded, load

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")
SECTIONS = {
    found[1]: text for text in PAGE.split("\n## ")[1:] if (found := re.match(r"`(\w+)\(\w*\)`\n", text)) is not None
}


def specified(module: ModuleType) -> set[str]:
    return {name for name, member in vars(module).items() if hasattr(member, "komplan_spec")}


def test_the_list_of_hooks_is_the_functions_of_hookspecs() -> None:
    assert set(HOOKS) == specified(hookspecs)
    assert all(hook.name == name for name, hook in HOOKS.items())


def test_the_page_has_one_section_for_each_hook_and_no_other() -> None:
    assert list(SECTIONS) == list(HOOKS)
    assert PAGE.count("\n## ") == len(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_the_page_tells_how_many_answer_and_whether_there_is_a_default(name: str) -> None:
    answers, default = re.search(r"\* Answers: (.+)\n\* Default: (yes|no)", SECTIONS[name]).groups()  # type: ignore[union-attr]
    assert answers.partition(" (")[0] == HOOKS[name].answers
    assert (default == "yes") == HOOKS[name].default


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_has_a_docstring_and_an_example(name: str) -> None:
    assert getattr(hookspecs, name).__doc__
    assert f"@hookimpl\ndef {name}(" in SECTIONS[name]


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_is_used_by_a_test(name: str) -> None:
    others = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    assert any(name in path.read_text(encoding="utf-8") for path in others)


def test_the_examples_of_the_page_make_one_city() -> None:
    imports, _, *examples = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec("\n".join([imports, *examples]), names)
    plugin = type("Dolany", (), {name: staticmethod(names[name]) for name in HOOKS})()  # type: ignore[arg-type]
    profile, behaviour = compile_loaded([Loaded("dolany", "dolany-plan", "1.0", plugin)], load([REFERENCE]))
    assert profile.plugins[0].hooks == tuple(sorted(HOOKS))
    assert profile.area.code == "dolany"
    assert profile.workflow("measure").initial == "waiting"
    assert profile.workflow("point").initial == "registered"
    assert behaviour.number((1, 2)) == "D-1/2"


def test_the_reference_plugin_answers_every_hook_that_has_a_default() -> None:
    profile, _ = compile_loaded(load([REFERENCE]))
    assert {name for name, hook in HOOKS.items() if hook.default} <= set(profile.plugins[0].hooks)
