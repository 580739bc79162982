"""Whole queries, as citizens type them, find what two lists of judged answers say they should."""

import hashlib
from collections import Counter

import pytest
from support.search_quality import (
    OWN,
    answers,
    hsds_services,
    index_of,
    judged,
    own_services,
    rows,
    tabbed_thesaurus,
)

from komplan_catalogue.usecases.finding.thesaurus import Thesaurus, shipped

FROZEN = {
    "frozen.tsv": "dc5917637fbbe7228ec62d3d46ba9f081cab8c0109e275cafe81dff4d4397dcc",
    "services.toml": "4b0d8fb140977ea83b26f5bea8c43b1c1b035743c0e02ceb579d77586351c024",
}
"""SHA-256 of what was frozen before the thesaurus was begun. Who changes it begins with a new frozen half."""
KINDS = {"exact", "inflection", "derivation", "no-diacritics", "synonym", "typo"}


@pytest.fixture(scope="module")
def services():
    return own_services()


def test_the_frozen_half_is_the_one_that_was_frozen():
    found = {name: hashlib.sha256((OWN / name).read_bytes()).hexdigest() for name in FROZEN}
    assert found == FROZEN
    assert "Frozen before a line of the thesaurus was written" in (OWN / "frozen.tsv").read_text(encoding="utf-8")


def test_the_halves_are_chosen_by_a_rule_and_large_enough(services):
    frozen, development = judged(OWN / "frozen.tsv"), judged(OWN / "queries.tsv")
    assert len(services) >= 60
    assert len(frozen) + len(development) >= 120
    assert not {item.query for item in frozen} & {item.query for item in development}
    kinds = Counter(item.kind for item in (*frozen, *development))
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 15
    for kind in KINDS:
        digests = [
            [hashlib.sha256(item.query.encode()).hexdigest() for item in half if item.kind == kind]
            for half in (frozen, development)
        ]
        assert max(digests[0]) < min(digests[1])
    assert all(item.good <= set(services) for item in (*frozen, *development))


@pytest.mark.parametrize("half", ["frozen.tsv", "queries.tsv"])
def test_own_queries_are_answered(services, half):
    found = answers(index_of(services, shipped()), judged(OWN / half))
    print(half, found)
    assert found.recall >= 0.85
    assert found.empty <= 0.03
    assert found.first_good >= 0.80


def test_word_forms_alone_answer_most_queries(services):
    found = answers(index_of(services, Thesaurus()), judged(OWN / "frozen.tsv"))
    print(found)
    for kind in KINDS - {"synonym"}:
        assert found.by_kind[kind] >= 0.85, kind
    assert found.recall >= 0.80


@pytest.mark.parametrize("thesaurus", ["shipped", "shared"])
def test_shared_queries_over_a_real_town_are_answered(shared, thesaurus):
    town, search = shared / "data" / "pribor", shared / "data" / "czech_search"
    names = {row[0]: row[1] for row in rows(town / "index.tsv")[1:]}
    groups = shipped() if thesaurus == "shipped" else tabbed_thesaurus(search / "synonyms.tsv")
    index = index_of(hsds_services(town / "services.ndjson"), groups)
    found = answers(index, judged(search / "queries.tsv", names))
    print(thesaurus, found)
    assert found.recall >= 0.85
    assert found.empty <= 0.03
    assert found.first_good >= 0.80
