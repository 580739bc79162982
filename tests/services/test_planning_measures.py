"""Measures and needs: the whole sheet, codes that the city knows, links, and what a mask changes."""

import pytest
from google.protobuf.message import Message
from support.planning import AREA, CITIZEN, DRAFT, days, on, told

from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_pb2 import (
    Activity,
    FinancingLine,
    Indicator,
    Measure,
    ServiceChange,
)
from komplan_core.errors import Invalid

DAY = on("2028-12-31")
M1, N1 = f"{DRAFT}/measures/m1", f"{AREA}/needs/n1"
SHEET = {
    "title": "Rozšířit terénní službu",
    "description": "Dvě nové trasy.\nOd jara.",
    "working_group": "seniors",
    "target_groups": ["seniors", "newcomers"],
    "municipalities": ["999001"],
    "needs": [N1],
    "expected_persons": 40,
    "service_change": ServiceChange(
        change="extend", service_type="home-care", form="field", unit="clients", capacity_from=0, capacity_to=12
    ),
    "activities": [Activity(title="výběr", due=on("2027-03-01")), Activity(title="provoz")],
    "responsible": "Město Vzorov",
    "cooperating": ["Charita", "Obec"],
    "period": days("2027-01-01"),
    "financing": [
        FinancingLine(year=2027, source="municipality", kind="operating", planned=257_041_680, secured=0),
        FinancingLine(year=2027, source="town-fund", kind="investment", planned=1),
    ],
    "indicators": [
        Indicator(
            code="persons",
            title="Lidé",
            unit="osob",
            direction="up",
            baseline="0",
            target="12.5",
            target_on=on("2028-12-31"),
        )
    ],
}


@pytest.fixture
def need(plan):
    """A plan's draft beside a need `n1`."""
    plan.create("needs", "n1", title="Chybí pečovatelky", target_groups=["seniors"], year=2026)
    return plan


def bare(message: Message) -> Message:
    copy = type(message)()
    copy.CopyFrom(message)
    copy.ClearField("etag")
    return copy


def test_a_whole_sheet_is_read_as_it_was_entered(need):
    made = need.measure(**SHEET)
    expected = Measure(name=M1, node="g1", position=1, code="1.1.1", state="not-started", **SHEET)
    assert bare(made) == expected
    assert need.get(M1) == made
    assert list(need.page("measures", DRAFT).measures) == [made]


def test_what_is_unknown_stays_unknown(need):
    made = need.measure(financing=[FinancingLine(year=2027, source="esf", planned=0)])
    assert not made.HasField("expected_persons")
    assert not made.HasField("period")
    assert (made.financing[0].HasField("planned"), made.financing[0].HasField("secured")) == (True, False)
    assert made.financing[0].kind == "operating"


def test_a_list_is_replaced_as_a_whole(need):
    need.measure(**SHEET)
    changed = need.update(M1, "financing", "needs", financing=[FinancingLine(year=2028, source="region", planned=5)])
    assert [(line.year, line.source) for line in changed.financing] == [(2028, "region")]
    assert list(changed.needs) == []
    assert changed.title == SHEET["title"]
    need.delete(N1)


def test_an_empty_mask_replaces_everything(need):
    need.measure(**SHEET)
    changed = need.update(M1, node="g1", position=1, title="Jen název")
    assert bare(changed) == Measure(
        name=M1, node="g1", position=1, code="1.1.1", state="not-started", title="Jen název"
    )


