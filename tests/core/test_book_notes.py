"""Signed notes, checkpoints, cosignatures and changes of keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.books import ORIGIN, START, WITNESSES, Book, honest, keys, register, signing, witnessed

from komplan_core.book import checkpoints, cosignatures, merkle
from komplan_core.book.checkpoints import Checkpoint
from komplan_core.book.entries import encoded
from komplan_core.book.errors import BookError
from komplan_core.book.notes import COSIGNATURE, Note, VerifierKey, signed
from komplan_core.book.rotation import KeyChain, check_rotated, recovered, rotated
from komplan_core.book.texts import based, unbased
from komplan_core.book.verifying import verify_book

# The example of Go's package note, whose format signed-note is.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
CHECKPOINT = Checkpoint(ORIGIN, 17, merkle.leaf_hash(b"x"))


def reason(error: pytest.ExceptionInfo[BookError]) -> str:
    return error.value.reason


def test_a_note_of_another_implementation_verifies() -> None:
    key = VerifierKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    assert signed(Note.parse(GO_NOTE), [key]) == ["PeterNeumann"]
    assert Note.parse(GO_NOTE).format() == GO_NOTE


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    note = checkpoints.sign(CHECKPOINT, signing())
    assert note.startswith(f"{ORIGIN}\n17\n")
    assert note.count("\n") == 5
    assert checkpoints.opened(note, signing().verifier) == CHECKPOINT == checkpoints.read(note)
    with pytest.raises(BookError) as caught:
        checkpoints.sign(CHECKPOINT, signing("jiny.example/book/1"))
    assert reason(caught) == "ORIGIN_MISMATCH"


@given(st.data())
def test_no_changed_character_of_a_checkpoint_goes_unnoticed(data: st.DataObject) -> None:
    note = witnessed(checkpoints.sign(CHECKPOINT, signing()), 1_800_000_000)
    place = data.draw(st.integers(0, len(note) - 1))
    other = data.draw(st.characters(min_codepoint=10, max_codepoint=126).filter(lambda found: found != note[place]))
    changed = note[:place] + other + note[place + 1 :]
    every = {witness.name: 1_800_000_000 for witness in WITNESSES}
    assert checkpoints.opened(note, keys()) == CHECKPOINT
    assert cosignatures.cosigned(note, keys()) == every
    try:
        same = checkpoints.opened(changed, keys()) == CHECKPOINT and cosignatures.cosigned(changed, keys()) == every
    except BookError:
        same = False
    assert not same


@pytest.mark.parametrize(
    "body", ["a\n1\n", "a\n01\n{}\n", "\n1\n{}\n", "a\n1\n{}A\n", "a\n-1\n{}\n", "a\n1\n{}\nmore\n", "a\n1\n{}"]
)
def test_a_body_of_another_shape_is_no_checkpoint(body: str) -> None:
    root = based(merkle.EMPTY)
    with pytest.raises(BookError):
        Checkpoint.parse(body.format(root))
    assert Checkpoint.parse(f"a\n1\n{root}\n").size == 1


def test_unknown_signatures_are_passed_over_and_a_known_one_that_fails_is_not() -> None:
    note = checkpoints.sign(CHECKPOINT, signing())
    stranger = signing(seed="stranger")
    both = Note.parse(note).with_line(stranger.sign(CHECKPOINT.body())).format()
    assert checkpoints.opened(both, [signing().verifier]) == CHECKPOINT
    with pytest.raises(BookError) as caught:
        checkpoints.opened(note, [stranger.verifier])
    assert reason(caught) == "KEY_UNKNOWN"
    forged = note.replace("\n17\n", "\n18\n")
    with pytest.raises(BookError) as caught:
        checkpoints.opened(forged, [signing().verifier])
    assert reason(caught) == "SIGNATURE_INVALID"


def test_a_key_does_not_sign_for_another_book() -> None:
    """A city has a key for each of its books: one that leaked must not speak for the rest."""
    other = signing("jiny.example/book/1")
    note = Note(CHECKPOINT.body(), ()).with_line(other.sign(CHECKPOINT.body())).format()
    with pytest.raises(BookError) as caught:
        checkpoints.opened(note, [other.verifier, signing().verifier])
    assert reason(caught) == "ORIGIN_MISMATCH"


@pytest.mark.parametrize("text", ["QUI", "QUI=\n", "QUJ=", "QQ==QQ==", "Q-==", "QUI= ", "č==="])
def test_base64_has_one_spelling(text: str) -> None:
    assert unbased("QUI=") == b"AB"
    with pytest.raises(BookError) as caught:
        unbased(text)
    assert reason(caught) == "BASE64_INVALID"


def test_a_witness_tells_when_and_its_key_signs_no_checkpoints() -> None:
    note = witnessed(checkpoints.sign(CHECKPOINT, signing()), 1_700_000_000)
    assert cosignatures.cosigned(note, keys()) == {witness.name: 1_700_000_000 for witness in WITNESSES}
    again = witnessed(note, 1_700_000_060)
    assert len(Note.parse(again).signatures) == 3
    assert set(cosignatures.cosigned(again, keys()).values()) == {1_700_000_060}
    for wrong in (
        lambda: WITNESSES[0].sign(CHECKPOINT.body()),
        lambda: cosignatures.cosign(note, signing(), 1),
        lambda: cosignatures.cosign(note, WITNESSES[0], -1),
        lambda: checkpoints.opened(note, [WITNESSES[0].verifier]),
    ):
        with pytest.raises(BookError):
            wrong()


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AAAA", GO_KEY.replace("c74f", "c74e"), GO_KEY[:-4]])
def test_a_damaged_public_key_is_refused(text: str) -> None:
    with pytest.raises(BookError):
        VerifierKey.parse(text)


def rotated_book() -> Book:
    book = honest(7, comments=3)
    new = signing(seed="second")
    book.entries.append(encoded(rotated(ORIGIN, book.key, new, book.at)))
    book.key = new
    return book


def test_a_new_key_is_believed_through_the_rotation_that_the_old_key_signed() -> None:
    book = rotated_book()
    earlier = honest(7, comments=3).checkpoint(cosigned=int(START.timestamp()))
    report = verify_book(book.entries, book.checkpoint(), keys(), trusted=earlier)
    assert report.types["key.rotated"] == 1
    assert report.trusted == report.size - 1
    assert verify_book(book.entries, book.checkpoint(), keys(signing(seed="second"))).size == len(book.entries)
    for untrusted in (signing(seed="third"), signing("jiny.example/book/1")):
        with pytest.raises(BookError) as caught:
            verify_book(book.entries, book.checkpoint(), keys(untrusted))
        assert reason(caught) == "KEY_UNKNOWN"


def test_after_a_rotation_the_old_key_signs_no_longer() -> None:
    book = rotated_book()
    book.key = signing()
    with pytest.raises(BookError) as caught:
        verify_book(book.entries, book.checkpoint(), keys())
    assert reason(caught) == "KEY_UNKNOWN"


@pytest.mark.parametrize("field", ["old", "new", "by_old", "by_new", "at", "origin"])
def test_every_part_of_a_rotation_is_signed(field: str) -> None:
    made = rotated(ORIGIN, signing(), signing(seed="second"), START)
    other = rotated(ORIGIN, signing(seed="x"), signing(seed="y"), "2027-04-09T00:00:00Z")
    assert check_rotated(made, ORIGIN) == (signing().verifier, signing(seed="second").verifier)
    other["origin"] = "jiny.example/book/1"
    with pytest.raises(BookError) as caught:
        check_rotated({**made, field: other[field]}, ORIGIN)
    assert reason(caught) in ("SIGNATURE_INVALID", "ROTATION_INVALID")


def test_rotations_follow_each_other() -> None:
    chain = KeyChain(ORIGIN, [signing().verifier])
    chain.rotate(rotated(ORIGIN, signing(), signing(seed="second"), START))
    chain.rotate(rotated(ORIGIN, signing(seed="second"), signing(seed="third"), START))
    assert chain.current() == [signing(seed="third").verifier]
    with pytest.raises(BookError) as caught:
        chain.rotate(rotated(ORIGIN, signing(seed="second"), signing(seed="fourth"), START))
    assert reason(caught) == "ROTATION_INVALID"


def test_a_book_goes_on_under_a_new_origin_after_its_key_was_lost() -> None:
    old = honest(3, comments=4)
    last = old.checkpoint(cosigned=int(old.at.timestamp()))
    origin = "kniha2.vzorov.cz/book/2027-1"
    book = Book(origin, signing(origin, "after"))
    carried = {"round": "2027-1", "state": "open", "comments": 4, "refusals": 0}
    book.entries.append(encoded(recovered(origin, old.at, last, **carried)))
    book.at = old.at
    book.tell("point.moved", point="4/1", from_="registered", to="assigned")
    register(book, 5)
    trusting = (*keys(), book.key.verifier)
    assert verify_book(book.entries, book.checkpoint(), trusting, trusted=last).comments == 5
    longer = old.checkpoint()
    old.tell("plan.changed", change="edit")
    for note, expected in ((old.checkpoint(), "TRUNCATED"), (honest(4, comments=4).checkpoint(), None)):
        forked = checkpoints.sign(Checkpoint(ORIGIN, checkpoints.read(longer).size, merkle.EMPTY), signing())
        with pytest.raises(BookError) as caught:
            verify_book(book.entries, book.checkpoint(), trusting, trusted=note if expected else forked)
        assert reason(caught) == (expected or "FORKED")


def test_a_signing_key_of_a_witness_has_its_own_identifier() -> None:
    log, witness = signing("same.example", "same"), signing("same.example", "same", COSIGNATURE)
    assert log.verifier.public == witness.verifier.public
    assert log.verifier.key_id != witness.verifier.key_id
