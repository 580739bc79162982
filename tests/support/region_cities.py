"""Two real cities with adopted plans and needs, and the region that collected them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_pb2
from komplan_kit.config import Outgoing
from support.adopting import adopted
from support.evidence import Desk
from support.instance import Instance
from support.region_needs import form, open_round, submit, territory_request
from support.region_plan import YEARS, Office
from support.region_supply import beds, import_people, keep_service


@dataclass(frozen=True)
class Two:
    """Two cities and the office of their region."""

    vzorov: Instance
    zabreh: Instance
    office: Office

    def stop(self) -> None:
        """Stop all three."""
        for item in (self.office.region, self.vzorov, self.zabreh):
            item.stop()


def line(year: int, source: str = "municipality", kind: str = "operating", **amounts: int) -> plan_pb2.FinancingLine:
    """A line of money of a city."""
    return plan_pb2.FinancingLine(year=year, source=source, kind=kind, **amounts)


def adopt_a_plan(
    city: Instance,
    area: str,
    groups: Iterable[tuple[tuple[str, ...], list[Any]]],
    plan: str = "p1",
    indicators: Iterable[plan_pb2.Indicator] = (),
) -> str:
    """A plan with a priority and a measure for each of these groups and lines, adopted; gives its version.

    Each measure has these indicators.
    """
    held = list(indicators)
    parent, version = f"areas/{area}", f"areas/{area}/plans/{plan}/versions/v1"
    cycle = plan_pb2.Cycle(title="Cyklus", period=YEARS)
    city.ask("PlanEditorService/CreateCycle", edit.CreateCycleRequest(parent=parent, cycle_id=f"c-{plan}", cycle=cycle))
    made = plan_pb2.Plan(title="Plán", cycle=f"c-{plan}", period=YEARS)
    city.ask("PlanEditorService/CreatePlan", edit.CreatePlanRequest(parent=parent, plan_id=plan, plan=made))
    begun = plan_pb2.PlanVersion(title="Návrh")
    city.ask(
        "PlanEditorService/CreatePlanVersion",
        edit.CreatePlanVersionRequest(parent=f"{parent}/plans/{plan}", plan_version_id="v1", plan_version=begun),
    )
    node = plan_pb2.PlanNode(level="priority", position=1, title="Priorita", working_group="seniors")
    city.ask(
        "PlanEditorService/CreatePlanNode",
        edit.CreatePlanNodeRequest(parent=version, plan_node_id="n1", plan_node=node),
    )
    for number, (targets, lines) in enumerate(groups, 1):
        measure = plan_pb2.Measure(node="n1", position=number, title=f"Opatření {number}", target_groups=targets)
        measure.financing.extend(lines)
        measure.indicators.extend(held)
        city.ask(
            "PlanEditorService/CreateMeasure",
            edit.CreateMeasureRequest(parent=version, measure_id=f"m{number}", measure=measure),
        )
    adopted(city.ask, version, "2026-06-01")
    return version


def own_instances(folder: Path) -> Callable[..., Instance]:
    """Starts instances with stores of their own in a folder, whatever their services are called."""
    started: list[Instance] = []

    def start(*services: str, **settings: Any) -> Instance:
        own = folder / f"instance{len(started)}"
        started.append(Instance(services, lambda name: f"sqlite:///{own}/{name}.sqlite3", own, **settings))
        return started[-1]

    return start


def two_cities(start: Callable[..., Instance], region_at: Callable[..., Instance] | None = None) -> Two:
    """Vzorov and Zábřeh with plans and needs, the region's territory, round and intake; all collected."""
    vzorov = start("planning", "catalogue")
    zabreh = start("planning", area="zabreh", plugins=("zabreh",), keys=vzorov.folder)
    adopt_a_plan(
        vzorov,
        "vzorov",
        [
            (("seniors",), [line(2027, planned=100_00, secured=40_00), line(2028, planned=11)]),
            (
                ("families",),
                [line(2027, "region", planned=1001, actual=1003), line(2029, "state-via-region", planned=7)],
            ),
            (("families", "newcomers"), [line(2027, "town-fund", planned=13), line(2028, "region", secured=5)]),
        ],
    )
    adopt_a_plan(
        zabreh,
        "zabreh",
        [
            (
                ("children-and-families",),
                [line(2027, planned=333, secured=1), line(2029, "state-via-region", planned=5)],
            ),
            (("seniors", "disability"), [line(2028, "region", "investment", planned=1)]),
        ],
    )
    desk = Desk(vzorov, "vzorov")
    for number, title in enumerate(("Odlehčovací služba", "Doprava k lékaři"), 1):
        desk.need(f"n{number}", title=title, municipalities=["999001"], persons=3 + number, persons_basis="exact")
    desk.submitted(desk.round(), "999001", *(f"areas/vzorov/needs/n{number}" for number in (1, 2)))
    region = (region_at or start)(
        "region", region="kraj", keys=vzorov.folder, outgoing=Outgoing(issuer_key=vzorov.issuer_key)
    )
    office_of = Office(region)
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    round_ = open_round(region)
    submit(region, form("999011", "Chybí pečovatelky"), parent=round_)
    keep_service(vzorov, "s1", municipalities=["999001"], capacities=[beds(60)])
    keep_service(vzorov, "s2", registration_number="7654321", capacities=[beds(5)])
    import_people(region, "65,V01,2025,,younger-seniors,700", "65,V01,2025,,older-seniors,300")
    office_of.enter("vzorov", vzorov.target, vzorov.target)
    office_of.enter("zabreh", zabreh.target)
    assert sorted(office_of.collect().fresh) == ["vzorov", "zabreh"]
    return Two(vzorov, zabreh, office_of)
