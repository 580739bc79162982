"""What a book may tell: honest ones always, and of each rule a book that breaks it."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import Book, honest, register

from komplan_core.book.entries import decoded
from komplan_core.book.errors import BookError
from komplan_core.book.replay import State

Step = Callable[[Book], object]


def replayed(book: Book) -> State:
    state = State()
    for data in book.entries:
        state.apply(decoded(data))
    return state


@settings(max_examples=100)
@given(st.integers(0, 10**9), st.integers(1, 15))
def test_an_honest_book_replays(seed: int, comments: int) -> None:
    state = replayed(honest(seed, comments))
    assert (state.state, state.points.comments) == ("approved", comments)
    settled = {point for point, at in state.points.states.items() if at == "released"}
    assert settled == state.points.settlements.keys()
    assert set(state.points.states.values()) <= {"released", "withdrawn", "voided"}
    assert state.forms == {f"B03-{no:04d}": "registered" for no in range(1, comments + 1)}


def opened() -> Book:
    book = Book()
    book.tell("round.moved", to="announced")
    book.tell("formbatch.issued", prefix="A", first=1, last=3)
    book.tell("round.opened")
    register(book, 1, points=2)
    return book


def moved(**fields: object) -> Step:
    return lambda book: book.tell("point.moved", **fields)


def told(type: str, **fields: object) -> Step:
    return lambda book: book.tell(type, **fields)


def decide(point: str, version: int = 1) -> Step:
    return lambda book: book.tell("settlement.decided", point=point, version=version)


def propose(point: str, version: int = 1) -> Step:
    return lambda book: book.tell("settlement.proposed", point=point, version=version)


BROKEN: dict[str, tuple[str, list[Step]]] = {
    "a number is missing": ("NUMBER_MISSING", [lambda book: register(book, 3)]),
    "a number comes twice": ("NUMBER_REPEATED", [lambda book: register(book, 1)]),
    "a refusal is missing": ("NUMBER_MISSING", [told("intake.refused", no=2, reason="late", channel="post")]),
    "a comment enters a settled round": (
        "MOVE_FORBIDDEN",
        [told("round.closed"), told("round.moved", to="settling"), lambda book: register(book, 2)],
    ),
    "a form is used twice": (
        "FORM_REPEATED",
        [lambda book: register(book, 2, form="A-0001"), lambda book: register(book, 3, form="A-0001")],
    ),
    "a form was never issued": ("FORM_UNKNOWN", [lambda book: register(book, 2, form="A-0004")]),
    "a form was spoiled before": (
        "FORM_UNKNOWN",
        [told("form.moved", form="A-0001", to="spoiled"), lambda book: register(book, 2, form="A-0001")],
    ),
    "forms are not accounted for": (
        "BALANCE_MISMATCH",
        [told("forms.reconciled", issued=3, registered=0, spoiled=0, returned=0, unreturned=0)],
    ),
    "a balance says other counts": (
        "BALANCE_MISMATCH",
        [
            *(told("form.moved", form=f"A-000{no}", to="unreturned") for no in (1, 2, 3)),
            told("forms.reconciled", issued=3, registered=0, spoiled=1, returned=0, unreturned=2),
        ],
    ),
    "a batch overlaps another": ("FORM_REPEATED", [told("formbatch.issued", prefix="A", first=3, last=5)]),
    "a point is unknown": ("POINT_UNKNOWN", [moved(point="1/3", to="assigned")]),
    "a state is unknown": ("STATE_UNKNOWN", [moved(point="1/1", to="forgotten")]),
    "a point stood elsewhere": ("STATE_MISMATCH", [moved(point="1/1", from_="assigned", to="categorised")]),
    "a settled point goes back silently": ("MOVE_FORBIDDEN", [decide("1/1"), moved(point="1/1", to="in-progress")]),
    "a point is decided without a settlement": ("MOVE_FORBIDDEN", [moved(point="1/1", to="decided")]),
    "a point is answered before release": ("MOVE_FORBIDDEN", [decide("1/1"), moved(point="1/1", to="answered")]),
    "a point is settled twice": ("SETTLEMENT_REPEATED", [decide("1/1"), decide("1/1", 2)]),
    "another version is decided than proposed": ("VERSION_MISMATCH", [propose("1/1", 2), decide("1/1", 1)]),
    "a version comes twice": (
        "VERSION_REPEATED",
        [decide("1/1"), told("settlement.superseded", point="1/1", version=1), propose("1/1", 1)],
    ),
    "another version is superseded": (
        "VERSION_MISMATCH",
        [decide("1/1"), told("settlement.superseded", point="1/1", version=2)],
    ),
    "a settled comment is withdrawn": ("MOVE_FORBIDDEN", [decide("1/1"), told("comment.withdrawn", no=1)]),
    "a split loses points": ("POINTS_LOST", [told("comment.split", no=1, points=1)]),
    "a round settles with open points": (
        "UNSETTLED",
        [
            decide("1/1"),
            told("round.closed"),
            told("round.moved", to="settling"),
            told("round.moved", to="settled"),
        ],
    ),
    "a round skips its settlement": ("MOVE_FORBIDDEN", [told("round.closed"), told("round.moved", to="released")]),
    "closing tells another count": ("COUNT_MISMATCH", [told("round.closed", comments=2)]),
    "an entry is of another round": ("ROUND_MISMATCH", [told("plan.changed", change="edit", round="2028-1")]),
    "a publication is unknown": ("COMMENT_UNKNOWN", [told("publication.moved", no=2, to="approved")]),
    "a group is dissolved twice": (
        "GROUP_UNKNOWN",
        [
            told("group.formed", group="g", points=["1/1", "1/2"]),
            told("group.dissolved", group="g"),
            told("group.dissolved", group="g"),
        ],
    ),
    "a group of two loses one": (
        "MOVE_FORBIDDEN",
        [
            told("group.formed", group="g", points=["1/1", "1/2"]),
            told("group.reduced", group="g", point="1/2"),
        ],
    ),
    "a group loses what it never had": (
        "MOVE_FORBIDDEN",
        [
            lambda book: register(book, 2, points=2),
            told("group.formed", group="g", points=["1/1", "1/2", "2/1"]),
            told("group.reduced", group="g", point="2/2"),
        ],
    ),
    "a group that is not there loses a member": ("GROUP_UNKNOWN", [told("group.reduced", group="g", point="1/1")]),
    "a book goes on from another in its middle": (
        "ENTRY_INVALID",
        [told("log.recovered", origin="a", previous="b", size=1, root="c")],
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_book_that_breaks_a_rule_is_refused_at_the_entry_that_does(fault: str) -> None:
    expected, steps = BROKEN[fault]
    book = opened()
    for step in steps:
        step(book)
    with pytest.raises(BookError) as caught:
        replayed(book)
    assert (caught.value.reason, caught.value.index) == (expected, len(book.entries) - 1)


def test_time_does_not_go_back() -> None:
    book = opened()
    book.entries[1], book.entries[2] = book.entries[2], book.entries[1]
    with pytest.raises(BookError) as caught:
        replayed(book)
    assert (caught.value.reason, caught.value.index) == ("TIME_BACKWARDS", 2)


def test_a_disputed_point_goes_on_from_where_it_was() -> None:
    book = opened()
    for point in ("1/1", "1/2"):
        decide(point)(book)
    told("comment.disputed", no=1)(book)
    told("comment.disputed", no=1, to="confirmed")(book)
    assert replayed(book).points.unsettled() == []
    told("settlement.released")(book)
    assert replayed(book).points.states == {"1/1": "released", "1/2": "released"}


def test_a_confirmed_point_moves_on_from_the_state_that_the_entry_names() -> None:
    book = opened()
    told("comment.disputed", no=1)(book)
    told("comment.disputed", no=1, to="confirmed")(book)
    moved(point="1/1", from_="registered", to="assigned")(book)
    assert replayed(book).points.states == {"1/1": "assigned", "1/2": "confirmed"}
    moved(point="1/2", from_="assigned", to="in-progress")(book)
    with pytest.raises(BookError, match="is confirmed, not assigned"):
        replayed(book)


def test_a_citys_own_state_may_follow_another_of_the_same_meaning() -> None:
    book = opened()
    told("round.closed")(book)
    told("round.moved", from_="closed", to="closed", state="closed-for-holidays")(book)
    moved(point="1/1", to="assigned", state="with-the-group")(book)
    moved(point="1/1", from_="assigned", to="assigned", state="read-by-the-group")(book)
    assert replayed(book).state == "closed"


def test_a_group_that_lost_a_member_goes_on_without_it() -> None:
    book = opened()
    register(book, 2)
    book.tell("group.formed", group="g", points=["1/1", "1/2", "2/1"])
    book.tell("group.reduced", group="g", point="1/2")
    assert replayed(book).points.groups == {"g": {"1/1", "2/1"}}
