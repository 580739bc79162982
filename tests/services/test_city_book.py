"""The comment book of a city: gapless, signed, checked by anybody; what was committed to; keys; older copies."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from support.city_books import CityBook
from support.consultation import Desk, stored, told

from komplan.consultation.v1 import book_service_pb2 as reading
from komplan_core.book.checkpoints import opened, read
from komplan_core.book.merkle import check_consistency, check_inclusion, leaf_hash
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import opened_extra
from komplan_core.book.verifying import verify_book, verify_receipt

REGISTER = "IntakeService/RegisterComment"


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


@pytest.fixture
def book(desk):
    return CityBook(desk)


def numbers(book):
    made = [json.loads(data) for data in book.entries()]
    return [entry["no"] for entry in made if entry["type"] == "comment.registered"]


def test_forty_people_at_once_get_receipts_of_one_gapless_book(desk, book):
    texts = [f"Připomínka {index}" for index in range(40)]
    wrong = [desk.submission(*["text"] * 501) for _ in range(5)]
    answers = desk.city.ask_all(REGISTER, [*map(desk.submission, texts), *wrong], roles=("clerk",))
    receipts = {answer.comment.points[0].text: answer for answer in answers if not isinstance(answer, Exception)}
    assert set(receipts) == set(texts)
    assert numbers(book) == list(range(1, 41))
    report = book.verified()
    assert report.comments == 40
    keys = book.verifiers()
    for text, answer in receipts.items():
        facts = verify_receipt(answer.receipt, keys, record={"points": [{"text": text}]})
        assert (facts.entry["no"], facts.index, facts.content_checked) == (
            answer.comment.number,
            answer.comment.leaf,
            True,
        )
    assert book.findings() == []


def test_two_replicas_write_one_book_without_a_hole(instance):
    desk, replica = Desk(instance("consultation")), instance("consultation")
    with ThreadPoolExecutor() as pool:
        waiting = [
            pool.submit(city.ask_all, REGISTER, [desk.submission("text") for _ in range(20)], ("clerk",))
            for city in (desk.city, replica)
        ]
        answers = [answer for future in waiting for answer in future.result()]
    book = CityBook(desk)
    assert sorted(answer.comment.number for answer in answers) == numbers(book) == list(range(1, 41))
    assert book.verified().comments == 40
    assert all(verify_receipt(answer.receipt, book.verifiers()) for answer in answers)


def test_every_change_is_one_entry_and_the_entries_tell_the_same_states(desk, book):
    sizes = [book.checkpoint().size]
    for call in (desk.entered, lambda: desk.refused("text", authors=[]), desk.close):
        call()
        sizes.append(book.checkpoint().size)
    assert [after - before for before, after in pairwise(sizes)] == [1, 1, 1]
    report = book.verified()
    assert (report.comments, report.refusals, report.state) == (1, 1, "closed")
    assert book.findings() == []


def test_a_refused_call_leaves_the_book_as_it_was(desk, book):
    desk.entered()
    before = book.checkpoint()
    assert told(lambda: desk.register(*["text"] * 501))[0] == "Invalid"
    assert told(lambda: desk.register("text", channel="pigeon"))[0] == "Invalid"
    assert book.checkpoint() == before


def test_a_repeated_request_gets_the_same_receipt_and_no_salt_is_kept_in_the_open(desk, book):
    first = desk.register("Chybí lavičky.", request_id="a1")
    desk.entered("Něco jiného.")
    assert desk.register("Chybí lavičky.", request_id="a1").receipt == first.receipt
    _, _, salt = opened_extra(Receipt.parse(first.receipt).extra)
    kept = b"".join(bytes(row.reply) for row in stored(desk.city, "request"))
    assert salt not in kept
    assert Receipt.parse(first.receipt).format().split("extra ")[1][:40].encode() not in kept


def test_erasing_a_person_changes_no_root_and_no_number(desk, book):
    answer = desk.register("Chybí lavičky.")
    desk.entered("Něco jiného.")
    before = book.checkpoint()
    desk.erase(answer.comment)
    report = book.verified()
    assert (report.comments, report.size) == (2, before.size + 1)
    assert book.checkpoint(before.size).note == before.note
    facts = verify_receipt(answer.receipt, book.verifiers(), record={"points": [{"text": "Chybí lavičky."}]})
    assert facts.entry["no"] == 1


def test_proofs_lead_from_any_entry_and_any_earlier_size_to_any_later_one(desk, book):
    for _ in range(4):
        desk.entered()
    entries, size = list(book.entries(page_size=2)), book.checkpoint().size
    assert len(entries) == size
    roots = {of: read(book.checkpoint(of).note).root for of in range(size + 1)}
    for later in range(1, size + 1):
        for index in range(later):
            request = reading.GetInclusionProofRequest(parent=book.round, index=index, size=later)
            proof = book.ask("BookService/GetInclusionProof", request)
            check_inclusion(leaf_hash(entries[index]), index, later, list(proof.hashes), roots[later])
        for old in range(1, later + 1):
            request = reading.GetConsistencyProofRequest(parent=book.round, old_size=old, size=later)
            proof = book.ask("BookService/GetConsistencyProof", request)
            check_consistency(old, roots[old], later, roots[later], list(proof.hashes))


def test_the_receipt_of_a_number_is_fetched_without_the_salt(desk, book):
    comment = desk.entered()
    desk.entered()
    found = book.ask("BookService/GetReceipt", reading.GetReceiptRequest(parent=book.round, number=1))
    receipt = Receipt.parse(found.proof)
    checkpoint = opened(receipt.checkpoint, book.verifiers())
    check_inclusion(leaf_hash(found.entry.data), comment.leaf, checkpoint.size, receipt.proof, checkpoint.root)
    assert (receipt.extra, checkpoint.size) == (b"", book.checkpoint().size)
    missing = reading.GetReceiptRequest(parent=book.round, number=3)
    assert told(lambda: book.ask("BookService/GetReceipt", missing))[1] == "NOT_FOUND"


def test_questions_that_no_book_answers_are_refused(desk, book):
    desk.entered()
    cases = (
        ("GetInclusionProof", reading.GetInclusionProofRequest(parent=book.round, index=99), "INVALID_VALUE"),
        ("GetInclusionProof", reading.GetInclusionProofRequest(parent=book.round, size=99), "INVALID_VALUE"),
        ("GetConsistencyProof", reading.GetConsistencyProofRequest(parent=book.round, old_size=99), "INVALID_VALUE"),
        ("GetConsistencyProof", reading.GetConsistencyProofRequest(parent=book.round, old_size=-1), "INVALID_VALUE"),
        ("GetCheckpoint", reading.GetCheckpointRequest(parent=book.round, size=99), "NOT_FOUND"),
        ("GetCheckpoint", reading.GetCheckpointRequest(parent=book.round, origin="x/book/y"), "NOT_FOUND"),
        ("ListEntries", reading.ListEntriesRequest(parent=book.round, page_token="x"), "PAGE_TOKEN"),
        ("ListKeys", reading.ListKeysRequest(parent=f"{desk.area}/rounds/none"), "NOT_FOUND"),
    )
    for method, request, reason in cases:
        assert (method, told(lambda: book.ask(f"BookService/{method}", request))[1]) == (method, reason)  # noqa: B023


def test_a_rotated_key_signs_what_follows_and_the_old_key_leads_to_it(desk, book):
    other = Desk(desk.city, round_id="podzim")
    desk.entered()
    (old,) = book.verifiers()
    first = book.rotate("r1")
    assert {key.origin for key in first.keys} == {"vzorov/book/jaro", "vzorov/book/podzim"}
    assert book.rotate("r1") == first
    answer = desk.register("Po výměně klíče.")
    other.entered()
    keys = book.keys()
    assert [(key.since, key.current) for key in keys] == [(0, False), (first.keys[0].since, True)]
    report = book.verified()
    assert report.types["key.rotated"] == 1
    assert verify_receipt(answer.receipt, [book.verifiers()[1]])
    assert verify_book(book.entries(), book.checkpoint().note, [old]).size == report.size  # the old key is enough
    assert book.findings() == []
