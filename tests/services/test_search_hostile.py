"""Queries and texts made to be costly are answered or refused at once."""

import time

import pytest
from support.findable import index, service

from komplan_catalogue.usecases.finding.documents import Field
from komplan_core.errors import Invalid

SECONDS = 2.0
"""Far above what any of them takes; work that grows with the square of its input takes minutes."""


@pytest.fixture(scope="module")
def found():
    words = [f"{start}{middle}{end}" for start in "bcdfghjk" for middle in ("ole", "ari", "une") for end in "abdgklmnr"]
    return index(*(service(str(number), f"Služba {word} {word[::-1]}") for number, word in enumerate(words)))


@pytest.mark.parametrize(
    "query",
    [
        "a\u0301" * 100,
        "\u0301" * 199 + "a",
        "a" + "\u0323\u0301" * 99,
        "😀" * 199 + "a",
        "\ufdfa" * 200,
        "\ufdfa " * 100,
        "x" * 200,
        "ab" * 100,
        " ".join(chr(0x4E00 + number) for number in range(100)),
        " ".join(f"q{number}" for number in range(50)),
        "služba " * 28,
        "aaaaaaaaa abababab " * 10,
        "\u202epéče\x00\x07",
        "' OR 1=1; --",
        "%_*\\[^a-z]+(?:.*)*$",
        'NEAR(a b) AND NOT "c"',
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    ],
)
def test_a_hostile_query_is_answered_at_once(found, query):
    begun = time.monotonic()
    answer = found.search(query)
    assert time.monotonic() - begun < SECONDS
    assert len(answer.names) <= 10


@pytest.mark.parametrize("query", ["\u0301" * 100_000, "a" * 100_000, "a " * 100_000, "😀" * 100_000])
def test_a_long_query_is_refused_before_it_is_looked_at(found, query):
    begun = time.monotonic()
    with pytest.raises(Invalid) as refused:
        found.search(query)
    assert time.monotonic() - begun < SECONDS
    assert refused.value.reason == "TEXT_TOO_LONG"


@pytest.mark.parametrize("text", ["a" + "\u0323\u0301" * 50_000, "á" * 100_000, "á\u0327" * 50_000, "\ufdfa" * 100_000])
def test_a_hostile_text_is_stored_and_explained_at_once(text):
    begun = time.monotonic()
    made = service("a", "Noclehárna", description=text)
    answer = index(made).search("noclehárna jinde")
    assert answer.why([(Field.DESCRIPTION, text)]) == ()
    assert time.monotonic() - begun < SECONDS
    assert len(made.stored()) < 2_000
