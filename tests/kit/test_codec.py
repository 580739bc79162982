"""What the codec refuses: contracts and models that differ, at import; masks and dates, at every call."""

from datetime import date
from decimal import Decimal

import pytest
from google.type.date_pb2 import Date

from komplan.planning.v1 import member_pb2, need_pb2, plan_pb2, profile_pb2
from komplan.type.v1 import period_pb2
from komplan_core.declarations import TargetGroup
from komplan_core.errors import Invalid
from komplan_core.needs import Need, NeedState
from komplan_core.organisation import Member
from komplan_core.planning import FinancingKind, FinancingLine, Measure, Resolution
from komplan_core.record import Record
from komplan_core.values import Period, exact_decimal
from komplan_kit.codec import Codec, Drift

MEASURE = Codec(plan_pb2.Measure, Measure)
STORED = Measure(name="areas/x", etag="7", node="p-1", position=1, title="Původní", state="running", code="1.1")


class Without(Record):
    body: str
    number: str


class Beyond(Without):
    held_on: date
    venue: str = ""


class Number(Record):
    body: str
    number: int
    held_on: date


class Many(Record):
    body: str
    number: tuple[str, ...]
    held_on: date


class MaybeAbsent(Record):
    body: str
    number: str | None
    held_on: date


class Either(Record):
    body: str
    number: str | int
    held_on: date


class DayAsText(Record):
    body: str
    number: str
    held_on: str


class OneGroup(Record):
    title: str = ""
    persons: int | None = None


class NoMap(TargetGroup):
    canonical: tuple[str, ...] = ()  # type: ignore[assignment]


class OneActivity(Measure):
    activities: str = ""  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("message", "model"),
    [
        (plan_pb2.Resolution, Without),
        (plan_pb2.Resolution, Beyond),
        (plan_pb2.Resolution, Number),
        (plan_pb2.Resolution, Many),
        (plan_pb2.Resolution, MaybeAbsent),
        (plan_pb2.Resolution, Either),
        (plan_pb2.Resolution, DayAsText),
        (need_pb2.Need, OneGroup),
        (profile_pb2.TargetGroup, NoMap),
        (plan_pb2.Measure, OneActivity),
        (period_pb2.Period, Resolution),
    ],
    ids=lambda item: item.__name__,
)
def test_a_model_that_differs_from_its_message_stops_the_import(message, model):
    with pytest.raises(Drift):
        Codec(message, model)


def changes(*paths, **values):
    return MEASURE.patch(plan_pb2.Measure(name="areas/x", etag="7", **values), paths)


def refusal(call, *arguments, **values):
    with pytest.raises(Invalid) as found:
        call(*arguments, **values)
    return [(violation.field, violation.reason) for violation in found.value.violations]


def test_only_what_the_mask_names_is_changed():
    assert changes("title", "position", title="Nové", position=3, description="mimo") == {
        "title": "Nové",
        "position": 3,
    }


def test_a_masked_field_that_is_absent_gets_its_default():
    assert changes("description", "expected_persons", "financing") == {
        "description": "",
        "expected_persons": None,
        "financing": [],
    }


def test_a_masked_field_that_must_be_there_is_missed_by_name():
    cycle = Codec(plan_pb2.FinancingLine, FinancingLine)
    assert cycle.patch(plan_pb2.FinancingLine(), ["kind"]) == {"kind": FinancingKind.OPERATING}
    member = Codec(member_pb2.Member, Member)
    assert refusal(member.patch, member_pb2.Member(), ["mandate"]) == [("member.mandate", "REQUIRED")]


def test_an_empty_mask_names_all_that_may_be_changed_and_nothing_else():
    given = changes(title="Nové", node="p-2", position=2, state="cancelled", code="9.9")
    assert given["title"] == "Nové"
    assert set(Measure.model_fields) - set(given) == {"name", "etag", "code", "state", "state_note"}


@pytest.mark.parametrize("path", ["budget", "state", "code", "name", "etag", "activities.title", "Title", "", "*"])
def test_a_path_that_may_not_be_changed_is_refused(path):
    assert refusal(changes, "title", path, title="Nové") == [("update_mask", "MASK_PATH")]


