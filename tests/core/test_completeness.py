"""Each rule of completeness fails on the fault that it is for, at the place where it is, and on no other plan."""

from datetime import date
from decimal import Decimal

import pytest
from support.whole_plan import (
    AREA,
    CYCLE,
    DAY,
    INDICATOR,
    PROFILE,
    VERSION,
    found,
    lacking,
    measure,
    need,
    node,
    section,
    whole,
)

from komplan_core.completeness.judging import blocking, check_adoptable, judged
from komplan_core.completeness.law import law_rules
from komplan_core.completeness.rules import Severity
from komplan_core.errors import Refused
from komplan_core.organisation import TRIAD, Side
from komplan_core.planning import Indicator
from komplan_core.process import StatedFigure
from komplan_core.process.entries import CalendarEntry, StatedDay

FAULTS = {
    "P1 without its section": (
        {"sections": (section("monitoring"), section("changes"))},
        lacking("P1", "thin", (VERSION, "sections")),
    ),
    "P1 with blanks for a section": (
        {"sections": (section("making", " \n"), section("monitoring"), section("changes"))},
        lacking("P1", "thin", (VERSION, "sections")),
    ),
    "P1 without a calendar": ({"entries": ()}, lacking("P1", "thin", CYCLE)),
    "P1 without participation": ({"counts": {}}, lacking("P1", "thin", AREA)),
    "P2 without a need": (
        {"needs": (), "measures": (measure(needs=()),)},
        lacking("P2", "thin", AREA),
    ),
    "P2 with needs that were merged or closed": (
        {"needs": (need(state="merged", merged_into=f"{AREA}/needs/n2"), need("n2", state="closed"))},
        lacking("P2", "thin", AREA),
    ),
    "P2 without a service": (
        {"measures": (measure(service_change=None),)},
        lacking("P2", "thin", VERSION),
    ),
    "P2 with a year without money": (
        {"measures": (measure(financing=({"year": 2027, "source": "esf", "planned": 1},)),)},
        lacking("P2", "thin", (VERSION, "financing.2028")),
    ),
    "P2 with a year of which no amount is known": (
        {
            "measures": (
                measure(financing=({"year": 2027, "source": "esf", "planned": 1}, {"year": 2028, "source": "esf"})),
            )
        },
        lacking("P2", "thin", (VERSION, "financing.2028")),
    ),
    "P3 with a priority under which nothing stands": (
        {"nodes": (node(), node("p2", position=2))},
        lacking("P3", "thin", f"{VERSION}/nodes/p2"),
    ),
    "P4 with a measure for which nobody answers": (
        {"measures": (measure(), measure("m2", position=2, responsible="  "))},
        lacking("P4", "thin", (f"{VERSION}/measures/m2", "responsible")),
    ),
    "P5 without its section": (
        {"sections": (section("making"), section("changes"))},
        lacking("P5", "thin", (VERSION, "sections")),
    ),
    "P5 with a measure without an indicator and without a reason": (
        {"measures": (measure(), measure("m2", position=2, indicators=()))},
        lacking("P5", "thin", (f"{VERSION}/measures/m2", "indicators")),
    ),
    "P6 without its section": (
        {"sections": (section("making"), section("monitoring"))},
        lacking("P6", "missing", (VERSION, "sections")),
    ),
    "an indicator without source, owner and day": (
        {
            "measures": (
                measure(indicators=(Indicator(**{**INDICATOR, "source": "", "owner": " ", "target_on": None}),)),
            )
        },
        lacking(
            "indicator-complete",
            "thin",
            *((f"{VERSION}/measures/m1", f"indicators.0.{field}") for field in ("source", "owner", "target_on")),
        ),
    ),
    "money outside the plan": (
        {"measures": (measure(), measure("m2", financing=({"year": 2029, "source": "esf", "planned": 1},)))},
        lacking("financing-in-period", "thin", (f"{VERSION}/measures/m2", "financing.0.year")),
    ),
    "an open need that nothing answers": (
        {"needs": (need(), need("n2"), need("n3", state="closed"))},
        lacking("need-answered", "thin", f"{AREA}/needs/n2"),
    ),
    "a group that ended before the plan": (
        {
            "nodes": (node(), node("p2", position=2, working_group="youth")),
            "measures": (measure(), measure("m2", node="p2")),
            "sides": {"seniors": TRIAD, "youth": TRIAD},
        },
        lacking("group-valid", "thin", (f"{VERSION}/nodes/p2", "working_group")),
    ),
    "a group without users": (
        {"sides": {"seniors": frozenset({Side.COMMISSIONER, Side.PROVIDER})}},
        lacking("triad", "thin", (VERSION, "working_groups.seniors")),
    ),
}


def test_a_whole_plan_has_no_finding():
    assert found(whole()) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(fault):
    changes, expected = FAULTS[fault]
    assert found(whole(**changes)) == expected


