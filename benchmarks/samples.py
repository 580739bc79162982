"""Made-up messages, the same in every run: measure sheets of real sizes, and a draft that holds them."""

from collections.abc import Iterator, Sequence
from typing import Final

from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_pb2
from komplan.type.v1.period_pb2 import Period

AREA: Final = "vzorov"
PARENT: Final = f"areas/{AREA}"
PLAN: Final = f"{PARENT}/plans/plan"
VERSION: Final = f"{PLAN}/versions/navrh"
YEARS: Final = (2027, 2028, 2029)
SOURCES: Final = ("state-via-region", "municipality", "region", "client-payments")
PERIOD: Final = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))
TEXT: Final = "Udržet a rozšířit terénní službu pro ty, kdo chtějí zůstat doma. "


def measure(number: int, sources: Sequence[str] = SOURCES) -> plan_pb2.Measure:
    """A measure sheet with a line of money for each year and source: 1.1 kB with four sources, 0.6 kB with one."""
    indicator = plan_pb2.Indicator(
        code="osoby", title="počet podpořených osob", unit="osoby", direction="up", source="roční výkaz",
        baseline="20", baseline_on=Date(year=2026, month=1, day=1),
        target="65.5", target_on=Date(year=2029, month=12, day=31),
    )  # fmt: skip
    return plan_pb2.Measure(
        node="priorita-1",
        position=number,
        title=f"Rozšíření pečovatelské služby č. {number}",
        description=TEXT * (2 if len(sources) == 1 else 3),
        working_group="seniors",
        target_groups=["seniors"] if number % 3 else ["families"],
        expected_persons=5 + number % 300,
        responsible="Odbor sociálních věcí",
        cooperating=["Charita Vzorov"],
        period=PERIOD,
        financing=[_line(number, year, place, source) for year in YEARS for place, source in enumerate(sources)],
        indicators=[indicator],
    )


def _line(number: int, year: int, place: int, source: str) -> plan_pb2.FinancingLine:
    planned, secured = 100_000_00 + 7 * number + place, 40_000_00 + number
    return plan_pb2.FinancingLine(year=year, source=source, kind="operating", planned=planned, secured=secured)


def draft(measures: int) -> Iterator[tuple[str, Message]]:
    """Methods of PlanEditorService and their requests that make a draft with these measures, 0.6 kB each."""
    cycle = plan_pb2.Cycle(title="Cyklus", period=PERIOD)
    yield "CreateCycle", edit.CreateCycleRequest(parent=PARENT, cycle_id="cyklus", cycle=cycle)
    plan = plan_pb2.Plan(title="Plán", cycle="cyklus", period=PERIOD)
    yield "CreatePlan", edit.CreatePlanRequest(parent=PARENT, plan_id="plan", plan=plan)
    begun = plan_pb2.PlanVersion(title="Návrh")
    yield "CreatePlanVersion", edit.CreatePlanVersionRequest(parent=PLAN, plan_version_id="navrh", plan_version=begun)
    node = plan_pb2.PlanNode(level="priority", position=1, title="Priorita", working_group="seniors")
    yield "CreatePlanNode", edit.CreatePlanNodeRequest(parent=VERSION, plan_node_id="priorita-1", plan_node=node)
    for number in range(1, measures + 1):
        made = measure(number, SOURCES[:1])
        yield "CreateMeasure", edit.CreateMeasureRequest(parent=VERSION, measure_id=f"opatreni-{number}", measure=made)
