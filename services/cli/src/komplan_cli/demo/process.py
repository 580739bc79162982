"""The fictional process of a demonstration cycle: steps under way, a planned calendar, the project that pays."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from komplan.planning.v1 import paying_project_pb2 as money
from komplan.planning.v1 import process_editor_service_pb2 as edit
from komplan.planning.v1 import process_editor_service_pb2_grpc as rpc
from komplan.planning.v1 import process_pb2 as pb
from komplan.planning.v1.plan_pb2 import StatedFigure
from komplan.type.v1.period_pb2 import Period
from komplan_cli.demo.repeating import Once
from komplan_core.holidays import working_day_from
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day
from komplan_kit.days import day_of

TO_ASSEMBLY: Final = 150
"""Days from today to the assembly of the demonstration."""
CLOSED: Final = 2
"""Steps that are closed."""
STARTED: Final = 4
"""Steps that are started, the closed ones among them."""
MONTHS: Final = 12
CATEGORIES: Final = (("wages", "Mzdy koordinátorů", 6_000_000), ("services", "Služby a tisk", 1_500_000))


async def fill_process(peer: Peer, once: Once, cycle: str, today: date) -> int:
    """Lead the process of a cycle (`areas/*/cycles/*`) half-way. Returns how many entries its calendar has."""
    stub = rpc.ProcessEditorServiceStub(peer.channel)
    started = await once(stub.StartProcess, edit.StartProcessRequest(parent=cycle))
    for step in started.steps:
        await _work(stub, once, step, today)
    assembly = day(working_day_from(today + timedelta(days=TO_ASSEMBLY)))
    asked = edit.PlanBackRequest(parent=cycle, assembly_on=assembly, not_before=day(today), apply=True)
    calendar = await once(stub.PlanBack, asked)
    for item in calendar.entries:
        entry = item.calendar_entry
        held = day_of(entry.starts_on, "starts_on")
        # one entry stays late, so that the overview has something to tell
        if held < today and entry.kind != "deadline":
            await _hold(stub, once, entry)
    await _pay(stub, once, cycle, today)
    return len(calendar.entries)


async def _work(stub: Any, once: Once, step: pb.Step, today: date) -> None:
    if step.position > STARTED:
        return
    await once(stub.StartStep, edit.StartStepRequest(name=step.name))
    changed = pb.Step(name=step.name, tasks=step.tasks)
    for number, task in enumerate(changed.tasks):
        task.done = step.position <= CLOSED
        task.due.CopyFrom(day(today + timedelta(days=14 * (number - 1))))
    paths = ["tasks"]
    if step.position <= CLOSED:
        changed.evidence.extend(_shown(step))
        paths.append("evidence")
    await once(stub.UpdateStep, edit.UpdateStepRequest(step=changed, update_mask={"paths": paths}))
    if step.position <= CLOSED and not any(output.per_working_group for output in step.outputs):
        await once(stub.CloseStep, edit.CloseStepRequest(name=step.name))


def _shown(step: pb.Step) -> Iterator[pb.StepEvidence]:
    for output in step.outputs:
        if output.per_working_group:
            continue
        for number in range(1, output.at_least + 1):
            document = f"{output.title} ({last_id(step.name)}, ukázka {number})"
            yield pb.StepEvidence(output=output.code, document=document)


async def _hold(stub: Any, once: Once, entry: pb.CalendarEntry) -> None:
    record = pb.EntryEvidence(document=f"{entry.title} (ukázkový zápis)")
    done = pb.CalendarEntry(name=entry.name, done_on=entry.starts_on, evidence=[record])
    mask = {"paths": ["done_on", "evidence"]}
    await once(stub.UpdateCalendarEntry, edit.UpdateCalendarEntryRequest(calendar_entry=done, update_mask=mask))


async def _pay(stub: Any, once: Once, cycle: str, today: date) -> None:
    start = date(today.year, 1, 1)
    months = [f"{start.year}-{number:02}" for number in range(1, MONTHS + 1)]
    budget = [
        money.BudgetLine(category=code, title=title, month=month, planned=monthly)
        for code, title, monthly in CATEGORIES
        for month in months
    ]
    drawdowns = [
        money.Drawdown(month=month, category=code, amount=monthly - 12_345 * number, document="výpis (ukázka)")
        for number, month in enumerate(months[: today.month - 1])
        for code, _, monthly in CATEGORIES
    ]
    whole = sum(line.planned for line in budget)
    own = whole // 10
    stated = StatedFigure(code="planned", title="Náklady", value=str(whole), unit="hal", source="smlouva (ukázka)")
    project = money.PayingProject(
        title="Podpora plánování sociálních služeb (ukázka)",
        bearer="Město (ukázka)",
        programme="Smyšlený program pro ukázku",
        period=Period(start=day(start), end=day(date(start.year, 12, 31))),
        sources=[
            money.ProjectSource(source="esf", title="Evropský sociální fond", planned=whole - own),
            money.ProjectSource(source="municipality", title="Rozpočet města", own=True, planned=own),
        ],
        budget=budget,
        drawdowns=drawdowns,
        stated_figures=[stated],
    )
    request = edit.CreatePayingProjectRequest(parent=cycle, paying_project=project, paying_project_id="podpora")
    await once(stub.CreatePayingProject, request)
    running = edit.MovePayingProjectRequest(name=f"{cycle}/projects/podpora", state="running")
    await once(stub.MovePayingProject, running)
