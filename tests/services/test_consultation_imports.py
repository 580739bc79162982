"""Many comments at once, and the files that came with them."""

import io
import zipfile

import pytest
from support.consultation import Desk, author, day, everything, stored, told
from support.intake import bring, named, parts, row, source

from komplan.consultation.v1 import attachment_service_pb2 as files
from komplan.consultation.v1.round_pb2 import ChannelRule
from komplan_consultation.sources import czech
from komplan_core.book.entries import decoded
from komplan_core.book.replay import State

PDF = b"%PDF-1.7 sken"


@pytest.fixture
def desk(instance):
    rules = [ChannelRule(channel="post", until=day(-5)), ChannelRule(channel="email"), ChannelRule(channel="web")]
    return Desk(instance("consultation"), channels=rules)


def mail(position, *args, **values):
    return row(position, *args, **{"channel": "email", **values})


def upload(desk, owner, content, **values):
    return desk.city.send("AttachmentService/UploadAttachment", parts(owner, content, **values), ("clerk",))


def download(desk, owner, sha256):
    request = files.DownloadAttachmentRequest(parent=owner, sha256=sha256)
    return b"".join(part.data for part in desk.city.stream("AttachmentService/DownloadAttachment", request, ("clerk",)))


def test_a_dry_run_says_what_would_come_of_it_and_keeps_nothing(desk):
    rows = [mail(2), mail(3, "Málo stínu."), row(4, received_on=day(-1))]
    before = everything(desk.city)
    report = bring(desk, rows, dry_run=True)
    assert (report.registered, report.refused, report.wrong, report.applied) == (2, 1, 0, False)
    assert everything(desk.city) == before
    report = bring(desk, rows)
    assert (report.registered, report.refused, report.applied) == (2, 1, True)
    assert (report.first_number, report.last_number) == (1, 2)
    assert [comment.points[0].text for comment in desk.listed()] == ["Chybí lavičky.", "Málo stínu."]
    assert desk.count().refusals_by_reason == {"late": 1}
    state = State()
    for leaf in stored(desk.city, "log_leaf"):
        state.apply(decoded(bytes(leaf.entry)))
    assert (state.points.comments, state.refusals) == (2, 1)


def test_one_wrong_row_keeps_all_others_out_and_every_fault_is_told(desk):
    rows = [
        mail(2),
        mail(3, authors=[author("")]),
        mail(4, " "),
        mail(5, received_on=day(1)),
        mail(6, channel="pigeon"),
        mail(7, "Ode mě.", authors=[author("Tester")]),
        mail(8, "Stejný řádek.", authors=[author("A")]),
        mail(9, "Stejný řádek.", authors=[author("A")]),
        mail(10, form="B03-0001"),
    ]
    rows[0].errors.add(position=2, field="doručeno", reason="INVALID_VALUE", message="write a day")
    report = bring(desk, rows)
    assert not report.applied
    assert [(item.position, item.reason) for item in report.errors] == [
        (2, "INVALID_VALUE"),
        (3, "REQUIRED"),
        (4, "REQUIRED"),
        (5, "DAY_AHEAD"),
        (6, "UNKNOWN_CODE"),
        (7, "SECOND_CLERK"),
        (9, "DUPLICATE_CODE"),
        (10, "FORM_UNKNOWN"),
    ]
    assert desk.numbers() == []
    assert desk.entered(channel="email").number == 1


def test_what_was_imported_before_is_left_as_it_is(desk):
    first = [mail(2, key="MMV/1"), mail(3, "Bez klíče.")]
    bring(desk, first)
    again = bring(desk, [*first, mail(4, "Nové.", key="MMV/2")])
    assert (again.unchanged, again.registered, again.first_number) == (2, 1, 3)
    changed = bring(desk, [mail(2, "Jinak.", key="MMV/1")])
    assert [(item.position, item.reason) for item in changed.errors] == [(2, "ROWS_CONTRADICT")]
    assert desk.numbers() == [1, 2, 3]
    assert b"MMV/1" not in everything(desk.city)


def test_a_repeated_import_is_answered_as_before(desk):
    first = bring(desk, [mail(2)], request_id="a1")
    assert bring(desk, [mail(2)], request_id="a1") == first
    assert told(lambda: bring(desk, [mail(3)], request_id="a1"))[:2] == ("Taken", "REQUEST_REPLAYED")


