"""Rounds are prepared, announced, closed and settled; lists and counts say what they hold."""

import pytest
from support.consultation import CHANNELS, Desk, author, day, told

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan.consultation.v1 import round_office_service_pb2 as office
from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1.round_pb2 import ChannelRule, Phase, Quorum, Round
from komplan_core.consultation import OUTCOMES, REFUSAL_REASONS


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def public(desk, method, request):
    return desk.city.ask(f"ConsultationService/{method}", request, roles=())


def moved(desk, method, etag="", roles=("clerk",)):
    request = getattr(office, f"{method}Request")(name=desk.round, etag=etag)
    if method == "CloseRound":
        request.reason = "Zkouška."
    return desk.ask(f"RoundOfficeService/{method}", request, roles)


def test_anybody_reads_a_round_as_it_was_announced(desk):
    opened = desk.opened
    assert (opened.state, opened.title, opened.plan_version) == ("open", "Připomínky k návrhu", desk.version)
    assert [rule.channel for rule in opened.channels] == list(CHANNELS)
    assert (opened.last_day, opened.draft, list(opened.running_phases)) == (day(30), "", [])
    assert len(opened.rules_sha256) == 64
    assert [outcome.kernel for outcome in opened.outcomes] == [outcome.kernel for outcome in OUTCOMES]
    assert [reason.kernel for reason in opened.refusal_reasons] == [reason.kernel for reason in REFUSAL_REASONS]
    assert public(desk, "GetRound", read.GetRoundRequest(name=desk.round)) == opened
    other = desk.open("", title="Druhé kolo", fictional=True, predecessor=desk.round)
    assert list(public(desk, "ListRounds", read.ListRoundsRequest(parent=desk.area)).rounds) == [opened, other]


def test_a_wrong_round_is_not_prepared(desk):
    outside = {"start": day(), "end": day(90)}
    for values, reason, field in (
        ({"title": ""}, "REQUIRED", "title"),
        ({"plan_version": ""}, "NAME_FORMAT", "plan_version"),
        ({"plan_version": "areas/vzorov/plans/kp"}, "NAME_FORMAT", "plan_version"),
        ({"plan_version": "areas/brno/plans/kp/versions/v1"}, "AREA_MISMATCH", "plan_version"),
        ({"window": {"start": day()}}, "REQUIRED", "window.end"),
        ({"window": {"start": day(), "end": day(-1)}}, "PERIOD_ORDER", "window.end"),
        ({"window": None}, "REQUIRED", "window"),
        ({"channels": []}, "REQUIRED", "channels"),
        ({"channels": [ChannelRule(channel="pigeon")]}, "INVALID_VALUE", "channels.0.channel"),
        ({"channels": [ChannelRule(channel="web", grace_days=3)]}, "INVALID_VALUE", "channels.0.grace_days"),
        ({"channels": [ChannelRule(channel="web", until=day(31))]}, "OUTSIDE_PERIOD", "channels.0.until"),
        ({"phases": [Phase(code="p", title="P", window=outside)]}, "OUTSIDE_PERIOD", "phases.0.window"),
        ({"quorum": [Quorum(working_group="kouzelnici")]}, "UNKNOWN_CODE", "quorum.0.working_group"),
        ({"predecessor": f"{desk.area}/rounds/podzim"}, "REFERENCE_MISSING", "predecessor"),
        ({"days_before_hearing": -1}, "INVALID_VALUE", "days_before_hearing"),
        ({"registration_until": day(-1)}, "PERIOD_ORDER", "registration_until"),
    ):
        kind, found, fields = told(lambda given=values: desk.open("podzim", **given))
        assert (kind, found, fields[0]) == ("Invalid", reason, f"round.{field}")
    assert told(lambda: desk.count(f"{desk.area}/rounds/podzim"))[0] == "NotFound"


