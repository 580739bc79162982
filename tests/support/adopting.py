"""From a draft to an adopted plan: made complete, submitted, resolved upon. Nothing of the gate is skipped."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan.planning.v1 import adoption_service_pb2 as adoption
from komplan.planning.v1 import completeness_service_pb2 as completeness
from komplan.planning.v1 import plan_content_editor_service_pb2 as content
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1 import process_editor_service_pb2 as process
from komplan.planning.v1 import resolution_editor_service_pb2 as resolution_edit
from komplan.planning.v1 import resolution_service_pb2 as resolutions
from komplan.planning.v1.member_pb2 import Member
from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_content_pb2 import PlanSection
from komplan.planning.v1.plan_pb2 import FinancingLine, Measure, Plan, ServiceChange
from komplan.planning.v1.process_pb2 import CalendarEntry
from komplan.planning.v1.resolution_pb2 import RegisteredResolution
from komplan.type.v1.period_pb2 import Period

Ask = Callable[[str, Message], Any]
"""Calls `Service/Method` with a request; `Instance.ask` is one."""

SECTIONS: Final = (("making", "Jak plán vznikl"), ("monitoring", "Sledování plánu"), ("changes", "Změny služeb"))
OFFICE: Final = "Odbor sociálních věcí"


def complete(ask: Ask, version: str) -> None:
    """Add to a draft, and around it, what the law asks of a plan and is not there yet."""
    plan = ask("PlanService/GetPlan", read.GetPlanRequest(name=version.split("/versions/")[0]))
    area = "/".join(version.split("/")[:2])
    _complete_area(ask, area, plan)
    for place, (kind, title) in enumerate(SECTIONS, 9_001):
        section = PlanSection(kind=kind, position=place, title=title, text="Popsáno podle zákona.")
        request = content.CreatePlanSectionRequest(parent=version, plan_section_id=kind, plan_section=section)
        ask("PlanContentEditorService/CreatePlanSection", request)
    _complete_measures(ask, version, plan)


def findings(ask: Ask, version: str) -> dict[str, str]:
    """Outcome of every check that found something, by code of the rule."""
    checked = ask("CompletenessService/CheckPlanVersion", completeness.CheckPlanVersionRequest(name=version))
    return {check.rule.code: check.outcome for check in checked.checks if check.outcome != "ok"}


def submit(ask: Ask, version: str, body: str = "assembly", etag: str = "") -> Any:
    """Hand a final version to a body."""
    request = adoption.SubmitPlanVersionRequest(name=version, body=body, etag=etag)
    return ask("AdoptionService/SubmitPlanVersion", request)


def resolve(ask: Ask, version: str, body: str = "assembly", held_on: str = "2026-06-23", **values: Any) -> Any:
    """Register a resolution on the version; it approves unless told otherwise."""
    area, day = "/".join(version.split("/")[:2]), date.fromisoformat(held_on)
    there = ask("ResolutionService/ListResolutions", resolutions.ListResolutionsRequest(parent=area)).resolutions
    given = {"number": f"ZM {len(there) + 1}/{day.year}", "result": "approved", "subject": version, **values}
    made = RegisteredResolution(body=body, held_on=Date(year=day.year, month=day.month, day=day.day), **given)
    request = resolution_edit.CreateResolutionRequest(parent=area, resolution=made)
    return ask("ResolutionEditorService/CreateResolution", request)


def adopt(
    ask: Ask, version: str, body: str = "assembly", held_on: str = "2026-06-23", etag: str = "", request_id: str = ""
) -> Any:
    """Submit a final version, register the resolution that approves it, and adopt it."""
    submit(ask, version, body)
    by = resolve(ask, version, body, held_on).name
    request = adoption.AdoptPlanRequest(name=version, resolution=by, etag=etag, request_id=request_id)
    return ask("AdoptionService/AdoptPlan", request)


def adopted(ask: Ask, version: str, held_on: str = "2026-06-23") -> Any:
    """Take a draft all the way: complete, published, finished, adopted."""
    complete(ask, version)
    for action in ("publish", "finish"):
        ask("PlanEditorService/MovePlanVersion", edit.MovePlanVersionRequest(name=version, action=action))
    return adopt(ask, version, held_on=held_on)


def _complete_area(ask: Ask, area: str, plan: Plan) -> None:
    needs = ask("PlanService/ListNeeds", read.ListNeedsRequest(parent=area)).needs
    if not any(need.state in ("open", "covered") for need in needs):
        need = Need(title="Péče doma", target_groups=["seniors"], year=2026, state="covered")
        ask("PlanEditorService/CreateNeed", edit.CreateNeedRequest(parent=area, need_id="pece-doma", need=need))
    members = ask("PlanEditorService/ListMembers", edit.ListMembersRequest(parent=area)).members
    if not any(seat.mandate.start.year <= 2025 and not seat.mandate.HasField("end") for seat in members):
        mandate = Period(start=Date(year=2020, month=1, day=1))
        seat = Member(full_name="Ukázka", working_group="seniors", role="member", side="user", mandate=mandate)
        ask("PlanEditorService/CreateMember", edit.CreateMemberRequest(parent=area, member_id="ukazka", member=seat))
    day = Date(year=2026, month=1, day=15)
    entry = CalendarEntry(title="Zahájení", kind="conference", starts_on=day)
    request = process.CreateCalendarEntryRequest(parent=f"{area}/cycles/{plan.cycle}", calendar_entry=entry)
    ask("ProcessEditorService/CreateCalendarEntry", request)


def _complete_measures(ask: Ask, version: str, plan: Plan) -> None:
    nodes = ask("PlanService/ListPlanNodes", read.ListPlanNodesRequest(parent=version, page_size=500)).plan_nodes
    if not nodes:
        node = edit.CreatePlanNodeRequest(parent=version, plan_node_id="p1")
        node.plan_node.level, node.plan_node.position, node.plan_node.title = "priority", 1, "Priorita"
        nodes = [ask("PlanEditorService/CreatePlanNode", node)]
    parents = {node.name.rsplit("/", 1)[-1]: node.parent for node in nodes}
    measures = list(ask("PlanService/ListMeasures", read.ListMeasuresRequest(parent=version, page_size=500)).measures)
    covered: set[str] = set()
    for measure in measures:
        _cover(measure.node, parents, covered)
    for node in reversed(list(parents)):  # what stands below covers what stands above
        if node not in covered:
            request = edit.CreateMeasureRequest(parent=version, measure_id=f"m-{node}")
            request.measure.CopyFrom(Measure(node=node, position=9_000, title="Doplněné opatření"))
            measures.append(ask("PlanEditorService/CreateMeasure", request))
            _cover(node, parents, covered)
    end = plan.period.end.year or plan.period.start.year
    paid = {line.year for item in measures for line in item.financing if line.HasField("planned")}
    missing = [year for year in range(plan.period.start.year, end + 1) if year not in paid]
    for index, measure in enumerate(measures):
        _complete_sheet(ask, measure, missing if index == len(measures) - 1 else ())


def _cover(node: str, parents: dict[str, str], covered: set[str]) -> None:
    while node and node not in covered:
        covered.add(node)
        node = parents.get(node, "")


def _complete_sheet(ask: Ask, measure: Measure, years: Iterable[int]) -> None:
    measure.responsible = measure.responsible or OFFICE
    if not measure.indicators:
        measure.no_indicator_reason = measure.no_indicator_reason or "Měří se rozhovory."
    if not measure.HasField("service_change"):
        measure.service_change.CopyFrom(ServiceChange(change="keep"))
    for year in years:
        measure.financing.append(FinancingLine(year=year, source="municipality", kind="operating", planned=0))
    mask = {"paths": ["responsible", "no_indicator_reason", "service_change", "financing"]}
    ask("PlanEditorService/UpdateMeasure", edit.UpdateMeasureRequest(measure=measure, update_mask=mask))
