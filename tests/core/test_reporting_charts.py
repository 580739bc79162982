"""Charts as data: what they add up, what they refuse to add, and what everybody may see of people."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_reports import REPORTED, figures, period, provider, reported, service

from komplan_core.declarations import TargetGroup
from komplan_core.organisation import WorkingGroup
from komplan_core.planning import FinancingKind
from komplan_core.plugins import compile_profile
from komplan_core.reporting.charts import NOT_ADDED, ChartCode
from komplan_core.reporting.drawing import draw
from komplan_core.reporting.people_charts import areas_of_help
from komplan_core.reporting.reports import Report
from komplan_core.values import Period

TOWN, NEIGHBOUR = "999001", "999002"
PROFILE, _ = compile_profile(["reference"])
SEVERAL = settings(max_examples=30, deadline=None)


def drawn(code, *reports, everybody=True, of=None, profile=PROFILE):
    return draw(code, [figures(*reports, of=of)], profile, everybody)


def table(chart):
    """Code of each row and its numbers; `…` stands for a withheld one."""
    rows = [*chart.rows, *([chart.total] if chart.total else [])]
    return {row.code: tuple("…" if item.withheld else item.value for item in row.figures) for row in rows}


def income(source, amount, **facts):
    return {"source": source, "actual": amount, **facts}


def test_money_through_the_citys_budget_is_told_by_founder_with_exact_shares():
    city = reported(
        Report(incomes=[income("municipality", 1, municipality=TOWN), income("founder", 1_999, municipality=TOWN)]),
        provider=provider("mesto", founder_type="municipality"),
    )
    charity = reported(
        Report(incomes=[income("municipality", 1_000, municipality=TOWN)]), provider=provider(founder_type="church")
    )
    chart = drawn(ChartCode.MONEY_BY_FOUNDER, city, charity)
    assert table(chart) == {
        "municipality": (Decimal(2_000), Decimal("66.67"), Decimal(1)),
        "church": (Decimal(1_000), Decimal("33.33"), Decimal(1)),
        "total": (Decimal(3_000), Decimal(100), Decimal(2)),
    }
    assert [column.unit for column in chart.columns] == ["hal", "percent", "services"]


def test_only_operating_money_of_the_citys_own_budget_flows_through_it():
    report = Report(
        incomes=[
            income("municipality", 5, municipality=NEIGHBOUR),
            income("municipality", 7, municipality=TOWN, kind="investment"),
            income("state-via-region", 11),
            income("founder", 13),
            {"source": "municipality", "municipality": TOWN},
        ]
    )
    chart = drawn(ChartCode.MONEY_BY_FOUNDER, reported(report))
    assert table(chart) == {"total": (Decimal(0), None, Decimal(0))}
    assert "Řádky bez známé skutečné částky: 1. Nejsou započteny." in chart.notes


@SEVERAL
@given(st.lists(REPORTED, max_size=6))
def test_sums_by_founder_and_by_source_equal_their_parts(reports):
    by_founder = drawn(ChartCode.MONEY_BY_FOUNDER, *reports)
    parts = [
        line.actual.hal
        for item in reports
        for line in item.report.incomes
        if line.actual is not None and line.kind is FinancingKind.OPERATING and line.municipality == TOWN
    ]
    assert sum(row.figures[0].value for row in by_founder.rows) == by_founder.total.figures[0].value == sum(parts)
    by_source = drawn(ChartCode.SOURCES, *reports)
    every = [line.actual.hal for item in reports for line in item.report.incomes if line.actual is not None]
    assert sum(row.figures[0].value for row in by_source.rows) == by_source.total.figures[0].value == sum(every)


@SEVERAL
@given(st.lists(REPORTED, max_size=6))
def test_workload_equals_its_parts(reports):
    chart = drawn(ChartCode.WORKLOAD, *reports)
    every = [line.fte for item in reports for line in item.report.workload]
    assert sum(row.figures[0].value for row in chart.rows) == chart.total.figures[0].value == sum(every)


def test_sources_stand_beside_each_other_by_year():
    def year(number, **amounts):
        lines = [income(source.replace("_", "-"), amount) for source, amount in amounts.items()]
        return figures(reported(Report(incomes=lines)), of=period(number))

    history = [year(2025, gifts=5, own=1), year(2026, gifts=7)]
    chart = draw(ChartCode.SOURCES, history, PROFILE, everybody=True)
    assert [column.code for column in chart.columns] == ["2025", "2026"]
    assert table(chart) == {
        "gifts": (Decimal(5), Decimal(7)),
        "own": (Decimal(1), None),
        "total": (Decimal(6), Decimal(7)),
    }
    assert [item.title for item in chart.coverages] == ["rok 2025", "rok 2026"]


def test_cost_is_told_per_unit_by_type_and_never_across_units():
    def of(unit, delivered, cost, **facts):
        report = Report(units=[{"unit": unit, "delivered": delivered}], costs=[{"category": "wages", "actual": cost}])
        return reported(report, service=service(**facts))

    chart = drawn(
        ChartCode.COST_PER_UNIT,
        of("contacts", 3, 100_00),
        of("contacts", 4, 100_00),
        of("clients", 50, 100_00),
        of("beds", 10, 100_00, service_type="home-for-seniors"),
    )
    assert table(chart) == {
        "home-care/contacts": (Decimal(200_00), Decimal(7), Decimal("28.57"), Decimal(2)),
        "home-care/clients": (Decimal(100_00), "…", "…", Decimal(1)),
        "home-for-seniors/beds": (Decimal(100_00), Decimal(10), Decimal(10), Decimal(1)),
    }
    assert chart.total is None


def test_costs_of_several_units_cannot_be_split():
    report = Report(
        units=[{"unit": "beds", "delivered": 1}, {"unit": "contacts", "delivered": 1}],
        costs=[{"category": "wages", "actual": 1}],
    )
    chart = drawn(ChartCode.COST_PER_UNIT, reported(report), reported(Report()))
    assert chart.rows == ()
    assert any("2. Nejsou započteny" in note for note in chart.notes)


def test_the_office_sees_what_a_client_costs():
    report = Report(units=[{"unit": "clients", "delivered": 4}], costs=[{"category": "wages", "actual": 1_000}])
    chart = drawn(ChartCode.COST_PER_UNIT, reported(report), everybody=False)
    assert table(chart) == {"home-care/clients": (Decimal(1_000), Decimal(4), Decimal("2.50"), Decimal(1))}


def test_workload_takes_the_only_form_of_its_service():
    lines = [{"profession": "care-worker", "fte": "1.5"}, {"profession": "care-worker", "form": "field", "fte": "0.25"}]
    report = Report(workload=lines)
    one = drawn(ChartCode.WORKLOAD, reported(report, service=service(forms=("field",))))
    assert table(one) == {"home-care/field": (Decimal("1.75"),), "total": (Decimal("1.75"),)}
    two = drawn(ChartCode.WORKLOAD, reported(report, service=service(forms=("field", "outpatient"))))
    assert table(two) == {
        "home-care/field": (Decimal("0.25"),),
        "home-care/": (Decimal("1.5"),),
        "total": (Decimal("1.75"),),
    }


def test_occupancy_is_told_by_service_and_not_added():
    chart = drawn(ChartCode.OCCUPANCY, reported(Report(occupancy="97.5")), reported(Report(), service=service("klub")))
    assert table(chart) == {"areas/vzorov/services/pece": (Decimal("97.5"),)}
    assert (chart.total, chart.notes) == (None, (NOT_ADDED,))


def clients(**counts):
    return Report(clients=[{"target_group": code.replace("_", "-"), "clients": n} for code, n in counts.items()])


def test_clients_are_told_by_area_of_help_and_cannot_be_added():
    chart = drawn(
        ChartCode.CLIENTS_BY_AREA,
        reported(clients(seniors=10, homeless=6)),
        reported(clients(seniors=20, youth_at_risk=9, families_with_children=11), service=service("klub")),
    )
    assert table(chart) == {"seniors": (Decimal(30),), "families": (Decimal(20),), "": (Decimal(6),)}
    assert chart.total is None
    assert chart.notes[0].startswith(NOT_ADDED)


def test_a_target_group_may_be_in_several_areas():
    ostrava, _ = compile_profile(["ostrava"])
    areas = areas_of_help(ostrava, period().days)
    assert len(areas) == 11
    assert {code for code, (_, groups) in areas.items() if "offenders" in groups} == {
        "socially-maladjusted",
        "crime-and-drug-prevention",
    }
    chart = drawn(ChartCode.CLIENTS_BY_AREA, reported(clients(offenders=50)), profile=ostrava)
    shown = table(chart)
    assert shown["socially-maladjusted"] == shown["crime-and-drug-prevention"] == (Decimal(50),)


def test_a_subgroup_is_no_area_of_its_own():
    day = Period(start=date(2026, 1, 1))
    profile = PROFILE.revised(
        {
            "target_groups": (TargetGroup(code="old", title="Staří", canonical={"seniors": Decimal(1)}),),
            "working_groups": (
                WorkingGroup(code="all", title="Všichni", validity=day, target_groups=("old",)),
                WorkingGroup(code="part", title="Část", validity=day, target_groups=("old",), subgroup_of="all"),
            ),
            "comment_categories": (),
        }
    )
    assert list(areas_of_help(profile, period().days)) == ["all"]


def test_small_counts_and_those_that_would_give_them_away_are_withheld_from_everybody():
    refusals = [{"reason": "health", "applicants": 2}, {"reason": "no-capacity", "applicants": 30}]
    report = Report(refusals=[*refusals, {"reason": "other", "applicants": 9}])
    everybody = table(drawn(ChartCode.REFUSALS, reported(report)))
    assert everybody["health"] == everybody["other"] == ("…",)
    assert everybody["no-capacity"] == (Decimal(30),)
    assert everybody["total"] == (Decimal(41),)
    office = table(drawn(ChartCode.REFUSALS, reported(report), everybody=False))
    assert office["health"] == (Decimal(2),)


def test_counts_of_people_are_public_only_when_the_period_is_closed():
    still = period(closed=False)
    for code, report in (
        (ChartCode.CLIENTS_BY_AREA, clients(seniors=500)),
        (ChartCode.REFUSALS, Report(refusals=[{"reason": "health", "applicants": 500}])),
    ):
        chart = drawn(code, reported(report), of=still)
        assert {number for numbers in table(chart).values() for number in numbers} == {"…"}
        assert any("není uzavřeno" in note for note in chart.notes)
        assert Decimal(500) in [n for numbers in table(drawn(code, reported(report))).values() for n in numbers]


@SEVERAL
@given(st.lists(REPORTED, max_size=5), st.sampled_from(list(ChartCode)))
def test_every_chart_says_its_period_and_a_figure_for_every_column(reports, code):
    chart = drawn(code, *reports)
    assert [item.title for item in chart.coverages] == ["rok 2026"]
    assert all(len(row.figures) == len(chart.columns) for row in chart.rows)
    people = [place for place, column in enumerate(chart.columns) if column.unit in ("persons", "applications")]
    for row in [*chart.rows, *([chart.total] if chart.total else [])]:
        assert all(
            row.figures[at].value is None or row.figures[at].value >= 5 or not row.figures[at].value for at in people
        )


def test_an_unknown_founder_is_told_as_such():
    chart = drawn(ChartCode.MONEY_BY_FOUNDER, reported(Report(incomes=[income("municipality", 5, municipality=TOWN)])))
    assert [(row.code, row.title) for row in chart.rows] == [("", "neuvedeno")]


@pytest.mark.parametrize("code", list(ChartCode))
def test_a_period_without_reports_has_empty_charts(code):
    chart = drawn(code)
    assert all(not item.value for row in chart.rows for item in row.figures)