def test_all_faults_of_a_row_are_told_at_once_each_under_its_column(desk):
    several = mail(4, " ", received_on=day(2), sent_on=day(1), form="B03-0001", authors=[author("")])
    several.comment.draft_code, several.comment.audience = "0123abcd", "experti"
    unread = mail(5, received_on=None, sent_on=day(1))
    unread.errors.add(position=5, field="comment.received_on", reason="INVALID_VALUE", message="write a day")
    report = bring(desk, [several, unread])
    found = [(item.position, czech.told(item)) for item in report.errors]
    assert [(position, text.partition(":")[0], text.rpartition("[")[2]) for position, text in found] == [
        (4, "doručeno", "DAY_AHEAD]"),
        (4, "odesláno", "DAY_AHEAD]"),
        (4, "okruh", "UNKNOWN_CODE]"),
        (4, "podatel", "REQUIRED]"),
        (4, "znění připomínky", "REQUIRED]"),
        (4, "kód návrhu", "DRAFT_UNKNOWN]"),
        (4, "formulář", "FORM_UNKNOWN]"),
        (5, "doručeno", "INVALID_VALUE]"),
        (5, "odesláno", "DAY_AHEAD]"),
    ]
    assert (report.wrong, report.applied) == (2, False)


def test_a_source_that_breaks_off_or_is_empty_is_not_taken(desk):
    send = lambda given: desk.city.send("CommentImportService/ImportComments", given, ("clerk",))  # noqa: E731
    whole = source(desk, [mail(2), mail(3)])
    assert told(lambda: send(whole[:-1])) == ("Invalid", "REQUIRED", ["end"])
    whole[-1].end.rows = 3
    assert told(lambda: send(whole)) == ("Invalid", "INVALID_VALUE", ["end.rows"])
    assert told(lambda: bring(desk, []))[:2] == ("Invalid", "IMPORT_EMPTY")
    desk.close()
    assert told(lambda: bring(desk, [mail(2)]))[:2] == ("Refused", "ROUND_NOT_OPEN")
    assert desk.numbers() == []


def test_a_file_is_kept_sealed_for_the_office_and_goes_with_the_words(desk):
    comment = desk.entered(attachments=[named(PDF)], channel="email")
    sha256 = comment.attachments[0].sha256
    assert told(lambda: download(desk, comment.name, sha256))[:2] == ("NotFound", "NOT_FOUND")
    assert upload(desk, comment.name, PDF) == comment.attachments[0]
    assert download(desk, comment.name, sha256) == PDF
    assert PDF not in everything(desk.city)
    request = files.DownloadAttachmentRequest(parent=comment.name, sha256=sha256)
    assert told(lambda: desk.city.stream("AttachmentService/DownloadAttachment", request, ()))[0] == "Forbidden"


def packed(**entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


HARMFUL = (
    (b"MZ\x90\x00", "application/pdf", "SOURCE_FORMAT"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/pdf", "SOURCE_FORMAT"),
    (b"#!/bin/sh\n", "text/plain", "SOURCE_FORMAT"),
    (b"a\x00b", "text/plain", "SOURCE_FORMAT"),
    (packed(a="b"), DOCX, "SOURCE_FORMAT"),
    (packed(word__document="x"), DOCX, "SOURCE_FORMAT"),
    (packed(**{"word__document.xml": "x", "word__vbaProject.bin": "x"}), DOCX, "MACROS"),
    (packed(**{"word__document.xml": b"\0" * (5 << 20)}), DOCX, "SOURCE_TOO_LARGE"),
)


def test_a_file_that_is_not_what_it_says_or_could_harm_is_not_kept(desk):
    attached = [named(content, media_type) for content, media_type, _ in HARMFUL]
    comment = desk.entered(attachments=attached, channel="email")
    for content, _, reason in HARMFUL:
        found = told(lambda given=content: upload(desk, comment.name, given))
        assert (content[:20], *found[:2]) == (content[:20], "Invalid", reason)
    assert stored(desk.city, "attachment_content") == []


def test_a_file_that_nobody_named_or_that_broke_off_is_not_kept(desk):
    comment = desk.entered(attachments=[named(PDF)], channel="email")
    assert told(lambda: upload(desk, comment.name, PDF + b"x"))[:2] == ("Invalid", "REFERENCE_MISSING")
    other = comment.attachments[0].sha256
    assert told(lambda: upload(desk, comment.name, PDF + b"x", sha256=other))[:2] == ("Invalid", "INVALID_VALUE")
    large = b"x" * ((10 << 20) + 1)
    assert told(lambda: upload(desk, comment.name, large, sha256=other))[:2] == ("Full", "SOURCE_TOO_LARGE")
    whole = list(parts(comment.name, PDF, size=4))
    send = lambda given: desk.city.send("AttachmentService/UploadAttachment", given, ("clerk",))  # noqa: E731
    assert told(lambda: send(whole[:-1])) == ("Invalid", "REQUIRED", ["end"])
    assert stored(desk.city, "attachment_content") == []
