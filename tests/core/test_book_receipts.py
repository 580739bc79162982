"""Receipts: what people read, what machines check, and what fits one QR code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import ORIGIN, START, WITNESSES, Book, content, keys, register, salt, signing, witnessed

from komplan_core.book import checkpoints, merkle
from komplan_core.book.checkpoints import Checkpoint
from komplan_core.book.errors import BookError
from komplan_core.book.notes import Note
from komplan_core.book.proofs import HEADER, Receipt
from komplan_core.book.receipts import QR_LIMIT, Words, extra, found, qr_text, receipt_text
from komplan_core.book.verifying import verify_receipt

WORDS = Words("Komunitní plán Vzorova 2027–2029", "B7K2-9QX4", "https://kniha.vzorov.cz")
AT = int(START.timestamp())


def registered(number: int = 9, origin: str = ORIGIN) -> Book:
    book = Book(origin)
    for no in range(1, number + 1):
        register(book, no)
    return book


BOOK = registered()
RECEIPT = BOOK.receipt(4, cosigned=AT)
TEXT = receipt_text(RECEIPT, WORDS)


def test_a_receipt_tells_number_title_date_draft_and_how_to_check_it() -> None:
    for words in (
        "Připomínka číslo:  5",
        "Komunitní plán Vzorova",
        "1. 4. 2027",
        "B7K2-9QX4",
        "komplan verify receipt",
    ):
        assert words in TEXT
    assert "1. 4. 2027 10:01:40" in TEXT  # 08:01:40 UTC in Prague's summer


def test_whoever_holds_receipt_and_text_can_show_that_both_belong_together() -> None:
    facts = verify_receipt(TEXT, keys(), record=content(5), quorum=2)
    assert (facts.origin, facts.index, facts.size, facts.entry["no"]) == (ORIGIN, 4, 9, 5)
    assert facts.cosigned == {witness.name: AT for witness in WITNESSES}
    assert facts.content_checked
    with pytest.raises(BookError) as caught:
        verify_receipt(TEXT, keys(), record=content(6))
    assert caught.value.reason == "COMMITMENT_MISMATCH"


@pytest.mark.parametrize(
    "mailed",
    [
        TEXT,
        "\ufeff" + TEXT.replace("\n", "\r\n"),
        "Dobrý den,\nposíláme potvrzení.\n\n" + TEXT + "\n-- \nMěÚ Vzorov\n",
        RECEIPT.format(),
        RECEIPT.format().rstrip("\n"),
    ],
)
def test_the_proof_is_found_in_a_mail_a_file_and_a_qr_code(mailed: str) -> None:
    assert found(mailed) == RECEIPT
    assert Receipt.parse(RECEIPT.format()) == RECEIPT


def test_a_text_without_or_with_several_proofs_is_refused() -> None:
    wrong = {"Dobrý den": "RECEIPT_MISSING", TEXT + TEXT: "RECEIPT_AMBIGUOUS", HEADER: "RECEIPT_INVALID"}
    for text, reason in wrong.items():
        with pytest.raises(BookError) as caught:
            verify_receipt(text, keys())
        assert caught.value.reason == reason


def test_a_title_cannot_pass_for_a_proof() -> None:
    text = receipt_text(RECEIPT, Words(f"Plán\n{BOOK.receipt(0).format()}", "x"))
    assert found(text) == RECEIPT


@settings(max_examples=300)
@given(st.data())
def test_no_changed_character_of_a_proof_verifies_as_something_else(data: st.DataObject) -> None:
    proof = RECEIPT.format()
    place = data.draw(st.integers(0, len(proof) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda new: new != proof[place]))
    with pytest.raises(BookError):  # a name that is changed makes a witness unknown: hence the quorum
        verify_receipt(proof[:place] + other + proof[place + 1 :], keys(), record=content(5), quorum=2)


@given(st.integers(1, 40), st.data())
def test_every_receipt_of_every_book_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    book = registered(size)
    assert verify_receipt(book.receipt(index).format(), keys(), record=content(index + 1)).index == index


def test_a_receipt_of_one_round_proves_nothing_in_another() -> None:
    other = registered(9, "kniha.vzorov.cz/book/2028-1")
    swapped = Receipt(RECEIPT.extra, RECEIPT.index, RECEIPT.proof, other.checkpoint())
    with pytest.raises(BookError):
        verify_receipt(swapped.format(), (*keys(), other.key.verifier))
    with pytest.raises(BookError) as caught:
        verify_receipt(other.receipt(4).format(), keys())
    assert caught.value.reason == "KEY_UNKNOWN"
    copied = Book("kniha.vzorov.cz/book/2028-1")
    copied.entries = BOOK.entries
    with pytest.raises(BookError) as caught:
        verify_receipt(copied.receipt(4).format(), (copied.key.verifier,))
    assert caught.value.reason == "ROUND_MISMATCH"


def test_a_receipt_for_another_entry_than_the_registered_one_is_noticed() -> None:
    for carried in (extra(BOOK.entries[3], salt("content", 5)), extra(BOOK.entries[4], salt("content", 4))):
        swapped = Receipt(carried, RECEIPT.index, RECEIPT.proof, RECEIPT.checkpoint)
        with pytest.raises(BookError) as caught:
            verify_receipt(swapped.format(), keys(), record=content(5))
        assert caught.value.reason in ("PROOF_INVALID", "COMMITMENT_MISMATCH")


def test_at_fifty_thousand_entries_a_proof_with_two_cosignatures_fits_one_code() -> None:
    path = [merkle.leaf_hash(str(number).encode()) for number in range(16)]
    note = checkpoints.sign(Checkpoint(ORIGIN, 50_000, path[0]), signing())
    receipt = Receipt(extra(BOOK.entries[4], salt("content", 5)), 12_345, tuple(path), witnessed(note, AT))
    assert len(qr_text(receipt).encode()) <= 2_250
    crowded = Note.parse(receipt.checkpoint)
    for number in range(9):
        crowded = crowded.with_line(signing(f"witness{number}.example/w", str(number)).sign(crowded.body))
    with pytest.raises(BookError) as caught:
        qr_text(Receipt(receipt.extra, receipt.index, receipt.proof, crowded.format()))
    assert caught.value.reason == "QR_TOO_LARGE"
    assert QR_LIMIT == 2_953
