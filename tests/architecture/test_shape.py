"""How the code looks: names, docstrings, and ways of doing things that are not taken."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for pattern in ("core/src/**/*.py", "services/*/src/**/*.py", "plugins/*/src/**/*.py")
    for path in ROOT.glob(pattern)
    if "migrations" not in path.parts
)
DOCUMENTED = [path for path in SOURCES if {"komplan_core", "komplan_kit"} & set(path.parts)]
TESTS = sorted((ROOT / "tests").glob("**/*.py"))
FACTS = [path for path in TESTS if path.name.startswith("test_")]


def name(path):
    return str(path.relative_to(ROOT))


def calls(path):
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 80
    assert len(TESTS) > 50


def test_no_module_is_named_after_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
    named = [path for path in (*SOURCES, *TESTS) if {path.stem, path.parent.name} & empty]
    assert list(map(name, named)) == []


@pytest.mark.parametrize("path", DOCUMENTED, ids=name)
def test_everything_public_of_core_and_kit_has_a_docstring(path):
    module = ast.parse(path.read_text())
    assert ast.get_docstring(module) or path.name == "__init__.py"
    assert list(undocumented(module, "")) == []


def undocumented(node, prefix):
    """Public classes and functions without a docstring. The names of facts (`test_…`) and of fixed hooks say enough."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            said = child.name.startswith("test_") or child.name in ("model_post_init", "settings_customise_sources")
            if not ast.get_docstring(child) and not said:
                yield f"{prefix}{child.name}"
            if isinstance(child, ast.ClassDef):
                yield from undocumented(child, f"{prefix}{child.name}.")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_record_is_copied_unchecked(path):
    for call in calls(path):
        assert getattr(call.func, "attr", "") not in ("model_copy", "model_construct"), "use `revised()`"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_sql_is_put_together_from_strings(path):
    for call in calls(path):
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == "text" and call.args:
            assert isinstance(call.args[0], ast.Constant), "text() takes a constant and bound parameters"


@pytest.mark.parametrize("path", FACTS, ids=name)
def test_no_test_sleeps(path):
    for call in calls(path):
        if getattr(call.func, "attr", getattr(call.func, "id", "")) == "sleep":
            assert ast.unparse(call) == "asyncio.sleep(0)", "wait for what should happen, not for a time"


@pytest.mark.parametrize("path", FACTS, ids=name)
def test_every_test_asserts_something(path):
    module = ast.parse(path.read_text())
    asserting = {"raises", "run_state_machine_as_test"} | {
        item.name
        for item in ast.walk(module)
        if isinstance(item, ast.FunctionDef) and any(isinstance(node, ast.Assert) for node in ast.walk(item))
    }
    for test in ast.walk(module):
        if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef) and test.name.startswith("test_"):
            called = {ast.unparse(n.func).split(".")[-1] for n in ast.walk(test) if isinstance(n, ast.Call)}
            checks = any(item.startswith("assert_") for item in called) or called & asserting
            assert test.name in asserting or checks, f"{test.name} asserts nothing"


def test_only_the_error_interceptor_aborts_a_call():
    aborting = {
        name(path) for path in SOURCES for call in calls(path) if getattr(call.func, "attr", "").startswith("abort")
    }
    assert aborting == {"services/kit/src/komplan_kit/interceptors.py"}


def test_nothing_imports_a_class_that_a_peer_names():
    dynamic = {
        name(path)
        for path in SOURCES
        for call in calls(path)
        if ast.unparse(call.func).endswith(("import_module", "__import__", "eval", "exec"))
    }
    of_its_own_packages = {"services/kit/src/komplan_kit/fsck.py"}  # the modules beside each other in a repository
    assert all("komplan_cli" in path for path in dynamic - of_its_own_packages), dynamic
