"""The best of many services are the same whether all are scored or the best are looked for first."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_catalogue.usecases.finding.ranking import Asked, best
from komplan_catalogue.usecases.finding.slots import Slots

SIZE = 3_000
weights = st.lists(st.integers(1, 9_000), min_size=1, max_size=3)
draws = st.integers(0, 2**32).map(random.Random)


def asked(qualities):
    return Asked("slovo", bytes(qualities), SIZE - qualities.count(0), {})


def all_scored(words, slots, most, least):
    """What `best` promises, without its shortcuts."""
    told = {slot: sum(weight for weight, word in words if word.qualities[slot]) for slot in slots}
    found = [(sum(w * word.qualities[slot] for w, word in words), slot) for slot in slots if told[slot] >= least]
    scores = sorted((score for score, _ in found), reverse=True)
    return sorted(item for item in found if len(scores) <= most or item[0] >= scores[most - 1])


@settings(max_examples=80, deadline=None)
@given(weights, draws, st.sampled_from([1, 3, 40, 255]), st.sampled_from([0.02, 0.5, 1.0]), st.integers(1, 30))
def test_the_best_of_those_with_all_words(weighed, chance, finest, share, most):
    qualities = [[chance.randint(1, finest) if chance.random() < share else 0 for _ in range(SIZE)] for _ in weighed]
    words = [(weight, asked(row)) for weight, row in zip(weighed, qualities, strict=True)]
    slots = [slot for slot in range(SIZE) if all(word.qualities[slot] for _, word in words) and chance.random() < 0.9]
    assert sorted(best(words, Slots(SIZE, places=slots), most)) == all_scored(words, slots, most, 0)


@settings(max_examples=80, deadline=None)
@given(weights, draws, st.sampled_from([1, 3, 255]), st.sampled_from([0.02, 0.5, 0.9]), st.integers(1, 10))
def test_the_best_of_those_with_some_words(weighed, chance, finest, share, most):
    qualities = [[chance.randint(1, finest) if chance.random() < share else 0 for _ in range(SIZE)] for _ in weighed]
    words = [(weight, asked(row)) for weight, row in zip(weighed, qualities, strict=True)]
    slots = [slot for slot in range(SIZE) if any(word.qualities[slot] for _, word in words) and chance.random() < 0.9]
    least = sum(weighed) // 4 or 1
    assert sorted(best(words, Slots(SIZE, places=slots), most, least)) == all_scored(words, slots, most, least)


@settings(max_examples=60, deadline=None)
@given(draws, st.sampled_from([0.01, 0.4, 0.9, 1.0]), st.sampled_from([0.01, 0.4, 0.9]))
def test_sets_of_slots_are_sets(chance, one_share, other_share):
    size = 9_000
    shares = (one_share, other_share)
    one, other = ({slot for slot in range(size) if chance.random() < share} for share in shares)
    mine = Slots(size, flags=bytes(7 * (slot in one) for slot in range(size)))
    theirs = Slots(size, places=sorted(other))
    for found, expected in ((mine & theirs, one & other), (mine | theirs, one | other), (mine - theirs, one - other)):
        assert list(found.places) == sorted(expected)
        assert {slot for slot, flag in enumerate(found.flags) if flag} == expected
        assert len(found) == len(expected)
        assert found.bits.bit_count() == len(expected)