def test_an_empty_plan_misses_all_six_parts_of_the_law():
    content = whole(nodes=(), measures=(), needs=(), sections=(), entries=(), counts={})
    outcomes = {code: outcome for code, (outcome, _) in found(content).items()}
    assert outcomes == {
        "P1": "thin",
        "P2": "missing",
        "P3": "missing",
        "P4": "missing",
        "P5": "missing",
        "P6": "missing",
    }


def test_a_measure_anywhere_below_covers_the_priority_above():
    goal = node("g1", level="goal", parent="p1")
    assert found(whole(nodes=(node(), goal), measures=(measure(node="g1"),))) == {}


def test_what_blocks_an_adoption_says_on_what_it_rests():
    mandatory = [check.rule for check in judged(whole(), PROFILE, DAY) if check.rule.severity is Severity.MANDATORY]
    assert {"P1", "indicator-complete", "extra-field-required"} <= {rule.code for rule in mandatory}
    assert [rule.code for rule in mandatory if not rule.source.strip()] == []


def test_a_plan_is_judged_by_the_law_in_force_on_the_day_of_its_approval():
    empty = whole(nodes=(), measures=(), needs=(), sections=(), entries=(), counts={})
    before = {check.rule.code for check in judged(empty, PROFILE, date(2006, 12, 31))}
    since = {check.rule.code for check in judged(empty, PROFILE, date(2007, 1, 1))}
    assert since - before == {"P1", "P2", "P3", "P4", "P5", "P6"}


def test_the_law_names_its_source_and_what_to_do():
    for rule in law_rules():
        assert "§3" in rule.source
        assert rule.verified
        assert rule.todo
        assert rule.severity is Severity.MANDATORY


def test_a_mandatory_finding_keeps_a_plan_from_adoption_and_a_warning_does_not():
    faulty = judged(whole(measures=(measure(responsible=""),)), PROFILE, DAY)
    with pytest.raises(Refused) as refused:
        check_adoptable(faulty)
    assert refused.value.reason == "PLAN_INCOMPLETE"
    assert "P4" in refused.value.message
    assert f"{VERSION}/measures/m1 responsible" in refused.value.message
    warned = judged(whole(sides={}), PROFILE, DAY)
    assert blocking(warned) == 0
    check_adoptable(warned)


def test_every_place_that_keeps_a_plan_from_adoption_is_a_violation_of_its_own():
    sheets = (measure(responsible=""), measure("m2", position=2, responsible="", indicators=()))
    with pytest.raises(Refused) as refused:
        check_adoptable(judged(whole(measures=sheets, needs=(), sides={}), PROFILE, DAY))
    told = [(item.field, item.reason, item.message.split(":")[0]) for item in refused.value.violations]
    assert told == [
        (AREA, "PLAN_INCOMPLETE", "P2"),
        (f"{VERSION}/measures/m1 responsible", "PLAN_INCOMPLETE", "P4"),
        (f"{VERSION}/measures/m2 responsible", "PLAN_INCOMPLETE", "P4"),
        (f"{VERSION}/measures/m2 indicators", "PLAN_INCOMPLETE", "P5"),
    ]


def figure(code, value, **values):
    given = {"title": code, "unit": "services", "year": 2009, "source": "snímek 8", **values}
    return StatedFigure(code=code, value=Decimal(value), **given)


@pytest.mark.parametrize(
    ("other", "contradict"),
    [
        (figure("in-cost-line", 233, about="registered"), True),
        (figure("in-cost-line", 223, about="registered"), False),
        (figure("in-cost-line", 233), False),
        (figure("in-cost-line", 233, about="registered", year=2008), False),
        (figure("in-cost-line", 233, about="registered", unit="persons"), False),
    ],
)
def test_figures_of_one_matter_that_differ_are_a_warning_and_both_are_told(other, contradict):
    cycle = whole().cycles[0].revised({"stated_figures": (figure("registered", 223), other)})
    checks = judged(whole(cycles=(cycle,)), PROFILE, DAY)
    check = next(check for check in checks if check.rule.code == "figures-agree")
    assert bool(check.places) == contradict
    assert not check.blocks
    if contradict:
        assert check.places[0].name == CYCLE
        assert "223" in check.places[0].what
        assert "233" in check.places[0].what


def test_a_day_that_sources_state_differently_is_a_warning_also_in_an_earlier_cycle():
    days = (StatedDay(day=date(2007, 2, 28), source="snímek 7"), StatedDay(day=date(2007, 3, 31), source="snímek 10"))
    entry = CalendarEntry(
        name=f"{AREA}/cycles/old/entries/r", title="Revize", kind="milestone", starts_on=days[0].day, stated_days=days
    )
    assert found(whole(entries=(*whole().entries, entry))) == lacking(
        "figures-agree", "thin", (entry.name, "stated_days")
    )
