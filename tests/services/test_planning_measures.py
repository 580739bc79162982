"""Measures and needs: the whole sheet, codes that the city knows, links, and what a mask changes."""

import pytest
from google.protobuf.message import Message
from support.planning import AREA, CITIZEN, DRAFT, days, on, told

from komplan.planning.v1.evidence_editor_service_pb2 import CreateSwotRequest
from komplan.planning.v1.evidence_pb2 import Swot, SwotItem
from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_pb2 import (
    Activity,
    FinancingLine,
    Indicator,
    Measure,
    Milestone,
    Resolution,
    Risk,
    ServiceChange,
    YearlyTarget,
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
        change="extend",
        service_type="home-care",
        form="field",
        unit="clients",
        capacity_from=0,
        capacity_to=12,
        service_class="registered",
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
            source="výkaz služby",
            owner="Odbor sociálních věcí",
            yearly_targets=[YearlyTarget(year=2027, target="5"), YearlyTarget(year=2028, target="12.5")],
        )
    ],
    "swots": [f"{AREA}/swots/s1", f"{AREA}/swots/s1/items/lide"],
    "regional_priority": "2.1 Podpora života doma",
    "register_target_groups": ["seniors"],
    "milestones": [Milestone(title="Vůz koupen", due=on("2027-06-30"))],
    "conditions": ["dotace kraje"],
    "risks": [Risk(text="Nebudou lidé", likelihood="high", impact="medium", response="nábor")],
    "author": "Pracovní skupina Senioři",
    "approval": Resolution(body="council", number="RM 4/2026", held_on=on("2026-05-01")),
    "shaped_by": [f"{AREA}/rounds/r1/comments/12/points/1"],
}


@pytest.fixture
def need(plan):
    """A plan's draft beside a need `n1` and a SWOT `s1` with an item."""
    swot = Swot(title="Senioři", items=[SwotItem(code="lide", quadrant="weakness", text="Málo pečovatelek")])
    request = CreateSwotRequest(parent=AREA, swot_id="s1", swot=swot)
    plan.instance.ask("EvidenceEditorService/CreateSwot", request, ("editor",))
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


def indicator(**values):
    return Indicator(**{"code": "k", "title": "Klienti", "unit": "osoby", "direction": "up", **values})


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
    "money outside the cycle": (
        {"financing": [FinancingLine(year=2030, source="esf", planned=1)]},
        "measure.financing.0.year",
        "YEAR_OUTSIDE_CYCLE",
    ),
    "target outside the cycle": (
        {"indicators": [indicator(yearly_targets=[YearlyTarget(year=2026, target="1")])]},
        "measure.indicators.0.yearly_targets.0.year",
        "YEAR_OUTSIDE_CYCLE",
    ),
    "two targets of a year": (
        {"indicators": [indicator(yearly_targets=[YearlyTarget(year=2027, target="1")] * 2)]},
        "measure.indicators.0.yearly_targets",
        "DUPLICATE_CODE",
    ),
    "indicator without unit": ({"indicators": [indicator(unit="")]}, "measure.indicators.0.unit", "REQUIRED"),
    "capacity without unit": (
        {"service_change": ServiceChange(change="new", capacity_to=5)},
        "measure.service_change.unit",
        "REQUIRED",
    ),
    "register group": ({"register_target_groups": ["pilots"]}, "measure.register_target_groups.0", "UNKNOWN_CODE"),
    "swot of elsewhere": ({"swots": ["areas/brno/swots/s1"]}, "measure.swots.0", "REFERENCE_MISSING"),
    "item of no swot": ({"swots": [f"{AREA}/swots/s1/items/x"]}, "measure.swots.0", "REFERENCE_MISSING"),
    "comment of elsewhere": (
        {"shaped_by": ["areas/brno/rounds/r1/comments/12"]},
        "measure.shaped_by.0",
        "AREA_MISMATCH",
    ),
    "comment that is none": ({"shaped_by": ["kniha"]}, "measure.shaped_by.0", "NAME_FORMAT"),
    "body": (
        {"approval": Resolution(body="parliament", number="1", held_on=on("2026-05-01"))},
        "measure.approval.body",
        "UNKNOWN_CODE",
    ),
    "own field": ({"extra": [{"field": "motto", "value": "x"}]}, "measure.extra.0.field", "UNKNOWN_FIELD"),
    "measure to wait for": ({"depends_on": ["m9"]}, "measure.depends_on.0", "REFERENCE_MISSING"),
    "itself to wait for": ({"depends_on": ["m1"]}, "measure.depends_on", "DEPENDENCY_CYCLE"),
    "end before start": ({"period": days("2027-02-01", "2027-01-01")}, "measure.period.end", "PERIOD_ORDER"),
}


@pytest.mark.parametrize(("values", "field", "reason"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_city_does_not_know_is_refused_with_its_place(need, values, field, reason):
    before = need.revision()
    assert told(lambda: need.measure(**values)) == ("Invalid", reason, field)
    need.measure()
    assert told(lambda: need.update(M1, *values, **values)) == ("Invalid", reason, field)
    assert need.revision() == before + 1


def test_measures_wait_for_each_other_in_no_circle(plan):
    plan.measure("m1", "g1", 1)
    plan.measure("m2", "g1", 2, depends_on=["m1"])
    plan.measure("m3", "g1", 3, depends_on=["m2", "m1"])
    before = plan.revision()
    circle = told(lambda: plan.update(M1, "depends_on", depends_on=["m3"]))
    assert circle == ("Invalid", "DEPENDENCY_CYCLE", "measure.depends_on")
    assert told(lambda: plan.delete(M1))[:2] == ("Refused", "STILL_REFERRED_TO")
    assert plan.revision() == before
    plan.delete(f"{DRAFT}/measures/m3")
    plan.delete(f"{DRAFT}/measures/m2")
    plan.delete(M1)


def test_whether_a_measure_was_fulfilled_is_never_said_without_evidence(plan):
    plan.measure()
    plan.adopted()
    before = plan.get(M1)
    for action in ("cancel", "postpone"):
        assert told(lambda action=action: plan.move(M1, action))[:2] == ("Refused", "EVIDENCE_REQUIRED")
    assert plan.get(M1) == before


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
    assert bare(made) == Need(name=N1, need_no=1, compared="new", **values)
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
