"""A whole version in one call: nested, with its money, in few statements however large it is."""

import pytest
from support.planning import CITIZEN, DRAFT, PLAN, told

from komplan.planning.v1 import plan_content_service_pb2 as content
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import FinancingLine, Measure
from komplan_kit.statements import Session

YEARS = (2027, 2028, 2029)
SOURCES = ("municipality", "region", "esf", "town-fund")


def tree(town, name=DRAFT, roles=("editor",)):
    return town.instance.ask("PlanContentService/GetPlanTree", content.GetPlanTreeRequest(name=name), roles)


def line(year=2027, source="esf", kind="operating", **amounts):
    return FinancingLine(year=year, source=source, kind=kind, **amounts)


@pytest.fixture
def statements(monkeypatch):
    """Statements that anybody runs, as they run."""
    run = []
    for way in ("run", "all"):
        real = getattr(Session, way)

        def counted(session, statement, real=real, **params):
            run.append(statement)
            return real(session, statement, **params)

        monkeypatch.setattr(Session, way, counted)
    return run


def test_a_version_comes_nested_and_by_place(plan):
    second = plan.create("sections", "druhy", DRAFT, kind="other", position=2, title="Druhý")
    first = plan.create("sections", "prvni", DRAFT, kind="vision", position=1, title="První")
    m2, m1 = plan.measure("m2", "g1", 2), plan.measure("m1", "g1", 1)
    m3 = plan.measure("m3", "p1", 5)
    found = tree(plan)
    assert found.version == plan.get(DRAFT)
    assert list(found.sections) == [first, second]
    assert [node.node.name for node in found.nodes] == [f"{DRAFT}/nodes/p1", f"{DRAFT}/nodes/p2"]
    p1 = found.nodes[0]
    assert list(p1.measures) == [m3]
    (g1,) = p1.nodes
    assert (g1.node, list(g1.measures), list(g1.nodes)) == (plan.get(f"{DRAFT}/nodes/g1"), [m1, m2], [])


def test_money_is_summed_by_year_source_and_kind_and_a_surplus_of_one_line_fills_no_other(plan):
    plan.measure("m1", "g1", 1, financing=[line(planned=100, secured=30, actual=110), line(2028, planned=7)])
    plan.measure("m2", "g1", 2, financing=[line(planned=50, secured=90, actual=20), line(kind="investment", actual=3)])
    found = {(total.year, total.kind): total for total in tree(plan).totals}
    operating = found[2027, "operating"]
    assert (operating.planned, operating.secured, operating.actual) == (150, 120, 130)
    assert (operating.gap, operating.overrun, operating.lines) == (70, 10, 2)
    investment = found[2027, "investment"]
    assert (investment.HasField("planned"), investment.actual, investment.gap) == (False, 3, 0)
    assert not investment.HasField("overrun")
    assert (found[2028, "operating"].HasField("secured"), found[2028, "operating"].gap) == (False, 7)


def test_a_draft_is_opened_by_staff_only(plan):
    for roles in (CITIZEN, ("catalogue-editor",)):
        assert told(lambda roles=roles: tree(plan, roles=roles))[:2] == ("NotFound", "NOT_FOUND")
    assert told(lambda: tree(plan, f"{PLAN}/versions/none"))[:2] == ("NotFound", "NOT_FOUND")
    plan.publish()
    assert tree(plan, roles=CITIZEN) == tree(plan)


def test_a_thousand_measures_with_twelve_lines_each_open_in_six_statements(plan, statements):
    financing = [line(year, source, planned=number) for year in YEARS for number, source in enumerate(SOURCES)]
    measure = Measure(node="g1", title="Opatření", description="Popis. " * 30, financing=financing)
    requests = []
    for number in range(1, 1001):
        request = edit.CreateMeasureRequest(parent=DRAFT, measure_id=f"m{number}", measure=measure)
        request.measure.position = number
        requests.append(request)
    for start in range(0, 1000, 100):
        plan.instance.ask_all("PlanEditorService/CreateMeasure", requests[start : start + 100], ("editor",))
    statements.clear()
    found = tree(plan)
    assert len(statements) <= 6
    assert len(found.nodes[0].nodes[0].measures) == 1000
    assert sum(total.lines for total in found.totals) == 12_000
    assert sum(total.planned for total in found.totals) == 1000 * 3 * (0 + 1 + 2 + 3)
    assert found.ByteSize() < 4 << 20
