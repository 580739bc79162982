"""A round goes on by itself as days go by; every move stands in its book once."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from support.consultation import Desk, author, on, stored, told

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import round_office_service_pb2 as office
from komplan.consultation.v1.round_pb2 import ChannelRule, Phase, Round
from komplan_core.book.replay import State

START, END = date(2027, 4, 1), date(2027, 4, 30)
DAY = timedelta(days=1)


class Days:
    """The office's clock, which a test moves."""

    def __init__(self):
        self.now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def __call__(self):
        self.now += timedelta(milliseconds=1)
        return self.now

    def come(self, day, hour=9):
        """Let a day come, at this hour of UTC."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def days(monkeypatch):
    made = Days()
    monkeypatch.setattr("komplan_consultation.compose.utc_now", made)
    return made


@pytest.fixture
def desk(instance, days):
    """A round of April 2027, announced on 1 March."""
    return Desk(
        instance("consultation"), window={"start": on(START), "end": on(END)}, registration_until=on(END + 7 * DAY)
    )


def state(desk):
    return desk.city.ask("ConsultationService/GetRound", read.GetRoundRequest(name=desk.round), roles=())


def moved(desk, method, **values):
    return desk.ask(f"RoundOfficeService/{method}", getattr(office, f"{method}Request")(name=desk.round, **values))


def told_by_the_book(desk):
    """The entries of the round's log, replayed; a state of it that could not have happened raises."""
    entries = [json.loads(row.entry) for row in stored(desk.city, "log_leaf")]
    replayed = State()
    for entry in entries:
        replayed.apply(entry)
    return entries, replayed.state


def moves(desk):
    return [(entry["type"], entry.get("from"), entry.get("to")) for entry in told_by_the_book(desk)[0]]


def test_a_round_opens_and_closes_on_its_days_and_each_move_is_logged_once(desk, days):
    assert told(lambda: desk.register("text", received_on=on(START - 3 * DAY)))[:2] == ("Refused", "ROUND_NOT_OPEN")
    desk.city.turn("rounds")
    assert state(desk).state == "announced"
    days.come(START - DAY, 21)  # 23:00 in Prague
    desk.city.turn("rounds")
    assert state(desk).state == "announced"
    days.come(START - DAY, 22)  # midnight in Prague
    desk.city.turn("rounds")
    desk.city.turn("rounds")
    assert state(desk).state == "open"
    days.come(END, 21)
    desk.city.turn("rounds")
    assert state(desk).state == "open"
    days.come(END, 22)
    desk.city.turn("rounds")
    assert state(desk).state == "closed"
    days.come(START)  # a clock that goes back changes nothing
    desk.city.turn("rounds")
    assert state(desk).state == "closed"
    assert moves(desk) == [
        ("round.moved", "prepared", "announced"),
        ("round.opened", "announced", "open"),
        ("round.closed", "open", "closed"),
    ]
    assert told_by_the_book(desk)[1] == "closed"
    assert told_by_the_book(desk)[0][0]["rules"] == f"sha256:{state(desk).rules_sha256}"


def test_what_came_in_time_is_entered_until_the_last_day_of_registration_and_marked(desk, days):
    days.come(START)
    assert not desk.entered(channel="post", received_on=on(START)).after_close
    days.come(END + DAY)
    assert desk.entered(channel="post", received_on=on(END)).after_close
    desk.refused("text", channel="post", received_on=on(END + DAY))
    assert told(lambda: moved(desk, "StartSettling"))[:2] == ("Refused", "ROUND_NOT_CLOSED")
    days.come(END + 8 * DAY)
    assert told(lambda: desk.register("text", received_on=on(END)))[:2] == ("Refused", "ROUND_NOT_OPEN")
    assert moved(desk, "StartSettling").state == "settling"
    assert told_by_the_book(desk)[1] == "settling"


