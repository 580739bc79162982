"""Nothing that is known of people leaves the consultation on any way, and what would leak is caught."""

import asyncio
import csv
from contextlib import suppress

import pytest
import structlog
from openpyxl import load_workbook
from sqlalchemy import MetaData
from support.comment_canaries import NAMES, PUBLIC, SECRET, plant, published
from support.comment_leaks import READING, heard, methods, unheard, words
from support.consultation import author
from support.databases import ON_SQLITE
from support.leaks import in_files, is_public, sought
from support.witnessing import own_key
from typer.testing import CliRunner

from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan.consultation.v1.public_comment_pb2 import PublicComment
from komplan_cli.app import app
from komplan_cli.consultation.publishing_book import publish
from komplan_consultation.repositories.log import LogStore
from komplan_consultation.servicer.publishing import PublicationServicer
from komplan_consultation.usecases.entering import Entering
from komplan_core.errors import Invalid, PlanError
from komplan_kit import access, sealing
from komplan_kit.engine import Store

MARKS = (
    '<script>alert("zq9")</script>',
    '=HYPERLINK("http://zq9.example";"x")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    '"><img src=x>',
)
"""What a browser or a spreadsheet might run."""


@pytest.fixture
def make(instance, tmp_path):
    """Makes consultations full of canaries, after a fault was planted or not; the same process witnesses."""
    return lambda: plant(instance("consultation", "witness", witness=own_key(tmp_path / "keys")))


@pytest.fixture
def planted(make):
    return make()


def stored(instance, service="consultation"):
    """All that stands in the tables of a service, as text."""
    engine, metadata = Store(instance.databases[service]).engine, MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        found = [connection.execute(table.select()) for table in metadata.sorted_tables]
        values = [value for result in found for row in result for value in row]
    return [bytes(value).decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]


def static_book(planted, folder):
    """The book as a web server publishes it."""
    peer = planted.instance.peer(())
    work = publish(peer, planted.desk.round, "", folder)
    asyncio.run_coroutine_threadsafe(work, planted.instance._loop).result(60)
    return published(folder)


def test_no_citizen_hears_who_wrote_or_what_is_not_published(planted):
    found = heard(planted)
    assert found.leaks(SECRET) == {}
    assert unheard(found) == {"WitnessService/GetEvidence"}  # this witness holds none
    assert len(found.answers) >= 30
    assert {name for name, method in methods() if not is_public(method)} & set(found.answers) == set()


@ON_SQLITE
def test_a_region_hears_no_more_than_a_citizen(planted):
    found = heard(planted, ("region",))
    assert found.leaks(SECRET) == {}
    assert not any(not is_public(method) and name in found.answers for name, method in methods())


@ON_SQLITE
def test_the_harness_hears_what_is_public_and_the_office_what_is_not(planted):
    hits = heard(planted).leaks(PUBLIC)
    assert hits["PublicationService/GetPublicComment"] == set(PUBLIC)
    assert hits["PublicationService/ExportPublicTable"] == set(PUBLIC)
    office = set[str]().union(*heard(planted, ("clerk",), READING).leaks(SECRET).values())
    assert set(SECRET) - office <= {"attachment"}


def test_databases_the_static_book_and_what_a_witness_keeps_hold_nothing_of_it(planted, tmp_path):
    heard(planted)
    assert sought(SECRET, stored(planted.instance)) == set()
    assert sought(SECRET, stored(planted.instance, "witness")) == set()
    book = static_book(planted, tmp_path / "book")
    assert any("comment.registered" in text for text in book)
    assert sought(SECRET, book) == set()
    planted.instance.stop()
    assert in_files(SECRET, tmp_path) == set()


@ON_SQLITE
def test_errors_do_not_repeat_what_they_refuse(planted):
    secret = {"name": "zq7kanar91", "text": "zq7kanar92"}
    desk = planted.desk
    calls = [
        lambda: desk.register(secret["text"] * 20_000, authors=[author(secret["name"])]),
        lambda: desk.register(f"{secret['text']}\0", authors=[author(secret["name"])]),
        lambda: desk.register(secret["text"], authors=[author(secret["name"])], channel="pigeon"),
        lambda: desk.register(secret["text"], authors=[author(secret["name"] * 100)]),
        lambda: desk.register(secret["text"], authors=[author(secret["name"], kind=secret["name"])]),
        lambda: desk.register(secret["text"], authors=[author(secret["name"])], scan_sha256=secret["text"]),
        lambda: desk.city.stream(
            "PrivacyService/GetPersonData",
            privacy.GetPersonDataRequest(parent="areas/x", full_name=secret["name"]),
            ("admin",),
        ),
    ]
    told = []
    for call in calls:
        with pytest.raises(PlanError) as refused:
            call()
        told.append(words(refused.value))
    assert sought(secret, told) == set()


