"""`komplan consultation release|submit|return|approve|moderate`: the end of a round, and what is let out."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import publication_office_service_pb2 as office
from komplan.consultation.v1 import publication_office_service_pb2_grpc as office_rpc
from komplan.consultation.v1 import round_outcome_service_pb2 as pb
from komplan.consultation.v1 import round_outcome_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import point_of
from komplan_cli.consultation.rounds import STATES, Json, RoundId
from komplan_cli.consultation.titles import PUBLICATIONS
from komplan_cli.output import give_json
from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_kit.client import Peer

SECONDS: Final = 600.0
"""Releasing changes every comment of a round in one transaction."""
MOST_SHOWN: Final = 30
"""Numbers that are printed in a line."""


@consultation_app.command("release")
@reaching("clerk")
def release_command(
    *,
    access: Access,
    round_id: RoundId,
    check: Annotated[bool, typer.Option("--check", help="only show what the release would find")] = False,
    json: Json = False,
) -> None:
    """Release all settlements of a settled round at once, and tell which comments wait for moderation.

    What nobody has moderated stays hidden after the release, too, until somebody does. With --check exit code 5 while
    anything keeps the round from being released.

    Example: komplan consultation release jaro --check --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    name = round_name(access, round_id)

    async def ask(peer: Peer) -> tuple[Any, Any]:
        stub = rpc.RoundOutcomeServiceStub(peer.channel)
        found = await peer.ask(stub.PreviewRelease, pb.PreviewReleaseRequest(name=name))
        made = None if check else await peer.ask(stub.ReleaseRound, pb.ReleaseRoundRequest(name=name), SECONDS)
        return found, made

    found, made = asked(access, ask)
    if json:
        waiting = {"pending": found.pending, "pending_numbers": list(found.pending_numbers)}
        before = {"ready": found.ready, "unsettled": found.unsettled, "disputed": list(found.disputed)}
        now = {"name": made.name, "state": made.state, "etag": made.etag} if made else {"name": name, **before}
        give_json({**now, **waiting})
    else:
        for line in _preview(found, check):
            print(line)
        if made:
            print(f"{made.title}: {STATES.get(made.state, made.state)}")
    if check and not found.ready:
        raise Refused("POINTS_UNSETTLED", "the round cannot be released yet")


def _preview(found: pb.PreviewReleaseResponse, check: bool) -> Iterator[str]:
    if check:
        yield f"stav kola: {STATES.get(found.state, found.state)}"
        yield f"body bez vypořádání: {found.unsettled}"
        yield f"popřené připomínky: {_numbers(found.disputed, len(found.disputed)) or 'žádné'}"
    if found.pending:
        numbers = _numbers(found.pending_numbers, found.pending)
        yield f"na posouzení ke zveřejnění čeká připomínek: {found.pending} (č. {numbers})"
        yield "  jejich znění zůstane skryté a v tabulce se počítají jako nezveřejněné: komplan consultation moderation"
    elif check:
        yield "na posouzení ke zveřejnění nečeká žádná připomínka"


def _numbers(numbers: Sequence[int], of: int) -> str:
    shown = ", ".join(map(str, numbers[:MOST_SHOWN]))
    return f"{shown} …" if of > MOST_SHOWN else shown


@consultation_app.command("submit")
@reaching("editor")
def submit_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Record that the plan went to the council or the assembly; refused while the gate names anything.

    Example: komplan consultation submit jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    _move(access, "SubmitRound", pb.SubmitRoundRequest(name=round_name(access, round_id)), json)


@consultation_app.command("return")
@reaching("editor")
def return_command(
    *,
    access: Access,
    round_id: RoundId,
    reason: Annotated[str, typer.Option("--reason", help="why, for everybody to read")],
    json: Json = False,
) -> None:
    """Record that the plan was returned; its points may be settled again.

    Example: komplan consultation return jaro --reason "doplnit rozpočet" --target localhost:5100 --area vzorov
    """
    _move(access, "ReturnRound", pb.ReturnRoundRequest(name=round_name(access, round_id), reason=reason), json)


@consultation_app.command("approve")
@reaching("editor")
def approve_command(
    *,
    access: Access,
    round_id: RoundId,
    resolution: Annotated[str, typer.Option("--resolution", help="id of planning's resolution")],
    plan_sha256: Annotated[
        str, typer.Option("--plan-hash", help="hash of the approved plan, where no planning is configured")
    ] = "",
    json: Json = False,
) -> None:
    """Record the resolution that approved the plan, with the hash of what it approved.

    Example: komplan consultation approve jaro --resolution zm-7 --target localhost:5100 --area vzorov
    """
    name = f"areas/{access.code}/resolutions/{resolution}"
    request = pb.ApproveRoundRequest(name=round_name(access, round_id), resolution=name, plan_sha256=plan_sha256)
    _move(access, "ApproveRound", request, json)


@consultation_app.command("moderate")
@reaching("clerk")
def moderate_command(
    *,
    access: Access,
    round_id: RoundId,
    number: Annotated[int, typer.Argument(help="number of the comment in the book")],
    publication: Annotated[str, typer.Argument(help="approved, redacted or withheld")],
    reason: Annotated[str, typer.Option("--reason", help="why it is not shown as it is, for everybody to read")] = "",
    shown: Annotated[
        list[str] | None, typer.Option("--show", help="point and what is shown of it, such as 1=text; may be repeated")
    ] = None,
    json: Json = False,
) -> None:
    """Let the words of a comment out, redact them, or withhold them. Its number and its entry stay.

    Example: komplan consultation moderate jaro 17 withheld --reason "uráží" --target localhost:5100 --area vzorov
    """
    points = [_redacted(text) for text in shown or ()]
    name = round_name(access, round_id)

    async def ask(peer: Peer) -> Any:
        point = await point_of(peer, name, f"{number}/1")
        request = office.ModerateCommentRequest(
            name=names.parent(point), publication=publication, reason=reason, points=points
        )
        stub = office_rpc.PublicationOfficeServiceStub(peer.channel)
        return await peer.ask(stub.ModerateComment, request)

    made = asked(access, ask)
    if json:
        give_json({"number": made.number, "publication": made.publication})
    else:
        print(f"připomínka č. {made.number}: {PUBLICATIONS.get(made.publication, made.publication)}")


def _redacted(text: str) -> office.RedactedPoint:
    number, found, words = text.partition("=")
    if not found or not number.isdigit() or len(number) > 4:
        raise Invalid.field("show", "INVALID_VALUE", "write the number of the point, =, and what is shown")
    return office.RedactedPoint(number=int(number), public_text=words)


def _move(access: Access, method: str, request: Any, json: bool) -> None:
    async def ask(peer: Peer) -> Any:
        stub = rpc.RoundOutcomeServiceStub(peer.channel)
        return await peer.ask(getattr(stub, method), request, SECONDS)

    made = asked(access, ask)
    if json:
        give_json({"name": made.name, "state": made.state, "etag": made.etag})
    else:
        print(f"{made.title}: {STATES.get(made.state, made.state)}")
