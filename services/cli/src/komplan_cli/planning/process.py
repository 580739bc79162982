"""`komplan process`: where a cycle stands, its calendar, planning it back, its steps."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final

import typer
from google.type.date_pb2 import Date

from komplan.planning.v1 import process_editor_service_pb2 as edit
from komplan.planning.v1 import process_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import process_pb2
from komplan.planning.v1 import process_service_pb2 as read
from komplan.planning.v1 import process_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.days import day_option
from komplan_cli.output import DATA, give_json
from komplan_cli.planning.apps import process_app
from komplan_cli.planning.process_plain import date_text, plain_entry, plain_findings, plain_status, plain_step
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message, day_of

Cycle = Annotated[str, typer.Argument(help="id of the cycle")]
Day = Annotated[datetime | None, day_option("--day", "the day; today if not given")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
STATES: Final = {"not-started": "nezahájen", "running": "probíhá", "done": "hotov", "skipped": "vynechán"}
CHANGES: Final = {"new": "nově", "moved": "posunuto", "same": "beze změny", "kept": "ručně", "removed": "zrušeno"}
VERBS: Final = {
    "start": (edit.StartStepRequest, "StartStep"),
    "close": (edit.CloseStepRequest, "CloseStep"),
    "skip": (edit.SkipStepRequest, "SkipStep"),
    "reopen": (edit.ReopenStepRequest, "ReopenStep"),
}


@process_app.command("status")
@reaching("editor")
def status_command(*, access: Access, cycle: Cycle, day: Day = None, json: Json = False) -> None:
    """Show where a cycle stands: its steps, what comes next, what is late, what needs a person's eye.

    Example: komplan process status c2 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = read.GetProcessStatusRequest(name=_name(access, cycle), day=day_message(day))
    found = answer(access, lambda channel: rpc.ProcessServiceStub(channel).GetProcessStatus, request)
    if json:
        give_json(plain_status(found))
        return
    steps = [
        [
            str(step.position),
            step.title,
            STATES[step.state],
            step.body,
            f"{sum(task.done for task in step.tasks)}/{len(step.tasks)}",
            _lacks(found.lacks, step.name),
        ]
        for step in found.steps
    ]
    percent = f", {found.percent.replace('.', ',')} %" if found.HasField("percent") else ""
    title = f"{last_id(found.cycle)} ke dni {_czech(found.day)}: {found.steps_done} z {found.steps_counted}{percent}"
    print_table(title, ["", "krok", "stav", "odpovídá", "úkoly", "chybí k uzavření"], steps)
    late = [[_czech(item.due), str(item.days_late), item.title, item.body] for item in found.overdue]
    if late:
        print_table("Po termínu", ["termín", "dní", "co", "odpovídá"], late)
    else:
        DATA.print("nic po termínu")
    coming = [[_days(entry), entry.title, entry.body] for entry in found.coming]
    reached = [
        f"✓ {item.title} ({_czech(item.reached_on)})" for item in found.milestones if item.HasField("reached_on")
    ]
    skipped = [f"– {item.title} (vynecháno)" for item in found.milestones if item.skipped]
    findings = [f"! {finding.message}" for finding in found.findings]
    print_table("Nejbližší", ["kdy", "co", "odpovídá"], coming, [*reached, *skipped, *findings])


@process_app.command("calendar")
@reaching("editor")
def calendar_command(
    *,
    access: Access,
    cycle: Cycle,
    kind: Annotated[str, typer.Option("--kind", help="only entries of this kind, such as hearing")] = "",
    json: Json = False,
) -> None:
    """Show the calendar of a cycle by days; without an issuer key, what is public of it.

    Example: komplan process calendar c2 --kind hearing --target 127.0.0.1:5100 --area vzorov
    """
    request = read.ListCalendarEntriesRequest(parent=_name(access, cycle), kind=kind, page_size=500)

    async def run(peer: Peer) -> list[process_pb2.CalendarEntry]:
        method = rpc.ProcessServiceStub(peer.channel).ListCalendarEntries
        return [entry async for entry in everything(peer, method, request, "calendar_entries")]

    found = sorted(asked(access, run), key=lambda entry: (day_of(entry.starts_on, "starts_on"), entry.name))
    if json:
        give_json({"entries": [plain_entry(entry) for entry in found]})
        return
    rows = [
        [
            _days(entry),
            entry.title,
            last_id(entry.name),
            "výpočet" if entry.origin == "computed" else "ručně",
            _czech(entry.done_on) if entry.HasField("done_on") else "",
        ]
        for entry in found
    ]
    print_table(f"Kalendář {cycle}", ["kdy", "co", "id", "původ", "splněno"], rows)


