"""Whether a submission is in time depends on recorded days and frozen rules, never on a clock (I9)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.consultation import Basis, Channel, ChannelRule, Extension, Late, Phase, Round
from komplan_core.consultation.deadlines import (
    Noted,
    Why,
    channel_end,
    heard,
    last_day,
    phases_on,
    registration_end,
    timeliness,
)
from komplan_core.consultation.rules import RULES, rules_sha256
from komplan_core.errors import Invalid
from komplan_core.holidays import is_working_day
from komplan_core.values import Period

PRAGUE = ZoneInfo("Europe/Prague")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
START, END = date(2027, 4, 1), date(2027, 4, 30)
VERSION = "areas/vzorov/plans/kp/versions/navrh"


def held(*rules, end=END, start=START, **values):
    """A round from 1 to 30 April 2027, a Friday."""
    rules = rules or tuple(ChannelRule(channel=channel) for channel in Channel)
    return Round(title="Kolo", plan_version=VERSION, window=Period(start=start, end=end), channels=rules, **values)


def at(*parts, fold=0):
    """A moment on Prague's clocks, in UTC."""
    return datetime(*parts, tzinfo=PRAGUE, fold=fold).astimezone(UTC)


def extended(until):
    return Extension(before=END, until=until, reason="volby", decided_at=datetime(2027, 4, 20, tzinfo=UTC))


def test_one_second_late_is_late_on_each_channel():
    whole_days, office_hours = held(), held(*(ChannelRule(channel=channel, until_time="16:00") for channel in Channel))
    for channel in Channel:
        for round_, limit in ((whole_days, at(2027, 5, 1) - SECOND), (office_hours, at(2027, 4, 30, 16))):
            in_time = timeliness(round_, channel, limit.astimezone(PRAGUE).date(), limit)
            late = timeliness(round_, channel, (limit + SECOND).astimezone(PRAGUE).date(), limit + SECOND)
            assert (in_time.in_time, in_time.reason) == (True, Why.IN_TIME)
            assert (late.in_time, late.admitted, late.reason) == (False, False, Why.LATE)


def test_a_day_ends_at_midnight_in_prague_when_clocks_change():
    for last, limit in (
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # the day of 23 hours
        (date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),  # the day of 25 hours
    ):
        round_ = held(start=last - DAY, end=last)
        assert timeliness(round_, Channel.WEB, last, limit - SECOND).in_time
        assert not timeliness(round_, Channel.WEB, last, limit).in_time


def test_an_hour_that_comes_twice_or_not_at_all_is_read_in_favour_of_who_comments():
    rule = ChannelRule(channel=Channel.WEB, until_time="02:30")
    autumn, spring = date(2027, 10, 31), date(2027, 3, 28)
    twice = held(rule, start=autumn, end=autumn)
    second = at(2027, 10, 31, 2, 30, fold=1)
    assert timeliness(twice, Channel.WEB, autumn, second).in_time
    assert not timeliness(twice, Channel.WEB, autumn, second + SECOND).in_time
    skipped = held(rule, start=spring, end=spring)
    assert timeliness(skipped, Channel.WEB, spring, at(2027, 3, 28, 3, 30)).in_time
    assert not timeliness(skipped, Channel.WEB, spring, at(2027, 3, 28, 3, 30) + SECOND).in_time


def test_a_last_day_without_time_of_receipt_is_in_favour_of_who_comments_and_noted():
    round_ = held(ChannelRule(channel=Channel.POST, until_time="12:00"))
    judged = timeliness(round_, Channel.POST, END)
    assert (judged.in_time, judged.noted) == (True, Noted.TIME_MISSING)
    assert timeliness(round_, Channel.POST, END - DAY).noted == Noted.NOTHING


@pytest.mark.parametrize(
    ("end", "shifted"),
    [
        (date(2027, 5, 1), date(2027, 5, 3)),  # Saturday and a holiday: Monday
        (date(2027, 3, 26), date(2027, 3, 30)),  # Good Friday: the Tuesday after Easter
        (date(2027, 12, 24), date(2027, 12, 27)),  # a Friday and a holiday: Monday
        (END, END),
    ],
)
def test_a_last_day_that_is_no_working_day_moves_where_the_round_says_so(end, shifted):
    rule = ChannelRule(channel=Channel.POST, basis=Basis.POSTMARK)
    moving, strict = (held(rule, start=date(2027, 3, 1), end=end, next_working_day=yes) for yes in (True, False))
    assert (last_day(moving), last_day(strict)) == (shifted, end)
    arrived = shifted + 5 * DAY
    assert timeliness(moving, Channel.POST, arrived, postmark_on=shifted).in_time
    assert not timeliness(moving, Channel.POST, arrived, postmark_on=shifted + DAY).in_time
    assert timeliness(strict, Channel.POST, arrived, postmark_on=shifted).in_time == (shifted == end)


def test_the_postmark_decides_whenever_it_arrives_and_a_missing_one_falls_back_to_the_receipt():
    round_ = held(ChannelRule(channel=Channel.POST, basis=Basis.POSTMARK))
    weeks_later = END + 21 * DAY
    assert timeliness(round_, Channel.POST, weeks_later, postmark_on=END).in_time
    without = timeliness(round_, Channel.POST, weeks_later, sent_on=END)
    assert (without.in_time, without.noted, without.day) == (False, Noted.POSTMARK_MISSING, weeks_later)
    assert timeliness(round_, Channel.POST, END).in_time
    sent = held(ChannelRule(channel=Channel.EMAIL, basis=Basis.SENT))
    assert timeliness(sent, Channel.EMAIL, weeks_later, sent_on=END).in_time
    assert timeliness(sent, Channel.EMAIL, weeks_later).noted == Noted.SENDING_MISSING


