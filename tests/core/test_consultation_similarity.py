"""Near-duplicates: exact copies and variants are found together, others are left apart, and what differs is shown."""

import random
import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.consultation.similarity import LARGEST_GROUP, Difference, alike, differences, folded_words

SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "ča",
    "če",
    "či",
    "da",
    "dě",
    "do",
    "du",
    "ko",
    "kří",
    "la",
    "le",
    "lí",
    "ma",
    "mě",
    "mo",
    "na",
    "ně",
    "no",
    "nu",
    "pa",
    "pě",
    "po",
    "pra",
    "ro",
    "sta",
    "stí",
    "ta",
    "ti",
    "vě",
]


def vocabulary(chance, words=3000):
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(words)]


def variants(chance, words, text):
    """The same complaint as other people send it: another form of Unicode, a typo, another order, a sentence more."""
    own = text.split()
    half = len(own) // 2
    typo = [*own]
    typo[chance.randrange(len(typo))] = "překlep"
    return [
        unicodedata.normalize("NFD", text).upper(),
        " ".join(typo),
        " ".join([*own[half:], *own[:half]]),
        f"{text} {' '.join(chance.choices(words, k=len(own) // 4))}",
    ]


def planted(seed, bases=150):
    """Texts with the number of the complaint that each is a variant of, shuffled."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    texts = []
    for number in range(bases):
        base = " ".join(chance.choices(words, k=chance.randrange(20, 80)))
        texts += [(text, number) for text in [base, *chance.sample(variants(chance, words, base), k=number % 5)]]
    chance.shuffle(texts)
    return texts


def pairs(counts):
    return sum(count * (count - 1) // 2 for count in counts)


def test_planted_duplicates_are_found_and_nothing_else_is():
    for seed in range(5):
        texts = planted(seed)
        found = alike([text for text, _ in texts])
        together = [Counter(texts[member][1] for member in like.members) for like in found]
        right = sum(pairs(group.values()) for group in together)
        grouped = pairs(len(like.members) for like in found)
        there = pairs(Counter(number for _, number in texts).values())
        assert right / grouped == 1.0
        assert right / there >= 0.995


def test_the_same_texts_give_the_same_groups_and_each_text_is_in_one_at_most():
    texts = [text for text, _ in planted(7, 60)]
    first = alike(texts, seed=3)
    assert first == alike(texts, seed=3)
    members = [member for like in first for member in like.members]
    assert len(members) == len(set(members))
    assert [like.members[0] for like in first] == sorted(like.members[0] for like in first)


def test_copies_are_exact_whatever_the_case_the_signs_and_the_form_of_unicode():
    said = "Žádáme lavičky na nádraží, prosím!"
    texts = [said, "Chybí přechod.", unicodedata.normalize("NFD", said), "žádáme   lavičky na nádraží – prosím"]
    (like,) = alike(texts)
    assert (like.exact, like.members, like.scores) == (True, (0, 2, 3), (100, 100, 100))
    assert folded_words(said) == ["zadame", "lavicky", "na", "nadrazi", "prosim"]


def test_texts_without_words_are_like_nothing():
    assert alike(["", " ", "…", "!?", "", "…"]) == []
    assert alike([]) == []


def test_a_flood_of_copies_is_suggested_in_parts():
    found = alike(["Nesouhlasíme se zrušením jídelny."] * (LARGEST_GROUP + 2))
    assert [len(like.members) for like in found] == [LARGEST_GROUP, 2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab č\u030c\u200d.", max_size=40), max_size=12), st.integers(-5, 5))
def test_whatever_is_written_groups_are_whole_and_scores_are_percents(texts, seed):
    for like in alike(texts, seed):
        assert len(like.members) == len(like.scores) > 1
        assert all(0 <= score <= 100 for score in like.scores)
        if like.exact:
            assert len({" ".join(folded_words(texts[member])) for member in like.members}) == 1


def test_what_each_says_alone_and_what_it_lacks_is_shown():
    common = "Žádáme zachovat jídelnu pro seniory."
    found = differences([common, f"{common} A přidat lavičky.", "Nežádáme zachovat jídelnu pro seniory."])
    assert found == [
        Difference((), ()),
        Difference(("A přidat lavičky",), ()),
        Difference(("Nežádáme",), ("Žádáme",)),
    ]
    assert differences(["Ano, lavičky", "lavičky ne"]) == [Difference(("Ano",), ()), Difference(("ne",), ())]


def test_words_that_a_text_lacks_show_that_it_says_the_contrary():
    assert differences(["ne chceme", "chceme"])[0].own_words == ("ne",)
    found = differences(["ne chceme", "ne chceme", "chceme"])
    assert found[2] == Difference((), ("ne",))
