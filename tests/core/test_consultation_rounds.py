"""What must hold when a round is announced, and what it does by itself as days go by."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.consultation import Basis, Channel, ChannelRule, Phase, Quorum, Round
from komplan_core.consultation.announcing import check_announcement, due
from komplan_core.errors import Invalid, Refused
from komplan_core.values import Period

PRAGUE, DAY = ZoneInfo("Europe/Prague"), timedelta(days=1)
START, END, HEARING = date(2027, 4, 1), date(2027, 4, 30), date(2027, 4, 16)


def held(**values):
    given = {
        "title": "Kolo",
        "plan_version": "areas/vzorov/plans/kp/versions/navrh",
        "window": Period(start=START, end=END),
        "channels": (ChannelRule(channel=Channel.WEB),),
        **values,
    }
    return Round(**given)


def evening(day, hour=17, minute=0, second=0):
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=PRAGUE)


def announced(round_, at):
    try:
        check_announcement(round_, at)
    except Refused as error:
        return error.reason
    return "announced"


@given(before=st.integers(0, 30), after=st.integers(0, 30))
def test_the_draft_is_out_long_enough_before_and_after_the_hearing_or_as_the_city_says(before, after):
    usual = held(hearing_on=HEARING, window=Period(start=START, end=HEARING + after * DAY))
    at = evening(HEARING - before * DAY)
    assert (announced(usual, at) == "announced") == (before >= 14 and after >= 14)
    relaxed = usual.revised({"days_before_hearing": before, "days_after_hearing": after})
    assert announced(relaxed, at) == "announced"
    stricter = usual.revised({"days_before_hearing": before + 1, "days_after_hearing": 0})
    assert announced(stricter, at) == "NOTICE_TOO_SHORT"


def test_an_evening_announcement_counts_from_the_next_day_where_the_round_says_so():
    last = HEARING - 14 * DAY
    strict = held(hearing_on=HEARING, evening_next_day=True)
    assert announced(strict, evening(last, 18)) == "announced"
    assert announced(strict, evening(last, 18, 0, 1)) == "NOTICE_TOO_SHORT"
    assert announced(held(hearing_on=HEARING), evening(last, 23, 59, 59)) == "announced"


def test_a_round_whose_last_day_is_over_is_not_announced():
    assert announced(held(), evening(END, 23, 59, 59)) == "announced"
    assert announced(held(), evening(END + DAY, 0)) == "NOTICE_TOO_SHORT"


def test_a_round_opens_switches_and_closes_as_days_go_by():
    round_ = held(phases=(Phase(code="p", title="P", window=Period(start=START + 5 * DAY, end=END)),))
    days = [START - DAY, START, START + 5 * DAY, END, END + DAY]
    assert [due(round_, "announced", day) for day in days] == [None, "open", "open", "open", "open"]
    assert [due(round_, "open", day) for day in days[1:]] == [None, "switch", "switch", "close"]
    switched = round_.revised({"running_phases": ("p",)})
    assert [due(switched, "open", day) for day in days[2:]] == [None, None, "close"]
    assert {due(round_, kernel, END + DAY) for kernel in ("prepared", "closed", "settling", "archived")} == {None}


OUTSIDE = Period(start=START, end=END + DAY)
WRONG = (
    ({"channels": (ChannelRule(channel="web", until=END + DAY),)}, "channels.0.until", "OUTSIDE_PERIOD"),
    ({"phases": (Phase(code="p", title="P", window=OUTSIDE),)}, "phases.0.window", "OUTSIDE_PERIOD"),
    ({"registration_until": END - DAY}, "registration_until", "PERIOD_ORDER"),
    ({"quorum": (Quorum(), Quorum(percent=10))}, "quorum", "DUPLICATE_CODE"),
    ({"channels": ({"channel": "web", "until_time": "24:00"},)}, "channels.0.until_time", "INVALID_VALUE"),
    ({"channels": ({"channel": "web", "grace_days": 1},)}, "channels.0.grace_days", "INVALID_VALUE"),
    (
        {"channels": ({"channel": "web", "basis": "sent", "until_time": "12:00"},)},
        "channels.0.until_time",
        "INVALID_VALUE",
    ),
)


@pytest.mark.parametrize(("values", "field", "reason"), WRONG)
def test_rules_that_contradict_each_other_are_told_by_their_place(values, field, reason):
    with pytest.raises(ValidationError) as caught:
        held(**values)
    violation, *_ = Invalid.of(caught.value).violations
    assert (violation.field, violation.reason) == (field, reason)


def test_a_group_has_its_own_quorum_or_that_of_all_others():
    seniors, others = Quorum(working_group="seniors", percent=60, users=1), Quorum(percent=50)
    round_ = held(quorum=(others, seniors))
    assert (round_.quorum_of("seniors"), round_.quorum_of("families")) == (seniors, others)
    assert held(quorum=(seniors,)).quorum_of("families") is None


def test_a_postmark_rule_may_give_no_days_of_grace_or_none_at_all():
    rules = [ChannelRule(channel="post", basis=Basis.POSTMARK, grace_days=days).grace_days for days in (None, 0, 60)]
    assert rules == [None, 0, 60]
