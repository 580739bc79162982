"""Sheets and e-mails through the command: what is read, what is told of it, what comes back."""

import csv
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from support.consultation import TODAY, Desk, day, stored
from support.databases import Files
from support.instance import Instance
from typer.testing import CliRunner

from komplan.consultation.v1.round_pb2 import ChannelRule
from komplan_cli.app import app
from komplan_consultation.sources.columns import HEADER
from komplan_core.book.notes import VerifierKey
from komplan_core.book.proofs import HEADER as PROOF
from komplan_core.errors import Invalid
from komplan_kit.sheets.letters import open_letters

HEAD = ["klíč", "kanál", "doručeno", "druh podatele", "podatel", "spolupodepsaní", "znění připomínky", "závažnost"]


@pytest.fixture
def instance(tmp_path, sqlite_templates):
    """Starts instances on SQLite: what a sheet says depends on no store."""
    files, started = Files(sqlite_templates, tmp_path), []

    def start(*services):
        started.append(Instance(services, files, tmp_path / "instance"))
        return started[-1]

    yield start
    for item in started:
        item.stop()
    files.drop()


@pytest.fixture
def desk(instance):
    rules = [ChannelRule(channel=channel) for channel in ("post", "email", "paper-contact-point")]
    return Desk(instance("consultation"), channels=rules)


@pytest.fixture
def run(desk):
    """Runs a command of the consultation as somebody of the office."""

    def run(*words, who="k12"):
        city = desk.city
        reach = ["--target", city.target, "--area", "vzorov", "--issuer-key", str(city.issuer_key)]
        acting = ["--as", who] if who else []
        done = CliRunner().invoke(app, ["consultation", *map(str, words), *reach, *acting])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run


