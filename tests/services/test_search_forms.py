"""Inflected forms of one word meet, those of different words do not; measured on pairs of forms."""

import pytest
from support.search_quality import OWN, forms, paradigms, without_diacritics

SEEN, SEED = 0.8, 1


@pytest.fixture(params=["own", "shared"])
def words(request):
    """The project's words, then those that it shares with others."""
    if request.param == "own":
        return paradigms(OWN / "paradigms.txt")
    return paradigms(request.getfixturevalue("shared") / "data" / "czech_search" / "paradigms.txt")


def test_the_own_set_has_a_hundred_and_fifty_words_and_more():
    found = paradigms(OWN / "paradigms.txt")
    assert len(found) >= 150
    assert len({word for word, *_ in found}) == len(found)
    assert all(len(forms) > 1 for forms in found)


def test_the_own_set_has_eighty_two_words_that_are_not_shared(shared):
    theirs = {word for word, *_ in paradigms(shared / "data" / "czech_search" / "paradigms.txt")}
    assert len({word for word, *_ in paradigms(OWN / "paradigms.txt")} - theirs) >= 82


def test_forms_of_one_word_meet_and_others_do_not(words):
    found = forms(words, typed=str, seen=SEEN, seed=SEED)
    print(found)
    assert found.recall >= 0.97
    assert found.false <= 0.003


def test_forms_typed_without_diacritics_meet_too(words):
    found = forms(words, typed=without_diacritics, seen=SEEN, seed=SEED)
    print(found)
    assert found.recall >= 0.93
    assert found.false <= 0.003


def test_forms_that_no_text_holds_are_known_from_the_dictionary(words):
    assert forms(words, typed=without_diacritics, seen=0.0).recall >= 0.90
