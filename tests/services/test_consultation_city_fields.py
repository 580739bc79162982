"""What a city adds to comments by its plugin: fields that only the office sees, sheets of its own, usual handlers."""

import csv
import json
import zipfile

import pytest
from support.consultation import TODAY, Desk, day, told
from support.databases import ON_SQLITE
from support.intake import Clerk, web
from typer.testing import CliRunner

import komplan_plugin_reference
from komplan.consultation.v1 import annotation_pb2
from komplan.consultation.v1 import import_service_pb2 as imports
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1.round_pb2 import ChannelRule
from komplan_cli.app import app
from komplan_core.declarations import CommentCategory
from komplan_core.hookspecs import hookimpl

pytestmark = ON_SQLITE

BY_ANNA = ("--as", "anna")
PLACE = "Zq7kanar41 knihovna"


def said(value=PLACE, field="handed-in-at"):
    return [annotation_pb2.CommentField(field=field, value=value)]


@pytest.fixture
def usti(instance):
    """The desk of Ústí, whose plugin answers `komplan_fields("comment")`."""
    return Desk(instance("consultation", area="usti", plugins=("usti",)), area="usti")


def run(desk, *words):
    city = desk.city
    reach = ["--target", city.target, "--area", desk.area.partition("/")[2], "--issuer-key", str(city.issuer_key)]
    done = CliRunner().invoke(app, ["consultation", *map(str, words), *reach])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def answered(done):
    """What a command says; the service runs in the same process, and its log may stand between the lines."""
    return json.loads("\n".join(line for line in done.stdout.splitlines() if "[info" not in line))


def test_a_field_of_the_city_stays_with_the_comment_and_only_the_office_sees_it(usti):
    comment = usti.entered("Chybí lavičky.", extra=said())
    assert [(extra.field, extra.value) for extra in usti.get(comment.name).extra] == [("handed-in-at", PLACE)]
    request = public.GetPublicCommentRequest(name=f"{usti.round}/public-comments/1")
    seen = usti.city.ask("PublicationService/GetPublicComment", request, ())
    assert PLACE.encode() not in seen.SerializeToString()
    table = usti.city.stream("PublicationService/ExportPublicTable", public.ExportPublicTableRequest(parent=usti.round))
    assert not any(PLACE.encode() in part.SerializeToString() for part in table)


@pytest.mark.parametrize(
    ("extra", "reason", "field"),
    [
        (said(field="colour"), "UNKNOWN_FIELD", "comment.extra.0.field"),
        ([*said(), *said("jinde")], "DUPLICATE_CODE", "comment.extra"),
    ],
)
def test_a_field_that_the_city_does_not_have_is_refused_and_nothing_is_registered(usti, extra, reason, field):
    kind, why, fields = told(lambda: usti.register("Chybí lavičky.", extra=extra))
    assert (kind, why) == ("Invalid", reason)
    assert fields[0].startswith(field)
    assert usti.numbers() == []


def test_a_city_without_fields_takes_none(instance):
    desk = Desk(instance("consultation"))
    assert told(lambda: desk.register("Chybí lavičky.", extra=said()))[1] == "UNKNOWN_FIELD"


def test_a_field_that_was_transcribed_goes_into_the_book_with_the_comment(usti):
    found = Clerk(usti, "anna").receive()
    boris, cyril = Clerk(usti, "boris"), Clerk(usti, "cyril")
    wrong = told(lambda: boris.transcribe(found, "Chybí lavičky.", extra=said(field="colour")))
    assert wrong[1:] == ("UNKNOWN_FIELD", ["reading.extra.0.field"])
    cyril.admit(cyril.check(boris.transcribe(found, "Chybí lavičky.", extra=said())))
    (comment,) = usti.listed()
    assert [extra.value for extra in comment.extra] == [PLACE]


def test_komplans_own_sheet_has_a_column_for_each_field_of_the_city(usti, tmp_path):
    empty = tmp_path / "prazdny.csv"
    assert run(usti, "import", "jaro", *BY_ANNA, "--template", empty).exit_code == 0
    with empty.open(encoding="utf-8-sig") as opened:
        (header,) = csv.reader(opened, delimiter=";")
    assert header[-1] == "místo předání dotazníku"
    head = ["kanál", "doručeno", "druh podatele", "podatel", "znění připomínky", header[-1]]
    row = ["pošta", TODAY.isoformat(), "uživatel", "Jana", "Chybí lavičky.", PLACE]
    path = tmp_path / "p.csv"
    path.write_text("\n".join(";".join(line) for line in (head, row)), encoding="utf-8")
    assert answered(run(usti, "import", "jaro", *BY_ANNA, path, "--json"))["registered"] == 1
    assert [extra.value for extra in next(usti.listed()).extra] == [PLACE]