UNKNOWN = {
    "target group": ({"target_groups": ["seniors", "pilots"]}, "measure.target_groups.1", "UNKNOWN_CODE"),
    "funding source": (
        {"financing": [FinancingLine(year=2027, source="lottery", planned=1)]},
        "measure.financing.0.source",
        "UNKNOWN_CODE",
    ),
    "municipality": ({"municipalities": ["554821"]}, "measure.municipalities.0", "UNKNOWN_CODE"),
    "need": ({"needs": [N1, f"{AREA}/needs/n9"]}, "measure.needs.1", "REFERENCE_MISSING"),
    "need of elsewhere": ({"needs": ["areas/brno/needs/n1"]}, "measure.needs.0", "REFERENCE_MISSING"),
    "working group": ({"working_group": "sports"}, "measure.working_group", "UNKNOWN_CODE"),
    "service type": (
        {"service_change": ServiceChange(change="new", service_type="taxi")},
        "measure.service_change.service_type",
        "UNKNOWN_CODE",
    ),
    "change": ({"service_change": ServiceChange(change="paint")}, "measure.service_change.change", "INVALID_VALUE"),
    "twice one line": (
        {"financing": [FinancingLine(year=2027, source="esf"), FinancingLine(year=2027, source="esf")]},
        "measure.financing",
        "DUPLICATE_CODE",
    ),
    "negative money": (
        {"financing": [FinancingLine(year=2027, source="esf", actual=-1)]},
        "measure.financing.0.actual",
        "MONEY_RANGE",
    ),
    "end before start": ({"period": days("2027-02-01", "2027-01-01")}, "measure.period.end", "PERIOD_ORDER"),
}


@pytest.mark.parametrize(("values", "field", "reason"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_city_does_not_know_is_refused_with_its_place(need, values, field, reason):
    before = need.revision()
    assert told(lambda: need.measure(**values)) == ("Invalid", reason, field)
    need.measure()
    assert told(lambda: need.update(M1, *values, **values)) == ("Invalid", reason, field)
    assert need.revision() == before + 1


def test_a_measure_stays_in_the_territory_of_its_plan(town):
    town.draft(municipalities=["999001"])
    assert list(town.measure(municipalities=["999001"]).municipalities) == ["999001"]


def test_all_fields_that_are_wrong_are_named_at_once(need):
    with pytest.raises(Invalid) as found:
        need.measure(position=0, title="", expected_persons=-1)
    assert [item.field for item in found.value.violations] == [
        "measure.position",
        "measure.title",
        "measure.expected_persons",
    ]


def test_a_need_is_read_as_it_was_entered(town):
    values = {
        "title": "Chybí pečovatelky",
        "target_groups": ["seniors", "families"],
        "municipalities": ["999001"],
        "persons": 0,
        "persons_basis": "estimate",
        "evidence": ["zápis 3/2026"],
        "year": 2026,
        "state": "open",
    }
    made = town.create("needs", "n1", **values)
    assert bare(made) == Need(name=N1, **values)
    assert town.get(N1, ("region",)) == made
    assert told(lambda: town.get(N1, CITIZEN))[:2] == ("Forbidden", "ROLE_REQUIRED")


def test_a_number_of_persons_goes_with_how_well_it_is_known(town):
    given = {"title": "Nouze", "target_groups": ["seniors"], "year": 2026}
    assert told(lambda: town.create("needs", "n1", persons=40, **given)) == ("Invalid", "INVALID_VALUE", "need.persons")
    town.create("needs", "n1", **given)
    assert told(lambda: town.update(N1, "persons_basis", persons_basis="exact"))[2] == "need.persons"
    changed = town.update(N1, "persons", "persons_basis", persons=40, persons_basis="exact")
    assert changed.persons == 40


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"target_groups": ["pilots"]}, "need.target_groups.0", "UNKNOWN_CODE"),
        ({"target_groups": []}, "need.target_groups", "REQUIRED"),
        ({"municipalities": ["554821"]}, "need.municipalities.0", "UNKNOWN_CODE"),
        ({"year": 1900}, "need.year", "INVALID_VALUE"),
        ({"state": "lost"}, "need.state", "INVALID_VALUE"),
    ],
    ids=str,
)
def test_a_need_speaks_of_what_there_is(town, values, field, reason):
    given = {"title": "Nouze", "target_groups": ["seniors"], "year": 2026, **values}
    assert told(lambda: town.create("needs", "n1", **given)) == ("Invalid", reason, field)
    assert town.revision() == 0


def test_a_need_that_a_measure_answers_stays(need):
    need.measure(needs=[N1])
    assert told(lambda: need.delete(N1))[:2] == ("Refused", "STILL_REFERRED_TO")
    need.delete(M1)
    need.delete(N1)
    assert need.ids("needs") == []
