"""Intake with four eyes: received, transcribed, checked by somebody else, admitted or refused, purged in time."""

from datetime import timedelta

import pytest
from support.consultation import Desk, author, day, everything, rows, stored, told
from support.intake import Clerk, named, parts, reading

from komplan.consultation.v1 import attachment_service_pb2 as files
from komplan.consultation.v1 import form_office_service_pb2 as forms
from komplan.consultation.v1 import submission_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Author
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.round_pb2 import ChannelRule, ContactPoint
from komplan_core.book.entries import decoded
from komplan_core.book.replay import State
from komplan_core.errors import Invalid
from komplan_kit.clock import utc_now

PDF = b"%PDF-1.7 Kanarek-sken"


@pytest.fixture
def desk(instance):
    rules = [ChannelRule(channel="post", until=day(-5)), ChannelRule(channel="email"), ChannelRule(channel="web")]
    return Desk(instance("consultation"), channels=rules)


@pytest.fixture
def anna(desk):
    return Clerk(desk, "anna")


@pytest.fixture
def boris(desk):
    return Clerk(desk, "boris")


def checked(anna, boris, *texts, **values):
    """A letter that came in time, transcribed by Anna and checked by Boris."""
    received = anna.receive(**{"received_on": day(-6), **values.pop("received", {})})
    return boris.check(anna.transcribe(received, *(texts or ("Chybí lavičky.",)), **values))


def book(desk):
    """The entries of the round's log."""
    return [decoded(bytes(row.entry)) for row in stored(desk.city, "log_leaf")]


def replayed(desk):
    state = State()
    for made in book(desk):
        state.apply(made)
    return state


def test_a_letter_goes_through_four_hands_into_the_book(desk, anna, boris):
    received = anna.receive(received_on=day(-6), postmark_on=day(-8), registry_ref="MMV/123", scan_sha256="a" * 64)
    assert (received.number, received.state, received.clerk) == (1, "received", "anna")
    transcribed = anna.transcribe(received, "Chybí lavičky.", "Málo stínu.", publish_consent="named")
    assert (transcribed.state, transcribed.transcribed_by) == ("transcribed", "anna")
    done = boris.check(transcribed)
    assert (done.state, done.checked_by, list(done.differences)) == ("checked", "boris", [])
    answer = boris.admit(done)
    comment = answer.comment
    assert [point.text for point in comment.points] == ["Chybí lavičky.", "Málo stínu."]
    assert (comment.clerk, comment.submission, comment.registry_ref) == ("anna", received.name, "MMV/123")
    assert (comment.postmark_on, comment.scan_sha256, comment.publish_consent) == (day(-8), "a" * 64, "named")
    assert answer.receipt.startswith("c2sp.org/tlog-proof@v1")
    admitted = anna.get(received.name)
    assert (admitted.state, admitted.comment, admitted.HasField("reading")) == ("admitted", comment.name, False)
    assert replayed(desk).submissions == {"1": "admitted"}
    assert replayed(desk).points.comments == 1


def test_who_transcribed_does_not_check(desk, anna):
    transcribed = anna.transcribe(anna.receive(received_on=day(-6)), "Chybí lavičky.")
    assert told(lambda: anna.check(transcribed))[:2] == ("Refused", "SECOND_CLERK")
    assert anna.get(transcribed.name) == transcribed


def test_the_second_reading_corrects_and_its_differences_are_kept(desk, anna, boris):
    transcribed = anna.transcribe(anna.receive(received_on=day(-6)), "Chybí lafičky.", "Navíc")
    done = boris.check(transcribed, reading("Chybí lavičky.", authors=[author("Jana Nová")]))
    found = {item.field: (item.first, item.second) for item in done.differences}
    assert found["points.0.text"] == ("Chybí lafičky.", "Chybí lavičky.")
    assert found["authors.0.full_name"] == ("Jana Nováková", "Jana Nová")
    assert found["points.1.text"] == ("Navíc", "")
    assert [point.text for point in boris.admit(done).comment.points] == ["Chybí lavičky."]
    left = boris.get(done.name).differences
    assert {item.field for item in left} == set(found)
    assert not any(item.first or item.second for item in left)


def test_a_transcription_that_changed_meanwhile_is_not_checked(desk, anna, boris):
    transcribed = anna.transcribe(anna.receive(received_on=day(-6)), "Chybí lavičky.")
    assert told(lambda: boris.check(transcribed, etag="1"))[:2] == ("Stale", "STALE_ETAG")
    unread = pb.CheckSubmissionRequest(name=transcribed.name)
    assert told(lambda: boris.ask("SubmissionService/CheckSubmission", unread)) == ("Invalid", "REQUIRED", ["etag"])


