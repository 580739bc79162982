"""Who wrote, and what, is stored sealed only; erasure reaches every copy and leaves numbers and counts."""

import pytest
from support.consultation import Desk, author, everything, point_name, rows, stored

from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1.comment_pb2 import Comment, Point

NAME, CONTACT, TEXT, WORDING = "Kanarkova-Jana", "kanarek@vzorov.example", "Kanarek-text", "Kanarek-navrh"


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def canary(desk, **values):
    given = {
        "authors": [author(NAME, "user", CONTACT), author(f"{NAME}-2", "individual")],
        "points": [Point(text=TEXT, proposed_wording=WORDING), Point(text=f"{TEXT}-2")],
        **values,
    }
    return desk.entered(**given)


def key_id(sealed):
    assert sealed.startswith("sealed:")
    return sealed.split(":")[1]


def names(comment):
    return [(person.kind, person.full_name, person.contact) for person in comment.authors]


def test_nothing_personal_stands_in_the_databases(desk, tmp_path):
    comment = canary(desk, request_id="a1")
    desk.categorise(comment, "content")
    desk.assign(comment)
    desk.settle(comment)
    desk.erase(comment)
    canary(desk, request_id="a2")
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    kept = b"\n".join([everything(desk.city), *files])
    assert "Doplníme.".encode() in kept  # what is not personal is found
    for secret in (NAME, CONTACT, TEXT, WORDING):
        assert secret.encode() not in kept


def test_the_office_reads_what_is_sealed(desk):
    comment = canary(desk)
    for read in (desk.get(comment.name), next(iter(desk.listed()))):
        assert names(read) == [("user", NAME, CONTACT), ("individual", f"{NAME}-2", "")]
        assert [point.text for point in read.points] == [TEXT, f"{TEXT}-2"]


def test_erasure_leaves_number_points_and_counts(desk):
    comment = canary(desk)
    other = desk.entered()
    desk.answered(comment)
    before = desk.count()
    erased = desk.erase(comment)
    assert names(erased) == [("user", "", ""), ("individual", "", "")]
    assert names(desk.get(comment.name)) == names(erased)
    assert [point.text for point in erased.points] == [TEXT, f"{TEXT}-2"]
    assert all(point.HasField("settlement") for point in erased.points)
    assert desk.numbers() == [1, 2]
    assert desk.count() == before
    assert desk.get(other.name) == other


def test_erasure_takes_the_keys_of_the_whole_history(desk):
    comment = canary(desk)
    desk.assign(comment)
    desk.erase(comment)
    left = {row.id for row in rows(desk.city.settings.storage.keystore, "sealing_key")}
    entries = [entry for entry in stored(desk.city, "journal") if entry.name == comment.name]
    history = [Comment.FromString(bytes(entry.encoded)) for entry in entries]
    assert [len(written.authors) for written in history] == [2, 2, 2]
    assert not {key_id(person.full_name) for written in history[:2] for person in written.authors} & left
    assert {key_id(point.text) for written in history for point in written.points} <= left
    assert not any(person.full_name or person.contact for person in history[2].authors)


def test_an_erased_comment_is_handled_as_any_other(desk):
    comment = canary(desk)
    desk.erase(comment)
    desk.answered(comment)
    assert names(desk.erase(comment)) == [("user", "", ""), ("individual", "", "")]
    desk.close()
    assert desk.finish().state == "settled"


def test_an_old_request_shows_no_erased_name(desk):
    comment = canary(desk, request_id="a1")
    assign = {"name": point_name(comment), "working_group": "seniors", "request_id": "a2"}
    assert names(desk.ask("PointService/AssignPoint", points.AssignPointRequest(**assign)))[0][1] == NAME
    assert names(canary(desk, request_id="a1")) == names(comment)
    desk.erase(comment)
    replayed = canary(desk, request_id="a1")
    assert (replayed.name, replayed.number) == (comment.name, 1)
    assert names(replayed) == [("user", "", ""), ("individual", "", "")]
    assert [point.text for point in replayed.points] == [TEXT, f"{TEXT}-2"]
    assert names(desk.ask("PointService/AssignPoint", points.AssignPointRequest(**assign)))[0][1] == ""
    assert desk.numbers() == [1]
