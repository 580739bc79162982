"""Projects that pay for planning over the wire: their life, their money, what is refused."""

import pytest
from support.planning import CITIZEN, days, told
from support.process import Leader

from komplan.planning.v1.paying_project_pb2 import BudgetLine, Drawdown, ProjectSource
from komplan.planning.v1.plan_pb2 import StatedFigure

PERIOD = days("2027-01-01", "2027-12-31")


@pytest.fixture
def leader(instance):
    """A leader of a cycle."""
    made = Leader(instance("planning"))
    made.begin()
    return made


def test_a_project_runs_is_settled_and_then_stays_as_it_is(leader):
    made = leader.project("kp", period=PERIOD, sources=[ProjectSource(source="esf", title="ESF", planned=1000)])
    assert made.state == "prepared"
    assert told(lambda: leader.move("kp", "settled"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: leader.move("kp", "lost")) == ("Invalid", "UNKNOWN_CODE", "state")
    leader.move("kp", "running")
    assert told(lambda: leader.delete("projects/kp"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    leader.update("projects/kp", "drawdowns", drawdowns=[Drawdown(month="2027-02", amount=400)])
    leader.move("kp", "finished")
    leader.move("kp", "settled")
    assert told(lambda: leader.update("projects/kp", "drawdowns"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    totals = leader.totals("kp")
    assert (totals.planned, totals.actual, totals.unspent, totals.actual_percent) == (1000, 400, 600, "40.00")
    assert told(lambda: leader.get("projects/kp", CITIZEN))[:2] == ("Forbidden", "ROLE_REQUIRED")


def test_contradictions_of_a_project_stand_in_the_status_of_its_cycle(leader):
    figure = StatedFigure(code="planned", title="Náklady", value="1001", unit="hal", source="zpráva")
    sources = [ProjectSource(source="town-fund", title="Fond", own=True, planned=1000)]
    leader.project("kp", period=PERIOD, sources=sources, stated_figures=[figure])
    (finding,) = leader.status("2027-01-01").findings
    assert (finding.kind, finding.subject) == ("total-differs", f"{leader.cycle}/projects/kp#planned")
    assert leader.get("projects/kp").stated_figures[0] == figure
    assert list(leader.totals("kp").findings) == [finding]


REFUSED = [
    ({"drawdowns": [Drawdown(month="2028-01", amount=1)]}, "OUTSIDE_PERIOD", "drawdowns.0.month"),
    (
        {"budget": [BudgetLine(category="a", title="A", month="2026-12", planned=1)]},
        "OUTSIDE_PERIOD",
        "budget.0.month",
    ),
    ({"drawdowns": [Drawdown(month="2027-01", amount=1, source="esf")]}, "UNKNOWN_CODE", "drawdowns.0.source"),
    ({"drawdowns": [Drawdown(month="January", amount=1)]}, "INVALID_VALUE", "drawdowns.0.month"),
    ({"sources": [ProjectSource(source="treasure", title="Poklad")]}, "UNKNOWN_CODE", "sources.0.source"),
    ({"sources": [ProjectSource(source="esf", title="E", planned=-1)]}, "MONEY_RANGE", "sources.0.planned"),
    ({"sources": [ProjectSource(source="esf", title="E")] * 2}, "DUPLICATE_CODE", "sources"),
    ({"bearer": ""}, "REQUIRED", "bearer"),
]


def test_a_projects_money_lies_in_its_time_and_comes_from_somewhere(leader):
    for values, reason, field in REFUSED:
        given = {"period": PERIOD, **values}
        assert told(lambda given=given: leader.project("kp", **given)) == (
            "Invalid",
            reason,
            f"paying_project.{field}",
        )
        assert told(lambda: leader.get("projects/kp"))[1] == "NOT_FOUND"
