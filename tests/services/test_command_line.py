"""What all commands share: exit codes, tables of which nothing is lost, options that may be set once."""

import io

import pytest
from typer.testing import CliRunner

from komplan_cli import output, tables
from komplan_cli.access import Access
from komplan_cli.app import app
from komplan_core import errors

NAME = f"areas/{'z' * 60}/needs/x639acc4247b132a"


KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.PlanError) and kind is not errors.PlanError
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_ends_a_command_with_a_documented_code(kind: type[errors.PlanError]) -> None:
    assert output.exit_code(kind("INTERNAL", "")) in (3, 4, 5, 6)


def test_what_is_there_already_and_what_changed_meanwhile_is_refused() -> None:
    assert {output.exit_code(kind("INTERNAL", "")) for kind in (errors.Taken, errors.Stale, errors.Refused)} == {5}


@pytest.mark.parametrize("terminal", [False, True])
def test_no_name_in_a_table_is_cut(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    """A pipe gets it on one line, a terminal folded; brackets in what people wrote are no markup."""
    file = io.StringIO()
    shown = output.DataConsole(file=file, force_terminal=terminal, width=40 if terminal else None, soft_wrap=True)
    monkeypatch.setattr(tables, "DATA", shown)
    tables.print_table("Potřeby [/b] obcí", ["potřeba", "název"], [[NAME, "Chybí [red]terén[/]"]], ["celkem [1]"])
    text = file.getvalue()
    rows = [line.split("│")[1:-1] for line in text.splitlines() if line.startswith("│")]
    assert "".join(cells[0].strip() for cells in rows) == NAME
    assert " ".join(cells[1].strip() for cells in rows).strip() == "Chybí [red]terén[/]"
    assert (len(rows) == 1) is not terminal
    assert "Potřeby [/b] obcí" in text
    assert "celkem [1]" in text


def test_who_calls_a_method_without_a_name_says_whom_the_key_is_shown_to() -> None:
    words = ["call", "PlanService/ListPlans", "--target", "h:1", "--issuer-key", "issuer.pem"]
    refused = CliRunner().invoke(app, words).exception
    assert isinstance(refused, errors.Invalid)
    assert (refused.violations[0].field, refused.reason) == ("--area", "REQUIRED")


def test_role_and_code_of_a_generic_command_follow_from_the_name() -> None:
    assert (Access("h:1", "", "").to("regions/kraj/plans").role, Access("h:1", "", "").to("areas/a/b/c").role) == (
        "analyst",
        "editor",
    )
    assert Access("h:1", "", "").to("regions/kraj/fundings/f1").code == "kraj"
    said = Access("h:1", "jiny", "admin").to("regions/kraj/fundings/f1")
    assert (said.code, said.role) == ("jiny", "admin")