@ON_SQLITE
def test_logs_hold_nothing_of_it(planted, capfd):
    heard(planted)
    look = privacy.GetPersonDataRequest(parent=planted.desk.area, full_name=NAMES["name of an author"])
    assert len(planted.instance.stream("PrivacyService/GetPersonData", look, ("admin",))) > 1
    planted.instance.stop()
    printed = "\n".join(capfd.readouterr())
    assert "PrivacyService/GetPersonData" in printed
    assert sought(SECRET, [printed]) == set()


@ON_SQLITE
def test_what_a_browser_or_a_sheet_might_run_stays_words(planted, tmp_path):
    desk = planted.desk
    people = [
        {"kind": "user", "full_name": mark, "contact": mark, "represented_by": mark, "proof": mark} for mark in MARKS
    ]
    comment = desk.entered(*MARKS, authors=people, publish_consent="named")
    assert [person.full_name for person in desk.get(comment.name).authors] == list(MARKS)
    cells = [cell for ending in ("csv", "xlsx") for cell in exported(desk, tmp_path / f"tabulka.{ending}")]
    assert any("zq9" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def exported(desk, path):
    """The cells of the office's settlement table in a file; what a sheet would run raises."""
    access = ("--target", desk.city.target, "--area", "vzorov", "--issuer-key", desk.city.issuer_key)
    command = ["consultation", "export", "jaro", str(path), "--profile", "office", *map(str, access)]
    assert CliRunner().invoke(app, command).exit_code == 0
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return [cell for row in csv.reader(lines, delimiter=";") for cell in row]
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    return [cell.value for cell in cells if isinstance(cell.value, str) and not cell.quotePrefix]


def leaking_servicer(monkeypatch):
    """The answer about a comment names who wrote it."""
    get = PublicationServicer.GetPublicComment

    async def leak(self, request, context):
        told = await get(self, request, context)
        message = PublicComment.FromString(told) if isinstance(told, bytes) else told
        message.publication_reason = NAMES["name behind a published text"]
        return message

    monkeypatch.setattr(PublicationServicer, "GetPublicComment", leak)


def leaking_role(monkeypatch):
    """The table of roles opens the book of the office to everybody."""
    row = "/komplan.consultation.v1.SettlementService/ListComments"
    monkeypatch.setitem(access.TABLE, row, frozenset({"anyone"}))


def leaking_entry(monkeypatch):
    """An entry of the book tells the contact instead of committing to it."""
    enter = LogStore.enter

    def leak(self, comment, fields, *more, **named):
        return enter(self, comment, {**fields, "by": comment.authors[0].contact}, *more, **named)

    monkeypatch.setattr(LogStore, "enter", leak)


@ON_SQLITE
@pytest.mark.parametrize(
    ("fault", "method", "what"),
    [
        (leaking_servicer, "PublicationService/GetPublicComment", "name behind a published text"),
        (leaking_role, "SettlementService/ListComments", "text"),
        (leaking_entry, "BookService/ListEntries", "contact of an author"),
    ],
)
def test_a_planted_leak_is_heard(make, monkeypatch, fault, method, what):
    fault(monkeypatch)
    assert what in heard(make()).leaks(SECRET)[method]


@ON_SQLITE
def test_a_leak_into_the_book_stands_in_the_static_files(make, monkeypatch, tmp_path):
    leaking_entry(monkeypatch)
    assert "contact of an author" in sought(SECRET, static_book(make(), tmp_path / "book"))


@ON_SQLITE
def test_a_leak_into_the_log_and_into_an_error_is_seen(make, monkeypatch, capfd):
    taking = Entering.taking

    def leak(self, tx, parent, *more):
        if parent.endswith("/none"):
            raise Invalid.field("parent", "INVALID_VALUE", f"not for {NAMES['name of an author']}")
        structlog.get_logger("leak").info("taken", of=NAMES["representative"])
        return taking(self, tx, parent, *more)

    monkeypatch.setattr(Entering, "taking", leak)
    desk = make().desk
    desk.round = f"{desk.area}/rounds/none"
    with pytest.raises(PlanError) as refused:
        desk.register("Ano.")
    assert sought(NAMES, [words(refused.value)]) == {"name of an author"}
    desk.city.stop()
    assert sought(NAMES, capfd.readouterr()) == {"representative"}


@pytest.mark.tampers
@ON_SQLITE
@pytest.mark.tampers
def test_what_is_stored_unsealed_is_seen(instance, monkeypatch, tmp_path):
    monkeypatch.setattr(sealing, "_sealed", lambda text, key_id, cipher, field: f"sealed:{key_id}:{text}")
    city = instance("consultation", "witness", witness=own_key(tmp_path / "keys"))
    with suppress(PlanError):  # what does not open under its key is not written back
        plant(city)
    assert sought(SECRET, stored(city)) >= {
        "name of an author",
        "contact of an author",
        "representative",
        "text",
        "reason",
    }


@ON_SQLITE
def test_a_public_method_that_nobody_reads_is_told_of(planted, monkeypatch):
    row = "/komplan.consultation.v1.AttachmentService/UploadAttachment"
    monkeypatch.setitem(access.TABLE, row, frozenset({"anyone"}))
    assert "AttachmentService/UploadAttachment" in unheard(heard(planted))
