"""`komplan consultation replies`: answers to authors, prepared, written into a folder, noted as sent."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import reply_service_pb2 as pb
from komplan.consultation.v1 import reply_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.letters import put_letter_away
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.rounds import Json, RoundId
from komplan_cli.mails import check_sender
from komplan_cli.output import give_json
from komplan_core.errors import Invalid
from komplan_kit.client import Peer

SECONDS: Final = 600.0
AT_ONCE: Final = 500
Year = Annotated[int, typer.Option("--year", help="the year that was evaluated; the settlement itself if not given")]
replies_app = typer.Typer(no_args_is_help=True, help="Answers to the authors of comments.")
consultation_app.add_typer(replies_app, name="replies")


@replies_app.command("prepare")
@reaching("clerk")
def prepare_command(*, access: Access, round_id: RoundId, year: Year = 0, json: Json = False) -> None:
    """Prepare an answer for every author who can be reached and has none to these settlements yet.

    With --year it is for authors of accepted comments only, and tells how the measures went that keep their comment.

    Example: komplan consultation replies prepare jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = pb.PrepareRepliesRequest(parent=round_name(access, round_id), evaluation_year=year)
    found = asked(access, lambda peer: peer.ask(_stub(peer).PrepareReplies, request, SECONDS))
    if json:
        give_json({"prepared": found.prepared, "without_way": found.without_way, "already": found.already})
    else:
        told = f"už dříve {found.already}, podatelů bez kontaktu {found.without_way}"
        print(f"připravených odpovědí: {found.prepared}, {told}")


@replies_app.command("write")
@reaching("clerk")
def write_command(
    *,
    access: Access,
    round_id: RoundId,
    folder: Annotated[Path, typer.Argument(help="folder for the letters; nobody else may read it")],
    sender: Annotated[str, typer.Option("--sender", help="e-mail address of the office")],
    channel: Annotated[str, typer.Option("--channel", help="only letters of this channel")] = "",
    year: Year = 0,
    mark: Annotated[bool, typer.Option("--mark", help="note them as sent: you send what is in the folder")] = False,
    json: Json = False,
) -> None:
    """Write prepared letters into a folder: .eml for those who are answered by e-mail, .txt for the others.

    The letters hold names and addresses: remove the folder when they are sent.

    Example: komplan consultation replies write jaro dopisy/ --sender a@b.example --target localhost:5100 --area vzorov
    """
    check_sender(sender)
    name = round_name(access, round_id)

    async def run(peer: Peer) -> dict[str, Any]:
        request, written, unusable = pb.WriteLettersRequest(parent=name, channel=channel, evaluation_year=year), [], []
        async for letter in peer.stream(_stub(peer).WriteLetters, request, SECONDS):
            try:
                put_letter_away(folder, letter, sender)
            except Invalid as error:
                unusable.append({"number": letter.number, "why": error.reason})
            else:
                written.append(letter.reply)
        answered = 0
        for start in range(0, len(written) if mark else 0, AT_ONCE):
            noted = pb.MarkRepliesRequest(parent=name, replies=written[start : start + AT_ONCE], state="sent")
            answered += (await peer.ask(_stub(peer).MarkReplies, noted, SECONDS)).answered
        return {"written": len(written), "answered": answered, "unusable": unusable}

    found = asked(access, run)
    if json:
        give_json(found)
        return
    print(f"zapsaných dopisů: {found['written']}, odpovězených bodů: {found['answered']}")
    for item in found["unusable"]:
        print(f"připomínka č. {item['number']}: kontakt není e-mailová adresa")


@replies_app.command("mark")
@reaching("clerk")
def mark_command(
    *,
    access: Access,
    round_id: RoundId,
    replies: Annotated[list[str], typer.Argument(help="ids of the replies")],
    state: Annotated[str, typer.Option("--state", help="sent, delivered or failed")] = "sent",
    note: Annotated[str, typer.Option("--note", help="why it failed; never a name")] = "",
    json: Json = False,
) -> None:
    """Note what became of replies. A comment whose replies are all out is answered.

    Example: komplan consultation replies mark jaro x1f2 --state delivered --target localhost:5100 --area vzorov
    """
    name = round_name(access, round_id)
    names = [f"{name}/replies/{reply}" for reply in replies]
    request = pb.MarkRepliesRequest(parent=name, replies=names, state=state, note=note)
    found = asked(access, lambda peer: peer.ask(_stub(peer).MarkReplies, request, SECONDS))
    if json:
        give_json({"marked": found.marked, "answered": found.answered})
    else:
        print(f"zaznamenaných odpovědí: {found.marked}, odpovězených bodů: {found.answered}")


def _stub(peer: Peer) -> rpc.ReplyServiceStub:
    return rpc.ReplyServiceStub(peer.channel)