@process_app.command("plan-back")
@reaching("editor")
def plan_back_command(
    *,
    access: Access,
    cycle: Cycle,
    assembly: Annotated[
        datetime | None,
        day_option("--assembly", "day of the assembly; that of the calendar if not given"),
    ] = None,
    not_before: Annotated[
        datetime | None,
        day_option("--not-before", "first day that can be used; today if not given"),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="store the calendar; it is only shown otherwise")] = False,
    json: Json = False,
) -> None:
    """Plan a cycle's calendar back from the day of the assembly. What is set by hand or done stays.

    Example: komplan process plan-back c2 --assembly 2027-06-22 --target 127.0.0.1:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.PlanBackRequest(
        parent=_name(access, cycle), assembly_on=day_message(assembly), not_before=day_message(not_before), apply=apply
    )
    found = answer(access, lambda channel: edit_rpc.ProcessEditorServiceStub(channel).PlanBack, request)
    if json:
        entries = [
            {**plain_entry(item.calendar_entry), "change": item.change, "before": date_text(item.before)}
            for item in found.entries
        ]
        give_json({"applied": found.applied, "entries": entries, "findings": plain_findings(found.findings)})
        return
    rows = [
        [
            _days(item.calendar_entry),
            item.calendar_entry.title,
            CHANGES[item.change] + (f" z {_czech(item.before)}" if item.HasField("before") else ""),
        ]
        for item in found.entries
    ]
    stored = "uloženo" if found.applied else "jen ukázáno, uloží --apply"
    notes = [f"! {finding.message}" for finding in found.findings]
    print_table(f"Kalendář {cycle} ({stored})", ["kdy", "co", "změna"], rows, notes)


@process_app.command("start")
@reaching("editor")
def start_command(*, access: Access, cycle: Cycle, json: Json = False) -> None:
    """Make the steps of a cycle by the city's process.

    Example: komplan process start c2 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = edit.StartProcessRequest(parent=_name(access, cycle))
    found = answer(access, lambda channel: edit_rpc.ProcessEditorServiceStub(channel).StartProcess, request)
    if json:
        give_json({"steps": [plain_step(step) for step in found.steps]})
        return
    rows = [[str(step.position), last_id(step.name), step.title, step.body] for step in found.steps]
    print_table(f"Kroky {cycle}", ["", "id", "krok", "odpovídá"], rows)


@process_app.command("step")
@reaching("editor")
def step_command(
    *,
    access: Access,
    cycle: Cycle,
    step: Annotated[str, typer.Argument(help="id of the step")],
    verb: Annotated[str, typer.Argument(help="start, close, skip or reopen")],
    reason: Annotated[str, typer.Option("--reason", help="why, to skip or reopen")] = "",
    json: Json = False,
) -> None:
    """Start, close, skip or reopen a step. Exit code 5 when evidence of what it leaves behind is missing.

    Example: komplan process step c2 needs close --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    if verb not in VERBS:
        raise Invalid.field("verb", "INVALID_VALUE", f"choose of {', '.join(VERBS)}")
    request_of, method = VERBS[verb]
    request: Any = request_of(name=f"{_name(access, cycle)}/steps/{step}")
    if verb in ("skip", "reopen"):
        request.reason = reason
    found = answer(access, lambda channel: getattr(edit_rpc.ProcessEditorServiceStub(channel), method), request)
    if json:
        give_json(plain_step(found))
    else:
        print(f"{found.title}: {STATES[found.state]}")


def _name(access: Access, cycle: str) -> str:
    return f"areas/{access.code}/cycles/{cycle}"


def _czech(given: Date) -> str:
    return f"{given.day}. {given.month}. {given.year}" if given.year else ""


def _days(entry: process_pb2.CalendarEntry) -> str:
    end = f" – {_czech(entry.ends_on)}" if entry.HasField("ends_on") else ""
    return _czech(entry.starts_on) + end


def _lacks(lacks: Iterable[read.StepLack], step: str) -> str:
    return ", ".join(
        f"{lack.title}{f' ({lack.working_group})' if lack.working_group else ''} {lack.found}/{lack.at_least}"
        for lack in lacks
        if lack.step == step
    )
