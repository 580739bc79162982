"""What all commands share: exit codes, tables of which nothing is lost, options that may be set once."""

import io
import json

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from komplan_cli import codes, output, tables, ways_on
from komplan_cli.access import Access
from komplan_cli.app import app
from komplan_cli.region.budgets import shares
from komplan_core import errors
from komplan_core.codelists import CodeList, entries

NAME = f"areas/{'z' * 60}/needs/x639acc4247b132a"
AMOUNT = "3\u00a0621\u00a0703,54\u00a0Kč"


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
    """It stands on one line, over the edge of a terminal; what else is long is folded there. No brackets are markup."""
    file = io.StringIO()
    shown = output.DataConsole(file=file, force_terminal=terminal, width=40 if terminal else None, soft_wrap=True)
    monkeypatch.setattr(tables, "DATA", shown)
    tables.print_table(
        "Potřeby [/b] obcí", ["potřeba", "částka", "název"], [[NAME, AMOUNT, "Chybí [red]terén[/]"]], ["celkem [1]"]
    )
    text = file.getvalue()
    rows = [line.split("│")[1:-1] for line in text.splitlines() if line.startswith("│")]
    assert [cell.strip(" ") for cell in rows[0][:2]] == [NAME, AMOUNT]
    assert " ".join(cells[2].strip() for cells in rows).strip() == "Chybí [red]terén[/]"
    assert (len(rows) == 1) is not terminal
    assert "Potřeby [/b] obcí" in text
    assert "celkem [1]" in text


def test_the_lists_of_codes_are_shown_with_their_titles() -> None:
    shown = CliRunner().invoke(app, ["codes", "forms", "--json"]).stdout
    assert [item["title"] for item in json.loads(shown)["codes"]] == [item.title for item in entries(CodeList.FORMS)]
    assert set(codes.TITLES) == set(CodeList)
    refused = CliRunner().invoke(app, ["codes", "target-group"]).exception
    assert isinstance(refused, errors.Invalid)
    assert "target-groups" in refused.message


def test_a_code_typed_with_a_dash_is_read_with_a_hyphen_and_a_text_is_left_alone() -> None:
    said = [
        "region",
        "plan",
        "show",
        "2027\u20132029/v1",
        "2027\u20132029",
        "--title",
        "a\u2013b",
        "Plán 2027\u20132029",
    ]
    assert ways_on.typed(said) == [*said[:3], "2027-2029/v1", "2027-2029", *said[5:]]


@pytest.mark.parametrize(
    ("error", "words", "told"),
    [
        (errors.Taken("ALREADY_EXISTS", "x"), ["region", "fund", "ask", "f1"], "--replace"),
        (errors.Taken("ALREADY_EXISTS", "x"), ["region", "directory", "add", "brno"], ""),  # it has no such option
        (errors.Refused("REPORT_SUBMITTED", "x"), ["region", "needs", "submit"], "--correction-reason"),
        (errors.Invalid.field("name", "NAME_FORMAT", "x"), ["region", "plan", "show", "Plan"], "2027-2029"),
        (errors.Invalid.field("municipality", "UNKNOWN_CODE", "x"), ["region", "needs", "list"], "--municipalities"),
        (
            errors.Invalid.field("a", "UNKNOWN_CODE", "use a code of the list `target-groups`"),
            ["region", "crosswalk", "say", "vzorov", "target-group", "x", "senior=0,7"],
            "seniors",
        ),
        (
            errors.Invalid.field("canonical", "UNKNOWN_CODE", "['staet'] are no canonical codes of this kind"),
            ["region", "crosswalk", "say", "vzorov", "funding-source", "x", "stat=1"],
            "komplan codes funding-sources",
        ),
        (
            errors.Invalid.field("book_root", "REQUIRED", "x"),
            ["region", "plan", "adopt", "2027-2029/v2"],
            "--checkpoint",
        ),
        (errors.Invalid.field("late_reason", "REQUIRED", "x"), ["region", "needs", "submit"], "--late-reason"),
        (
            errors.Invalid.field("a", "UNKNOWN_CODE", "use a code of the list `service-types`"),
            ["region", "gap", "supply", "--service-type", "pecovatelska sluzba"],
            "home-care (pečovatelská služba)? všechny kódy ukáže komplan codes service-types",
        ),
    ],
)
def test_who_is_refused_is_told_what_leads_on(error: errors.PlanError, words: list[str], told: str) -> None:
    said = ways_on.way_on(error, words, ways_on.options_of(get_command(app), words))
    assert told in said
    assert bool(told) == bool(said)


def test_a_share_may_be_typed_with_a_decimal_comma() -> None:
    assert shares(["329=0,6", "281=0.4"], "share") == [("329", "0.6"), ("281", "0.4")]
    with pytest.raises(errors.Invalid, match="329"):
        shares(["329=šest"], "share")


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
