"""Whatever a report says, its message and its rows say, and nothing else."""

from datetime import date

from hypothesis import given, settings
from support.made_reports import REPORTS, period

from komplan_catalogue.repositories.reporting import PUBLISHED_REPORTS, REPORT_PERIODS
from komplan_catalogue.repositories.reporting import REPORTS as KIND
from komplan_core.reporting.reports import public_view


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_a_report_survives_its_message(report):
    assert KIND.codec.parse(KIND.codec.encode(report).SerializeToString()) == report


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_a_published_report_survives_its_message(report):
    public = public_view(f"{report.name}-x", report.revised({"published_on": date(2027, 4, 1)}), 12, frozenset())
    assert PUBLISHED_REPORTS.codec.parse(PUBLISHED_REPORTS.codec.encode(public).SerializeToString()) == public


def test_a_period_survives_its_message():
    for half in (0, 1, 2):
        found = period(2026, half)
        assert REPORT_PERIODS.codec.parse(REPORT_PERIODS.codec.encode(found).SerializeToString()) == found


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_every_line_of_a_report_has_its_row(report):
    for child in KIND.mapper.children:
        assert len(child.rows(report, 1)) == len(getattr(report, child.field))
    assert {child.field for child in KIND.mapper.children} == {
        "clients",
        "refusals",
        "units",
        "workload",
        "costs",
        "incomes",
        "indicators",
        "computed",
    }