def test_only_the_moves_of_a_submission_are_made(desk, anna, boris):
    received = anna.receive(received_on=day(-6))
    assert told(lambda: boris.check(received))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: boris.admit(received))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    done = checked(anna, boris)
    boris.admit(done)
    for call in (lambda: boris.admit(done), lambda: boris.refuse(done), lambda: anna.transcribe(done, "x")):
        assert told(call)[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert len([made for made in book(desk) if made["type"] == "comment.registered"]) == 1


def test_nobody_handles_their_own_comment(desk, anna, boris):
    for own in (
        author("Anna"),
        author("Jana", contact="anna@vzorov.example"),
        Author(full_name="Jana", kind="user", staff_code="anna"),
        Author(full_name="Spolek", kind="organisation", represented_by="Anna", proof="plná moc"),
    ):
        received = boris.receive(received_on=day(-6))
        found = told(lambda given=own, of=received: anna.transcribe(of, "Chybí lavičky.", authors=[author(), given]))
        assert found == ("Invalid", "SECOND_CLERK", ["reading.authors.1"])
        taken = anna.receive(received_on=day(-6))
        assert told(lambda given=own, of=taken: boris.transcribe(of, "x", authors=[given]))[1] == "SECOND_CLERK"
    for own in (author("tester"), author(contact="tester@vzorov.example")):
        assert told(lambda given=own: desk.register("x", authors=[given]))[1] == "SECOND_CLERK"
    assert desk.numbers() == []


def test_a_late_letter_is_counted_as_refused_when_it_is_admitted(desk, anna, boris):
    done = checked(anna, boris, received={"received_on": day(-4)})
    refusal = boris.admit(done).refusal
    assert (refusal.reason, refusal.submission, refusal.number) == ("late", done.name, 1)
    assert boris.get(done.name).refusal == refusal.name
    assert replayed(desk).submissions == {"1": "refused"}
    assert desk.count().refusals_by_reason == {"late": 1}


def test_a_person_refuses_with_a_reason_of_the_round(desk, anna, boris):
    received = anna.receive(received_on=day(-6))
    assert told(lambda: anna.refuse(received, "ugly")) == ("Invalid", "UNKNOWN_CODE", ["reason"])
    refusal = anna.refuse(received, "abusive", message="Napište to prosím slušně.")
    assert (refusal.reason, refusal.clerk, refusal.message) == ("abusive", "anna", "Napište to prosím slušně.")
    listed = pb.ListRefusalsRequest(parent=desk.round, reason="abusive")
    assert list(desk.ask("SubmissionService/ListRefusals", listed).refusals) == [refusal]
    listed.reason = "late"
    assert not desk.ask("SubmissionService/ListRefusals", listed).refusals
    assert desk.ask("SubmissionService/GetRefusal", pb.GetRefusalRequest(name=refusal.name)) == refusal


def test_nobody_but_a_person_finds_a_submission_anonymous(desk, anna, boris):
    done = checked(anna, boris, authors=[])
    assert told(lambda: boris.admit(done)) == ("Invalid", "REQUIRED", ["reading.authors"])
    assert boris.get(done.name) == done


def test_identity_that_arrives_in_time_brings_a_refused_one_into_the_book(desk, anna, boris):
    done = checked(anna, boris, authors=[])
    boris.refuse(done)
    known = {"authors": [author("Karel Nový")], "identified_on": day(-5)}
    late = {**known, "identified_on": day(-4)}
    assert told(lambda: boris.admit(done, **late)) == ("Invalid", "OUTSIDE_PERIOD", ["identified_on"])
    assert told(lambda: boris.admit(done, authors=known["authors"])) == ("Invalid", "REQUIRED", ["identified_on"])
    comment = boris.admit(done, **known).comment
    assert [person.full_name for person in comment.authors] == ["Karel Nový"]
    assert replayed(desk).submissions == {"1": "admitted"}
    other = checked(anna, boris)
    boris.refuse(other, "abusive")
    assert told(lambda: boris.admit(other, **known))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")


def test_content_moves_from_the_submission_to_the_comment_and_leaves_no_key_behind(desk, anna, boris):
    files_named = [named(PDF, kind="scan")]
    done = checked(anna, boris, "Kanarek-text", received={"attachments": files_named})
    desk.city.send("AttachmentService/UploadAttachment", parts(done.name, PDF), ("clerk",))
    sealed = [row.key_id for row in stored(desk.city, "attachment_content")]
    comment = boris.admit(done).comment
    kept = {row.id for row in rows(desk.city.settings.storage.keystore, "sealing_key")}
    assert not set(sealed) & kept
    (content,) = stored(desk.city, "attachment_content")
    assert content.owner == comment.name
    wanted = files.DownloadAttachmentRequest(parent=comment.name, sha256=files_named[0].sha256)
    got = desk.city.stream("AttachmentService/DownloadAttachment", wanted, ("clerk",))
    assert b"".join(part.data for part in got) == PDF
    assert b"Kanarek" not in everything(desk.city)


@pytest.mark.parametrize("days", [29, 30])
def test_refused_content_is_gone_when_its_day_has_come(instance, monkeypatch, days):
    shift = [timedelta()]
    monkeypatch.setattr("komplan_consultation.compose.utc_now", lambda: utc_now() + shift[0])
    desk = Desk(instance("consultation"), channels=[ChannelRule(channel="post"), ChannelRule(channel="web")])
    anna, boris = Clerk(desk, "anna"), Clerk(desk, "boris")
    done = checked(anna, boris, "Kanarek-text", received={"attachments": [named(PDF)]})
    desk.city.send("AttachmentService/UploadAttachment", parts(done.name, PDF), ("clerk",))
    refusals = [boris.refuse(done, "abusive"), desk.refused("Kanarek-text", authors=[])]
    assert {refusal.purge_on.SerializeToString() for refusal in refusals} == {day(30).SerializeToString()}
    assert boris.get(done.name).reading.points[0].text == "Kanarek-text"
    before = {row.id for row in rows(desk.city.settings.storage.keystore, "sealing_key")}
    shift[0] = timedelta(days=days)
    desk.city.turn("retention")
    found = [desk.ask("SubmissionService/GetRefusal", pb.GetRefusalRequest(name=r.name)) for r in refusals]
    left = {row.id for row in rows(desk.city.settings.storage.keystore, "sealing_key")}
    gone = days == 30
    assert [refusal.purged for refusal in found] == [gone, gone]
    assert found[1].content == ("" if gone else "Kanarek-text")
    assert boris.get(done.name).HasField("reading") is not gone
    assert len(stored(desk.city, "attachment_content")) == (not gone)
    assert len(before - left) == (4 if gone else 0)  # a person, the words of each, the file
    assert desk.count().refusals_by_reason == {"abusive": 1, "anonymous": 1}


def test_a_form_that_was_not_issued_or_is_used_is_told_of_at_once(desk, anna, boris):
    batch = FormBatch(prefix="B03", first=120, last=122, contact_point="radnice", issued_to="k12")
    at = {"contact_points": [ContactPoint(code="radnice", title="Radnice", place="Náměstí 1")]}
    town = Desk(desk.city, round_id="podzim", **at)
    town.ask("FormOfficeService/IssueForms", forms.IssueFormsRequest(parent=town.round, form_batch=batch))
    taker = Clerk(town, "anna")
    assert told(lambda: taker.receive(form="B03-0123")) == ("Invalid", "FORM_UNKNOWN", ["submission.form"])
    first = taker.receive(form="B03-0121")
    at_once = {"channel": "post", "form": "B03-0121"}
    for claimed in (lambda: taker.receive(form="B03-0121"), lambda: town.register("x", **at_once)):
        with pytest.raises(Invalid, match="submission 1, which is under way") as caught:
            claimed()
        assert caught.value.reason == "FORM_USED"
    town.refused("", **at_once)
    spoil = forms.SpoilFormsRequest(parent=town.round, serials=["B03-0121"])
    assert told(lambda: town.ask("FormOfficeService/SpoilForms", spoil))[:2] == ("Refused", "FORM_USED")
    checker = Clerk(town, "boris")
    checker.check(taker.transcribe(first, "Chybí lavičky."))
    assert checker.admit(first).comment.form == "B03-0121"
    assert told(lambda: taker.receive(form="B03-0121")) == ("Invalid", "FORM_USED", ["submission.form"])
    other = taker.receive(form="B03-0122")
    checker.refuse(other, "abusive")
    assert told(lambda: taker.receive(form="B03-0122"))[1] == "FORM_USED", "it came back with what was refused"
    assert town.numbers() == [1]


def test_a_repeated_request_takes_in_nothing_more(desk, anna):
    first = anna.receive(received_on=day(-6), request_id="a1")
    assert anna.receive(received_on=day(-6), request_id="a1") == first
    again = told(lambda: anna.receive(received_on=day(-7), request_id="a1"))
    assert again == ("Taken", "REQUEST_REPLAYED", ["request_id"])
    assert anna.receive(received_on=day(-6)).number == 2
