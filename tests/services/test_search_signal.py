"""What is kept of a search in vain tells of a need, not of a person."""

import pytest

from komplan_catalogue.usecases.finding.signal import LONGEST, MOST_WORDS, signal_of


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("noclehárna pro psa", "nocleharna psa"),
        ("pes a noclehárna", "nocleharna pes"),
        ("NOCLEHARNA", "nocleharna"),
        ("feťák", "fetak"),
        ("důchoďák", "duchodak"),
        ("hledám někoho na hlídání", "hlidani nekoho"),
    ],
)
def test_common_words_are_kept_in_one_order(query, kept):
    assert signal_of(query) == kept


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("Jan Novák alkoholik", "alkoholik"),
        ("jan novák alkoholik", "alkoholik"),
        ("Nováková Marie", ""),
        ("Zdeňka", ""),
        ("Ostrava noclehárna", "nocleharna"),
        ("xyzzyq", ""),
    ],
)
def test_names_and_unknown_words_are_not_kept(query, kept):
    assert signal_of(query) == kept


@pytest.mark.parametrize(
    "query",
    [
        "volejte 777123456",
        "narozen 1. 2. 1950",
        "dluh 850101/1234",
        "byt 3+1",
        "jan.novak@example.org",
        "poradna@",
        "٣٤٥ dluh",
        "",
        "   ",
        "…",
        "dluh " * 50,
    ],
)
def test_numbers_addresses_and_what_is_no_query_are_not_kept_at_all(query):
    assert signal_of(query) == ""


def test_sentences_are_not_kept():
    assert signal_of("soused pije alkohol manželka pláče děti hladové doma") == ""
    assert signal_of("pečovatelskými zdravotnickými psychoterapeutickými společenskými") == ""
    assert len(signal_of("pes kočka králík morče")) <= LONGEST
    assert MOST_WORDS == 6