def test_a_change_is_validated_as_a_whole():
    assert MEASURE.merge(STORED, changes("title", title="Nové")) == STORED.revised({"title": "Nové"})
    assert refusal(MEASURE.merge, STORED, {"title": "", "position": 0}, "measure") == [
        ("measure.position", "INVALID_VALUE"),
        ("measure.title", "REQUIRED"),
    ]


def test_a_new_record_takes_nothing_that_only_the_service_sets():
    given = MEASURE.values(plan_pb2.Measure(title="Nové", state="fulfilled", code="1.1"))
    assert "state" not in given
    assert "code" not in given


@pytest.mark.parametrize(
    "day",
    [
        Date(year=2027, month=2, day=29),
        Date(year=0, month=1, day=1),
        Date(year=10_000, month=1, day=1),
        Date(year=2027, month=13, day=1),
        Date(year=2027),
        Date(year=-(2**31), month=2**31 - 1, day=-1),
    ],
    ids=str,
)
def test_a_day_that_is_none_is_refused_with_its_path(day):
    message = plan_pb2.Measure(node="p-1", position=1, title="Nové")
    message.activities.add(title="krok").due.CopyFrom(day)
    assert refusal(MEASURE.decode, message, "measure") == [("measure.activities.0.due", "INVALID_VALUE")]


def test_an_absent_choice_is_its_default_or_missed():
    need = Codec(need_pb2.Need, Need).decode(need_pb2.Need(title="Nouze", target_groups=["seniors"], year=2027))
    assert need.state is NeedState.OPEN
    indicator = plan_pb2.Measure(node="p-1", position=1, title="Nové")
    indicator.indicators.add(code="a", title="Počet", unit="osob")
    assert refusal(MEASURE.decode, indicator) == [("indicators.0.direction", "REQUIRED")]


def test_an_unknown_choice_is_refused():
    need = need_pb2.Need(title="Nouze", target_groups=["seniors"], year=2027, state="forgotten")
    assert refusal(Codec(need_pb2.Need, Need).decode, need, "need") == [("need.state", "INVALID_VALUE")]


def test_unknown_is_not_zero():
    lines = Codec(plan_pb2.FinancingLine, FinancingLine)
    absent, zero = plan_pb2.FinancingLine(year=2027, source="esf"), plan_pb2.FinancingLine(year=2027, source="esf")
    zero.planned = 0
    assert lines.decode(absent).planned is None
    assert lines.decode(zero).planned is not None
    assert lines.encode(lines.decode(zero)).HasField("planned")


def test_a_number_is_carried_exactly_and_without_an_exponent():
    message = plan_pb2.Measure(node="p-1", position=1, title="Nové")
    message.indicators.add(code="a", title="Podíl", unit="%", direction="up", target="0.000001")
    measure = MEASURE.decode(message)
    assert measure.indicators[0].target == Decimal("0.000001")
    assert MEASURE.encode(measure).indicators[0].target == "0.000001"
    assert exact_decimal(MEASURE.encode(measure).indicators[0].target) == Decimal("0.000001")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999999", "0.0000001", "1" * 16, "1,5", "mnoho"])
def test_what_is_no_exact_number_is_refused(text):
    message = plan_pb2.Measure(node="p-1", position=1, title="Nové")
    message.indicators.add(code="a", title="Podíl", unit="%", direction="up", target=text)
    assert refusal(MEASURE.decode, message) == [("indicators.0.target", "INVALID_VALUE")]


def test_stored_bytes_that_are_no_message_are_invalid():
    with pytest.raises(Invalid) as found:
        MEASURE.parse(b"\xff\xff\xff")
    assert found.value.reason == "TEXT_ENCODING"


def test_periods_carry_an_open_end():
    periods = Codec(period_pb2.Period, Period)
    assert not periods.encode(Period(start=date(2027, 1, 1))).HasField("end")


def test_a_part_of_a_record_is_a_message_with_these_fields_only():
    line = FinancingLine(year=2027, source="municipality", planned=100)
    part = MEASURE.part({"title": "Nový", "position": 2, "financing": (line,), "code": "", "unknown": 1})
    whole = MEASURE.encode(STORED.revised({"title": "Nový", "position": 2, "financing": (line,)}))
    assert part.financing == whole.financing
    assert {field.name for field, _ in part.ListFields()} == {"title", "position", "financing"}
