"""Bad input: a clear error with class, reason and field, nothing stored, the same on every kind of store."""

import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from google.type.date_pb2 import Date
from support.planning import AREA, CITIZEN, DRAFT, PLAN, days, told

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import FinancingLine, Measure, ServiceChange
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import Full

HUGE, M1 = 2**63 - 1, f"{DRAFT}/measures/m1"
NEED = {"title": "Nouze", "target_groups": ["seniors"], "year": 2026}


def text(reason="TEXT_CONTROL", field="measure.title"):
    return ("Invalid", reason, field)


def line(**values):
    return [FinancingLine(**{"year": 2027, "source": "esf", **values})]


CASES = {
    "unknown target group": (
        lambda t: t.measure("x", position=5, target_groups=["nobody"]),
        text("UNKNOWN_CODE", "measure.target_groups.0"),
    ),
    "unknown level": (
        lambda t: t.node("x", level="cloud", position=5),
        text("UNKNOWN_CODE", "plan_node.level"),
    ),
    "code in capitals": (
        lambda t: t.measure("x", position=5, working_group="Seniors"),
        text("CODE_FORMAT", "measure.working_group"),
    ),
    "stale etag of an update": (
        lambda t: t.update(M1, "title", etag="1", title="Nové"),
        ("Stale", "STALE_ETAG", "etag"),
    ),
    "made-up etag": (lambda t: t.update(M1, "title", etag="x", title="Nové"), ("Stale", "STALE_ETAG", "etag")),
    "stale etag of a deletion": (lambda t: t.delete(M1, etag="1"), ("Stale", "STALE_ETAG", "etag")),
    "group outside its validity": (
        lambda t: t.measure("x", position=5, working_group="youth"),
        text("GROUP_OUTSIDE_VALIDITY", "measure.working_group"),
    ),
    "NUL": (lambda t: t.measure("x", position=5, title="a\x00b"), text()),
    "NUL in a list": (
        lambda t: t.measure("x", position=5, cooperating=["a", "\x00"]),
        text(field="measure.cooperating.1"),
    ),
    "NUL in a name": (lambda t: t.get(f"{AREA}/plans/k\x00p"), text(field="name")),
    "NUL in a filter": (lambda t: t.page("measures", DRAFT, state="a\x00"), text(field="state")),
    "blanks for a title": (
        lambda t: t.measure("x", position=5, title=" \u00a0\t"),
        text("REQUIRED"),
    ),
    "bidirectional control": (lambda t: t.update(M1, "title", title="a\u202eb"), text()),
    "invisible character": (lambda t: t.measure("x", position=5, title="a\u200bb"), text()),
    "escape sequence": (
        lambda t: t.measure("x", position=5, description="\x1b[31m"),
        text(field="measure.description"),
    ),
    "only spaces are no title but text": (lambda t: t.measure("x", position=5, title=""), text("REQUIRED")),
    "a title too long": (lambda t: t.measure("x", position=5, title="ž" * 501), text("TEXT_TOO_LONG")),
    "a text too long": (
        lambda t: t.measure("x", position=5, description="ž" * 100_001),
        text("TEXT_TOO_LONG", "measure.description"),
    ),
    "2^63-1 persons": (
        lambda t: t.measure("x", position=5, expected_persons=HUGE),
        text("INTEGER_RANGE", "measure.expected_persons"),
    ),
    "-2^63 persons": (
        lambda t: t.measure("x", position=5, expected_persons=-(2**63)),
        text("INVALID_VALUE", "measure.expected_persons"),
    ),
    "2^63-1 haléře": (
        lambda t: t.measure("x", position=5, financing=line(planned=HUGE)),
        text("MONEY_RANGE", "measure.financing.0.planned"),
    ),
    "-2^63 haléře": (
        lambda t: t.measure("x", position=5, financing=line(actual=-(2**63))),
        text("MONEY_RANGE", "measure.financing.0.actual"),
    ),
    "2^63-1 places": (
        lambda t: t.measure("x", position=5, service_change=ServiceChange(change="new", capacity_to=HUGE)),
        text("INTEGER_RANGE", "measure.service_change.capacity_to"),
    ),
    "2^31-1 position": (lambda t: t.measure("x", position=2**31 - 1), text("INVALID_VALUE", "measure.position")),
    "-2^31 year": (lambda t: t.create("needs", "x", **{**NEED, "year": -(2**31)}), text("INVALID_VALUE", "need.year")),
    "2^63-1 persons of a need": (
        lambda t: t.create("needs", "x", persons=HUGE, persons_basis="exact", **NEED),
        text("INTEGER_RANGE", "need.persons"),
    ),
    "a day that is none": (
        lambda t: t.update(PLAN, "period", period=Period(start=Date(year=2027, month=2, day=30))),
        text("INVALID_VALUE", "plan.period.start"),
    ),
    "the year 10000": (
        lambda t: t.update(PLAN, "period", period=Period(start=Date(year=10_000, month=1, day=1))),
        text("INVALID_VALUE", "plan.period.start"),
    ),
    "an end before the start": (
        lambda t: t.update(PLAN, "period", period=days("2029-01-01", "2027-01-01")),
        text("PERIOD_ORDER", "plan.period.end"),
    ),
    "no period": (lambda t: t.update(PLAN, "period"), text("REQUIRED", "plan.period")),
    "unknown page token": (lambda t: t.page("measures", DRAFT, page_token="abc"), text("PAGE_TOKEN", "page_token")),
    "a token that is no text": (lambda t: t.page("plans", page_token="ž🏠"), text("PAGE_TOKEN", "page_token")),
    "negative page": (lambda t: t.page("plans", page_size=-1), text("PAGE_SIZE", "page_size")),
    "unknown mask path": (lambda t: t.update(M1, "budget", title="x"), text("MASK_PATH", "update_mask")),
    "a mask with what the service sets": (lambda t: t.update(M1, "state", title="x"), text("MASK_PATH", "update_mask")),
    "a name of another kind": (lambda t: t.get(f"{AREA}/plans/kp/plans/kp"), text("NAME_FORMAT", "name")),
    "a name with a dot": (lambda t: t.get(f"{AREA}/plans/.."), text("NAME_FORMAT", "name")),
    "no name at all": (
        lambda t: t.ask(edit.UpdateMeasureRequest(measure=Measure(title="x"))),
        text("NAME_FORMAT", "measure.name"),
    ),
    "no parent at all": (
        lambda t: t.ask(edit.CreateMeasureRequest(measure=Measure(title="x"))),
        text("NAME_FORMAT", "parent"),
    ),
    "SQL for a name": (lambda t: t.get(f"{AREA}/plans/kp' OR '1'='1"), text("NAME_FORMAT", "name")),
    "another area": (lambda t: t.get("areas/ostrava/plans/kp"), ("NotFound", "AREA_MISMATCH", "")),
    "a citizen who writes": (
        lambda t: t.ask(edit.DeleteMeasureRequest(name=M1), CITIZEN),
        ("Forbidden", "ROLE_REQUIRED", ""),
    ),
    "a used place": (lambda t: t.measure("x", position=1), text("DUPLICATE_CODE", "measure.position")),
    "a used id": (lambda t: t.measure("m1", position=5), ("Taken", "ALREADY_EXISTS", "")),
    "a request_id too long": (
        lambda t: t.update(M1, "title", title="x", request_id="r" * 129),
        text("TEXT_TOO_LONG", "request_id"),
    ),
}