def test_the_id_of_a_round_is_a_code_and_free(desk):
    assert told(lambda: desk.open("Jaro 2027")) == ("Invalid", "CODE_FORMAT", ["round_id"])
    assert told(lambda: desk.open("jaro"))[:2] == ("Taken", "ALREADY_EXISTS")


def test_a_round_is_deleted_until_it_is_announced_and_never_after(desk):
    def prepare(round_id, **values):
        given = {"title": "Omyl", "plan_version": desk.version, "channels": [ChannelRule(channel="web")], **values}
        made = Round(window={"start": day(5), "end": day(9)}, **given)
        request = office.CreateRoundRequest(parent=desk.area, round=made, round_id=round_id)
        return desk.ask("RoundOfficeService/CreateRound", request)

    def delete(name, **values):
        return desk.ask("RoundOfficeService/DeleteRound", office.DeleteRoundRequest(name=name, **values))

    first = prepare("omyl")
    second = prepare("po-omylu", predecessor=first.name)
    assert told(lambda: delete(first.name))[:2] == ("Refused", "STILL_REFERRED_TO")
    assert told(lambda: delete(second.name, etag="x"))[:2] == ("Stale", "STALE_ETAG")
    delete(second.name, etag=second.etag)
    hold = privacy.SetLegalHoldRequest(name=first.name, reason="22 C 14/2027")
    hold = desk.ask("PrivacyService/SetLegalHold", hold, ("admin",))
    assert told(lambda: delete(first.name))[:2] == ("Refused", "LEGAL_HOLD")
    desk.ask("PrivacyService/ReleaseLegalHold", privacy.ReleaseLegalHoldRequest(name=hold.name), ("admin",))
    delete(first.name)
    assert told(lambda: delete(first.name))[0] == "NotFound"
    again = prepare("omyl", title="Podruhé")
    assert [held.name for held in public(desk, "ListRounds", read.ListRoundsRequest(parent=desk.area)).rounds] == [
        desk.round,
        again.name,
    ]
    announced = desk.ask("RoundOfficeService/AnnounceRound", office.AnnounceRoundRequest(name=again.name))
    assert announced.state == "announced"
    for name in (again.name, desk.round):
        assert told(lambda given=name: delete(given))[:2] == ("Refused", "RULES_FROZEN")


def test_a_round_is_closed_once_and_settled_once(desk):
    assert told(lambda: moved(desk, "SettleRound")) == ("Refused", "ROUND_NOT_CLOSED", [])
    assert moved(desk, "CloseRound").state == "closed"
    for method in ("CloseRound", "SettleRound", "ArchiveRound"):
        assert told(lambda given=method: moved(desk, given))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert moved(desk, "StartSettling").state == "settling"
    assert moved(desk, "SettleRound").state == "settled"
    for method in ("SettleRound", "CloseRound", "StartSettling", "AnnounceRound"):
        assert told(lambda given=method: moved(desk, given))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: desk.register("text"))[:2] == ("Refused", "ROUND_NOT_OPEN")


def test_a_round_ends_before_its_last_day_with_a_reason_that_everybody_reads(desk):
    without = office.CloseRoundRequest(name=desk.round)
    assert told(lambda: desk.ask("RoundOfficeService/CloseRound", without)) == ("Invalid", "REQUIRED", ["reason"])
    moved(desk, "CloseRound")
    assert public(desk, "GetRound", read.GetRoundRequest(name=desk.round)).closed_early == "Zkouška."


def test_a_round_is_not_settled_while_a_point_has_no_settlement(desk):
    first, second = desk.entered("jedna", "dvě"), desk.entered()
    moved(desk, "CloseRound")
    moved(desk, "StartSettling")
    with pytest.raises(Exception, match="without settlement: 3") as caught:
        moved(desk, "SettleRound")
    assert caught.value.reason == "POINTS_UNSETTLED"
    desk.answered(second)
    desk.assign(first)
    desk.settle(first)
    with pytest.raises(Exception, match="without settlement: 1"):
        moved(desk, "SettleRound")
    desk.settle(first, "editorial", 2, justification="")
    assert moved(desk, "SettleRound").state == "settled"