def sheet(path, *lines, encoding="utf-8", head=HEAD):
    with path.open("w", encoding=encoding, newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([head, *lines])
    return path


def told(done):
    """What a command says; the service runs in the same process, and its log may stand between the lines."""
    return json.loads("\n".join(line for line in done.stdout.splitlines() if "[info" not in line))


def test_a_sheet_in_the_encoding_of_windows_is_read_and_said_to_be(desk, run, tmp_path):
    rows = [
        ["1", "pošta", TODAY.isoformat(), "jednotlivec", "Jiří Ščučka", "Žaneta\nŘehoř", "Chybí lavičky.", "zásadní"]
    ]
    path = sheet(tmp_path / "p.csv", *rows, encoding="cp1250")
    tried = told(run("import", "jaro", path, "--dry-run", "--json"))
    assert tried["notices"] == ["WINDOWS_ENCODING: the file is in Windows-1250; save it as CSV UTF-8 the next time"]
    assert (tried["registered"], tried["applied"]) == (1, False)
    assert told(run("import", "jaro", path, "--json"))["applied"]
    (comment,) = desk.listed()
    assert [person.full_name for person in comment.authors] == ["Jiří Ščučka", "Žaneta", "Řehoř"]
    assert (comment.clerk, comment.points[0].severity) == ("k12", "essential")
    assert told(run("import", "jaro", path, "--json"))["unchanged"] == 1


def test_a_sheet_with_errors_comes_back_with_them_in_czech(desk, run, tmp_path):
    good = ["1", "pošta", TODAY.isoformat(), "uživatel", "Jana Nováková", "", "Chybí lavičky.", ""]
    wrong = ["2", "holub", "31. 2. 2026", "uživatel", "", "", "=1+1", ""]
    path, back = sheet(tmp_path / "p.csv", good, wrong), tmp_path / "zpet.csv"
    done = run("import", "jaro", path, "--errors", back)
    assert done.exit_code == 3
    assert "2 rows: 1 registered, 0 refused, 0 known, 1 wrong" in done.stdout
    with back.open(encoding="utf-8-sig") as opened:
        header, first, second = csv.reader(opened, delimiter=";")
    assert header == [*HEAD, "chyba"]
    assert first == [*good, ""]
    assert "kanál: hodnota není mezi možnými" in second[-1] or "kanál: hodnotu nelze přečíst" in second[-1]
    assert "znění připomínky: v buňce je vzorec" in second[-1]
    assert desk.numbers() == []
    ok = sheet(tmp_path / "ok.csv", [*good, ""], head=header)
    assert told(run("import", "jaro", ok, "--json"))["registered"] == 1


def test_a_sheet_with_other_columns_is_not_guessed_at(run, tmp_path):
    path = sheet(tmp_path / "p.csv", head=["kanál", "doručeno", "druh podatel", "podatel", "text"])
    with pytest.raises(Invalid, match="expected `druh podatele`") as caught:
        run("import", "jaro", path)
    assert caught.value.reason == "TABLE_HEADER"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_is_a_sheet_that_can_be_read(run, tmp_path, suffix):
    path = tmp_path / f"prazdny{suffix}"
    assert run("import", "jaro", "--template", path).exit_code == 0
    from komplan_kit.sheets.reading import open_sheet

    assert next(open_sheet(path, "připomínky").lines).cells == HEADER


def mail(path, name="Jan Řezáč", text="Chybí lavičky.", html="", received=True, file=b""):
    made = EmailMessage()
    made["From"] = f"{name} <jan@vzorov.example>" if name else "jan@vzorov.example"
    made["Subject"], made["Message-ID"] = "Připomínka", f"<{path.stem}@vzorov.example>"
    made["Date"] = f"{TODAY:%d %b %Y} 00:30:00 +0100"
    if received:
        made["Received"] = f"from a by b; {TODAY:%d %b %Y} 00:31:00 +0100"
    if html:
        made.set_content(html, subtype="html")
    else:
        made.set_content(text)
    if file:
        made.add_attachment(file, maintype="application", subtype="octet-stream", filename="a.bin")
    path.write_bytes(bytes(made))
    return path


def test_e_mails_become_comments_of_their_senders(desk, run, tmp_path):
    folder = tmp_path / "posta"
    folder.mkdir()
    mail(folder / "a.eml", file=b"%PDF-1.4 x")
    mail(folder / "b.eml", "Eva", html="<html><head><style>p{}</style></head><p>Málo&nbsp;stínu<br>u školy.</p></html>")
    assert told(run("import", "jaro", folder, "--json"))["registered"] == 2
    first, second = desk.listed()
    assert [person.full_name for person in first.authors] == ["Jan Řezáč"]
    assert (first.channel, first.received_on, first.authors[0].contact) == ("email", day(), "jan@vzorov.example")
    assert first.points[0].text == "Připomínka\n\nChybí lavičky."
    assert [(file.kind, file.media_type, file.size) for file in first.attachments] == [("annex", "application/pdf", 10)]
    assert second.points[0].text == "Připomínka\n\nMálo stínu\nu školy."
    assert told(run("import", "jaro", folder, "--json"))["unchanged"] == 2


def test_an_e_mail_that_does_not_say_enough_is_left_to_a_person(desk, run, tmp_path):
    folder = tmp_path / "posta"
    folder.mkdir()
    mail(folder / "a.eml", name="")
    mail(folder / "b.eml", received=False)
    mail(folder / "c.eml", file=b"MZ\x90")
    (folder / "d.eml").write_bytes(b"\x00\xff neni e-mail")
    found = told(run("import", "jaro", folder, "--json"))
    reasons = [(item["row"], item["reason"]) for item in found["errors"]]
    assert reasons == [(1, "REQUIRED"), (2, "REQUIRED"), (3, "SOURCE_FORMAT"), (4, "SOURCE_FORMAT")]
    assert (found["wrong"], found["applied"]) == (4, False)
    assert desk.numbers() == []


def test_a_letter_goes_through_the_commands_of_two_clerks(desk, run, tmp_path):
    taken, written = tmp_path / "podani.json", tmp_path / "prepis.json"
    taken.write_text(json.dumps({"channel": "post", "received_on": TODAY.isoformat(), "registry_ref": "MMV/1"}))
    person = {"kind": "individual", "full_name": "Jana Nováková"}
    written.write_text(json.dumps({"authors": [person], "points": [{"text": "Chybí lavičky."}]}))
    received = told(run("submissions", "receive", "jaro", "--file", taken, "--json"))
    done = told(run("submissions", "transcribe", "jaro", received["id"], "--file", written, "--json"))
    checking = ("submissions", "check", "jaro", received["id"], "--etag", done["etag"], "--json")
    with pytest.raises(Exception, match="a second clerk"):
        run(*checking)
    assert told(run(*checking, who="k7"))["state"] == "checked"
    receipt = tmp_path / "potvrzeni.txt"
    admitted = run("submissions", "admit", "jaro", received["id"], "--receipt", receipt, who="k7").stdout
    number, token = (line for line in admitted.splitlines() if "[info" not in line)
    assert (number, len(token.rpartition(" ")[2]) > 40) == ("zapsáno pod č. 1", True)
    assert PROOF in receipt.read_text()
    content = receipt.with_name("potvrzeni-obsah.json")
    assert json.loads(content.read_text()) == {"points": [{"text": "Chybí lavičky."}]}
    (head,) = stored(desk.city, "log_head")
    key = str(VerifierKey(head.origin, 1, bytes(head.public_key)))
    checked = CliRunner().invoke(app, ["verify", "receipt", str(receipt), "--key", key, "--record", str(content)])
    assert (checked.exit_code, "content checked: yes" in checked.stdout) == (0, True)
    again = tmp_path / "znovu"
    run("receipt", "--round", "jaro", "--all", again, who="")
    assert sorted(path.name for path in again.iterdir()) == ["00001-obsah.json", "00001.txt"]
    assert (again / "00001-obsah.json").read_text() == content.read_text()
    other = told(run("submissions", "receive", "jaro", "--file", taken, "--json"))
    assert "odmítnuto pod č. 1" in run("refuse", "jaro", other["id"], "--reason", "out-of-round").stdout
    assert told(run("refusals", "jaro", "--json", who="")) == [
        {"number": 1, "reason": "out-of-round", "channel": "post"}
    ]
    listed = told(run("submissions", "list", "jaro", "--json", who=""))
    assert [item["state"] for item in listed] == ["admitted", "refused"]


def test_an_e_mail_that_would_exhaust_a_machine_exhausts_nothing(tmp_path):
    path = Path(tmp_path / "velky.eml")
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    path.write_text(f"From: a@b.cz\n{nested}")
    (found,) = open_letters([path])
    assert "e-mail" in str(found)
