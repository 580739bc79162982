"""Eight classes of tampering in random cases: all detected with public keys and the last witnessed checkpoint.

`BOOK_CASES` says how many cases of each class; `make faults` asks for 1,000.
"""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives import serialization
from support.books import WITNESSES, honest, keys
from support.city_books import CityBook
from support.consultation import Desk, day
from support.databases import Files
from support.instance import Instance
from support.tampering import ATTACKS, SIGNS_ITSELF, WITNESS, Case, Export

from komplan_core.book.errors import BookError
from komplan_core.book.notes import SigningKey
from komplan_core.book.verifying import verify_book
from komplan_kit.clock import utc_now

CASES = int(os.environ.get("BOOK_CASES", "200"))
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def export(tmp_path_factory, sqlite_templates):
    """The log of one real city, in which something happened every hour."""
    folder: Path = tmp_path_factory.mktemp("city")
    now = [utc_now() - timedelta(days=3)]
    patched = pytest.MonkeyPatch()
    patched.setattr("komplan_consultation.compose.utc_now", lambda: now[0])
    city = Instance(("consultation",), Files(sqlite_templates, folder), folder / "instance")
    try:
        desk = Desk(city)
        for number in range(12):
            now[0] += timedelta(hours=1)
            desk.entered(f"Připomínka {number}", received_on=day(-4 - number))
            if number % 4 == 1:
                now[0] += timedelta(hours=1)
                desk.refused("text", authors=[], received_on=day(-4))
        now[0] += timedelta(hours=1)
        desk.close()
        book = CityBook(desk)
        leaves = list(book.entries())
        notes = [book.checkpoint(size).note for size in range(len(leaves) + 1)]
        private = serialization.load_pem_private_key(book.key.read_bytes(), None)
        (public,) = book.verifiers()
        return Export(public.name, leaves, notes, SigningKey(public.name, private), public)
    finally:
        city.stop()
        patched.undo()


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_is_tampered_with_is_detected(attack, export, seed):
    caught: Counter[str] = Counter()
    for number in range(CASES):
        dice = Random(f"{seed} {attack} {number}")
        case = Case(export, dice, seen=dice.randrange(4, len(export.leaves) + 1), key=dice.random() < 0.5)
        ATTACKS[attack](case)
        if case.key and attack not in SIGNS_ITSELF:
            case.signed()
        with pytest.raises(BookError) as found:
            case.verify()
        caught[found.value.reason] += 1
    print(attack, dict(caught))
    assert sum(caught.values()) == CASES


def test_without_a_witnessed_checkpoint_whoever_holds_the_key_rewrites_the_book_unseen(export, seed):
    case = Case(export, Random(seed), seen=len(export.leaves), key=True)
    ATTACKS["fork"](case)
    case.signed()
    case.verify(trusting=False)
    with pytest.raises(BookError, match="not those of the earlier checkpoint"):
        case.verify()


def test_an_honest_book_raises_no_alarm_at_any_size_beside_any_witnessed_checkpoint(export, seed):
    whole = len(export.leaves)
    for number in range(CASES):
        dice = Random(f"{seed} honest {number}")
        size = dice.randrange(3, whole + 1)
        seen = dice.randrange(3, size + 1)
        report = verify_book(
            export.leaves[:size],
            export.notes[size],
            [export.public],
            witnesses=[WITNESS.verifier],
            trusted=[export.witnessed(seen)],
        )
        assert (report.size, report.trusted) == (size, seen)


def test_honest_random_books_raise_no_alarm(seed):
    for number in range(CASES // 4):
        book = honest(seed + number)
        note = book.checkpoint()
        assert verify_book(book.entries, note, keys(), witnesses=[w.verifier for w in WITNESSES]).size == len(
            book.entries
        )