def test_points_of_another_round_do_not_hinder(desk):
    Desk(desk.city, round_id="podzim").entered()
    desk.close()
    assert desk.finish().state == "settled"


def test_an_old_etag_moves_nothing(desk):
    closed = moved(desk, "CloseRound", desk.opened.etag)
    assert told(lambda: moved(desk, "StartSettling", desk.opened.etag))[:2] == ("Stale", "STALE_ETAG")
    assert moved(desk, "StartSettling", closed.etag).state == "settling"


def test_an_administrator_stands_in_for_the_office(desk):
    assert desk.close(roles=("admin",)).state == "closed"
    assert desk.finish(roles=("admin",)).state == "settled"


def test_lists_are_filtered_by_author_group_and_settlement(desk):
    user, firm, both = (
        desk.entered(authors=[author("Eva", "user")]),
        desk.entered(authors=[author("Spolek", "organisation")]),
        desk.entered("jedna", "dvě", authors=[author("Petr", "user"), author("Úřad", "organisation")]),
    )
    desk.assign(user, "seniors")
    desk.assign(both, "seniors", 1)
    desk.assign(both, "families", 2)
    desk.settle(user)
    desk.settle(both, number=1)
    assert desk.numbers() == [1, 2, 3]
    assert desk.numbers(author_kind="user") == [user.number, both.number]
    assert desk.numbers(author_kind="organisation") == [firm.number, both.number]
    assert desk.numbers(author_kind="individual") == []
    assert desk.numbers(working_group="seniors") == [user.number, both.number]
    assert desk.numbers(working_group="families") == [both.number]
    assert desk.numbers(unsettled=True) == [firm.number, both.number]
    assert desk.numbers(unsettled=True, author_kind="user", working_group="families") == [both.number]


def test_pages_of_comments_stand_while_others_write(desk):
    for _ in range(5):
        desk.entered()
    first = desk.ask("SettlementService/ListComments", settlement.ListCommentsRequest(parent=desk.round, page_size=2))
    desk.entered()
    assert [comment.number for comment in first.comments] == [1, 2]
    assert desk.numbers(page_size=2) == [1, 2, 3, 4, 5, 6]
    foreign = settlement.ListCommentsRequest(parent=desk.round, page_token=first.next_page_token, unsettled=True)
    assert told(lambda: desk.ask("SettlementService/ListComments", foreign)) == (
        "Invalid",
        "PAGE_TOKEN",
        ["page_token"],
    )


def test_counts_keep_comments_points_and_people_apart(desk):
    first = desk.entered("jedna", "dvě", authors=[author("Eva", "user"), author("Petr", "user")], channel="post")
    second = desk.entered("tři", authors=[author("Spolek", "organisation")])
    desk.entered("čtyři", authors=[author("Jan", "individual")])
    desk.refused("text", authors=[])
    desk.answered(first, "rejected")
    desk.settle(second, "editorial", justification="")
    assert desk.count() == read.CountCommentsResponse(
        comments=3,
        settled=2,
        points=4,
        authors_by_kind={"user": 2, "organisation": 1, "individual": 1},
        refusals_by_reason={"anonymous": 1},
        comments_by_channel={"post": 1, "web": 2},
    )
    assert Desk(desk.city, round_id="podzim").count() == read.CountCommentsResponse()


def test_only_a_round_that_exists_is_counted(desk):
    assert told(lambda: desk.count(f"{desk.area}/rounds/none"))[:2] == ("NotFound", "NOT_FOUND")
    assert told(lambda: desk.count("areas/vzorov")) == ("Invalid", "NAME_FORMAT", ["parent"])
    assert told(lambda: desk.count("areas/brno/rounds/jaro"))[:2] == ("NotFound", "AREA_MISMATCH")
