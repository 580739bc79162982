"""`komplan organisation`: who plans, who is missing, what meetings and events there were. Nobody is named."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final

import typer
from google.type.date_pb2 import Date

from komplan.planning.v1 import meeting_service_pb2 as meeting
from komplan.planning.v1 import meeting_service_pb2_grpc as meeting_rpc
from komplan.planning.v1 import organisation_editor_service_pb2 as edit
from komplan.planning.v1 import organisation_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import organisation_service_pb2 as read
from komplan.planning.v1 import organisation_service_pb2_grpc as rpc
from komplan.type.v1.period_pb2 import Period
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.output import give_json
from komplan_cli.planning.apps import organisation_app
from komplan_cli.tables import print_table
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message, day_of

Day = Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="a day such as 2026-06-30")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
SIDES: Final = {
    "commissioner": "zadavatelé",
    "provider": "poskytovatelé",
    "user": "uživatelé",
    "carer": "pečující",
    "public": "veřejnost",
}
UNITS: Final = {
    "attendances": "účasti",
    "distinct-persons": "různé osoby",
    "respondents": "respondenti",
    "subjects": "subjekty",
}


@organisation_app.command("bodies")
@reaching()
def bodies_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """Show the bodies as a tree, with their rules of procedure.

    Example: komplan organisation bodies --target 127.0.0.1:5100 --area vzorov
    """
    request = read.ListBodiesRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = _listed(access, lambda stub: stub.ListBodies, request, "bodies")
    rows = [
        [
            "  " * item.depth + item.body.title,
            item.body.code,
            str(item.rules.meetings_per_year),
            str(item.rules.invitation_days),
            item.rules.quorum_above.replace(".", ","),
        ]
        for item in found
    ]
    columns = ["orgán", "kód", "jednání za rok", "pozvánka (dní)", "kvorum nad"]
    _give("Orgány plánování", columns, rows, json)


@organisation_app.command("groups")
@reaching()
def groups_command(
    *,
    access: Access,
    day: Day = None,
    succession: Annotated[str, typer.Option("--succession", help="only the chain of the group of this code")] = "",
    json: Json = False,
) -> None:
    """Show the working groups of a day or of all times, and what each follows.

    Example: komplan organisation groups --day 2006-12-31 --target 127.0.0.1:5100 --area ostrava
    """
    area = f"areas/{access.code}"
    if succession:
        name = read.GetSuccessionRequest(name=f"{area}/working-groups/{succession}")
        chain = answer(access, lambda channel: rpc.OrganisationServiceStub(channel).GetSuccession, name)
        found: Sequence[Any] = chain.groups
    else:
        request = read.ListWorkingGroupsRequest(parent=area, day=day_message(day))
        found = _listed(access, lambda stub: stub.ListWorkingGroups, request, "working_groups")
    rows = [
        [
            item.working_group.title,
            item.working_group.code,
            _day(item.working_group.validity.start),
            _day(item.working_group.validity.end) if item.working_group.validity.HasField("end") else "",
            ", ".join(item.working_group.predecessors),
            ", ".join(map(last_id, item.successors)),
        ]
        for item in found
    ]
    _give("Pracovní skupiny", ["skupina", "kód", "od", "do", "navazuje na", "pokračuje v"], rows, json)


@organisation_app.command("triad")
@reaching()
def triad_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """Count the people of each side in every body and group, and show which side of the triad is missing.

    Example: komplan organisation triad --day 2026-06-30 --target 127.0.0.1:5100 --area vzorov
    """
    request = read.ListTriadBalancesRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = answer(access, lambda channel: rpc.OrganisationServiceStub(channel).ListTriadBalances, request)
    rows = [
        [
            item.title,
            *(str(side.people) for side in item.sides),
            str(item.people),
            ", ".join(SIDES[side] for side in item.missing) if item.expected else "",
        ]
        for item in found.triad_balances
    ]
    _give("Složení orgánů a skupin", ["", *SIDES.values(), "osob celkem", "chybí"], rows, json)


@organisation_app.command("meetings")
@reaching()
def meetings_command(
    *,
    access: Access,
    year: Annotated[int, typer.Option("--year", help="only of this year")] = 0,
    group: Annotated[str, typer.Option("--group", help="only of the working group of this code")] = "",
    json: Json = False,
) -> None:
    """Show the meetings that were announced, the latest first, with what they decided.

    Example: komplan organisation meetings --year 2026 --target 127.0.0.1:5100 --area vzorov
    """
    request = read.ListMeetingNoticesRequest(parent=f"areas/{access.code}", year=year, working_group=group)
    found = _listed(access, lambda stub: stub.ListMeetingNotices, request, "meeting_notices")
    rows = [
        [
            _day(item.held_on),
            item.working_group or item.body,
            item.title,
            item.state,
            str(item.attendances) if item.state in ("held", "minutes-approved") else "",
            "; ".join(f"{decision.title}: {decision.state}" for decision in item.decisions),
        ]
        for item in found
    ]
    _give("Jednání", ["den", "kdo", "název", "stav", "účast", "rozhodnutí"], rows, json)


@organisation_app.command("participation")
@reaching()
def participation_command(
    *,
    access: Access,
    cycle: Annotated[str, typer.Option("--cycle", help="id of a cycle")] = "",
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="first day, in place of the cycle's")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="last day, in place of the cycle's")
    ] = None,
    json: Json = False,
) -> None:
    """Add up participation by unit; what sources state stands apart and nothing is computed from it.

    Example: komplan organisation participation --cycle 2007-2010 --target 127.0.0.1:5100 --area ostrava
    """
    period = Period(start=day_message(start), end=day_message(end)) if start is not None else None
    request = read.GetParticipationRequest(name=f"areas/{access.code}", cycle=cycle, period=period)
    found = answer(access, lambda channel: rpc.OrganisationServiceStub(channel).GetParticipation, request)
    rows = [
        [
            UNITS[item.unit],
            str(item.total) if item.HasField("total") else f"{item.at_least} až {item.at_most}",
            str(item.events),
            ", ".join(f"{SIDES[side.side]} {side.count}" for side in item.by_side),
        ]
        for item in found.totals
    ]
    rows += [[f"uvádí zdroj: {item.title}", item.value.replace(".", ","), "", item.source] for item in found.stated]
    notes = [
        f"Akcí {found.events}, jednání {found.meetings}, bez počtu {found.uncounted}, mimo období zčásti "
        f"{found.undecided}; skupin {found.groups}, lidí s mandátem {found.seated}.",
        "Jednotky se nesčítají mezi sebou; co uvádí zdroj, se z akcí nepočítá.",
    ]
    _give("Účast na plánování", ["jednotka", "celkem", "akcí s počtem", "podle stran"], rows, json, notes)


@organisation_app.command("tasks")
@reaching("clerk")
def tasks_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """List the open tasks of meetings whose day has passed.

    Example: komplan organisation tasks --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = meeting.ListOverdueTasksRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = answer(access, lambda channel: meeting_rpc.MeetingServiceStub(channel).ListOverdueTasks, request)
    rows = [
        [_day(task.due), task.title, task.working_group or task.body or task.role or last_id(task.member)]
        for task in found.tasks
    ]
    _give("Úkoly po termínu", ["termín", "úkol", "kdo"], rows, json)


@organisation_app.command("findings")
@reaching("clerk")
def findings_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """List what to look at in bodies and meetings: missing sides, late invitations, missing handovers.

    Example: komplan organisation findings --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = edit.ListOrganisationFindingsRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = answer(
        access, lambda channel: edit_rpc.OrganisationEditorServiceStub(channel).ListOrganisationFindings, request
    )
    rows = [[item.reason, item.subject.partition("/")[2].partition("/")[2], item.message] for item in found.findings]
    _give("Nálezy", ["druh", "čeho se týká", "co je"], rows, json)


def _listed(access: Access, method: Any, request: Any, field: str) -> list[Any]:
    async def ask(peer: Peer) -> list[Any]:
        of = method(rpc.OrganisationServiceStub(peer.channel))
        return [item async for item in everything(peer, of, request, field)]

    return asked(access, ask)


def _give(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], json: bool, notes: Sequence[str] = ()
) -> None:
    if json:
        named = [dict(zip(columns, (cell.strip() for cell in row), strict=True)) for row in rows]
        give_json({"title": title, "rows": named, "notes": list(notes)})
    else:
        print_table(title, columns, rows, notes)


def _day(day: Date) -> str:
    return f"{day_of(day, 'day'):%d.%m.%Y}"