@pytest.fixture
def draft(plan):
    """A draft with a measure `m1` that was changed once."""
    plan.measure("m1")
    plan.update(M1, "title", title="Změněné")
    return plan


def test_every_bad_input_has_its_verdict_and_stores_nothing(draft):
    before, verdicts = draft.journal(), {}
    for case, (call, _) in CASES.items():
        verdicts[case] = told(lambda call=call: call(draft))
        assert draft.journal() == before, case
    assert verdicts == {case: verdict for case, (_, verdict) in CASES.items()}


def test_a_request_id_replayed_with_another_body_is_refused_and_the_first_effect_stands(draft):
    first = draft.update(M1, "title", title="Prvně", request_id="r-1")
    before = draft.revision()
    replayed = ("Taken", "REQUEST_REPLAYED", "request_id")
    assert told(lambda: draft.update(M1, "title", title="Jinak", request_id="r-1")) == replayed
    assert told(lambda: draft.delete(M1, request_id="r-1")) == replayed
    assert draft.update(M1, "title", title="Prvně", request_id="r-1") == first
    assert draft.revision() == before


def test_five_megabytes_are_too_much_and_the_service_lives_on(draft):
    before = draft.revision()
    with pytest.raises(Full) as found:
        draft.update(M1, "description", description="a" * 5_000_000)
    assert found.value.reason == "MESSAGE_TOO_LARGE"
    assert draft.revision() == before
    assert draft.update(M1, "title", title="Dál").title == "Dál"


def test_a_token_of_another_list_or_filter_is_refused(draft):
    token = draft.page("nodes", DRAFT, page_size=1).next_page_token
    unknown = ("Invalid", "PAGE_TOKEN", "page_token")
    assert told(lambda: draft.page("measures", DRAFT, page_token=token)) == unknown
    assert told(lambda: draft.page("nodes", DRAFT, page_token=token, level="goal")) == unknown
    assert told(lambda: draft.page("nodes", f"{PLAN}/versions/v2", page_token=token)) == unknown
    assert draft.ids("nodes", DRAFT, page_token=token) == ["g1", "p2"]


def test_fields_that_the_contract_does_not_know_change_nothing(draft):
    raw = edit.UpdateMeasureRequest(measure=Measure(name=M1, title="Nové"), update_mask=FieldMask(paths=["title"]))
    raw.MergeFromString(b"\xa2\x06\x03abc")
    assert draft.ask(raw).title == "Nové"
    assert b"abc" not in draft.journal()[-1][1]
