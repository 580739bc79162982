"""Whatever is written in whatever order: an index finds the same as one made afresh; and no query breaks it."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.findable import index, service

from komplan_catalogue.usecases.finding.documents import read
from komplan_catalogue.usecases.finding.index import Index
from komplan_catalogue.usecases.finding.neighbours import Neighbours, strokes
from komplan_catalogue.usecases.finding.thesaurus import Thesaurus, groups_of, shipped
from komplan_core.errors import Invalid

FORMS = ["noclehárna", "noclehárny", "dluhy", "dluhová", "exekuce", "pečovatelka", "služba", "služby"]
WORDS = [*FORMS, "poradna", "péče", "senior", "domov", "důchodci", "a", "s"]
SYNONYMS = "nocleh, noclehárna\ndomov důchodců, domov pro seniory, starobinec\nexekuce > dluh"
QUERIES = [
    *WORDS,
    "sluzba seniorum",
    "nocelhárna",
    "starobinec",
    "domov důchodců",
    "dluhy a exekuce",
    "pečovatel služeb",
]

title = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
text = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
facets = st.sets(st.sampled_from(["type:a", "type:b", "form:c"]))
change = st.one_of(
    st.tuples(st.sampled_from("abcdef"), st.builds(dict, title=title, facets=facets, description=text)),
    st.tuples(st.sampled_from("abcdef"), st.none()),
)
seeds = st.integers(0, 2**32)


def everything(found, query):
    """All that an answer tells."""
    answers = [
        found.search(query, filters, limit=20) for filters in ([], [["type:a"]], [["type:a", "type:b"], ["form:c"]])
    ]
    return [
        (
            a.names,
            a.total,
            a.complete,
            a.unknown,
            [(w.word, w.services, w.weight(len(found)), w.forms) for w in a.words],
        )
        for a in answers
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(change, max_size=25), seeds)
def test_an_index_with_a_history_finds_the_same_as_a_fresh_one(changes, seed):
    used, current = Index(Thesaurus(groups_of(SYNONYMS))), {}
    for name, values in changes:
        if values is None:
            used.remove(name)
            current.pop(name, None)
        else:
            current[name] = service(name, **values)
            used.put(current[name])
            used.search(random.Random(seed).choice(QUERIES))  # what was remembered must not be told later
    left = list(current.values())
    random.Random(seed).shuffle(left)
    fresh = index(*(read(item.name, item.stored()) for item in left), thesaurus=SYNONYMS)
    assert len(used) == len(fresh)
    for query in QUERIES:
        assert everything(used, query) == everything(fresh, query), query
    assert used.browse(limit=20).names == fresh.browse(limit=20).names


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=220))
def test_a_query_is_answered_or_refused_as_invalid(query):
    found = index(service("a", "Noclehárna a péče", description=query), service("b", "Péče"))
    try:
        answer = found.search(query)
    except Invalid:
        return
    assert len(answer.names) <= 10
    assert len(answer.words) + len(answer.unknown) >= 1
    for name in answer.names:
        assert name in ("a", "b")


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_a_title_is_found_by_its_own_words(words):
    found = index(service("a", words), service("b", "Noclehárna"))
    try:
        answer = found.search(words)
    except Invalid:
        return
    assert "a" in answer.names


@settings(max_examples=100, deadline=None)
@given(st.sets(st.text("abcd", min_size=1, max_size=10), max_size=30), st.text("abcd", max_size=10), seeds)
def test_the_nearest_words_do_not_depend_on_the_order_in_which_they_came(words, asked, seed):
    one, other = Neighbours(), Neighbours()
    for word in sorted(words):
        one.add(word)
    mixed = [*words, "dddddddddddd"]
    random.Random(seed).shuffle(mixed)
    for word in mixed:
        other.add(word)
    other.remove("dddddddddddd")
    assert one.of(asked) == other.of(asked)
    assert all(strokes(asked, found, 2) <= 2 for found in one.of(asked))


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_strokes_count_the_same_there_and_back(one, other):
    assert strokes(one, other, 9) == strokes(other, one, 9)
    assert (strokes(one, other, 9) == 0) == (one == other)
    assert strokes(one, other, 1) == min(strokes(one, other, 9), 2)


def test_one_stroke_adds_leaves_out_changes_or_swaps_a_letter():
    for other in ("nocleharnna", "noclehara", "noclehyrna", "nocelharna"):
        assert strokes("nocleharna", other, 2) == 1, other
    assert strokes("nocleharna", "nolcehrna", 2) == 2


def test_a_shipped_thesaurus_of_any_town_answers_the_same_in_two_processes():
    titles = ["Domov pro seniory", "Dluhová poradna", "Noclehárna", "Půjčovna pomůcek"]
    one, other = Index(shipped()), Index(shipped())
    for name in titles:
        one.put(service(name, name))
    for name in reversed(titles):
        other.put(service(name, name))
    for query in ("důchoďák", "exekutor", "bezdomovec", "chodítko"):
        assert one.search(query).names == other.search(query).names != []