def test_the_offices_table_has_the_citys_fields_as_columns_and_the_public_one_has_not(usti, tmp_path):
    usti.entered("Chybí lavičky.", extra=said())
    usti.entered("Chybí přechod.")
    office, public_table = tmp_path / "urad.jsonl", tmp_path / "verejnost.csv"
    run(usti, "export", "jaro", office, "--profile", "office")
    run(usti, "export", "jaro", public_table)
    first, second, _ = map(json.loads, office.read_text("utf-8").splitlines())
    assert first["místo předání dotazníku"] == PLACE
    assert "místo předání dotazníku" not in second
    assert "místo předání dotazníku" not in public_table.read_text("utf-8")


def test_a_table_to_read_bears_the_title_of_the_city(instance, tmp_path):
    desk = Desk(instance("consultation"))
    desk.entered("=HYPERLINK(1)")
    for end, part in (("docx", "word/document.xml"), ("odt", "content.xml")):
        path = tmp_path / f"t.{end}"
        run(desk, "export", "jaro", path, "--profile", "office")
        with zipfile.ZipFile(path) as archive:
            said_in_it = archive.read(part).decode()
        assert "Vypořádání připomínek ke komunitnímu plánu města Vzorova" in said_in_it
        assert "=HYPERLINK(1)" in said_in_it
        assert "Řádků: 1, nezveřejněno: 0, bodů v knize: 1" in said_in_it


REGISTRY = ["Č. j.", "doručeno dne", "způsob doručení", "odesílatel", "adresa", "typ odesílatele", "obsah podání"]


def test_the_citys_own_sheet_is_read_by_its_headers_its_words_and_its_days(instance, tmp_path):
    rules = [ChannelRule(channel=channel) for channel in ("post", "data-box", "in-person")]
    desk = Desk(instance("consultation"), channels=rules)
    received = TODAY.strftime("%d/%m/%Y")
    rows = [
        [*REGISTRY, "vyřizuje"],
        ["MU/1/27", received, "ISDS", "Spolek", "abc1234", "po", "Chybí lavičky.", "Novák"],
        ["MU/2/27", TODAY.isoformat(), "Listovní  zásilka", "Jana", "", "jednotlivec", "Chybí přechod.", ""],
    ]
    path = tmp_path / "podatelna.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert answered(run(desk, "import", "jaro", *BY_ANNA, path, "--sheet", "registry", "--json"))["registered"] == 2
    first, second = desk.listed()
    assert (first.registry_ref, first.channel, first.authors[0].kind) == ("MU/1/27", "data-box", "organisation")
    assert (first.received_on, second.received_on) == (day(), day())
    assert (second.channel, second.authors[0].kind, second.points[0].text) == ("post", "individual", "Chybí přechod.")


def test_errors_of_the_citys_own_sheet_are_told_under_its_headers(instance, tmp_path):
    desk = Desk(instance("consultation"), channels=[ChannelRule(channel="post")])
    path, back = tmp_path / "podatelna.csv", tmp_path / "zpet.csv"
    row = ["MU/1/27", "32/01/2027", "holub", "Jana", "", "FO", "Chybí lavičky."]
    path.write_text("\n".join(";".join(line) for line in (REGISTRY, row)), encoding="utf-8")
    assert run(desk, "import", "jaro", *BY_ANNA, path, "--sheet", "registry", "--errors", back).exit_code == 3
    told_back = back.read_text("utf-8-sig")
    assert "doručeno dne: " in told_back
    assert "způsob doručení: " in told_back
    assert desk.numbers() == []
    assert told(lambda: run(desk, "import", "jaro", *BY_ANNA, path, "--sheet", "nothing"))[1:] == (
        "UNKNOWN_CODE",
        ["sheet"],
    )
    assert told(lambda: run(desk, "import", "jaro", *BY_ANNA, path))[1] == "TABLE_HEADER"


def test_the_service_tells_the_sheets_and_fields_of_the_city(usti):
    request = imports.GetCommentSheetsRequest(name=usti.area)
    found = usti.ask("CommentImportService/GetCommentSheets", request)
    assert [field.code for field in found.fields] == ["handed-in-at"]
    assert not found.formats


@pytest.fixture
def routed(instance, monkeypatch):
    """A city of which one category has a group and a usual handler."""
    categories = (
        CommentCategory(code="care", title="Péče", working_group="seniors", handler="k7"),
        CommentCategory(code="other", title="Ostatní"),
    )
    monkeypatch.setattr(komplan_plugin_reference, "komplan_comment_categories", hookimpl(lambda: categories))
    return Desk(instance("consultation"))


def test_a_category_proposes_its_usual_handler_who_keeps_the_point_in_its_own_group_only(routed):
    comment = routed.entered()
    point = routed.categorise(comment, "care")
    assert (point.working_group, point.handler) == ("seniors", "k7")
    assert routed.assign(comment, "seniors").handler == "k7"
    assert told(lambda: routed.categorise(comment, "other"))[1] == "POINT_CLAIMED"
    assert routed.assign(comment, "families").handler == ""
    assert routed.categorise(comment, "other").handler == ""


def test_a_citizen_may_answer_a_question_of_the_city_too(usti):
    usti.city.ask("CitizenService/SubmitComment", web(usti, "Chybí lavičky.", extra=said()), ())
    assert [extra.value for extra in next(usti.listed()).extra] == [PLACE]
