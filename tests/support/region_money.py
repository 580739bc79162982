"""A region that collected one town's money, for the tests of crosswalk, money and funding."""

from collections.abc import Callable
from typing import Any

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import FinancingLine, Measure, ServiceChange
from komplan.region.v1 import region_office_service_pb2 as office
from komplan_kit.config import Outgoing
from support.adopting import adopted
from support.instance import Instance
from support.plans import VERSION, draft_a_plan, enter_the_town

REGION = "regions/kraj"
STATE = "state-via-region"
M1, M2, M3 = (f"{VERSION}/measures/m{number}" for number in (1, 2, 3))


def line(source: str, planned: int | None, secured: int | None = None, **values: Any) -> FinancingLine:
    return FinancingLine(
        **{"year": 2027, "source": source, "kind": "operating", **values}, planned=planned, secured=secured
    )


def region_with_money(instance: Callable[..., Instance]) -> Instance:
    """A region that collected one town: m1 keeps a service, m2 is of an unmapped group, m3 does not know an amount."""
    city = instance("planning")
    draft_a_plan(city.ask)
    keep, extend = ServiceChange(change="keep"), ServiceChange(change="extend")
    measures = [
        Measure(target_groups=["seniors"], financing=[line(STATE, 1001, 1), line("town-fund", 100)]),
        Measure(target_groups=["newcomers"], financing=[line(STATE, 500), line("esf", 30, kind="investment")]),
        Measure(target_groups=["families"], financing=[line(STATE, None), line("municipality", 0)]),
    ]
    for number, measure in enumerate(measures, 1):
        measure.node, measure.position, measure.title = "n1", number, f"Opatření {number}"
        measure.service_change.CopyFrom(keep if number == 1 else extend)
        request = edit.CreateMeasureRequest(parent=VERSION, measure_id=f"m{number}", measure=measure)
        city.ask("PlanEditorService/CreateMeasure", request)
    adopted(city.ask, VERSION, "2026-06-01")
    made = instance("region", region="kraj", keys=city.folder, outgoing=Outgoing(issuer_key=city.issuer_key))
    enter_the_town(made.ask, "kraj", city.target)
    made.stream("RegionOfficeService/Collect", office.CollectRequest(name=REGION))
    return made
