"""`komplan consultation settle`: answers to points, and the meeting that decided them."""

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer
from google.protobuf import json_format

from komplan.consultation.v1 import reply_text_service_pb2 as texts
from komplan.consultation.v1 import reply_text_service_pb2_grpc as texts_rpc
from komplan.consultation.v1 import settlement_service_pb2 as edit
from komplan.consultation.v1 import settlement_service_pb2_grpc as rpc
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.consultation.apps import settle_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import Json, Label, Listed, RoundId, moved, point_of, show_point
from komplan_cli.consultation.titles import RESULTS, reason_of
from komplan_cli.contract import message_of, read_json
from komplan_cli.files import told_of
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid, Refused
from komplan_kit.client import Peer

Outcome = Annotated[str, typer.Option("--outcome", help="code of an outcome of the round, such as accepted")]
Why = Annotated[str, typer.Option("--why", help="the justification, in words that the author will understand")]
Texts = Annotated[list[str] | None, typer.Option("--text", help="id of a prepared text; may be repeated")]


@settle_app.command("propose")
@reaching("clerk", personal=True)
def propose_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    outcome: Outcome,
    why: Why = "",
    text: Texts = None,
    json: Json = False,
) -> None:
    """Propose the answer to a point, or another one in place of the proposed.

    Example: komplan consultation settle propose jaro 17/2 --outcome noted --text diky --target a.cz:5100 --area vzorov
    """
    proposed = Settlement(outcome=outcome, justification=why, text_blocks=text or ())
    _settled(access, round_id, label, json, "ProposeSettlement", settlement=proposed)


@settle_app.command("return")
@reaching("clerk", personal=True)
def return_command(*, access: Access, round_id: RoundId, label: Label, json: Json = False) -> None:
    """Take a proposed answer back for rework.

    Example: komplan consultation settle return jaro 17/2 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    _settled(access, round_id, label, json, "ReturnProposal")


@settle_app.command("editorial")
@reaching("clerk", personal=True)
def editorial_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    outcome: Outcome = "editorial",
    why: Why = "",
    json: Json = False,
) -> None:
    """Settle a merely editorial point without a meeting.

    Example: komplan consultation settle editorial jaro 17/2 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    _settled(access, round_id, label, json, "DecideEditorial", outcome=outcome, justification=why)


@settle_app.command("reopen")
@reaching("clerk", personal=True)
def reopen_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    reason: Annotated[str, typer.Option("--reason", help="why it is opened again")],
    json: Json = False,
) -> None:
    """Open a settled point again; its answer is kept among the earlier ones.

    Example: komplan consultation settle reopen jaro 17/2 --reason "nové údaje" --target localhost:5100 --area vzorov
    """
    _settled(access, round_id, label, json, "ReopenPoint", reason=reason)


@settle_app.command("decide")
@reaching("clerk", personal=True)
def decide_command(
    *,
    access: Access,
    round_id: RoundId,
    labels: Annotated[list[str], typer.Argument(help="points as they are printed, such as 17/1 17/2 44/1")],
    decision: Annotated[str, typer.Option("--decision", help="areas/*/meetings/*/decisions/* of planning")] = "",
    stated: Annotated[
        Path | None, typer.Option("--stated", help="JSON file with what was decided, where planning keeps no meetings")
    ] = None,
    minutes: Annotated[
        Path | None, typer.Option("--minutes", help="file of the minutes, of which the stated decision keeps the hash")
    ] = None,
    conflict: Annotated[
        list[str] | None,
        typer.Option("--conflict", help="areas/*/members/* left out of the vote for a conflict; may be repeated"),
    ] = None,
    json: Json = False,
) -> None:
    """Settle proposed points by a meeting's decision: all of them or none, with the result of each.

    Example: komplan consultation settle decide jaro 17/1 --stated z.json --minutes z.pdf --target h:5100 --area vzorov
    """
    round_ = round_name(access, round_id)
    request = edit.DecidePointsRequest(parent=round_, decision=decision)
    if stated is not None:
        request.stated.CopyFrom(_statement(stated))
    if minutes is not None:
        if stated is None:
            message = "planning keeps the minutes of its decisions: leave it out"
            raise Invalid.field("--minutes", "INVALID_VALUE", message)
        with told_of(minutes), minutes.open("rb") as file:
            request.stated.minutes_sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    async def decided(peer: Peer) -> Any:
        for label in labels:
            request.points.add(name=await point_of(peer, round_, label), conflicts=conflict or ())
        return await peer.ask(rpc.SettlementServiceStub(peer.channel).DecidePoints, request, seconds=60.0)

    done = asked(access, decided)
    results = list(zip(labels, done.results, strict=True))
    if json:
        give_json(json_format.MessageToDict(done, preserving_proto_field_name=True))
    else:
        rows = [[label, RESULTS.get(item.result, item.result), reason_of(item)] for label, item in results]
        print_table("Rozhodnutí o bodech", ["bod", "výsledek", "důvod"], rows)
    if not done.stored:
        wrong = next(item for _, item in results if item.result == "refused")
        raise Refused(wrong.reason, "nothing was stored: a point was refused")


@settle_app.command("uses")
@reaching("clerk")
def uses_command(
    *, access: Access, text_id: Annotated[str, typer.Argument(help="id of a prepared text")], json: Json = False
) -> None:
    """Show which points are answered with a prepared text.

    Example: komplan consultation settle uses lavicky --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = texts.ListReplyTextUsesRequest(name=f"areas/{access.code}/reply-texts/{text_id}")
    found = answer(access, lambda channel: texts_rpc.ReplyTextServiceStub(channel).ListReplyTextUses, request)
    if json:
        give_json({"points": list(found.points), "total": found.total})
    else:
        print_table("Použití textu", ["bod"], [[label] for label in found.labels], [f"Celkem: {found.total}"])


def _statement(path: Path) -> edit.StatedDecision:
    stated: edit.StatedDecision = message_of(read_json(path), edit.StatedDecision(), "stated")
    return stated


def _settled(access: Access, round_id: str, label: str, json: bool, method: str, **values: Any) -> None:
    async def settle(peer: Peer) -> Listed:
        name = await point_of(peer, round_name(access, round_id), label)
        request = getattr(edit, f"{method}Request")(name=name, **values)
        return await moved(peer, name, getattr(rpc.SettlementServiceStub(peer.channel), method), request)

    show_point(*asked(access, settle), json)
