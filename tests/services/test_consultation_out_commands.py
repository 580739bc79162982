"""The settlement on its way out, as a person at a terminal runs it: table, archive, letters, gate, the plan's book."""

import csv
import email
import json
import subprocess
import sys

import openpyxl
import pytest
from support.consultation import author
from support.databases import ON_SQLITE
from support.monitoring import Watch
from support.outcomes import BENCHES, Outcome, planned, worked_over
from support.planning import Town
from typer.testing import CliRunner

from komplan.consultation.v1 import book_service_pb2 as book
from komplan_cli.app import app
from komplan_core.book.entries import decoded
from komplan_core.consultation.settlement_table import COLUMNS
from komplan_core.errors import Invalid, Refused

pytestmark = ON_SQLITE

WORDS = "=HYPERLINK(1)"
MEASURE = "m1"


def run(city, *words, key=True):
    """What a command of the consultation prints."""
    signed = ["--issuer-key", str(city.issuer_key)] if key else []
    where = ["--target", city.target, "--area", "vzorov", *signed]
    done = CliRunner().invoke(app, ["consultation", *words, *where], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


@pytest.fixture
def desk(instance):
    desk = Outcome(instance("consultation"))
    named = {"authors": [author("Spolek Lavička", "organisation", "spolek@vzorov.example")], "publish_consent": "named"}
    first = desk.entered(WORDS, **named)
    desk.entered("Stromy.", channel="post", authors=[author("Eva Tichá", contact="Lipová 1, Vzorov")])
    run(desk.city, "moderate", "jaro", "1", "approved")
    desk.settled((first, "rejected"), (desk.get(next(desk.listed(number=2)).name), "explained"))
    run(desk.city, "release", "jaro")
    return desk


def test_the_table_is_the_same_in_all_forms_and_no_cell_is_a_formula(desk, tmp_path):
    for end in ("csv", "xlsx", "jsonl"):
        printed = run(desk.city, "export", "jaro", str(tmp_path / f"t.{end}"), key=False)
        assert "Řádků: 1, nezveřejněno: 1, bodů v knize: 2" in printed
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, row, closing = csv.reader(file, delimiter=";")
    assert headings == list(COLUMNS.values())
    assert (row[4], row[6], row[12]) == ("Spolek Lavička", f"'{WORDS}", "neakceptováno")
    assert closing == ["Řádků: 1, nezveřejněno: 1, bodů v knize: 2"]
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["vypořádání"]
    cell = sheet.cell(2, 7)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (WORDS, "s", True)
    first, last = map(json.loads, (tmp_path / "t.jsonl").read_text().splitlines())
    assert (first["znění připomínky"], len(last)) == (WORDS, 1)
    together = b"".join((tmp_path / f"t.{end}").read_bytes() for end in ("csv", "jsonl"))
    assert "Tichá".encode() not in together
    assert b"spolek@" not in together


def test_the_archive_is_verified_alone_and_offline(desk, tmp_path):
    folder = tmp_path / "archiv"
    assert "Řádků: 2, nezveřejněno: 0" in run(desk.city, "export", "jaro", str(folder), "--profile", "archive")
    assert "--outcomes vysledky.txt" in (folder / "JAK-OVERIT.txt").read_text()
    assert "rejected=neakceptováno\n" in (folder / "vysledky.txt").read_text()
    with pytest.raises(Invalid, match="is there already"):
        run(desk.city, "export", "jaro", str(folder), "--profile", "archive")
    for table in ("vyporadani.jsonl", "vyporadani.csv"):
        verify = [sys.executable, "-m", "komplan_core.book", "export", str(folder / table), "--book"]
        verify += [str(folder / "kniha"), "--key", str(folder / "kniha/keys")]
        verify += ["--outcomes", str(folder / "vysledky.txt")]
        done = subprocess.run(verify, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
    lines = (folder / "vyporadani.jsonl").read_text().splitlines()
    (folder / "kratka.jsonl").write_text("\n".join(lines[1:]) + "\n")
    verify[4] = str(folder / "kratka.jsonl")
    assert subprocess.run(verify, capture_output=True, timeout=60, check=False).returncode != 0


def test_letters_lie_in_a_folder_of_their_owner_and_are_noted_as_sent(desk, tmp_path):
    folder = tmp_path / "dopisy"
    assert "připravených odpovědí: 2," in run(desk.city, "replies", "prepare", "jaro")
    told = run(desk.city, "replies", "write", "jaro", str(folder), "--sender", "plan@vzorov.example", "--mark")
    assert "zapsaných dopisů: 2, odpovězených bodů: 2" in told
    mail, paper = sorted(folder.iterdir())
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    message = email.message_from_bytes(mail.read_bytes())
    assert (message["To"], mail.suffix) == ("spolek@vzorov.example", ".eml")
    assert "neakceptováno" in message.get_payload(decode=True).decode()
    assert paper.read_text().startswith("Eva Tichá\nLipová 1, Vzorov\n")
    assert "all books are sound" in run(desk.city, "book", "check")
    assert "zapsaných dopisů: 0" in run(
        desk.city, "replies", "write", "jaro", str(folder), "--sender", "plan@vzorov.example"
    )


def test_the_gate_is_shown_and_closed_until_every_change_has_its_reason(instance):
    town, desk = planned(instance("planning", "consultation"))
    benches = desk.about("Lavičky i u řeky.", BENCHES)
    desk.settled((benches, "accepted"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    assert "konečné znění" in run(desk.city, "final-draft", "jaro", "plans/kp/versions/konecna")
    with pytest.raises(Refused, match="cannot go to the assembly"):
        run(desk.city, "gate", "jaro")
    assert BENCHES in run(desk.city, "differences", "jaro")
    assert "1/1" in run(desk.city, "incorporate", "jaro", BENCHES, "--point", "1/1")
    run(desk.city, "gate", "jaro")
    run(desk.city, "release", "jaro")
    assert "akceptováno" in run(desk.city, "trail", "jaro", "1", key=False)
    assert "předloženo" in run(desk.city, "submit", "jaro")


def test_what_planning_publishes_year_by_year_stands_in_the_plans_own_book_once(instance):
    city = instance("planning", "consultation", consultation="none")
    town = Town(city)
    town.draft()
    watch = Watch(town).carried_out()
    watch.published("o1")
    desk = Outcome(city)
    comment = desk.about("Ještě letos?", f"measures/{MEASURE}/title")
    desk.settled((comment, "noted"))
    desk.release()
    assert "zapsáno stavů 1, odchylek 0, hodnocení 0" in run(city, "monitoring", "kp")
    assert "zapsáno stavů 0, odchylek 0, hodnocení 0" in run(city, "monitoring", "kp")
    city.turn("monitoring")
    request = book.ListEntriesRequest(parent=f"{desk.area}/plans/kp")
    (entry,) = [decoded(item.data) for item in city.ask("BookService/ListEntries", request, ()).entries]
    assert (entry["type"], entry["plan"], entry["measure"], entry["year"]) == ("measure.status", "kp", MEASURE, 2027)
    note = city.ask("BookService/GetCheckpoint", book.GetCheckpointRequest(parent=f"{desk.area}/plans/kp"), ()).note
    assert "/monitoring/kp\n1\n" in note
    (point,) = desk.trail(1).points
    ((measure, seen),) = [(item.measure, item.observations) for item in point.measures]
    assert (measure, [item.year for item in seen]) == (MEASURE, [2027])
    assert "all books are sound" in run(city, "book", "check")
    watch.published("o2", year=2028)
    for _ in range(2):
        city.turn("monitoring")
    entered = [decoded(item.data) for item in city.ask("BookService/ListEntries", request, ()).entries]
    assert [made["year"] for made in entered] == [2027, 2028], "the job enters it without being asked, and once"
    with pytest.raises(Invalid):
        run(city, "monitoring", "../kp")
