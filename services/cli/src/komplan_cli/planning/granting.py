"""`komplan grant status`, `propose` and `decide`: the office's work with one call."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import grant_application_service_pb2 as apply
from komplan.planning.v1 import grant_application_service_pb2_grpc as apply_rpc
from komplan.planning.v1 import grant_assessment_pb2 as pb
from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1 import grant_editor_service_pb2_grpc as rpc
from komplan.planning.v1 import grant_pb2
from komplan.planning.v1 import grant_service_pb2 as read
from komplan.planning.v1 import grant_service_pb2_grpc as read_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.city import profile_of, state_titles
from komplan_cli.days import day_option
from komplan_cli.output import give_json, in_crowns
from komplan_cli.planning.apps import grant_app
from komplan_cli.planning.grants import kc
from komplan_cli.tables import print_table, write_csv
from komplan_core.errors import Invalid, Refused
from komplan_core.names import last_id
from komplan_core.values import Money
from komplan_kit.client import Peer
from komplan_kit.days import day_message

Call = Annotated[str, typer.Argument(help="id of the call")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
PROPOSAL: Final = ["pořadí", "žádost", "skóre", "požadováno", "navrženo", "důvod"]
AMOUNTS: Final = ({"application", "amount", "reason"}, set(PROPOSAL))
"""Columns of a file of amounts: made by hand, or what `komplan grant propose --csv` wrote and somebody edited."""


@grant_app.command("status")
@reaching("clerk")
def status_command(*, access: Access, call: Call, json: Json = False) -> None:
    """Show where the applications of a call stand, and what is left of its budget.

    Example: komplan grant status 2026 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    name = _name(access, call)

    async def gather(peer: Peer) -> tuple[Any, int, list[Any], dict[str, Any], dict[str, str]]:
        found = await peer.ask(
            read_rpc.GrantServiceStub(peer.channel).GetGrantCall, read.GetGrantCallRequest(name=name)
        )
        listing = apply_rpc.GrantApplicationServiceStub(peer.channel).ListGrantApplications
        request = apply.ListGrantApplicationsRequest(parent=name)
        applications = [item async for item in everything(peer, listing, request, "grant_applications")]
        published = read_rpc.GrantServiceStub(peer.channel).ListGrantResults
        results = everything(peer, published, read.ListGrantResultsRequest(parent=name), "grant_results")
        granted = sum([item.granted async for item in results])
        judging = rpc.GrantEditorServiceStub(peer.channel).ListGrantAssessments
        judged = everything(peer, judging, edit.ListGrantAssessmentsRequest(parent=name), "grant_assessments")
        states = state_titles(await profile_of(peer, access.code), "grant")
        return found, granted, applications, {last_id(item.name): item async for item in judged}, states

    found, granted, applications, judged, states = asked(access, gather)
    rows = [_status(item, judged.get(last_id(item.name))) for item in applications]
    if json:
        give_json({"call": found.name, "budget": found.budget, "granted": granted, "applications": rows})
        return
    money = ("requested", "proposed", "granted", "paid", "drawn")
    written = in_crowns(row[field] for row in rows for field in money)
    shown = [
        [
            f"{row['applicant']} ({row['application']})",
            states.get(row["state"], row["state"]),
            row["score"].replace(".", ","),
        ]
        + [written(row[field]).removesuffix("\u00a0Kč") for field in money]
        for row in rows
    ]
    columns = ["žadatel (žádost)", "stav", "skóre", "žádá Kč", "návrh Kč", "schv. Kč", "vypl. Kč", "čerp. Kč"]
    left = f"rozpočet {kc(found.budget)}, schváleno {kc(granted)}, zbývá {kc(found.budget - granted)}"
    print_table(f"{found.title} {found.year}", columns, shown, [left])


