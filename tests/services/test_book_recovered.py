"""A round whose book goes on in a new one: its table has the fingerprints of both, what was half done is finished."""

import json

import pytest
from support.city_books import CityBook
from support.consultation import Desk, point_name
from support.intake import Clerk
from support.outcomes import Outcome

from komplan.consultation.v1 import form_office_service_pb2 as office
from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import publication_office_service_pb2 as publishing
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.round_pb2 import ContactPoint
from komplan_core.book.errors import BookError
from komplan_core.book.exports import Closing, Row, read_jsonl
from komplan_core.book.merkle import leaf_hash
from komplan_core.book.replay import State
from komplan_core.book.verifying import verify_export


def registered(book, origin):
    """The fingerprints that a book gave, by the comment's number."""
    data = [(json.loads(item), item) for item in book.entries(origin=origin)]
    return {made["no"]: leaf_hash(item).hex() for made, item in data if made["type"] == "comment.registered"}


def exported(desk, **others):
    """The public table as its JSON Lines tell it."""
    rows, end = desk.table()
    lines = [
        {
            "č. připomínky / bod": row.point,
            "výsledek": row.outcome,
            "odůvodnění vypořádání": row.justification,
            "otisk záznamu": others.get(f"p{row.point[0]}", row.fingerprint),
        }
        for row in rows
    ]
    last = {"č. připomínky / bod": str(Closing(end.rows, end.withheld, end.points))}
    return list(read_jsonl(json.dumps(line) for line in [*lines, last]))


def test_a_recovered_books_table_verifies_and_tells_the_fingerprints_of_both_books(instance):
    desk = Outcome(instance("consultation"))
    book = CityBook(desk)
    first, hidden = desk.entered("Lavičky a stromy.", "Koše."), desk.entered("Tajné.")
    desk.moderate(first)
    desk.city.stop()
    book.key.unlink()
    book.restarted(instance)
    origin = book.recover().origin
    last = desk.entered("Nové.")
    unseen = desk.entered("Neposouzené.")
    desk.moderate(last)
    split = points.SplitPointRequest(name=point_name(first), parts=["Lavičky", "stromy."])
    first = desk.ask("PointService/SplitPoint", split)
    desk.settled((first, "rejected"), (hidden, "explained"), (last, "rejected"), (unseen, "rejected"))
    desk.release()

    def verified(table):
        return verify_export(table, book.entries(), book.checkpoint().note, book.verifiers())

    table = exported(desk)
    found = {row.point: row.fingerprint for row in table if isinstance(row, Row)}
    old, new = registered(book, "vzorov/book/jaro"), registered(book, origin)
    assert found == {"1/1": old[1], "1/2": old[1], "1/3": old[1], "3/1": new[3]}
    report = verified(table)
    assert (report.rows, report.adopted, report.withheld, report.points) == (4, 3, 2, 6)
    with pytest.raises(BookError, match="fingerprint of 3/1"):
        verified(exported(desk, p3=old[1]))
    invented = [Row("1/9"), Row("2/9"), Row("2/8"), *table[:-1], Closing(7, -1, 6)]
    for wrong in ([*table[:-2], Closing(3, 3, 6)], [*table[:-1], Closing(4, 1, 5)], invented):
        with pytest.raises(BookError) as caught:
            verified(wrong)
        assert caught.value.reason.startswith("EXPORT_")


def test_a_recovered_book_goes_on_with_submissions_and_forms_that_were_half_done(instance):
    place = [ContactPoint(code="radnice", title="Radnice", place="Náměstí 1")]
    desk = Desk(instance("consultation"), contact_points=place)
    book, anna, boris = CityBook(desk), Clerk(desk, "anna"), Clerk(desk, "boris")
    batch = FormBatch(prefix="B", first=1, last=7, contact_point="radnice", issued_to="k12")
    desk.ask("FormOfficeService/IssueForms", office.IssueFormsRequest(parent=desk.round, form_batch=batch))
    on_paper = {"channel": "paper-contact-point"}
    done = [anna.receive(**on_paper, form="B-0001"), anna.receive(), anna.receive(), anna.receive()]
    written = [anna.transcribe(found, "Chybí lavičky.") for found in done[:3]]
    checked = boris.check(written[0])
    shown = desk.entered("Před obnovou.", **on_paper, form="B-0002")
    moderated(desk, shown, "approved")
    desk.ask("FormOfficeService/SpoilForms", office.SpoilFormsRequest(parent=desk.round, serials=["B-0003"]))

    desk.city.stop()
    book.key.unlink()
    book.restarted(instance)
    book.recover()

    boris.admit(checked)
    boris.check(written[1])
    boris.refuse(written[2], "abusive")
    anna.transcribe(done[3], "Málo stínu.")
    anna.transcribe(anna.receive(), "Po obnově.")
    moderated(desk, shown, "withheld", "Na přání autora.")
    desk.entered("Po obnově.", **on_paper, form="B-0004")
    desk.ask("FormOfficeService/ReturnForms", office.ReturnFormsRequest(parent=desk.round, serials=["B-0005"]))
    more = FormBatch(prefix="C", first=1, last=2, contact_point="radnice", issued_to="k12")
    desk.ask("FormOfficeService/IssueForms", office.IssueFormsRequest(parent=desk.round, form_batch=more))
    desk.close()
    desk.ask("FormOfficeService/ReconcileForms", office.ReconcileFormsRequest(parent=desk.round))

    (first, *_) = entries = [json.loads(data) for data in book.entries()]
    assert (first["submissions"], first["forms"]) == (4, {"issued": 5, "registered": 1, "spoiled": 1})
    assert (book.verified().comments, book.findings()) == (3, [])
    for wrong in ({"forms": {"issued": 6}}, {"forms": {}}, {"forms": 7}, {"submissions": 1}):
        with pytest.raises(BookError):
            replay([{**first, **wrong}, *entries[1:]])


def replay(entries):
    state = State()
    for made in entries:
        state.apply(made)


def moderated(desk, comment, publication, reason=""):
    request = publishing.ModerateCommentRequest(name=comment.name, publication=publication, reason=reason)
    desk.ask("PublicationOfficeService/ModerateComment", request)
