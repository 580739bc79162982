"""What is not registered: an answer with number and reason, counted, with nothing of its content kept (I3)."""

import pytest
from support.consultation import Desk, author, day, everything, stored, told

from komplan.consultation.v1.comment_pb2 import Author, Point, Refusal
from komplan.consultation.v1.round_pb2 import ChannelRule


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def test_an_anonymous_comment_gets_a_number_and_a_reason(desk):
    refusal = desk.refused("Chybí lavičky.", authors=[], channel="post")
    assert refusal == Refusal(
        name=refusal.name,
        etag=refusal.etag,
        number=1,
        reason="anonymous",
        channel="post",
        received_on=day(-1),
        message="Anonymní připomínky se neevidují. Uveďte prosím jméno nebo název organizace.",
        clerk="tester",
        content="Chybí lavičky.",
        purge_on=day(30),
        leaf=refusal.leaf,
    )
    assert desk.numbers() == []


def test_anonymous_is_whoever_nobody_named(desk):
    for authors in (
        [],
        [Author()],
        [author("")],
        [author(" \u00a0", "user")],
        [author("", contact="nekdo@vzorov.example")],
        [author("", ""), author("", "ghost")],
    ):
        assert (authors, desk.refused("text", authors=authors).reason) == (authors, "anonymous")


def test_one_named_author_is_enough_and_several_may_sign(desk):
    signed = [author(), author("Spolek Domov", "organisation"), author("Karel Nový", "user")]
    assert [person.full_name for person in desk.entered("text", authors=signed).authors] == [
        person.full_name for person in signed
    ]


def test_a_comment_without_words_is_refused_as_empty(desk):
    for texts in ((), ("",), (" \n",), ("text", "")):
        assert (texts, desk.refused(*texts).reason) == (texts, "empty")


def test_the_last_day_is_in_time_and_the_next_is_late(instance):
    rules = [ChannelRule(channel="post", until=day(-10)), ChannelRule(channel="web")]
    desk = Desk(instance("consultation"), channels=rules)
    assert desk.entered("text", channel="post", received_on=day(-10)).number == 1
    assert desk.refused("text", channel="post", received_on=day(-9)).reason == "late"
    assert desk.entered("text", channel="web", received_on=day(-9)).number == 2


def test_refusals_have_numbers_of_their_own_without_holes_and_are_counted(instance):
    rules = [ChannelRule(channel="post", until=day(-10)), ChannelRule(channel="web")]
    desk = Desk(instance("consultation"), channels=rules)
    desk.entered()
    numbers = [
        desk.refused("text", authors=[]).number,
        desk.refused("").number,
        desk.refused("text", authors=[]).number,
        desk.refused("text", channel="post", received_on=day(-9)).number,
    ]
    assert numbers == [1, 2, 3, 4]
    assert told(lambda: desk.register("text", channel="pigeon"))[0] == "Invalid"
    assert desk.refused("").number == 5
    counts = desk.count()
    assert counts.refusals_by_reason == {"anonymous": 2, "empty": 2, "late": 1}
    assert counts.comments == 1


def test_every_refusal_stands_in_the_journal_and_its_content_nowhere_but_sealed(desk):
    desk.refused("Kanárek v textu", authors=[author("", contact="kanarek@vzorov.example")])
    desk.refused("Kanárek", points=[Point(text=" ", proposed_wording="Kanárek")], authors=[author("Kanárek")])
    entries = [entry for entry in stored(desk.city, "journal") if "/refusals/" in entry.name]
    assert len(entries) == 2
    noted = [Refusal.FromString(bytes(entry.encoded)) for entry in entries]
    assert [(refusal.number, refusal.reason) for refusal in noted] == [(1, "anonymous"), (2, "empty")]
    registered = [(row.number, row.reason, row.channel) for row in stored(desk.city, "refusal")]
    assert registered == [(1, "anonymous", "web"), (2, "empty", "web")]
    kept = everything(desk.city)
    assert b"anonymous" in kept
    assert "Kanárek".encode() not in kept
    assert b"kanarek" not in kept
