"""Links lead somewhere, the glossary speaks of what exists, decisions have their parts."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_named_files_exist(page: Path) -> None:
    text = page.read_text()
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    files = re.findall(r"`((?:deploy|docs|benchmarks|protos|tests)/[\w./-]+\.\w+)`", text)
    missing = [link for link in links if not (page.parent / link).exists()] + [
        f for f in files if not (ROOT / f).exists()
    ]
    assert missing == []


def test_every_identifier_of_the_glossary_is_used() -> None:
    glossary = (ROOT / "docs/reference/glossary.md").read_text()
    identifiers = re.findall(r"^\| [^|]+ \| `(\w+)` \|", glossary, re.MULTILINE)
    sources = [
        *ROOT.glob("core/src/**/*.py"),
        *ROOT.glob("protos/komplan/**/*.proto"),
        *ROOT.glob("services/*/src/**/*.py"),
        *ROOT.glob("plugins/*/src/**/*.py"),
    ]
    text = "\n".join(path.read_text() for path in sources).lower()
    unused = [
        name for name in identifiers if not {name, name.replace("_", "-"), name.replace("_", "")} & _words(text, name)
    ]
    assert len(identifiers) > 40
    assert unused == []


def _words(text: str, name: str) -> set[str]:
    forms = (name, name.replace("_", "-"), name.replace("_", ""))
    return {form for form in forms if form in text}


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/adr/*.md")), ids=lambda page: page.stem)
def test_a_decision_has_status_context_decision_and_consequences(page: Path) -> None:
    text = page.read_text()
    for part in ("**Status**", "**Context.**", "**Decision.**", "**Consequences.**"):
        assert part in text


def test_the_plugin_of_the_how_to_compiles() -> None:
    from komplan_core.plugins import Loaded, compile_loaded, load

    text = (ROOT / "docs/how-to/write-a-plugin.md").read_text()
    source = next(block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "@hookimpl" in block)
    module = type("Plugin", (), {})()
    scope: dict[str, object] = {}
    exec(compile(source, "how-to", "exec"), scope)
    for name, value in scope.items():
        if name.startswith("komplan_"):
            setattr(module, name, value)
    profile, _ = compile_loaded([Loaded("lhota", "komplan-plugin-lhota", "1.0", module)], load(["reference"]))
    assert (profile.area.code, [group.code for group in profile.working_groups]) == ("lhota", ["seniors"])


def test_no_page_names_a_registry() -> None:
    texts = [(path, path.read_text()) for path in PAGES] + [
        (ROOT / "constraints.txt", (ROOT / "constraints.txt").read_text())
    ]
    found = [str(path) for path, text in texts if re.search(r"/(simple|packages)/|file:///", text)]
    assert found == []
