"""A verifier with public keys and the last witnessed checkpoint notices what an administrator could do to a book."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import ORIGIN, Book, content, honest, keys, register, signing

from komplan_core.book import merkle
from komplan_core.book.entries import decoded, encoded
from komplan_core.book.errors import BookError
from komplan_core.book.exports import Closing, Row, read_csv, read_jsonl, released_text
from komplan_core.book.notes import COSIGNATURE, VerifierKey
from komplan_core.book.replay import State
from komplan_core.book.verifying import verify_book, verify_consistency, verify_export, verify_receipt

KEYS = keys()
WITNESSES: list[VerifierKey] = [key for key in KEYS if key.kind == COSIGNATURE]
SEEDS = st.integers(0, 10**9)


def witnessed_book(seed: int) -> tuple[Book, str, random.Random]:
    """An honest book of which witnesses saw a part, that part's checkpoint, and dice for the attacker."""
    dice = random.Random(seed)
    book = honest(seed, dice.randint(4, 10))
    at = dice.randint(6, len(book.entries))
    seen = int(book.at.timestamp()) - 20 * (len(book.entries) - at)
    return book, book.checkpoint(at, cosigned=seen), dice


@settings(max_examples=60)
@given(SEEDS)
def test_honest_books_raise_no_alarm(seed: int) -> None:
    book, trusted, dice = witnessed_book(seed)
    note = book.checkpoint(cosigned=int(book.at.timestamp()))
    report = verify_book(book.entries, note, KEYS, witnesses=WITNESSES, trusted=trusted, quorum=2)
    assert (report.size, report.state, len(report.cosigned)) == (len(book.entries), "approved", 2)
    assert 6 <= report.trusted <= report.size
    nodes, old = book.nodes(), dice.randint(0, report.size)
    proof = merkle.consistency(old, report.size, lambda *place: nodes[place])
    assert verify_consistency(book.checkpoint(old), note, proof, KEYS)[0].size == old


def delete(book: Book, dice: random.Random) -> None:
    del book.entries[dice.randrange(_seen(book))]


def edit(book: Book, dice: random.Random) -> None:
    place = dice.randrange(_seen(book))
    changed = decoded(book.entries[place])
    field = dice.choice([name for name, value in changed.items() if isinstance(value, str) and name != "v"])
    changed[field] = changed[field][:-1] + dice.choice("abcdefgh".replace(changed[field][-1:], ""))
    book.entries[place] = encoded(changed)


def reorder(book: Book, dice: random.Random) -> None:
    first, second = dice.sample(range(_seen(book)), 2)
    book.entries[first], book.entries[second] = book.entries[second], book.entries[first]


def backdate(book: Book, dice: random.Random) -> None:
    place = dice.randrange(1, _seen(book))
    made = decoded(book.entries[place - 1])
    book.entries.insert(place, encoded({**made, "type": "plan.changed", "change": "edit"}))


def truncate(book: Book, dice: random.Random) -> None:
    del book.entries[dice.randrange(_seen(book)) :]


def fork(book: Book, dice: random.Random) -> None:
    size = dice.randrange(1, _seen(book))
    book.entries[size:] = honest(dice.randrange(10**9), 12).entries[size : len(book.entries) + dice.randint(0, 3)]


def rekey(book: Book, dice: random.Random) -> None:
    book.key = signing(seed=f"attacker {dice.random()}")


def restore(book: Book, dice: random.Random) -> None:
    """An older copy of the database goes on with other entries."""
    del book.entries[dice.randrange(4, _seen(book)) :]
    while len(book.entries) < _seen(book) + 3:
        book.tell("plan.changed", change=f"other {dice.random()}")


def _seen(book: Book) -> int:
    return book.seen  # type: ignore[attr-defined,no-any-return]


ATTACKS: list[Callable[[Book, random.Random], None]] = [delete, edit, reorder, backdate, truncate, fork, rekey, restore]


@pytest.mark.parametrize("attack", ATTACKS)
@settings(max_examples=25)
@given(SEEDS)
def test_each_attack_is_noticed_though_the_book_is_signed_anew(
    attack: Callable[[Book, random.Random], None], seed: int
) -> None:
    book, trusted, dice = witnessed_book(seed)
    before = list(book.entries)
    book.seen = int(trusted.split("\n")[1])  # type: ignore[attr-defined]
    attack(book, dice)
    if book.entries == before and attack is not rekey:
        return  # the dice fell so that nothing changed
    with pytest.raises(BookError):
        verify_book(book.entries, book.checkpoint(), KEYS, witnesses=WITNESSES, trusted=trusted)


@pytest.mark.parametrize("attack", [delete, reorder, truncate, backdate, edit])
@settings(max_examples=15)
@given(SEEDS)
def test_without_the_private_key_nothing_passes_at_all(
    attack: Callable[[Book, random.Random], None], seed: int
) -> None:
    book, _, dice = witnessed_book(seed)
    note, before = book.checkpoint(), list(book.entries)
    book.seen = len(book.entries)  # type: ignore[attr-defined]
    attack(book, dice)
    if book.entries != before:
        with pytest.raises(BookError):
            verify_book(book.entries, note, KEYS)


def test_an_entry_said_to_be_older_than_what_witnesses_saw_is_noticed() -> None:
    book = honest(1, 4)
    later = int(book.at.timestamp()) + 3600
    trusted = book.checkpoint(cosigned=later)
    book.tell("plan.changed", change="edit")
    with pytest.raises(BookError) as caught:
        verify_book(book.entries, book.checkpoint(), KEYS, witnesses=WITNESSES, trusted=trusted)
    assert (caught.value.reason, caught.value.index) == ("BACKDATED", len(book.entries) - 1)