def test_what_was_sent_in_time_arrives_within_the_days_of_grace():
    round_ = held(ChannelRule(channel=Channel.POST, basis=Basis.POSTMARK, grace_days=3))
    assert timeliness(round_, Channel.POST, END + 3 * DAY, postmark_on=END).in_time
    assert timeliness(round_, Channel.POST, END + 4 * DAY, postmark_on=END).reason == Why.ARRIVED_LATE
    assert registration_end(round_) == END + 3 * DAY
    none = held(ChannelRule(channel=Channel.POST, basis=Basis.POSTMARK, grace_days=0))
    assert timeliness(none, Channel.POST, END + DAY, postmark_on=START).reason == Why.ARRIVED_LATE


def test_what_is_late_is_refused_or_taken_marked_and_what_came_before_the_round_is_neither():
    round_ = held(ChannelRule(channel=Channel.WEB, late=Late.ACCEPT_MARKED), ChannelRule(channel=Channel.EMAIL))
    marked = timeliness(round_, Channel.WEB, END + DAY)
    assert (marked.in_time, marked.marked_late, marked.admitted) == (False, True, True)
    assert not timeliness(round_, Channel.EMAIL, END + DAY).admitted
    early = timeliness(round_, Channel.WEB, START - DAY)
    assert (early.reason, early.admitted) == (Why.EARLY, False)
    with pytest.raises(Invalid) as told:
        timeliness(round_, Channel.POST, START)
    assert told.value.reason == "UNKNOWN_CODE"


def test_an_extension_moves_every_last_day_to_come():
    web, post = ChannelRule(channel=Channel.WEB), ChannelRule(channel=Channel.POST, until=END - 5 * DAY)
    first = Phase(code="odborna", title="Odborná", audience="experts", window=Period(start=START, end=END - 15 * DAY))
    second = Phase(code="verejna", title="Veřejná", window=Period(start=END - 14 * DAY, end=END))
    round_ = held(web, post, phases=(first, second), registration_until=END + 5 * DAY)
    longer = round_.revised({"extensions": (extended(END + 14 * DAY),)})
    assert [channel_end(longer, rule) for rule in (web, post)] == [END + 14 * DAY, END + 9 * DAY]
    assert registration_end(longer) == END + 19 * DAY
    assert (phases_on(round_, END + DAY), phases_on(longer, END + 14 * DAY)) == ((), ("verejna",))
    assert phases_on(longer, END - 15 * DAY) == ("odborna",)
    assert rules_sha256(longer) == rules_sha256(round_)


def test_each_audience_comments_in_its_own_phase():
    experts = Phase(code="a", title="A", audience="experts", window=Period(start=START, end=date(2027, 4, 10)))
    everybody = Phase(code="b", title="B", window=Period(start=date(2027, 4, 11), end=END))
    round_ = held(phases=(experts, everybody))
    assert heard(round_, "experts", date(2027, 4, 10))
    assert not heard(round_, "public", date(2027, 4, 10))
    assert heard(round_, "public", date(2027, 4, 11))
    assert heard(round_, "experts", date(2027, 4, 11))
    assert heard(held(), "anybody", START)


DATES = st.dates(date(2027, 1, 1), date(2028, 12, 31))
RULES_OF_CHANNEL = st.builds(
    dict, basis=st.sampled_from(Basis), late=st.sampled_from(Late), grace_days=st.none() | st.integers(0, 60)
)


@st.composite
def rounds(draw):
    """Rounds of any length with any rule for post."""
    start = draw(DATES)
    end = start + draw(st.integers(0, 90)) * DAY
    rule = draw(RULES_OF_CHANNEL)
    if rule["basis"] is Basis.RECEIVED:
        rule["grace_days"] = None
    shift = draw(st.booleans())
    return held(ChannelRule(channel=Channel.POST, **rule), start=start, end=end, next_working_day=shift)


@given(round_=rounds(), received=DATES, sent=st.none() | DATES, postmark=st.none() | DATES, later=st.integers(0, 400))
def test_what_comes_later_is_never_judged_better(round_, received, sent, postmark, later):
    judged = timeliness(round_, Channel.POST, received, None, sent, postmark)
    again = timeliness(round_, Channel.POST, received, None, sent, postmark)
    assert judged == again
    assert not (judged.in_time and judged.marked_late)
    if received >= round_.window.start:
        moved = [day and day + later * DAY for day in (sent, postmark)]
        after = timeliness(round_, Channel.POST, received + later * DAY, None, *moved)
        assert judged.in_time or not after.in_time


@given(round_=rounds(), received=DATES)
def test_the_moment_of_receipt_says_the_same_as_its_day(round_, received):
    noon = datetime(received.year, received.month, received.day, 12, tzinfo=PRAGUE)
    by_day, by_moment = (timeliness(round_, Channel.POST, received, moment) for moment in (None, noon))
    assert by_day == by_moment
    assert not round_.next_working_day or is_working_day(last_day(round_))


@given(
    round_=rounds(),
    values=st.fixed_dictionaries({"state": st.just("open"), "draft": st.just("x"), "final_draft": st.just("y")}),
)
def test_the_hash_of_the_rules_tells_rules_and_nothing_else(round_, values):
    moved = round_.revised({key: value for key, value in values.items() if key not in RULES})
    assert rules_sha256(moved) == rules_sha256(round_)
    assert rules_sha256(round_.revised({"next_working_day": not round_.next_working_day})) != rules_sha256(round_)
