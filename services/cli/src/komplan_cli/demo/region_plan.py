"""The midterm plan of a demonstration's region: built from the copies, its texts written, published for comments."""

from typing import Final

from google.type.date_pb2 import Date

from komplan.region.v1 import midterm_pb2
from komplan.region.v1 import midterm_plan_office_service_pb2 as office
from komplan.region.v1 import midterm_plan_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_plan_service_pb2_grpc as rpc
from komplan.region.v1 import midterm_strategy_service_pb2 as strategy
from komplan.region.v1 import midterm_strategy_service_pb2_grpc as strategy_rpc
from komplan_cli.asking import everything
from komplan_cli.demo.repeating import Once
from komplan_kit.client import Peer

VERSION: Final = "v1"
TEXT: Final = "Smyšlený text ukázky; čísla k této části jsou v tabulkách, které vznikají z kopií měst."


async def build_plan(once: Once, staff: Peer, region: str, title: str, years: tuple[int, int]) -> str:
    """Build the first version of the plan of three years and publish it; gives its name."""
    stub = office_rpc.MidtermPlanOfficeServiceStub(staff.channel)
    plan = midterm_pb2.RegionPlan(
        title=f"Střednědobý plán rozvoje sociálních služeb: {title} {years[0]}–{years[1]} (ukázka)",
        from_year=years[0],
        to_year=years[1],
        first=True,
        fictional=True,
    )
    await once(stub.CreateRegionPlan, office.CreateRegionPlanRequest(parent=region, region_plan=plan))
    parent = f"{region}/plans/{years[0]}-{years[1]}"
    await _own_strategy(once, staff, parent, years)
    build = office.BuildRegionPlanVersionRequest(
        parent=parent, region_plan_version_id=VERSION, title="Návrh k připomínkám (ukázka)"
    )
    await once(stub.BuildRegionPlanVersion, build)
    name = f"{parent}/versions/{VERSION}"
    method = rpc.MidtermPlanServiceStub(staff.channel).ListRegionPlanSections
    request = pb.ListRegionPlanSectionsRequest(parent=name, page_size=500)
    async for section in everything(staff, method, request, "region_plan_sections"):
        written = midterm_pb2.RegionPlanSection(name=section.name, text=TEXT)
        mask = {"paths": ["text"]}
        await once(
            stub.UpdateRegionPlanSection,
            office.UpdateRegionPlanSectionRequest(region_plan_section=written, update_mask=mask),
        )
    await once(stub.PublishRegionPlanVersion, office.PublishRegionPlanVersionRequest(name=name))
    return name


async def _own_strategy(once: Once, staff: Peer, plan: str, years: tuple[int, int]) -> None:
    """One priority of the region itself with one measure: who answers for it, until when, an indicator, money."""
    stub = strategy_rpc.MidtermStrategyServiceStub(staff.channel)
    priority = midterm_pb2.RegionPriority(
        position=1, title="Dostupná péče doma (ukázka)", text="Smyšlená priorita kraje.", target_groups=["seniors"]
    )
    request = strategy.CreateRegionPriorityRequest(
        parent=plan, region_priority=priority, region_priority_id="pece-doma"
    )
    await once(stub.CreateRegionPriority, request)
    measure = midterm_pb2.RegionMeasure(
        priority="pece-doma",
        position=1,
        title="Rozšířit pečovatelskou službu o víkendy (ukázka)",
        text="Smyšlené opatření kraje.",
        responsible="Odbor sociálních věcí krajského úřadu",
        deadline=Date(year=years[1], month=12, day=31),
        indicators=[
            midterm_pb2.RegionIndicator(
                code="klienti",
                title="klienti obsloužení o víkendu",
                unit="klienti",
                direction="up",
                baseline="0",
                baseline_on=Date(year=years[0] - 1, month=12, day=31),
                target="92",
                target_on=Date(year=years[1], month=12, day=31),
                source="výkazy služeb",
                owner="Odbor sociálních věcí krajského úřadu",
            )
        ],
        financing=[
            midterm_pb2.RegionFinancing(year=year, source="region", kind="operating", planned=1_500_000_00)
            for year in range(years[0], years[1] + 1)
        ],
    )
    own = strategy.CreateRegionMeasureRequest(parent=plan, region_measure=measure, region_measure_id="vikendy")
    await once(stub.CreateRegionMeasure, own)