def test_the_first_bad_entry_is_named() -> None:
    book = honest(5, 4)
    book.entries[3] = book.entries[3].replace(b'"v":1', b'"v": 1')
    with pytest.raises(BookError) as caught:
        verify_book(book.entries, book.checkpoint(), KEYS)
    assert (caught.value.reason, caught.value.index) == ("NOT_CANONICAL", 3)


def test_too_few_witnesses_and_entries_of_another_round_are_refused() -> None:
    book = honest(5, 4)
    with pytest.raises(BookError) as caught:
        verify_book(book.entries, book.checkpoint(), KEYS, witnesses=WITNESSES, quorum=1)
    assert caught.value.reason == "QUORUM_MISSED"
    copied = Book("kniha.vzorov.cz/book/2028-1")
    copied.entries = book.entries
    with pytest.raises(BookError) as caught:
        verify_book(copied.entries, copied.checkpoint(), (copied.key.verifier,))
    assert (caught.value.reason, caught.value.index) == ("ROUND_MISMATCH", 0)


def test_two_books_are_not_two_states_of_one() -> None:
    one, other = honest(5, 4), Book("kniha.vzorov.cz/book/2028-1")
    with pytest.raises(BookError) as caught:
        verify_consistency(one.checkpoint(0), other.checkpoint(0), [], (*KEYS, other.key.verifier))
    assert caught.value.reason == "ORIGIN_MISMATCH"


def test_a_receipt_still_verifies_after_its_book_was_rewritten_and_the_book_does_not_contain_it() -> None:
    book = Book(ORIGIN)
    for no in range(1, 6):
        register(book, no)
    receipt = book.receipt(2)
    register(book, 6)
    forged = Book(ORIGIN)
    for no in (1, 2, 9, 4, 5, 6):
        register(forged, no)
    facts = verify_receipt(receipt.format(), KEYS, record=content(3))
    nodes = forged.nodes()
    with pytest.raises(BookError):
        verify_consistency(
            receipt.checkpoint,
            forged.checkpoint(),
            merkle.consistency(facts.size, 6, lambda *at: nodes[at]),
            KEYS,
        )


def exported(book: Book) -> list[Row | Closing]:
    """The table that belongs to a book: withheld comments left out."""
    state = State()
    leaves: dict[str, str] = {}
    for data in book.entries:
        made = decoded(data)
        state.apply(made)
        if made["type"] == "comment.registered":
            leaves[str(made["no"])] = merkle.leaf_hash(data).hex()
    rows: list[Row | Closing] = []
    for point in state.points.states:
        no = point.partition("/")[0]
        if state.publication[no] == "withheld":
            continue
        settlement = state.points.settlements.get(point)
        words = f"Odůvodnění {point}" if settlement else ""
        rows.append(Row(point, "rejected" if settlement else "", words, leaves[no]))
    total = len(state.points.states)
    return [*rows, Closing(len(rows), total - len(rows), total)]


@settings(max_examples=40)
@given(SEEDS)
def test_a_table_belongs_to_its_book_and_no_changed_one_does(seed: int) -> None:
    book, dice = honest(seed, 6), random.Random(seed)
    note, rows = book.checkpoint(), exported(book)
    closing = rows[-1]
    assert isinstance(closing, Closing)
    report = verify_export(rows, book.entries, note, KEYS)
    assert (report.rows, report.withheld) == (closing.rows, closing.withheld)
    if closing.rows < 2:
        return
    place = dice.randrange(closing.rows)
    row = rows[place]
    assert isinstance(row, Row)
    rest = [item for item in rows if item is not row]
    wrong = {
        "EXPORT_COUNT": rest,
        "EXPORT_POINT_MISSING": [*rest[:-1], Closing(closing.rows - 1, closing.withheld + 1, closing.points)],
        "EXPORT_POINT_REPEATED": [row, *rows],
        "EXPORT_POINT_UNKNOWN": [Row("99/1"), *rows],
        "EXPORT_FINGERPRINT": [Row(row.point, row.outcome, row.justification, "00" * 32), *rest],
        "EXPORT_CUT_OFF": rows[:-1],
        "EXPORT_OUTCOME": [Row(row.point, "accepted", row.justification, row.fingerprint), *rest],
    }
    if row.outcome:
        wrong["EXPORT_TEXT"] = [Row(row.point, row.outcome, row.justification + ".", row.fingerprint), *rest]
    for reason, changed in wrong.items():
        with pytest.raises(BookError) as caught:
            verify_export(changed, book.entries, note, KEYS)
        assert caught.value.reason == reason


def test_tables_are_read_from_csv_and_json_lines() -> None:
    expected = [Row("17/1", "rejected", "Není; v rozpočtu", "ab"), Closing(1, 2, 3)]
    table = [
        "č. připomínky / bod;výsledek;odůvodnění vypořádání;otisk záznamu\n",
        '17/1;neakceptováno;"Není; v rozpočtu";ab\n',
        f"{Closing(1, 2, 3)};;;\n",
    ]
    assert list(read_csv(table)) == expected
    lines = [
        '{"č. připomínky / bod":"17/1","výsledek":"rejected","odůvodnění vypořádání":"Není; v rozpočtu",'
        '"otisk záznamu":"ab"}',
        f'{{"č. připomínky / bod":"{Closing(1, 2, 3)}"}}',
    ]
    assert list(read_jsonl(lines)) == expected
    assert released_text("17/1", "rejected", "čtvrť") == released_text("17/1", "rejected", "c\u030ctvrt\u030c")
    with pytest.raises(BookError):
        list(read_jsonl(["[]"]))
