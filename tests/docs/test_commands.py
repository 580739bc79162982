"""What README and the reference say of commands is true."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from support.commands import called

from komplan_cli.app import app


def commands_of(group: typer.core.TyperGroup, *path: str) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Every command below a group, by its words."""
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, typer.core.TyperGroup):
            yield from commands_of(command, *path, name)
        else:
            yield " ".join((*path, name)), command  # type: ignore[misc]


COMMANDS = dict(commands_of(typer.main.get_command(app)))  # type: ignore[arg-type]


def fenced(text: str, language: str) -> list[str]:
    """The lines of all blocks of a language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_first_two_commands_of_the_readme_set_up_and_run_everything(root: Path) -> None:
    assert fenced((root / "README.md").read_text(), "bash")[:2] == ["make demo", "make test"]


def test_every_target_that_the_readme_names_is_in_the_makefile(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (root / "Makefile").read_text(), re.MULTILINE))
    named = set(
        re.findall(r"`?make ([a-z]+)", (root / "README.md").read_text() + (root / "CONTRIBUTING.md").read_text())
    )
    assert named <= targets
    assert {"sync", "demo", "test", "check", "bench"} <= targets


def test_every_komplan_command_of_the_readme_runs(root: Path) -> None:
    lines = [line for line in fenced((root / "README.md").read_text(), "bash") if line.startswith(".venv/bin/komplan")]
    assert len(lines) >= 4
    for line in lines:
        done = subprocess.run(shlex.split(line), cwd=root, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{line}: {done.stderr}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_documented_with_all_its_options_and_an_example(name: str, root: Path) -> None:
    page = (root / "docs/reference/cli.md").read_text()
    section = re.search(rf"^## komplan {re.escape(name)}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert section is not None
    command = COMMANDS[name]
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert options - {"--help"} == set(re.findall(r"^\| `(--[a-z-]+)", section[1], re.MULTILINE))
    example = re.search(r"Example: (komplan .+)", command.help or "")
    assert example is not None
    assert example[1] in section[1]


def test_the_example_of_every_command_parses() -> None:
    for name, command in COMMANDS.items():
        words = shlex.split(re.search(r"Example: komplan (.+)", command.help or "")[1])[len(name.split()) :]  # type: ignore[index]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known


PAGES = [
    page
    for folder in ("how-to", "tutorials", "explanation")
    for page in Path(__file__).parents[2].glob(f"docs/{folder}/*.md")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_exist_with_the_options_that_it_gives_them(page: Path) -> None:
    lines = [line.split("#", 1)[0].rstrip(" \\") for line in fenced(page.read_text(), "\\w*")]
    for line in (line for line in lines if re.match(r" *(\.venv/bin/)?komplan [a-z]", line)):
        words = shlex.split(line)[1:]
        lengths = [length for length in range(1, len(words) + 1) if " ".join(words[:length]) in COMMANDS]
        assert lengths, f"there is no command like `{line.strip()}`"
        command = COMMANDS[" ".join(words[: lengths[-1]])]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known | {"--help"}, line


def test_plugins_are_listed_as_json() -> None:
    done = called("plugin", "list", "--json")
    assert done.returncode == 0, done.stderr
    assert {item["code"] for item in json.loads(done.stdout)["plugins"]} >= {"reference", "ostrava", "brno", "zabreh"}
