"""How a demonstration city carries its adopted plan out: an action plan, observations, a project, an evaluation."""

from datetime import date
from typing import Any, Final

from komplan.planning.v1 import action_plan_pb2, evaluation_pb2, observation_pb2, plan_project_pb2
from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1 import monitoring_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import plan_project_service_pb2 as projects
from komplan.planning.v1 import plan_project_service_pb2_grpc as projects_rpc
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1 import plan_service_pb2_grpc as read_rpc
from komplan.planning.v1.process_pb2 import EntryEvidence
from komplan_cli.demo.generating import period
from komplan_cli.demo.repeating import Once
from komplan_core.catalogue.organisations import is_ico
from komplan_kit.client import Peer

OBSERVED: Final = 5
"""Measures of which something is published."""


async def load_monitoring(peer: Peer, once: Once, version: str, today: date) -> int:
    """Carry out the first year of an adopted version, `areas/*/plans/*/versions/*`, that may be known on the day.

    Returns how many observations were published. What is made up is marked as fictional.
    """
    plan_name, channel = version.split("/versions/")[0], peer.channel
    reader = read_rpc.PlanServiceStub(channel)
    profile = await peer.ask(reader.GetProfile, read.GetProfileRequest(name=version.split("/plans/")[0]))
    plan = await peer.ask(reader.GetPlan, read.GetPlanRequest(name=plan_name))
    listed = await peer.ask(reader.ListMeasures, read.ListMeasuresRequest(parent=version, page_size=OBSERVED))
    year = max(plan.period.start.year, min(today.year - 1, plan.period.end.year or today.year))
    desk = edit_rpc.MonitoringEditorServiceStub(channel)
    measures = list(listed.measures)
    await _plan_year(once, desk, plan_name, year, measures)
    flow = next(flow for flow in profile.workflows if flow.subject == "measure")
    running = next(state.code for state in flow.states if state.kernel == "running")
    group = next(item.code for item in profile.working_groups if not item.validity.HasField("end"))
    for number, measure in enumerate(measures, 1):
        name = await _observe(once, desk, plan_name, measure, year, running, number)
        await once(desk.SubmitObservation, edit.SubmitObservationRequest(name=name))
        await once(desk.ReviewObservation, edit.ReviewObservationRequest(name=name, working_group=group))
        await once(desk.AcceptObservation, edit.AcceptObservationRequest(name=name, body=profile.bodies[0].code))
        await once(desk.PublishObservation, edit.PublishObservationRequest(name=name))
    await _support(once, projects_rpc.PlanProjectServiceStub(channel), plan_name, year, [m.name for m in measures[:2]])
    evaluation = evaluation_pb2.Evaluation(
        title=f"Vyhodnocení roku {year} (ukázka)",
        kind="yearly",
        year=year,
        texts=[evaluation_pb2.EvaluationText(code="summary", title="Shrnutí", text="Smyšlená data ukázky.")],
        fictional=True,
    )
    request = edit.CreateEvaluationRequest(parent=plan_name, evaluation=evaluation, evaluation_id=f"rok-{year}")
    await once(desk.CreateEvaluation, request)
    return len(measures)


async def _plan_year(once: Once, desk: Any, plan: str, year: int, measures: list[Any]) -> None:
    entries = [action_plan_pb2.ActionEntry(measure=item.name, todo="Pokračovat podle plánu") for item in measures]
    action_plan = action_plan_pb2.ActionPlan(
        title=f"Akční plán {year} (ukázka)", year=year, entries=entries, fictional=True
    )
    request = edit.CreateActionPlanRequest(parent=plan, action_plan=action_plan, action_plan_id=str(year))
    await once(desk.CreateActionPlan, request)


async def _observe(once: Once, desk: Any, plan: str, measure: Any, year: int, state: str, number: int) -> str:
    actuals = [
        observation_pb2.IndicatorActual(code=item.code, value=item.target if item.HasField("target") else "0")
        for item in measure.indicators
    ]
    spent = {
        (line.source, line.kind): line.planned * (100 - number) // 100
        for line in measure.financing
        if line.year == year and line.HasField("planned")
    }
    observation = observation_pb2.Observation(
        measure=measure.name,
        year=year,
        state=state,
        actuals=actuals,
        money=[observation_pb2.ObservedMoney(source=s, kind=k, secured=n, actual=n) for (s, k), n in spent.items()],
        text="Smyšlená data ukázky.",
        evidence=[EntryEvidence(document=f"Zpráva o činnosti {year} (ukázka)")],
    )
    code = f"ukazka-{number}"
    request = edit.CreateObservationRequest(parent=plan, observation=observation, observation_id=code)
    await once(desk.CreateObservation, request)
    return f"{plan}/observations/{code}"


async def _support(once: Once, door: Any, plan: str, year: int, measures: list[str]) -> None:
    ico = next(f"{number:08}" for number in range(10_000_000, 10_000_100) if is_ico(f"{number:08}"))
    project = plan_project_pb2.PlanProject(
        title="Ukázkový projekt",
        organisation="Ukázková organizace",
        ico=ico,
        measures=measures,
        period=period(date(year, 1, 1), date(year, 12, 31)),
        fictional=True,
    )
    request = projects.CreatePlanProjectRequest(parent=plan, plan_project=project, plan_project_id="ukazkovy")
    await once(door.CreatePlanProject, request)
    revision = plan_project_pb2.ProjectRevision(year=year, half=1, state="running", text="Smyšlená data ukázky.")
    name = f"{plan}/projects/ukazkovy"
    await once(
        door.SubmitProjectRevision,
        projects.SubmitProjectRevisionRequest(parent=name, project_revision=revision),
    )
