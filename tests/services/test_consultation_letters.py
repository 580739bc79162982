"""Reminders to those who settle comments, and letters that tell authors each year what became of their comments."""

import email
from datetime import timedelta

import pytest
from support.consultation import TODAY, Desk, author, told
from support.databases import ON_SQLITE
from support.monitoring import Watch
from support.outcomes import Outcome
from support.planning import Town
from typer.testing import CliRunner

from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import reply_service_pb2 as pb
from komplan_cli.app import app
from komplan_core.papers import Document
from komplan_plugin_reference.papers import DOCUMENTS

pytestmark = ON_SQLITE
WORDS = "Zq7kanar43 chybí lavičky"


def run(desk, *words):
    reach = ["--target", desk.city.target, "--area", "vzorov", "--issuer-key", str(desk.city.issuer_key)]
    done = CliRunner().invoke(app, ["consultation", *map(str, words), *reach], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def reminders(desk, within=0):
    request = points.WriteRemindersRequest(parent=desk.round, within_days=within)
    return desk.city.stream("PointService/WriteReminders", request, ("clerk",))


@pytest.fixture
def waiting(instance):
    """Three points that are due: one with a handler, two with their group only."""
    desk = Desk(instance("consultation"))
    for number in range(3):
        comment = desk.entered(WORDS)
        desk.categorise(comment, "formal")
        desk.assign(comment, "seniors" if number else "families")
        if number == 0:
            name = f"{comment.name}/points/1"
            desk.ask("PointService/ClaimPoint", points.ClaimPointRequest(name=name), who="k7")
    return desk


def test_each_handler_and_each_group_is_reminded_once_of_all_that_waits(waiting):
    assert reminders(waiting) == []
    handler, group = sorted(reminders(waiting, 14), key=lambda letter: letter.working_group)
    assert (handler.handler, handler.working_group, handler.points) == ("k7", "", 1)
    assert (group.handler, group.working_group, group.points) == ("", "seniors", 2)
    due = TODAY + timedelta(days=14)
    assert f"Bod 1/1: do {due.day}. {due.month}. {due.year}" in handler.text
    assert "Bod 2/1" in group.text
    assert "Bod 3/1" in group.text
    assert not any(WORDS in letter.text + letter.subject for letter in (handler, group))
    assert told(lambda: reminders(waiting, 366)) == ("Invalid", "INVALID_VALUE", ["within_days"])


def test_reminders_lie_in_a_folder_as_e_mails_where_an_address_is_known(waiting, tmp_path):
    folder = tmp_path / "upominky"
    said = run(
        waiting, "points", "remind", "jaro", folder, "--sender", "plan@vzorov.cz", "--within", "14",
        "--address", "k7=jana@vzorov.cz",
    )  # fmt: skip
    assert "2 letters written" in said
    paper, mail = sorted(folder.iterdir(), key=lambda path: path.suffix, reverse=True)
    message = email.message_from_bytes(mail.read_bytes())
    assert (message["To"], message["From"]) == ("jana@vzorov.cz", "plan@vzorov.cz")
    assert "Bod 1/1" in message.get_payload(decode=True).decode()
    assert paper.read_text().startswith("seniors")


def prepared(desk, year):
    return desk.ask("ReplyService/PrepareReplies", pb.PrepareRepliesRequest(parent=desk.round, evaluation_year=year))


def letters(desk, year):
    request = pb.WriteLettersRequest(parent=desk.round, evaluation_year=year)
    return desk.city.stream("ReplyService/WriteLetters", request, ("clerk",))


@pytest.fixture
def carried_out(instance):
    """A round with an accepted and a rejected comment on the measure m1, whose plan is being carried out."""
    city = instance("planning", "consultation", consultation="none")
    town = Town(city)
    town.draft()
    watch = Watch(town).carried_out()
    desk = Outcome(city)
    person = {"authors": [author("Jana Nováková", contact="jana@example.org"), author("Petr Novák")]}
    accepted = desk.about(WORDS, "measures/m1/title", **person)
    rejected = desk.about("Jinak.", "measures/m1/title", authors=[author("Eva", contact="eva@example.org")])
    desk.settled((accepted, "accepted"), (rejected, "rejected"))
    return watch, desk


def test_authors_of_accepted_comments_are_told_each_year_how_the_measure_went(carried_out):
    watch, desk = carried_out
    watch.published("o1")
    assert told(lambda: prepared(desk, 2027))[1] == "NOT_RELEASED"
    desk.release()
    assert told(lambda: prepared(desk, 2028))[1] == "NOTHING_PUBLISHED"
    assert told(lambda: prepared(desk, 27)) == ("Invalid", "INVALID_VALUE", ["evaluation_year"])
    done = prepared(desk, 2027)
    assert (done.prepared, done.without_way, done.already) == (1, 1, 0)
    (letter,) = letters(desk, 2027)
    assert (letter.recipient, letter.contact, letter.number) == ("Jana Nováková", "jana@example.org", 1)
    assert "Při vyhodnocení komunitního plánu za rok 2027" in letter.text
    assert "Opatření: " in letter.text
    assert "Stav v roce 2027: " in letter.text
    assert WORDS not in letter.text
    again = prepared(desk, 2027)
    assert (again.prepared, again.already) == (0, 1)


def test_letters_of_a_year_and_of_the_settlement_do_not_meet(carried_out):
    watch, desk = carried_out
    watch.published("o1")
    desk.release()
    prepared(desk, 2027)
    assert desk.prepare().prepared == 2
    assert {letter.subject.partition(" ")[0] for letter in desk.letters()} == {"Vypořádání"}
    assert [letter.subject.partition(" ")[0] for letter in letters(desk, 2027)] == ["Vyhodnocení"]
    assert desk.mark(*(letter.reply for letter in letters(desk, 2027))).answered == 0
    assert letters(desk, 2027) == []
    watch.published("o2", year=2028)
    assert prepared(desk, 2028).prepared == 1


def test_a_reply_bears_the_words_of_the_city(instance):
    desk = Outcome(instance("consultation"))
    comment = desk.entered(authors=[author(contact="jana@example.org")])
    desk.settled((comment, "rejected"))
    desk.release()
    desk.prepare()
    (letter,) = desk.letters()
    (city,) = (text for text in DOCUMENTS if text.code is Document.REPLY)
    assert letter.text.startswith(f"{city.heading}\n\nVážená paní, vážený pane,\n")
    assert letter.text.rstrip().endswith(city.closing)
