"""What is erased is gone in every copy; numbers, roots and the receipts of others stay (I12)."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.consultation import Desk, everything, rows, stored, told
from support.databases import ON_SQLITE
from support.forgetting import NAME, PEOPLE, TEXT, erase_authors, erase_content, erasures
from support.witnessing import Clock

from komplan.consultation.v1 import consent_service_pb2 as consent
from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_core.book.checkpoints import opened
from komplan_core.book.entries import decoded
from komplan_core.book.merkle import check_inclusion, leaf_hash
from komplan_core.book.notes import VerifierKey
from komplan_core.book.proofs import Receipt
from komplan_core.book.verifying import verify_receipt


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("komplan_consultation.compose.utc_now", made)
    return made


@pytest.fixture
def desk(instance, clock):
    return Desk(instance("consultation"))


def book_key(desk):
    (head,) = stored(desk.city, "log_head")
    return VerifierKey(head.origin, 1, bytes(head.public_key))


def book_of(desk):
    """Every checkpoint by its size, and every entry."""
    checkpoints = {row.size: row.note for row in stored(desk.city, "checkpoint")}
    return checkpoints, [bytes(row.entry) for row in stored(desk.city, "log_leaf")]


def keys_left(desk):
    return {row.id for row in rows(desk.city.settings.storage.keystore, "sealing_key")}


def key_id(sealed):
    assert sealed.startswith("sealed:")
    return sealed.split(":")[1]


def history(desk, comment):
    """A comment as it was stored each time, oldest first."""
    found = [row for row in stored(desk.city, "journal") if row.name == comment.name]
    return [Comment.FromString(bytes(row.encoded)) for row in found]


def test_the_reference_that_leads_to_the_paper_goes_with_the_last_author_and_not_before(desk):
    comment = desk.entered(TEXT, authors=PEOPLE, registry_ref="MMV/77")
    erase_authors(desk, comment, 1)
    kept = desk.get(comment.name)
    assert (kept.registry_ref, [person.full_name for person in kept.authors]) == ("MMV/77", ["", PEOPLE[1].full_name])
    erase_authors(desk, comment, 2)
    assert desk.get(comment.name).registry_ref == ""
    assert key_id(history(desk, comment)[0].registry_ref) not in keys_left(desk)
    assert b"MMV/77" not in everything(desk.city)


@ON_SQLITE
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["all", "first", "second", "content"])), max_size=6))
def test_erasing_changes_no_root_and_no_number_and_no_receipt(desk, steps):
    answers = [desk.register(TEXT, authors=PEOPLE) for _ in range(4)]
    comments, counts, numbers = [answer.comment for answer in answers], desk.count(), desk.numbers()
    checkpoints, entries = book_of(desk)
    done = set()
    for place, what in steps:
        if what == "content":
            erase_content(desk, comments[place])
        else:
            erase_authors(desk, comments[place], ("all", "first", "second").index(what))
        done |= {(place, kind) for kind in (("first", "second") if what == "all" else (what,))}
    after, told_since = book_of(desk)
    assert {size: after[size] for size in checkpoints} == checkpoints
    assert told_since[: len(entries)] == entries
    assert all(decoded(data)["type"] == "record.erased" for data in told_since[len(entries) :])
    assert (desk.count(), desk.numbers()) == (counts, numbers)
    for place, answer in enumerate(answers):
        said = {"points": [{"text": TEXT}]}
        assert verify_receipt(answer.receipt, [book_key(desk)], record=said).entry["no"] == comments[place].number
        found = desk.get(comments[place].name)
        names = [person.full_name for person in found.authors]
        assert names == [
            "" if (place, kind) in done else person.full_name
            for kind, person in zip(("first", "second"), PEOPLE, strict=True)
        ]
        assert [point.text for point in found.points] == ["" if (place, "content") in done else TEXT]
        salts = {row.label for row in stored(desk.city, "comment_salt") if row.comment == found.name}
        assert ("identity" in salts) == (not {(place, "first"), (place, "second")} & done)
        assert ("content" in salts) == ((place, "content") not in done)


def test_an_erasure_is_proven_and_tells_nothing_of_the_person(desk):
    comment = desk.entered(TEXT, authors=PEOPLE)
    erase_authors(desk, comment, 1)
    erase_content(desk, comment)
    found = erasures(desk, comment)
    assert [(item.what, item.ground) for item in found] == [("identity", "objection"), ("content", "unlawful")]
    for item in found:
        entry, proof = decoded(item.entry.encode()), Receipt.parse(item.proof)
        checkpoint = opened(proof.checkpoint, book_key(desk))
        leaf = leaf_hash(item.entry.encode())
        check_inclusion(leaf, proof.index, checkpoint.size, proof.proof, checkpoint.root)
        assert {key: entry[key] for key in ("type", "no", "what", "ground")} == {
            "type": "record.erased",
            "no": 1,
            "what": item.what,
            "ground": item.ground,
        }
        assert set(entry) == {"v", "type", "at", "round", "no", "what", "ground"}
        assert (proof.index, checkpoint.origin) == (item.leaf, item.origin)


@ON_SQLITE
def test_one_author_goes_and_the_others_stay_readable_when_the_comment_is_handled_on(desk):
    comment = desk.entered(TEXT, authors=PEOPLE)
    erase_authors(desk, comment, 1)
    desk.answered(comment)
    assert [person.full_name for person in desk.get(comment.name).authors] == ["", "Petr Svoboda"]
    assert [person.kind for person in desk.get(comment.name).authors] == ["user", "individual"]
    gone, kept = (key_id(person.full_name) for person in history(desk, comment)[0].authors)
    assert (gone in keys_left(desk), kept in keys_left(desk)) == (False, True)
    assert NAME.encode() not in everything(desk.city)


def test_content_goes_from_the_history_and_from_kept_answers(desk):
    comment = desk.entered(TEXT, authors=PEOPLE, request_id="a1")
    desk.assign(comment)
    erase_content(desk, comment)
    assert desk.get(comment.name).points[0].text == ""
    sealed = [point.text for written in history(desk, comment)[:2] for point in written.points]
    assert len(sealed) == 2
    assert not set(map(key_id, sealed)) & keys_left(desk)
    replayed = desk.register(TEXT, authors=PEOPLE, request_id="a1")
    assert (replayed.comment.name, replayed.comment.points[0].text, replayed.receipt) == (comment.name, "", "")
    assert replayed.comment.authors[0].full_name == NAME


@ON_SQLITE
def test_repeating_an_erasure_tells_nothing_twice(desk):
    comment = desk.entered(TEXT, authors=PEOPLE)
    for _ in range(2):
        erase_authors(desk, comment)
        erase_content(desk, comment)
    assert [item.what for item in erasures(desk, comment)] == ["identity", "content"]


@ON_SQLITE
def test_a_wrong_erasure_erases_nothing(desk):
    comment = desk.entered(TEXT, authors=PEOPLE)
    for call, answer in (
        (lambda: erase_authors(desk, comment, 3), ("Invalid", "REFERENCE_MISSING", ["author"])),
        (lambda: erase_authors(desk, comment, -1), ("Invalid", "REFERENCE_MISSING", ["author"])),
        (lambda: erase_authors(desk, comment, 1, "because"), ("Invalid", "UNKNOWN_CODE", ["ground"])),
        (lambda: erase_content(desk, comment, ""), ("Invalid", "UNKNOWN_CODE", ["ground"])),
    ):
        assert told(call) == answer
    assert erasures(desk, comment) == []
    assert desk.get(comment.name) == comment


def test_consent_is_taken_back_with_the_token_beside_the_receipt(desk):
    answer = desk.register(TEXT, authors=PEOPLE, publish_consent="named")
    token = answer.author_token
    asked = lambda: desk.city.ask("ConsentService/GetConsent", consent.GetConsentRequest(token=token), ())  # noqa: E731
    assert (asked().number, asked().publish_consent) == (1, "named")
    taken = consent.WithdrawConsentRequest(token=token)
    for _ in range(2):
        state = desk.city.ask("ConsentService/WithdrawConsent", taken, ())
        assert (state.number, state.publish_consent) == (1, "none")
    assert desk.get(answer.comment.name).publish_consent == "none"
    assert [decoded(data)["type"] for data in book_of(desk)[1]].count("consent.withdrawn") == 1
    wrong = consent.WithdrawConsentRequest(token=token[:-2])
    assert told(lambda: desk.city.ask("ConsentService/WithdrawConsent", wrong, ()))[:2] == ("Refused", "TOKEN_INVALID")
    erase_authors(desk, answer.comment)
    assert told(asked)[:2] == ("Refused", "TOKEN_INVALID")


@ON_SQLITE
def test_the_office_takes_a_consent_back_for_who_asks_on_paper(desk):
    comment = desk.entered(TEXT, authors=PEOPLE, publish_consent="anonymised")
    request = pb.WithdrawConsentForAuthorRequest(name=comment.name, etag=comment.etag)
    assert desk.ask("PrivacyService/WithdrawConsentForAuthor", request).publish_consent == "none"
    assert told(lambda: desk.ask("PrivacyService/WithdrawConsentForAuthor", request))[:2] == ("Stale", "STALE_ETAG")


@ON_SQLITE
def test_only_an_administrator_erases_holds_and_looks_people_up(desk):
    comment = desk.entered(TEXT, authors=PEOPLE)
    for method, request in (
        ("EraseAuthors", pb.EraseAuthorsRequest(name=comment.name)),
        ("EraseContent", pb.EraseContentRequest(name=comment.name, ground="unlawful")),
        ("SetLegalHold", pb.SetLegalHoldRequest(name=comment.name, reason="x")),
    ):
        for roles in ((), ("clerk",), ("region",), ("analyst",)):
            asked = partial(desk.ask, f"PrivacyService/{method}", request, roles)
            assert told(asked)[:2] == ("Forbidden", "ROLE_REQUIRED")
    look = pb.GetPersonDataRequest(parent=desk.area, full_name=NAME)
    assert told(lambda: desk.city.stream("PrivacyService/GetPersonData", look, ("clerk",)))[0] == "Forbidden"
