"""`komplan consultation gate|differences|final-draft|incorporate|trail|monitoring`: from a settlement to the text."""

from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import draft_office_service_pb2 as drafts
from komplan.consultation.v1 import draft_office_service_pb2_grpc as drafts_rpc
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import publication_service_pb2_grpc as public_rpc
from komplan.consultation.v1 import traceability_service_pb2 as pb
from komplan.consultation.v1 import traceability_service_pb2_grpc as rpc
from komplan.consultation.v1.incorporation_pb2 import Gate, Incorporation
from komplan.consultation.v1.trail_pb2 import Trail
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import point_of
from komplan_cli.consultation.rounds import Json, RoundId
from komplan_cli.output import give_json
from komplan_cli.planning.evidence_plain import plain
from komplan_cli.planning.monitoring import STATES as _MEASURE
from komplan_cli.tables import print_table
from komplan_core.errors import Refused
from komplan_kit.client import Peer

CHANGES: Final = {"add": "přidáno", "edit": "změněno", "delete": "vypuštěno", "move": "přesunuto"}


@consultation_app.command("gate")
@reaching("editor")
def gate_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Show what keeps the plan from the assembly: accepted points without a change, changes without a reason.

    Exit code 5 while there is any.

    Example: komplan consultation gate jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    found: Gate = _ask(access, "GetGate", pb.GetGateRequest(name=round_name(access, round_id)))
    if json:
        give_json(plain(found))
    else:
        rows = [["přijatý bod nic v textu nezměnil", point.label, ""] for point in found.unchanged]
        rows += [
            ["změna textu nemá důvod", CHANGES[item.change], f"{item.block} {item.heading}"]
            for item in found.unexplained
        ]
        notes = [f"Rozdílů mezi návrhem a konečným zněním: {found.differences}"]
        if found.texts_kept and not found.final_draft:
            notes.append("Konečné znění ještě není zmrazeno.")
        print_table("Co brání předložení plánu", ("co chybí", "bod / změna", "místo"), rows, notes)
    if not found.open:
        raise Refused("TRACEABILITY_GAPS", "the plan cannot go to the assembly yet: mend what is named above")


@consultation_app.command("differences")
@reaching("editor")
def differences_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """List the blocks that differ between the draft and the final draft, and whether each has its reason.

    Example: komplan consultation differences jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    found = _ask(access, "ListDifferences", pb.ListDifferencesRequest(parent=round_name(access, round_id))).differences
    if json:
        give_json([plain(item) for item in found])
        return
    rows = [[CHANGES[d.change], d.block, d.heading, "ano" if d.explained else "ne"] for d in found]
    print_table("Změny proti návrhu", ("změna", "blok", "nadpis", "má důvod"), rows)


@consultation_app.command("final-draft")
@reaching("clerk")
def final_draft_command(
    *,
    access: Access,
    round_id: RoundId,
    version: Annotated[str, typer.Argument(help="version of the plan, such as plans/kp/versions/konecna")],
    json: Json = False,
) -> None:
    """Copy a version that planning has frozen as the final draft of a round: what the draft is compared with.

    Example: komplan consultation final-draft jaro plans/kp/versions/konecna --target localhost:5100 --area vzorov
    """
    request = drafts.PublishDraftRequest(
        parent=round_name(access, round_id), kind="final", plan_version=f"areas/{access.code}/{version}"
    )
    made = answer(access, lambda channel: drafts_rpc.DraftOfficeServiceStub(channel).PublishDraft, request)
    if json:
        give_json({"name": made.name, "code": made.code, "blocks": made.blocks})
    else:
        print(f"konečné znění {made.name}: textů {made.blocks}, kód {made.code}")


@consultation_app.command("incorporate")
@reaching("clerk")
def incorporate_command(
    *,
    access: Access,
    round_id: RoundId,
    block: Annotated[str, typer.Argument(help="id of the block that changed, such as measures/m1/description")],
    point: Annotated[
        list[str] | None, typer.Option("--point", help="point as it is printed, such as 17/1; may be repeated")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="settlement, editorial, assembly, law or data-update")
    ] = "settlement",
    words: Annotated[str, typer.Option("--words", help="the reason in words; compulsory without a point")] = "",
    json: Json = False,
) -> None:
    """Say why a block changed: the points that were settled so, or another reason in words.

    Example: komplan consultation incorporate jaro measures/m1/title --point 17/1 --target localhost:5100 --area vzorov
    """
    name = round_name(access, round_id)

    async def ask(peer: Peer) -> Any:
        points = [await point_of(peer, name, label) for label in point or ()]
        why = Incorporation(reason=reason, points=points, words=words)
        request = pb.CreateIncorporationRequest(parent=name, block=block, incorporation=why)
        return await peer.ask(rpc.TraceabilityServiceStub(peer.channel).CreateIncorporation, request)

    made = asked(access, ask)
    if json:
        give_json(plain(made))
    else:
        print(
            f"{made.name}: {CHANGES[made.change]} {made.to_block or made.from_block} {', '.join(made.labels)}".rstrip()
        )


@consultation_app.command("trail")
@reaching("clerk")
def trail_command(
    *,
    access: Access,
    round_id: RoundId,
    number: Annotated[int, typer.Argument(help="number of the comment in the book")],
    json: Json = False,
) -> None:
    """Follow a comment from its passage over its released settlement to the text, the measure and the evaluations.

    Example: komplan consultation trail jaro 17 --target localhost:5100 --area vzorov
    """
    request = public.GetTrailRequest(name=f"{round_name(access, round_id)}/public-comments/{number}")
    found: Trail = answer(access, lambda channel: public_rpc.PublicationServiceStub(channel).GetTrail, request)
    if json:
        give_json(plain(found))
        return
    rows = [row for point in found.points for row in _rows(point)]
    notes = ["Plánování neodpovědělo: hodnocení chybí."] if found.planning_unreachable else []
    print_table(f"Cesta připomínky č. {number}", ("bod", "krok", "kde", "co"), rows, notes)


@consultation_app.command("monitoring")
@reaching("editor")
def monitoring_command(
    *, access: Access, plan: Annotated[str, typer.Argument(help="id of the plan")], json: Json = False
) -> None:
    """Enter what planning has published of the plan's measures into the plan's own book. It may be repeated.

    Example: komplan consultation monitoring kp --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = pb.RecordMonitoringRequest(parent=f"areas/{access.code}/plans/{plan}")
    found = _ask(access, "RecordMonitoring", request)
    if json:
        give_json(plain(found))
    else:
        print(f"zapsáno stavů {found.statuses}, odchylek {found.deviations}, hodnocení {found.evaluations}")


def _rows(point: Any) -> list[list[str]]:
    rows = [[point.label, "připomínka", point.block, point.heading]]
    if point.HasField("settlement"):
        rows.append(["", "vypořádání", point.settlement.working_group_title, point.settlement.outcome_title])
    rows += [["", CHANGES[change.change], change.block, ", ".join(change.because_of)] for change in point.changes]
    for measure in point.measures:
        rows.append(["", "opatření", measure.measure, ""])
        rows += [["", "stav", f"{seen.year}", _MEASURE.get(seen.state, seen.state)] for seen in measure.observations]
        rows += [["", "hodnocení", f"{judged.year or ''}", judged.title] for judged in measure.evaluations]
    return rows


def _ask(access: Access, method: str, request: Any) -> Any:
    return answer(access, lambda channel: getattr(rpc.TraceabilityServiceStub(channel), method), request)
