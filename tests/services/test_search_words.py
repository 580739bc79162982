"""What counts as a word, how it looks without diacritics, and what inflected and derived forms have in common."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from komplan_catalogue.usecases.finding.keys import keys, root
from komplan_catalogue.usecases.finding.spellings import czech, is_czech, spellings
from komplan_catalogue.usecases.finding.words import asked_words, folded, normal, says_nothing, words_of
from komplan_core.errors import Invalid


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Raná péče – Kolpingova rodina", ["Raná", "péče", "Kolpingova", "rodina"]),
        ("sociálně-právní ochrana_dětí", ["sociálně", "právní", "ochrana", "dětí"]),
        ("zákon č. 108/2006 Sb., § 40", ["zákon", "č", "108", "2006", "Sb", "40"]),
        ("pe\u0301c\u030ce", ["péče"]),
        ("x\u0304y", ["xy"]),
        ("😀 … !", []),
        ("", []),
        ("a" * 70, ["a" * 50]),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, words):
    assert words_of(normal(text)) == words


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("Pečovatelský", "pecovatelsky"),
        ("ŘEŘICHA", "rericha"),
        ("Ľubica", "lubica"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),
        ("İstanbul", "istanbul"),
        ("108", "108"),
        ("…", ""),
    ],
)
def test_folding_leaves_letters_and_digits(word, bare):
    assert folded(word) == bare


def test_words_that_say_nothing_are_not_asked_for_unless_there_are_no_others():
    assert asked_words("Hledám pomoc pro maminku v Zálesí") == ("pomoc", "maminku", "zálesí")
    assert asked_words("hledam pomoc") == ("pomoc",)
    assert asked_words("o mně a pro mě") == ("mně",)
    assert asked_words("a pro v") == ("a", "pro", "v")


def test_a_word_with_a_meaning_is_not_taken_for_one_without():
    assert says_nothing("být")
    assert not any(map(says_nothing, ("byt", "muž", "muz", "bez", "pomoc", "dům", "dum", "sama t")))


def test_a_word_is_asked_for_once():
    assert asked_words("péče, PÉČE a péče") == ("péče",)


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "…!", "😀", "\u0301", "_"])
def test_a_query_has_a_word(query):
    with pytest.raises(Invalid) as caught:
        asked_words(query)
    assert (caught.value.violations[0].field, caught.value.reason) == ("query", "REQUIRED")


def test_a_query_has_two_hundred_characters_at_most():
    assert asked_words("x" * 200) == ("x" * 50,)
    with pytest.raises(Invalid) as caught:
        asked_words("x" * 201)
    assert (caught.value.violations[0].field, caught.value.reason) == ("query", "TEXT_TOO_LONG")


def test_lemma_and_stem_are_taken_before_the_diacritics_go():
    assert keys("dům")[0] == "dum"
    assert set(keys("dluhům")) & set(keys("dluzích"))
    assert set(keys("dětmi")) & set(keys("dítě"))


def test_a_word_always_has_a_key():
    assert all(keys(word) and all(keys(word)) for word in ("a", "é", "1", "ů" * 50, "\ufdfa", "一"))


@pytest.mark.parametrize(
    "words",
    [
        "tlumočník tlumočení tlumočnický tlumočnice",
        "dobrovolník dobrovolnický dobrovolnictví",
        "dluh dlužník dlužit",
        "asistent asistentka asistence asistenční",
        "cizinec cizinka cizinecký",
    ],
)
def test_derived_words_share_a_root(words):
    assert len({root(keys(word)[0]) for word in words.split()}) == 1


def test_unlike_words_share_no_root():
    words = ["dluh", "dlouhý", "domov", "nemoc", "pomoc", "poradna", "porod", "senior", "sociální"]
    assert len({root(keys(word)[0]) for word in words}) == len(words)


def test_words_typed_without_diacritics_are_spelt_as_the_dictionary_does():
    assert spellings("sluzbou") == ("službou",)
    assert set(spellings("rade")) >= {"radě", "řadě"}
    assert spellings("xyzzy") == spellings("") == ()
    assert len(czech()) > 100_000


def test_a_misspelling_is_no_czech_word():
    assert is_czech("noclehárna", "nocleharna")
    assert is_czech("nocleharna", "nocleharna")
    assert not is_czech("nocelhárna", "nocelharna")


def test_keys_do_not_depend_on_what_other_threads_do():
    words = [
        f"{stem}{end}" for stem in ("pečovatelsk", "noclehárn", "dluhov") for end in ("ý", "á", "é", "ou", "ých", "ého")
    ]
    expected = {word: keys(word) for word in words}
    keys.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: (word, keys.__wrapped__(word)), words * 30))
    assert all(expected[word] == of for word, of in found)
