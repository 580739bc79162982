"""Every change of the text has its reason, every accepted point its change: exactly the planted gaps are found (I6)."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.consultation.traceability import Change, Incorporation, Passage, Reason, differences, gaps

PLAN_WORDS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30, unique=True)


def passage(id_, text):
    return Passage(id_, sha256(text.encode()).hexdigest())


def incorporated(difference, *points, name=""):
    why = {"reason": Reason.SETTLEMENT, "points": points} if points else {"reason": Reason.LAW, "words": "Novela."}
    return Incorporation(name=name, change=difference.change, diff_sha256=difference.sha256, **why)


def kinds(draft, final):
    return [(found.change.value, found.from_block, found.to_block) for found in differences(draft, final)]


DRAFT = [passage("a", "jedna"), passage("b", "dvě"), passage("c", "tři"), passage("d", "čtyři")]


def test_equal_texts_do_not_differ():
    assert kinds(DRAFT, list(DRAFT)) == []
    assert kinds([], []) == []


def test_blocks_are_joined_by_their_ids_and_what_is_left_by_equal_text():
    a, b, c, d = DRAFT
    assert kinds(DRAFT, [a, passage("b", "dvě lavičky"), c, d]) == [("edit", "b", "b")]
    assert kinds(DRAFT, [a, b, passage("x", "pět"), c, d]) == [("add", "", "x")]
    assert kinds(DRAFT, [a, c, d]) == [("delete", "b", "")]
    assert kinds(DRAFT, [a, passage("nové", "dvě"), c, d]) == [("move", "b", "nové")]
    assert kinds(DRAFT, [passage("nové", "dvě a půl"), a, c, d]) == [("add", "", "nové"), ("delete", "b", "")]


def test_as_few_blocks_as_possible_count_as_moved():
    a, b, c, d = DRAFT
    assert kinds(DRAFT, [d, a, b, c]) == [("move", "d", "d")]
    assert kinds(DRAFT, [passage("d", "jinak"), a, b, c]) == [("edit", "d", "d")]


def test_a_later_change_of_the_text_is_another_difference():
    a, _, c, d = DRAFT
    (first,) = differences(DRAFT, [a, passage("b", "dvě lavičky"), c, d])
    (second,) = differences(DRAFT, [a, passage("b", "dvě lavičky a strom"), c, d])
    found = gaps([second], [incorporated(first, "p1", name="i1")], ["p1"])
    assert (found.unchanged, found.unexplained, found.outdated) == (("p1",), (second.sha256,), ("i1",))
    assert not found.closed


def test_a_reason_is_a_settlement_with_points_or_words():
    (difference,) = differences(DRAFT, DRAFT[1:])
    for values in (
        {"reason": "settlement"},
        {"reason": "settlement", "points": ("p", "p")},
        {"reason": "law"},
        {"reason": "law", "words": " "},
        {"reason": "editorial", "words": "Překlep.", "points": ("p",)},
        {"reason": "whim", "words": "Proto."},
    ):
        with pytest.raises(ValidationError):
            Incorporation(change=difference.change, diff_sha256=difference.sha256, **values)


@settings(max_examples=80)
@given(PLAN_WORDS, st.data())
def test_after_random_edits_exactly_the_planted_gaps_are_found(numbers, data):
    draft = [passage(f"b{number}", f"text {number}") for number in numbers]
    final, planted = [], set()
    for number, item in zip(numbers, draft, strict=True):
        fate = data.draw(st.sampled_from(["stay", "edit", "delete", "rename"]))
        if fate == "delete":
            planted.add((Change.DELETE, item.id, ""))
            continue
        if fate == "edit":
            final.append(passage(item.id, f"text {number}, jinak"))
            planted.add((Change.EDIT, item.id, item.id))
        elif fate == "rename":
            final.append(Passage(f"n{number}", item.sha256))
            planted.add((Change.MOVE, item.id, f"n{number}"))
        else:
            final.append(item)
    for number in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(final)))
        final.insert(at, passage(f"přidáno{number}", f"nový text {number}"))
        planted.add((Change.ADD, "", f"přidáno{number}"))
    found = differences(draft, final)
    assert {(item.change, item.from_block, item.to_block) for item in found} == planted
    assert len(found) == len(planted)

    accepted = [f"p{number}" for number in range(data.draw(st.integers(0, 6)))]
    reasons, explained, traced = [], set(), set()
    for item in found:
        why = data.draw(st.sampled_from(["nothing", "law", "points"]))
        points = data.draw(st.lists(st.sampled_from(accepted), unique=True)) if why == "points" and accepted else []
        if why == "law" or points:
            reasons.append(incorporated(item, *points))
            explained.add(item.sha256)
            traced.update(points)
    told = gaps(found, reasons, accepted)
    assert set(told.unexplained) == {item.sha256 for item in found} - explained
    assert set(told.unchanged) == set(accepted) - traced
    assert told.closed == (not told.unexplained and not told.unchanged)
