"""An adopted plan of the reference town, and a region that knows the town: what readers of a midterm plan need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc
from komplan.planning.v1.plan_pb2 import Cycle, FinancingLine, Measure, Plan, PlanNode, PlanVersion
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1.region_pb2 import Municipality
from komplan.type.v1.period_pb2 import Period
from komplan_kit.client import Peer
from komplan_kit.config import Outgoing
from support.adopting import adopted
from support.instance import Instance

AREA = "areas/vzorov"
VERSION = f"{AREA}/plans/p1/versions/v1"
YEARS = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))
Ask = Callable[[str, Message], Any]
"""Calls `Service/Method` with a request; `Instance.ask` is one."""


def draft_a_plan(ask: Ask, nodes: int = 1) -> None:
    """A plan whose draft has some priorities of the seniors, `n1` and so on."""
    for method, request in _draft(nodes):
        ask(method, request)


async def draft_a_plan_at(peer: Peer, nodes: int) -> None:
    """The same, through a channel."""
    stub = plan_editor_service_pb2_grpc.PlanEditorServiceStub(peer.channel)
    for method, request in _draft(nodes):
        await peer.ask(getattr(stub, method.split("/")[1]), request, wait=True)


def adopt_a_plan(ask: Ask) -> None:
    """The plan with two measures of 2027 (100 and 1001 haléře), adopted by the assembly."""
    draft_a_plan(ask)
    for number, (group, planned) in enumerate((("seniors", 100), ("families", 1001)), 1):
        line = FinancingLine(year=2027, source="municipality", kind="operating", planned=planned)
        title = f"Opatření {number}"
        measure = Measure(node="n1", position=number, title=title, target_groups=[group], financing=[line])
        request = edit.CreateMeasureRequest(parent=VERSION, measure_id=f"m{number}", measure=measure)
        ask("PlanEditorService/CreateMeasure", request)
    adopted(ask, VERSION, "2026-06-01")


def enter_the_town(ask: Ask, region: str, target: str, **values: Any) -> Municipality:
    """Enter the town in a region's directory."""
    entry = Municipality(code="vzorov", title="Vzorov", target=target, **values)
    request = office.CreateMunicipalityRequest(parent=f"regions/{region}", municipality=entry)
    return ask("RegionOfficeService/CreateMunicipality", request)  # type: ignore[no-any-return]


@contextmanager
def serving_region(folder: Path, **settings: Any) -> Iterator[Instance]:
    """A region that serves and has collected the town's plan."""
    city = Instance(("planning",), lambda name: f"sqlite:///{folder}/city/{name}.sqlite3", folder / "city")
    try:
        adopt_a_plan(city.ask)
        region = Instance(
            ("region",),
            lambda name: f"sqlite:///{folder}/region/{name}.sqlite3",
            folder / "region",
            region="kraj",
            keys=city.folder,
            outgoing=Outgoing(issuer_key=city.issuer_key),
            **settings,
        )
        try:
            enter_the_town(region.ask, "kraj", city.target)
            region.stream("RegionOfficeService/Collect", office.CollectRequest(name="regions/kraj"))
            yield region
        finally:
            region.stop()
    finally:
        city.stop()


def _draft(nodes: int) -> Iterator[tuple[str, Message]]:
    cycle = Cycle(title="Cyklus", period=YEARS)
    yield "PlanEditorService/CreateCycle", edit.CreateCycleRequest(parent=AREA, cycle_id="c1", cycle=cycle)
    plan = Plan(title="Plán", cycle="c1", period=YEARS)
    yield "PlanEditorService/CreatePlan", edit.CreatePlanRequest(parent=AREA, plan_id="p1", plan=plan)
    version = PlanVersion(title="Návrh")
    begun = edit.CreatePlanVersionRequest(parent=f"{AREA}/plans/p1", plan_version_id="v1", plan_version=version)
    yield "PlanEditorService/CreatePlanVersion", begun
    for number in range(1, nodes + 1):
        node = PlanNode(level="priority", position=number, title=f"Priorita {number}", working_group="seniors")
        added = edit.CreatePlanNodeRequest(parent=VERSION, plan_node_id=f"n{number}", plan_node=node)
        yield "PlanEditorService/CreatePlanNode", added
