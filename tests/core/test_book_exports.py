"""A settlement table beside its book: no forged verdict passes, and no honest table is rejected."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.books import Book, keys, register

from komplan_core.book import files
from komplan_core.book.errors import BookError
from komplan_core.book.exports import (
    FINGERPRINT,
    JUSTIFICATION,
    OUTCOME,
    POINT,
    Closing,
    Row,
    read_csv,
    read_jsonl,
    read_outcomes,
    released_text,
)
from komplan_core.book.verifying import verify_export
from komplan_kit.sheets.reading import GUARDED, guarded

HEADINGS = (POINT, OUTCOME, JUSTIFICATION, FINGERPRINT)


def released(justification):
    """A book of one comment that was rejected with these words."""
    book = Book()
    book.tell("round.moved", from_="prepared", to="announced", rules=f"sha256:{'0' * 64}")
    book.tell("round.opened", from_="announced", to="open")
    register(book, 1)
    for state, after in (("registered", "assigned"), ("assigned", "in-progress")):
        book.tell("point.moved", point="1/1", from_=state, to=after)
    book.tell("settlement.proposed", point="1/1", version=1)
    book.tell("settlement.decided", point="1/1", version=1)
    text = released_text("1/1", "rejected", justification)
    book.tell("settlement.released", point="1/1", outcome="rejected", text=text)
    return book


def table(outcome, justification="Není v rozpočtu."):
    """A table of that comment as the export writes it in CSV."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    for row in (HEADINGS, ("1/1", outcome, justification, ""), (str(Closing(1, 0, 1)),)):
        writer.writerow(map(guarded, row))
    return io.StringIO(written.getvalue(), newline="")


def verified(rows, justification="Není v rozpočtu."):
    book = released(justification)
    return verify_export(rows, book.entries, book.checkpoint(), keys())


@pytest.mark.parametrize("outcome", ["", "AKCEPTOVÁNO", "vyhověno", "accepted", "'neakceptováno", "neakceptováno "])
def test_a_verdict_that_is_not_the_released_one_never_passes(outcome):
    with pytest.raises(BookError) as caught:
        verified(read_csv(table(outcome)))
    assert caught.value.reason == "EXPORT_OUTCOME"
    line = f'{{"{POINT}":"1/1","{OUTCOME}":"{outcome}","{JUSTIFICATION}":"Není v rozpočtu."}}'
    with pytest.raises(BookError) as caught:
        verified(read_jsonl([line, f'{{"{POINT}":"{Closing(1, 0, 1)}"}}']))
    assert caught.value.reason == "EXPORT_OUTCOME"


def test_a_citys_own_outcomes_are_told_in_a_file(tmp_path):
    (tmp_path / "vysledky.txt").write_text("\ufeffrejected=nevyhověno\n\nrejected = zamítnuto\naccepted=vyhověno\n")
    path = tmp_path / "tabulka.csv"
    for title, passes in (("nevyhověno", True), ("zamítnuto", True), ("neakceptováno", True), ("vyhověno", False)):
        path.write_text(table(title).getvalue())
        rows = files.table_of(path, tmp_path / "vysledky.txt")
        if passes:
            assert verified(rows).rows == 1
        else:
            with pytest.raises(BookError, match="not the one in the book"):
                verified(rows)
    for wrong in ("kladně=vyhověno", "accepted", "accepted=", "accepted=x\nrejected=x", "accepted=neakceptováno"):
        with pytest.raises(BookError) as caught:
            read_outcomes(wrong)
        assert caught.value.reason == "OUTCOMES_INVALID"


@given(
    st.builds("".join, st.tuples(st.sampled_from(("", *GUARDED)), st.text(st.sampled_from("'=+-@; \"x"), max_size=4)))
)
@example("- doplníme zastávku")
@example("''")
@example("'tak zvaně'")
def test_an_honest_table_verifies_whatever_its_words_begin_with(words):
    (row, closing) = read_csv(table("neakceptováno", words))
    assert (row, closing) == (Row("1/1", "rejected", words), Closing(1, 0, 1))
    assert verified([row, closing], words).rows == 1