@grant_app.command("propose")
@reaching("clerk")
def propose_command(
    *,
    access: Access,
    call: Call,
    strategy: Annotated[str, typer.Option("--strategy", help="ranking or proportional")] = "ranking",
    only_try: Annotated[bool, typer.Option("--try", help="compute and show, store nothing")] = False,
    table: Annotated[Path | None, typer.Option("--csv", help="write the lines to this file")] = None,
    json: Json = False,
) -> None:
    """Divide what is left of a call's budget among its scored applications, with reasons for the council.

    Example: komplan grant propose 2026 --try --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = edit.ProposeGrantsRequest(parent=_name(access, call), strategy=strategy, validate_only=only_try)
    found = answer(access, lambda channel: rpc.GrantEditorServiceStub(channel).ProposeGrants, request)
    rows = [
        [
            str(line.rank) if line.HasField("rank") else "",
            last_id(line.application),
            f"{line.score.replace('.', ',')} %" if line.HasField("score") else "",
            kc(line.requested),
            kc(line.proposed),
            line.note,
        ]
        for line in found.lines
    ]
    if table is not None:
        write_csv(table, PROPOSAL, rows)
    if json:
        give_json(_proposal(found))
        return
    total = sum(line.proposed for line in found.lines)
    notes = [f"k rozdělení {kc(found.available)}, navrženo {kc(total)}"]
    notes += [f"! ještě neohodnoceno: {last_id(name)}" for name in found.waiting]
    print_table(f"Návrh ({found.strategy})", PROPOSAL, rows, notes)


@grant_app.command("decide")
@reaching("clerk")
def decide_command(
    *,
    access: Access,
    call: Call,
    body: Annotated[str, typer.Option("--body", help="code of the council or assembly")],
    number: Annotated[str, typer.Option("--number", help="number of the resolution")],
    held_on: Annotated[datetime, day_option("--held-on", "day of the meeting")],
    amounts: Annotated[
        Path | None, typer.Option("--amounts", help="the CSV of propose, edited, or application;amount;reason")
    ] = None,
    json: Json = False,
) -> None:
    """Note a resolution on the newest proposal of a call: all of it as proposed, or the amounts of a file.

    Example: komplan grant decide 2026 --body rada --number 7 --held-on 2026-03-31 --target 127.0.0.1:5100 --area vzorov
    """
    name = _name(access, call)

    async def decide(peer: Peer) -> Any:
        stub = rpc.GrantEditorServiceStub(peer.channel)
        listing = everything(
            peer, stub.ListGrantProposals, edit.ListGrantProposalsRequest(parent=name), "grant_proposals"
        )
        proposals = [item async for item in listing]
        if not proposals:
            raise Refused("NOTHING_TO_PROPOSE", f"`{name}` has no proposal: run `komplan grant propose {call}` first")
        lines = _from_file(amounts, name) if amounts else _as_proposed(proposals[-1])
        decision = pb.GrantDecision(
            body=body,
            number=number,
            held_on=day_message(held_on),
            proposal=proposals[-1].name,
            lines=list(lines),
        )
        return await peer.ask(stub.DecideGrants, edit.DecideGrantsRequest(parent=name, grant_decision=decision))

    found = asked(access, decide)
    if json:
        lines = [{"application": line.application, "granted": line.granted} for line in found.lines]
        give_json({"decision": found.name, "number": found.number, "lines": lines})
        return
    rows = [[last_id(line.application), kc(line.granted), line.reason] for line in found.lines]
    total = sum(line.granted for line in found.lines)
    print_table(f"Usnesení {found.number}", ["žádost", "schváleno", "důvod"], rows, [f"celkem {kc(total)}"])


def _name(access: Access, call: str) -> str:
    return f"areas/{access.code}/grant-calls/{call}"


def _as_proposed(proposal: pb.GrantProposal) -> Iterator[pb.GrantDecisionLine]:
    for line in proposal.lines:
        yield pb.GrantDecisionLine(application=line.application, granted=line.proposed, reason=line.note)


def _from_file(path: Path, call: str) -> Iterator[pb.GrantDecisionLine]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        if set(rows.fieldnames or ()) not in AMOUNTS:
            message = f"the first row is application;amount;reason or {';'.join(PROPOSAL)}"
            raise Invalid.field("amounts", "TABLE_HEADER", message)
        for number, row in enumerate(rows, 2):
            try:
                granted = Money.parse(row.get("amount") or row.get("navrženo") or "")
            except ValueError:
                message = f"row {number}: write the amount in Kč, such as 250 000 or 1 234,50"
                raise Invalid.field(f"amounts.{number}", "MONEY_FORMAT", message) from None
            application = f"{call}/applications/{row.get('application') or row.get('žádost')}"
            reason = row.get("reason") or row.get("důvod") or ""
            yield pb.GrantDecisionLine(application=application, granted=granted.hal, reason=reason)


def _status(item: grant_pb2.GrantApplication, judged: pb.GrantAssessment | None) -> dict[str, Any]:
    settled, decided = item.HasField("settlement"), item.HasField("granted")
    return {
        "application": last_id(item.name),
        "applicant": item.applicant.title,
        "state": item.state,
        "requested": item.requested,
        "score": f"{judged.score} %" if judged is not None and judged.HasField("score") else "",
        "proposed": judged.proposed if judged is not None and judged.HasField("proposed") else None,
        "granted": item.granted if decided else None,
        "paid": sum(payment.amount for payment in item.payments) if decided else None,
        "drawn": item.settlement.drawn if settled else None,
        "returned": item.settlement.returned if settled else None,
    }


def _proposal(found: pb.GrantProposal) -> dict[str, Any]:
    return {
        "name": found.name,
        "strategy": found.strategy,
        "available": found.available,
        "lines": [
            {
                "application": line.application,
                "rank": line.rank if line.HasField("rank") else None,
                "score": line.score if line.HasField("score") else None,
                "requested": line.requested,
                "proposed": line.proposed,
                "note": line.note,
            }
            for line in found.lines
        ],
        "waiting": list(found.waiting),
    }
