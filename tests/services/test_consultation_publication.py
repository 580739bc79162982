"""What everybody reads of the book: words let out, answers released, a table that counts every point (I13)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.consultation import author, everything, point_name, told
from support.databases import ON_SQLITE
from support.deciding import entries
from support.intake import Clerk
from support.outcomes import Outcome

from komplan.consultation.v1 import book_service_pb2 as book
from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import reply_service_pb2 as replies
from komplan.consultation.v1 import round_outcome_service_pb2 as outcomes
from komplan.consultation.v1.comment_pb2 import Point
from komplan_core.book.entries import decoded
from komplan_core.book.exports import Closing, read_jsonl
from komplan_core.book.replay import State

CANARY = "Kanárek Žlutý"
HIDDEN = "kanarek@vzorov.example"


@pytest.fixture
def desk(instance):
    return Outcome(instance("consultation"))


def replayed(desk):
    request = book.ListEntriesRequest(parent=desk.round, page_size=500)
    state = State()
    for data in desk.city.ask("BookService/ListEntries", request, ()).entries:
        state.apply(decoded(data.data))
    return state


def test_words_are_shown_when_the_office_let_them_out_and_the_author_agreed(desk):
    agreed = desk.entered("Lavičky.", publish_consent="anonymised", authors=[author(CANARY, contact=HIDDEN)])
    silent = desk.entered("Stromy.", authors=[author(CANARY)])
    assert [(p.visibility, p.text) for p in desk.public(1).points] == [("pending", "")]
    for comment in (agreed, silent):
        desk.moderate(comment)
    assert [(p.visibility, p.text) for p in desk.public(1).points] == [("whole", "Lavičky.")]
    assert [(p.visibility, p.text) for p in desk.public(2).points] == [("not-agreed", "")]
    desk.moderate(agreed, "redacted", "Jmenuje sousedku.", p1="Lavičky u domu.")
    shown = desk.public(1)
    assert [(p.visibility, p.text) for p in shown.points] == [("redacted", "Lavičky u domu.")]
    assert shown.publication_reason == "Jmenuje sousedku."
    desk.moderate(agreed, "withheld", "Uráží.")
    assert desk.public(1).points[0].text == ""
    assert desk.get(agreed.name).points[0].text == "Lavičky."
    assert replayed(desk).publication == {"1": "withheld", "2": "approved"}


def test_moderation_says_why_and_never_twice_the_same(desk):
    comment = desk.entered("Lavičky.")
    for given_, expected in (
        (("redacted", ""), ("Invalid", "REQUIRED", ["reason"])),
        (("withheld", " "), ("Invalid", "REQUIRED", ["reason"])),
        (("redacted", "Proto."), ("Invalid", "REQUIRED", ["points"])),
        (("hidden", "Proto."), ("Invalid", "UNKNOWN_CODE", ["publication"])),
        (("pending", "Proto."), ("Invalid", "UNKNOWN_CODE", ["publication"])),
    ):
        assert told(lambda given_=given_: desk.moderate(comment, *given_)) == expected
    assert told(lambda: desk.moderate(comment, p1="Jinak."))[2] == ["points"]
    assert told(lambda: desk.moderate(comment, "redacted", "Proto.", p2="Jinak."))[2] == ["points.0.number"]
    assert told(lambda: desk.moderate(comment, "redacted", "Proto.", p1=" "))[2] == ["points.0.public_text"]
    desk.moderate(comment)
    assert told(lambda: desk.moderate(comment))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")


def test_other_words_in_place_of_the_authors_are_a_move_of_the_book(desk):
    comment = desk.entered("Lavičky u domu paní Nové.")
    moves = [("pending", "redacted"), ("redacted", "redacted"), ("redacted", "redacted"), ("redacted", "approved")]
    for words, reason in (("Lavičky u domu.", "Jméno."), ("Lavičky.", "Jméno."), ("Lavičky.", "Jméno a adresa.")):
        desk.moderate(comment, "redacted", reason, p1=words)
        again = told(lambda words=words, reason=reason: desk.moderate(comment, "redacted", reason, p1=words))
        assert again == ("Refused", "TRANSITION_NOT_ALLOWED", [])
        assert desk.public(1).points[0].text == words
    desk.moderate(comment)
    assert [(made["from"], made["to"]) for made in entries(desk, "publication.moved")] == moves
    assert replayed(desk).publication == {"1": "approved"}


def test_before_the_release_the_office_is_told_what_waits(desk):
    def preview():
        request = outcomes.PreviewReleaseRequest(name=desk.round)
        return desk.ask("RoundOutcomeService/PreviewRelease", request)

    shown, waiting, doubted = (desk.entered() for _ in range(3))
    desk.moderate(shown)
    denied = desk.entered(authors=[author(contact="j@vzorov.example")])
    token = Clerk(desk, "anna").letter(denied).token
    desk.city.ask("CitizenService/DisputeComment", citizen.DisputeCommentRequest(token=token), ())
    found = preview()
    assert (found.state, found.ready, found.unsettled, list(found.disputed)) == ("open", False, 4, [4])
    assert (found.pending, list(found.pending_numbers)) == (3, [2, 3, 4])
    assert desk.numbers(publication="pending") == [2, 3, 4]
    desk.ask("IntakeService/VoidComment", intake.VoidCommentRequest(name=denied.name))
    desk.settled((shown, "rejected"), (waiting, "noted"), (doubted, "noted"))
    found = preview()
    assert (found.ready, found.unsettled, list(found.disputed), found.pending) == (True, 0, [], 3)
    assert desk.release().state == "released"
    assert [row.point for row in desk.table()[0]] == ["1/1"]
    desk.moderate(waiting)
    assert [row.point for row in desk.table()[0]] == ["1/1", "2/1"]


def test_answers_are_released_all_at_once(desk):
    first = desk.entered("jedna", "dvě", publish_consent="named")
    second = desk.entered("tři")
    desk.settled((first, "rejected"), (second, "explained"))
    before = desk.public(1)
    assert [(p.state, p.HasField("settlement")) for p in before.points] == [("in-progress", False)] * 2
    assert desk.release().state == "released"
    told_ = [(p.state, p.settlement.outcome_title) for n in (1, 2) for p in desk.public(n).points]
    assert told_ == [("released", "neakceptováno")] * 2 + [("released", "vysvětleno")]
    assert told(desk.release)[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    state = replayed(desk)
    assert (state.state, set(state.points.states.values())) == ("released", {"released"})
    assert state.types["settlement.released"] == 3


def test_before_the_release_nobody_is_told_or_can_guess_an_outcome(desk):
    first, second = desk.entered("jedna"), desk.entered("dvě")
    desk.settled((first, "rejected"), (second, "rejected"))
    request = book.ListEntriesRequest(parent=desk.round, page_size=500)

    def entries(*kinds):
        found = [decoded(data.data) for data in desk.city.ask("BookService/ListEntries", request, ()).entries]
        return [made for made in found if made["type"] in kinds]

    before = entries("settlement.proposed", "settlement.decided")
    assert [made for made in before if "rejected" in made.values() or "outcome" in made] == []
    promises = [made["settlement"] for made in before]
    assert len(set(promises)) == 4, "the same answer to two comments looks different"
    assert {promise[:5] for promise in promises} == {"hmac:"}
    assert dict(desk.count().points_by_outcome) == {}
    desk.release()
    assert [made["outcome"] for made in entries("settlement.released")] == ["rejected", "rejected"]
    assert dict(desk.count().points_by_outcome) == {"rejected": 2}


def test_a_letter_names_the_body_that_decided_as_the_table_does(desk):
    comment = desk.entered("Lavičky.", authors=[author("Jana", contact="jana@vzorov.example")])
    desk.moderate(comment)
    desk.assign(comment)
    desk.propose(comment, "rejected")
    name = point_name(comment)
    desk.decide(name, conflicts=2, present=4, votes_for=2, votes_against=0)
    desk.decide(name, working_group="", body="steering-group")
    desk.settled()
    desk.release()
    desk.prepare()
    (mail,), (row,) = desk.letters(), desk.table()[0]
    assert f"Rozhodl: {row.decided}" in mail.text
    assert not row.decided.startswith("pořizovatel")


def test_the_public_table_names_nobody_who_did_not_agree_and_counts_every_point(desk):
    kinds = {"publish_consent": "named", "authors": [author("Spolek Lavička", "organisation", HIDDEN)]}
    named = desk.entered("=1+1", "dvě", **kinds)
    hidden = desk.entered("Stromy.", authors=[author(CANARY, contact=HIDDEN)])
    anonymised = desk.entered("Keře.", publish_consent="anonymised", authors=[author(CANARY, contact=HIDDEN)])
    for comment in (named, anonymised):
        desk.moderate(comment)
    desk.settled((named, "rejected"), (hidden, "rejected"), (anonymised, "rejected"))
    rows, _ = desk.table()
    assert {row.named_author for row in rows} == {""}
    desk.release()
    rows, end = desk.table()
    assert (end.rows, end.withheld, end.points) == (3, 1, 4)
    assert [(row.point, row.named_author, row.text, row.outcome) for row in rows] == [
        ("1/1", "Spolek Lavička", "=1+1", "neakceptováno"),
        ("1/2", "Spolek Lavička", "dvě", "neakceptováno"),
        ("3/1", "", "Keře.", "neakceptováno"),
    ]
    everyone = b"".join(row.SerializeToString() for row in rows)
    assert CANARY.encode() not in everyone
    assert HIDDEN.encode() not in everyone
    page = public.ListPublicCommentsRequest(parent=desk.round)
    listed = desk.city.ask("PublicationService/ListPublicComments", page, ()).SerializeToString()
    assert CANARY.encode() not in listed
    assert b"Spolek" not in listed
    office, end = desk.table(public_profile=False)
    assert (end.rows, end.withheld, end.points) == (4, 0, 4)
    assert office[2].submitter == CANARY
    assert CANARY.encode() not in everything(desk.city)


FATES = st.lists(
    st.tuples(
        st.sampled_from(["none", "anonymised", "named"]),
        st.sampled_from(["", "approved", "redacted", "withheld"]),
        st.integers(1, 3),
    ),
    max_size=5,
)


@ON_SQLITE
def test_rows_and_withheld_points_are_all_points_of_the_book(instance):
    city = instance("consultation")
    rounds = iter(range(100))

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(FATES)
    def every_book(fates):
        desk = Outcome(city, round_id=f"kolo{next(rounds)}")
        let_out = 0
        for consent, publication, points in fates:
            comment = desk.entered(*["text"] * points, publish_consent=consent)
            if publication == "redacted":
                desk.moderate(comment, publication, "Proto.", p1="Jinak.")
            elif publication:
                desk.moderate(comment, publication, "Proto." if publication == "withheld" else "")
            let_out += points if publication in ("approved", "redacted") else 0
        all_points = sum(points for _, _, points in fates)
        rows, end = desk.table()
        assert (len(rows), end.rows, end.withheld, end.points) == (let_out, let_out, all_points - let_out, all_points)
        assert len({row.point for row in rows}) == len(rows)
        state = replayed(desk)
        assert len(state.points.states) == all_points

    every_book()


def test_replies_go_to_those_who_gave_a_way_and_answer_the_points(desk):
    written = desk.entered("Lavičky.", authors=[author("Jana", contact="jana@vzorov.example"), author("Petr")])
    by_post = desk.entered("Stromy.", channel="post", authors=[author("Eva", contact="Lipová 1, Vzorov")])
    desk.settled((written, "rejected"), (by_post, "explained"))
    assert told(desk.prepare)[:2] == ("Refused", "NOT_RELEASED")
    desk.release()
    first = desk.prepare()
    assert (first.prepared, first.without_way, first.already) == (2, 1, 0)
    again = desk.prepare()
    assert (again.prepared, again.without_way, again.already) == (0, 1, 2)
    mail, paper = desk.letters()
    assert (mail.channel, mail.recipient, mail.contact) == ("web", "Jana", "jana@vzorov.example")
    assert "neakceptováno" in mail.text
    assert [letter.recipient for letter in desk.letters("post")] == ["Eva"]
    done = desk.mark(mail.reply)
    assert (done.marked, done.answered) == (1, 1)
    assert [p.state for p in desk.public(1).points] == ["answered"]
    assert told(lambda: desk.mark(mail.reply))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: desk.mark(paper.reply, state="burnt")) == ("Invalid", "UNKNOWN_CODE", ["state"])
    assert desk.mark(paper.reply, state="failed").answered == 0
    assert [p.state for p in desk.public(2).points] == ["released"]
    listed = desk.ask("ReplyService/ListReplies", replies.ListRepliesRequest(parent=desk.round, state="failed"))
    assert [reply.name for reply in listed.replies] == [paper.reply]
    assert b"Jana" not in everything(desk.city)
    assert replayed(desk).points.states == {"1/1": "answered", "2/1": "released"}


def test_verdicts_are_counted_by_kind_of_author_chapter_and_group(desk):
    first = desk.entered("jedna", "dvě", authors=[author("Eva", "user"), author("Petr", "user")])
    second = desk.entered(points=[Point(text="tři", plan_part=f"{desk.version}/measures/m1")])
    desk.entered("čtyři", authors=[author("Spolek", "organisation")])
    for number in (1, 2):
        desk.assign(first, "seniors", number)
    desk.settle(first, "rejected", 1)
    request = public.GetSettlementStatisticsRequest(parent=desk.round)
    found = desk.city.ask("PublicationService/GetSettlementStatistics", request, ())
    assert {item.kernel: item.points for item in found.verdicts} == {"unreleased": 1, "unsettled": 3}
    assert (found.comments, found.authors) == (3, 4)
    assert {line.code: line.comments for line in found.author_kinds} == {"individual": 1, "organisation": 1, "user": 1}
    assert {line.code: line.comments for line in found.chapters} == {"": 2, "measures/m1": 1}
    assert {line.code: sum(v.points for v in line.verdicts) for line in found.working_groups} == {"": 2, "seniors": 2}
    assert second.number == 2


def test_the_closing_line_is_the_one_that_the_verifier_reads():
    closing = Closing(rows=3, withheld=1, points=4)
    lines = ['{"č. připomínky / bod": "1/1", "výsledek": "akceptováno"}', f'{{"č. připomínky / bod": "{closing}"}}']
    assert list(read_jsonl(lines))[1] == closing


def test_only_numbers_of_the_book_are_public_names(desk):
    comment = desk.entered()
    for number in ("0", "2", "01", "x", "99999999999"):
        name = f"{desk.round}/public-comments/{number}"
        request = public.GetPublicCommentRequest(name=name)
        call = lambda request=request: desk.city.ask("PublicationService/GetPublicComment", request, ())  # noqa: E731
        assert told(call)[0] == "NotFound"
    assert point_name(comment).endswith("/points/1")
