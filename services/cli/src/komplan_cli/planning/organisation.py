"""`komplan organisation`: who plans, who is missing, what meetings and events there were. Nobody is named."""

from collections.abc import Iterable, Sequence
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
from komplan_cli.days import day_option
from komplan_cli.output import give_json
from komplan_cli.planning.apps import organisation_app
from komplan_cli.planning.evidence_plain import plain
from komplan_cli.tables import print_table
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message, day_of

Day = Annotated[datetime | None, day_option("--day", "a day such as 2026-06-30")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
SIDES: Final = {
    "commissioner": "zadavatelé",
    "provider": "poskytovatelé",
    "user": "uživatelé",
    "carer": "pečující",
    "public": "veřejnost",
}
MEETINGS: Final = {
    "planned": "plánováno",
    "invited": "pozváno",
    "held": "konalo se",
    "minutes-approved": "zápis schválen",
    "cancelled": "zrušeno",
}
DECISIONS: Final = {"open": "nerozhodnuto", "adopted": "přijato", "rejected": "zamítnuto", "invalid": "neplatné"}
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
    if json:
        _give_items("bodies", found)
        return
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
    print_table("Orgány plánování", columns, rows)


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
    if json:
        _give_items("working_groups", found)
        return
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
    print_table("Pracovní skupiny", ["skupina", "kód", "od", "do", "navazuje na", "pokračuje v"], rows)


@organisation_app.command("triad")
@reaching()
def triad_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """Count the people of each side in every body and group, and show which side of the triad is missing.

    Example: komplan organisation triad --day 2026-06-30 --target 127.0.0.1:5100 --area vzorov
    """
    request = read.ListTriadBalancesRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = answer(access, lambda channel: rpc.OrganisationServiceStub(channel).ListTriadBalances, request)
    if json:
        _give_items("triad_balances", found.triad_balances)
        return
    rows = [
        [
            item.title,
            *(str(side.people) for side in item.sides),
            str(item.people),
            ", ".join(SIDES[side] for side in item.missing) if item.expected else "",
        ]
        for item in found.triad_balances
    ]
    print_table("Složení orgánů a skupin", ["", *SIDES.values(), "osob celkem", "chybí"], rows)


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
    if json:
        _give_items("meeting_notices", found)
        return
    rows = [
        [
            _day(item.held_on),
            item.working_group or item.body,
            item.title,
            MEETINGS[item.state],
            str(item.attendances) if item.state in ("held", "minutes-approved") else "",
            "; ".join(f"{decision.title}: {DECISIONS[decision.state]}" for decision in item.decisions),
        ]
        for item in found
    ]
    print_table("Jednání", ["den", "kdo", "název", "stav", "účast", "rozhodnutí"], rows)


@organisation_app.command("participation")
@reaching()
def participation_command(
    *,
    access: Access,
    cycle: Annotated[str, typer.Option("--cycle", help="id of a cycle")] = "",
    start: Annotated[datetime | None, day_option("--from", "first day, in place of the cycle's")] = None,
    end: Annotated[datetime | None, day_option("--to", "last day, in place of the cycle's")] = None,
    json: Json = False,
) -> None:
    """Add up participation by unit; what sources state stands apart and nothing is computed from it.

    Example: komplan organisation participation --cycle 2007-2010 --target 127.0.0.1:5100 --area ostrava
    """
    period = Period(start=day_message(start), end=day_message(end)) if start is not None else None
    request = read.GetParticipationRequest(name=f"areas/{access.code}", cycle=cycle, period=period)
    found = answer(access, lambda channel: rpc.OrganisationServiceStub(channel).GetParticipation, request)
    if json:
        give_json(plain(found))
        return
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
    print_table("Účast na plánování", ["jednotka", "celkem", "akcí s počtem", "podle stran"], rows, notes)


@organisation_app.command("tasks")
@reaching("clerk")
def tasks_command(*, access: Access, day: Day = None, json: Json = False) -> None:
    """List the open tasks of meetings whose day has passed.

    Example: komplan organisation tasks --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = meeting.ListOverdueTasksRequest(parent=f"areas/{access.code}", day=day_message(day))
    found = answer(access, lambda channel: meeting_rpc.MeetingServiceStub(channel).ListOverdueTasks, request)
    if json:
        _give_items("tasks", found.tasks)
        return
    rows = [
        [_day(task.due), task.title, task.working_group or task.body or task.role or last_id(task.member)]
        for task in found.tasks
    ]
    print_table("Úkoly po termínu", ["termín", "úkol", "kdo"], rows)


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
    if json:
        _give_items("findings", found.findings)
        return
    rows = [[item.reason, item.subject.partition("/")[2].partition("/")[2], item.message] for item in found.findings]
    print_table("Nálezy", ["druh", "čeho se týká", "co je"], rows)


def _listed(access: Access, method: Any, request: Any, field: str) -> list[Any]:
    async def ask(peer: Peer) -> list[Any]:
        of = method(rpc.OrganisationServiceStub(peer.channel))
        return [item async for item in everything(peer, of, request, field)]

    return asked(access, ask)


def _give_items(key: str, items: Iterable[Any]) -> None:
    give_json({key: [plain(item) for item in items]})


def _day(day: Date) -> str:
    return f"{day_of(day, 'day'):%d.%m.%Y}"
