"""`komplan consultation points remind` and `annotate`: letters to those who settle, notes beside registered texts."""

from pathlib import Path
from typing import Annotated, Any

import typer

from komplan.consultation.v1 import annotation_service_pb2 as notes
from komplan.consultation.v1 import annotation_service_pb2_grpc as notes_rpc
from komplan.consultation.v1 import point_service_pb2 as pb
from komplan.consultation.v1 import point_service_pb2_grpc as rpc
from komplan.consultation.v1.reply_service_pb2 import Letter
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app, points_app
from komplan_cli.consultation.letters import put_letter_away
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import Json, RoundId, point_of
from komplan_cli.mails import check_sender
from komplan_cli.output import give_json
from komplan_core.errors import Invalid
from komplan_core.names import parent
from komplan_kit.client import Peer


@points_app.command("remind")
@reaching("clerk")
def remind_command(
    *,
    access: Access,
    round_id: RoundId,
    folder: Annotated[Path, typer.Argument(help="folder for the letters; nobody else may read it")],
    sender: Annotated[str, typer.Option("--sender", help="e-mail address of the office")],
    address: Annotated[
        list[str] | None, typer.Option("--address", help="code=e-mail of a handler or working group; repeat it")
    ] = None,
    within: Annotated[int, typer.Option("--within", help="also of points due within so many days")] = 0,
    json: Json = False,
) -> None:
    """Write a reminder to each handler, and to each group of points in nobody's hand: .eml where an address is given.

    The others get a .txt to print or hand over. The letters hold numbers and days, and not a word of comments.

    Example: komplan consultation points remind jaro dopisy/ --sender a@b.cz --target localhost:5100 --area vzorov
    """
    check_sender(sender)
    known = _addresses(address or [])
    request = pb.WriteRemindersRequest(parent=round_name(access, round_id), within_days=within)

    async def run(peer: Peer) -> list[dict[str, Any]]:
        written: list[dict[str, Any]] = []
        async for found in peer.stream(rpc.PointServiceStub(peer.channel).WriteReminders, request):
            who = found.handler or found.working_group or "nikdo"
            mail = known.get(who, "")
            letter = Letter(
                reply=who,
                number=len(written) + 1,
                channel="email" if mail else "post",
                recipient=who,
                contact=mail,
                subject=found.subject,
                text=found.text,
            )
            path = put_letter_away(folder, letter, sender)
            written.append({"to": who, "points": found.points, "file": path.name})
        return written

    found = asked(access, run)
    if json:
        give_json({"letters": found})
        return
    for item in found:
        print(f"{item['to']}: {item['points']} points, {item['file']}")
    print(f"{len(found)} letters written")


@consultation_app.command("annotate")
@reaching("clerk")
def annotate_command(
    *,
    access: Access,
    round_id: RoundId,
    number: Annotated[str, typer.Argument(help="number of the comment such as 17, or of a point such as 17/2")],
    text: Annotated[str, typer.Argument(help="the note; only the office reads it")],
    json: Json = False,
) -> None:
    """Note something beside a registered text, which itself never changes. The book tells that there is a note.

    Example: komplan consultation annotate jaro 17/2 "Míněna je ulice Dlouhá." --target localhost:5100 --area vzorov
    """

    async def run(peer: Peer) -> Any:
        whole = "/" not in number
        point = await point_of(peer, round_name(access, round_id), f"{number}/1" if whole else number)
        request = notes.AnnotateCommentRequest(
            name=parent(point), point=0 if whole else int(point.rpartition("/")[2]), text=text
        )
        return await peer.ask(notes_rpc.AnnotationServiceStub(peer.channel).AnnotateComment, request)

    comment = asked(access, run)
    if json:
        give_json({"comment": comment.number, "notes": len(comment.annotations)})
    else:
        print(f"comment {comment.number} has {len(comment.annotations)} notes")


def _addresses(given: list[str]) -> dict[str, str]:
    found = {}
    for item in given:
        code, equals, mail = item.partition("=")
        if not (code and equals and "@" in mail):
            raise Invalid.field("address", "INVALID_VALUE", f"write an address as code=e-mail, not `{item[:60]}`")
        found[code] = mail
    return found