def test_an_extension_is_for_the_future_before_closing_and_with_a_reason(desk, days):
    days.come(END - DAY)
    longer = END + 14 * DAY
    for until, reason, told_as in (
        (END, "volby", ("PERIOD_ORDER", ["until"])),
        (None, "volby", ("PERIOD_ORDER", ["until"])),
        (longer, " ", ("REQUIRED", ["reason"])),
    ):
        values = {"until": on(until)} if until else {}
        assert told(lambda given=values, why=reason: moved(desk, "ExtendRound", reason=why, **given))[1:] == told_as
    rules = state(desk).rules_sha256
    extended = moved(desk, "ExtendRound", until=on(longer), reason="Kryjí se s volbami.")
    assert (extended.last_day, extended.rules_sha256, extended.window.end) == (on(longer), rules, on(END))
    assert [(item.before, item.until, item.reason) for item in extended.extensions] == [
        (on(END), on(longer), "Kryjí se s volbami.")
    ]
    days.come(longer)
    assert not desk.entered(channel="post", received_on=on(longer)).after_close
    days.come(longer + DAY)
    late = {"until": on(longer + 30 * DAY), "reason": "pozdě"}
    assert told(lambda: moved(desk, "ExtendRound", **late))[:2] == ("Refused", "ROUND_NOT_OPEN")
    desk.city.turn("rounds")
    entries, replayed = told_by_the_book(desk)
    assert replayed == "closed"
    extensions = [entry for entry in entries if "before" in entry]
    assert [(entry["from"], entry["to"], entry["until"]) for entry in extensions] == [
        ("open", "open", longer.isoformat())
    ]
    assert "volbami" not in json.dumps(entries)


def test_phases_switch_by_themselves_and_are_logged(instance, days):
    half = date(2027, 4, 15)
    phases = [
        Phase(code="odborna", title="Odborná", audience="experts", window={"start": on(START), "end": on(half)}),
        Phase(code="verejna", title="Veřejná", window={"start": on(half + DAY), "end": on(END)}),
    ]
    desk = Desk(instance("consultation"), window={"start": on(START), "end": on(END)}, phases=phases)
    seen = []
    for day in (START, half, half + DAY, END, END + DAY):
        days.come(day)
        desk.city.turn("rounds")
        seen.append((state(desk).state, list(state(desk).running_phases)))
    assert seen == [("open", ["odborna"])] * 2 + [("open", ["verejna"])] * 2 + [("closed", [])]
    switches = [entry["phases"] for entry in told_by_the_book(desk)[0] if "phases" in entry]
    assert switches == [["verejna"]]


def test_rules_are_frozen_when_announced_and_checked_against_the_hearing(instance, days):
    desk = Desk(instance("consultation"), window={"start": on(START), "end": on(END)})
    changed = Round(name=desk.round, window={"start": on(START), "end": on(END + DAY)})
    update = office.UpdateRoundRequest(round=changed)
    update.update_mask.paths.append("window")
    assert told(lambda: desk.ask("RoundOfficeService/UpdateRound", update))[:2] == ("Refused", "RULES_FROZEN")
    window = {"start": on(START), "end": on(END)}
    soon = date(2027, 3, 10)
    assert told(lambda: desk.open("brzy", window=window, hearing_on=on(soon)))[:2] == ("Refused", "NOTICE_TOO_SHORT")
    late = END - 3 * DAY
    assert told(lambda: desk.open("pozde", window=window, hearing_on=on(late)))[:2] == ("Refused", "NOTICE_TOO_SHORT")
    relaxed = desk.open("volneji", window=window, hearing_on=on(late), days_before_hearing=0, days_after_hearing=0)
    assert (relaxed.state, relaxed.days_before_hearing, relaxed.HasField("days_before_hearing")) == (
        "announced",
        0,
        True,
    )
    usual = desk.open("bezne", window=window, hearing_on=on(date(2027, 4, 10)))
    assert (usual.days_before_hearing, usual.days_after_hearing, usual.invitation_days) == (14, 14, 0)


def test_a_service_that_slept_through_a_round_tells_all_its_moves(desk, days):
    days.come(END + 30 * DAY)
    desk.city.turn("rounds")
    assert state(desk).state == "closed"
    assert [kind for kind, _, _ in moves(desk)] == ["round.moved", "round.opened", "round.closed"]


def test_a_postmark_on_the_last_day_is_in_time_though_the_letter_comes_later(instance, days):
    rules = [ChannelRule(channel="post", basis="postmark", grace_days=5), ChannelRule(channel="web")]
    desk = Desk(instance("consultation"), window={"start": on(START), "end": on(END)}, channels=rules)
    days.come(END + 5 * DAY)
    letter = {"channel": "post", "received_on": on(END + 4 * DAY), "authors": [author()]}
    assert desk.entered("text", postmark_on=on(END), **letter).after_close
    desk.refused("text", postmark_on=on(END + DAY), **letter)
