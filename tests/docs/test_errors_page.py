"""The page of errors says what the code says: every reason, its meaning, the classes that carry it, their codes."""

import ast
import inspect
import re
from collections import defaultdict

import pytest

from komplan_core import errors as core
from komplan_core.errors import PlanError
from komplan_core.reasons import PYDANTIC_REASONS, REASONS
from komplan_kit.errors import TABLE

CODES = {kind.__name__: code.name for kind, code in TABLE}
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs/reference/errors.md").read_text()


@pytest.fixture(scope="module")
def raised(root):
    """Reason to the classes that carry it, as the sources say."""
    found = defaultdict(set)
    for folder in ("core/src", "services"):
        for path in (root / folder).glob("**/src/**/*.py" if folder == "services" else "**/*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and (kind := class_of(call)):
                    for argument in call.args:
                        if isinstance(argument, ast.Constant) and argument.value in REASONS:
                            found[argument.value].add(kind)
    for reason in PYDANTIC_REASONS.values():
        found[reason].add("Invalid")
    return dict(found)


def class_of(call):
    """The class that `Invalid(…)`, `Invalid.field(…)` or `violated(…)` makes; None for other calls."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "field" and isinstance(function.value, ast.Name):
        function = function.value
    name = getattr(function, "id", "")
    return "Invalid" if name == "violated" else name if name in CODES else None


def test_the_page_lists_every_reason_once_with_its_meaning(page):
    assert [(reason, meaning) for reason, _, meaning in ROW.findall(page)] == list(REASONS.items())


def test_the_page_names_the_classes_that_carry_each_reason_and_their_codes(page, raised):
    for reason, carried, _ in ROW.findall(page):
        said = dict(re.findall(r"`(\w+)` ([A-Z_]+)", carried))
        if reason in ("INTERNAL", "PLUGIN"):  # no class of its own; and one that never leaves the process
            continue
        assert set(said) == raised.get(reason, set()), f"{reason} is carried by {raised.get(reason)}"
        assert said == {kind: CODES[kind] for kind in said}


def test_the_page_explains_every_class(page):
    for kind in vars(core).values():
        if inspect.isclass(kind) and issubclass(kind, PlanError) and kind is not PlanError:
            assert f"| `{kind.__name__}` | {CODES[kind.__name__]} | {inspect.getdoc(kind).splitlines()[0]} |" in page
