"""Whatever the service writes into a book is a kind that whoever checks a book knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import komplan_consultation
from komplan_core.book.entries import TYPES

WRITING = {"append", "_log", "moved", "_moved", "_enter", "_place"}
BY_THE_CORE = {"key.rotated", "log.recovered"}
KIND = re.compile(r"[a-z]+\.[a-z]+")


def kinds(source: str) -> Iterator[str]:
    """The kinds of entries that a module names where it writes one, by a constant of its own too."""
    tree = ast.parse(source)
    own = {}
    for node in tree.body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(node.value, ast.Constant)
        ):
            own[node.target.id] = node.value.value
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in WRITING:
            told = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITING:
            told = node.args
        else:
            continue
        for part in told:
            value = own.get(part.id) if isinstance(part, ast.Name) else getattr(part, "value", None)
            if isinstance(value, str) and KIND.fullmatch(value):
                yield value


def test_the_service_writes_every_known_kind_and_no_other():
    package = Path(komplan_consultation.__file__).parent
    found = {kind for path in package.rglob("*.py") for kind in kinds(path.read_text())}
    assert found == TYPES.keys() - BY_THE_CORE
