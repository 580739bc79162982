"""What is not registered: an ordinary answer with number and reason, counted, with nothing of its content kept."""

import pytest
from komplan.consultation.v1.consultation_pb2 import Author, Point, Refusal
from support.consultation import Desk, author, day, stored, told


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def test_an_anonymous_comment_gets_a_number_and_a_reason(desk):
    refusal = desk.refused("Chybí lavičky.", authors=[], channel="post")
    assert refusal == Refusal(
        number=1,
        reason="anonymous",
        channel="post",
        received_on=day(-1),
        message="Anonymní připomínky se neevidují. Uveďte prosím jméno nebo název organizace.",
    )
    assert desk.numbers() == []


@pytest.mark.parametrize(
    "authors",
    [
        [],
        [Author()],
        [author("")],
        [author(" \u00a0", "user")],
        [author("", contact="nekdo@vzorov.example")],
        [author("", ""), author("", "ghost")],
    ],
)
def test_anonymous_is_whoever_nobody_named(desk, authors):
    assert desk.refused("text", authors=authors).reason == "anonymous"


def test_one_named_author_is_enough_and_several_may_sign(desk):
    signed = [author(), author("Spolek Domov", "organisation"), author("Karel Nový", "user")]
    assert list(desk.entered("text", authors=signed).authors) == signed


@pytest.mark.parametrize("texts", [(), ("",), (" \n",), ("text", "")])
def test_a_comment_without_words_is_refused_as_empty(desk, texts):
    assert desk.refused(*texts).reason == "empty"


def test_the_last_day_is_in_time_and_the_next_is_late(instance):
    desk = Desk(instance("consultation"), window={"start": day(-20), "end": day(-10)})
    assert desk.entered("text", received_on=day(-20)).number == 1
    assert desk.entered("text", received_on=day(-10)).number == 2
    assert desk.refused("text", received_on=day(-9)).reason == "late"
    assert desk.refused("text", received_on=day(-21)).reason == "late"


def test_refusals_have_numbers_of_their_own_without_holes_and_are_counted(desk):
    desk.entered()
    numbers = [
        desk.refused("text", authors=[]).number,
        desk.refused("").number,
        desk.refused("text", authors=[]).number,
        desk.refused("text", received_on=day(-31)).number,
    ]
    assert numbers == [1, 2, 3, 4]
    assert told(lambda: desk.register("text", channel="pigeon"))[0] == "Invalid"
    assert desk.refused("").number == 5
    counts = desk.count()
    assert counts.refusals_by_reason == {"anonymous": 2, "empty": 2, "late": 1}
    assert counts.comments == 1


def test_every_refusal_stands_in_the_journal_and_nothing_of_its_content_anywhere(desk):
    desk.refused("Kanárek v textu", authors=[author("", contact="kanarek@vzorov.example")])
    desk.refused("Kanárek", points=[Point(text=" ", proposed_wording="Kanárek")], authors=[author("Kanárek")])
    names = {value for row in stored(desk.city, "journal") for value in row}
    assert {f"{desk.round}/refusals/1", f"{desk.round}/refusals/2"} <= names
    assert [row[2:5] for row in stored(desk.city, "refusal")] == [(1, "anonymous", "web"), (2, "empty", "web")]
    everything = b"".join(str(value).encode() + bytes(value) for value in _values(desk))
    assert "Kanárek".encode() not in everything
    assert b"kanarek" not in everything


def _values(desk):
    return [value if isinstance(value, bytes) else str(value).encode() for row in stored(desk.city) for value in row]
