"""What the checks notice in a report, and what stops a submission."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_reports import REPORTS, provider, service

from komplan_core.reporting.checks import FindingReason, findings, leaps, unexplained
from komplan_core.reporting.indicators import ReportIndicator
from komplan_core.reporting.quantities import stated
from komplan_core.reporting.reports import Report

NIGHTS = ReportIndicator(code="nights", title="Počet přenocování", unit="noci")
FULL = {
    "clients": [{"target_group": "seniors", "clients": 20}],
    "costs": [{"category": "wages", "actual": 100_000}],
    "incomes": [{"source": "gifts", "actual": 100_000}],
    "workload": [{"profession": "care-worker", "fte": "2.5"}],
}


def noticed(report, last_year=None, indicators=(), **facts):
    """Field and reason of everything that is noticed."""
    found = findings(
        report, facts.get("service") or service(), facts.get("provider") or provider(), indicators, last_year
    )
    return [(item.field, item.reason) for item in found]


def test_a_full_balanced_report_needs_no_look():
    assert noticed(Report(**FULL)) == []


def test_an_empty_report_is_told_what_it_lacks():
    assert noticed(Report(), indicators=(NIGHTS,)) == [
        *((field, FindingReason.NOTHING_STATED) for field in ("clients", "costs", "incomes", "workload")),
        ("indicators", FindingReason.INDICATOR_MISSING),
    ]


def test_the_difference_of_income_and_cost_is_named_in_crowns():
    for income, words in (
        (100_050, "Výnosy převyšují náklady o 0,50 Kč."),
        (99_999, "Náklady převyšují výnosy o 0,01 Kč."),
    ):
        report = Report(**{**FULL, "incomes": [{"source": "gifts", "actual": income}]})
        (found,) = findings(report, service(), provider(), (), None)
        assert (found.field, found.reason, found.message) == ("incomes", FindingReason.BALANCE, words)


def test_an_unknown_amount_makes_no_balance():
    report = Report(**{**FULL, "incomes": [{"source": "gifts", "actual": 5}, {"source": "own"}]})
    assert noticed(report) == []


def test_a_stated_total_is_checked_against_its_parts_and_both_are_kept():
    report = Report(**FULL, stated_cost=100_000, stated_income=99_900)
    (found,) = findings(report, service(), provider(), (), None)
    assert found.field == "stated_income"
    assert "999,00 Kč" in found.message
    assert "1 000,00 Kč" in found.message
    assert report.stated_income.hal == 99_900


def test_as_many_clients_as_the_largest_registered_capacity_is_noticed():
    def home(unit, *registered):
        forms = ("outpatient", "field")
        capacities = [
            {"unit": unit, "form": form, "registered": number, "as_of": date(2026, 1, 1)}
            for form, number in zip(forms, registered, strict=False)
        ]
        return service(capacities=capacities)

    reached = ("clients", FindingReason.CAPACITY_REACHED)
    assert noticed(Report(**FULL), service=home("clients", 20)) == [reached]
    assert noticed(Report(**FULL), service=home("beds", 10, 19)) == [reached]
    assert noticed(Report(**FULL), service=home("clients", 21)) == []
    assert noticed(Report(**FULL), service=home("contacts", 5)) == []  # contacts are no people


def test_occupancy_above_full_and_shared_clients_are_noticed():
    assert noticed(Report(**FULL, occupancy="100.01", overlap=True)) == [
        ("occupancy", FindingReason.OCCUPANCY_ABOVE_FULL),
        ("overlap", FindingReason.OVERLAP),
    ]
    assert noticed(Report(**FULL, occupancy=Decimal(100))) == []


def test_a_municipal_founder_is_asked_which_municipality_it_is():
    report = Report(**{**FULL, "incomes": [{"source": "founder", "actual": 100_000}]})
    unnamed = [("incomes", FindingReason.FOUNDER_UNNAMED)]
    assert noticed(report, provider=provider(founder_type="municipality")) == unnamed
    assert noticed(report, provider=provider(founder_type="church")) == []


def clients(number):
    return Report(clients=[{"clients": number}])


def test_a_leap_is_more_than_thirty_percent_either_way():
    assert leaps(clients(130), clients(100)) == []
    assert leaps(clients(70), clients(100)) == []
    assert leaps(clients(131), clients(100)) == [("clients", Decimal(100), Decimal(131))]
    assert leaps(clients(69), clients(100)) == [("clients", Decimal(100), Decimal(69))]
    assert leaps(clients(1), clients(0)) == [("clients", Decimal(0), Decimal(1))]


def test_what_either_year_does_not_state_is_not_compared():
    assert leaps(clients(500), Report()) == []
    assert leaps(Report(), clients(500)) == []
    assert leaps(clients(500), None) == []


def test_a_leap_is_named_and_may_be_explained():
    before = Report(**FULL, indicators=[{"code": "nights", "value": "10"}])
    now = before.revised({"indicators": [{"code": "nights", "value": "14.5"}]})
    (found,) = findings(now, service(), provider(), (NIGHTS,), before)
    assert (found.field, found.reason) == ("nights", FindingReason.LEAP)
    assert found.message == "Vysvětlete změnu o více než 30 %: Počet přenocování, loni 10, nyní 14,5 (noci)."
    assert unexplained(now, before) == ["nights"]
    said = {"explanations": [{"subject": "nights", "text": "nová noclehárna"}]}
    assert unexplained(now.revised(said), before) == []
    assert unexplained(now.revised({"explanations": [{"subject": "nights", "text": "  "}]}), before) == ["nights"]


@settings(max_examples=25, deadline=None)
@given(REPORTS, REPORTS)
def test_a_report_never_leaps_against_itself_and_only_in_what_both_years_state(report, other):
    assert leaps(report, report) == []
    assert {code for code, _, _ in leaps(report, other)} <= set(stated(report)) & set(stated(other))


@settings(max_examples=25, deadline=None)
@given(REPORTS, st.none() | REPORTS)
def test_findings_are_czech_sentences_whatever_is_reported(report, last_year):
    for found in findings(report, service(), provider(), (NIGHTS,), last_year):
        assert found.message.endswith(".")
        assert found.reason in list(FindingReason)
