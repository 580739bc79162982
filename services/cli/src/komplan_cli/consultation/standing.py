"""`komplan consultation confirm` and `standing …`: whether a comment is really its author's."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import intake_service_pb2 as pb
from komplan.consultation.v1 import intake_service_pb2_grpc as rpc
from komplan.consultation.v1.comment_pb2 import Comment
from komplan.consultation.v1.reply_service_pb2 import Letter
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.letters import put_letter_away
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.receipts import OfRound, comments_of
from komplan_cli.mails import check_sender
from komplan_cli.output import counted, give_json
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_kit.client import Peer

standing_app = typer.Typer(no_args_is_help=True, help="Whether a comment stands: disputed, voided, taken back.")
consultation_app.add_typer(standing_app, name="standing")
RoundId = Annotated[str, typer.Argument(help="id of the round")]
Number = Annotated[int, typer.Argument(help="number of the comment in the book")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
STANDINGS: Final = {"confirmed": "potvrzena", "voided": "neplatná", "withdrawn": "vzata zpět"}
E_MAIL, POST = "email", "post"


@consultation_app.command("confirm")
@reaching("clerk")
def confirm_command(
    *,
    access: Access,
    numbers: Annotated[list[int], typer.Argument(help="numbers of the comments in the book")],
    round_id: OfRound,
    out: Annotated[Path, typer.Option("--out", help="folder for the letters; nobody else may read it")],
    link: Annotated[str, typer.Option("--link", help="page of confirmation, https://…#; the token follows the #")],
    sender: Annotated[str, typer.Option("--sender", help="e-mail address of the office")],
    json: Json = False,
) -> None:
    """Write letters that ask authors whether a comment is theirs: .eml for an e-mail address, .txt for another contact.

    The links in them work once, and earlier ones no more. Remove the folder when the letters are sent.

    Example: komplan consultation confirm 17 --round jaro --out d/ --link https://a.cz/# --sender a@a.cz --target h:5100 --area vzorov
    """  # noqa: E501
    check_sender(sender)
    of_round = round_name(access, round_id)

    async def write(peer: Peer) -> tuple[list[str], list[dict[str, Any]]]:
        written, left = [], []
        for number in dict.fromkeys(numbers):
            try:
                comment = await _comment(peer, of_round, number)
                request = pb.IssueConfirmationRequest(name=comment.name, link=link)
                issued = await peer.ask(rpc.IntakeServiceStub(peer.channel).IssueConfirmation, request)
            except (NotFound, Refused) as error:
                left.append({"number": number, "reason": error.reason, "message": error.message})
                continue
            written.append(str(_put_away(out, comment, issued, sender)))
        return written, left

    written, left = asked(access, write)
    if json:
        give_json({"written": written, "left": left})
        return
    print(f"{counted(len(written), 'letter')} written to {out}")
    for item in left:
        print(f"  comment {item['number']}: {item['message']} ({item['reason']})")


@standing_app.command("confirm")
@reaching("clerk")
def confirmed_command(*, access: Access, round_id: RoundId, number: Number, json: Json = False) -> None:
    """Note that a disputed comment is its author's after all; it is processed again.

    Example: komplan consultation standing confirm jaro 17 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    _moved(access, round_id, number, "ConfirmDisputed", lambda name: pb.ConfirmDisputedRequest(name=name), json)


@standing_app.command("void")
@reaching("clerk")
def void_command(*, access: Access, round_id: RoundId, number: Number, json: Json = False) -> None:
    """Note that a disputed comment is not what its author said; it stays in the book, marked.

    Example: komplan consultation standing void jaro 17 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    _moved(access, round_id, number, "VoidComment", lambda name: pb.VoidCommentRequest(name=name), json)


@standing_app.command("withdraw")
@reaching("clerk")
def withdraw_command(
    *,
    access: Access,
    round_id: RoundId,
    number: Number,
    proof: Annotated[str, typer.Option("--proof", help="reference of the author's wish, such as MMV/7; never a name")],
    json: Json = False,
) -> None:
    """Take a comment back for its author, who proved who they are; it stays in the book, marked.

    Example: komplan consultation standing withdraw jaro 17 --proof MMV/7 --target localhost:5100 --area vzorov
    """
    made = lambda name: pb.WithdrawForAuthorRequest(name=name, proof=proof)  # noqa: E731
    _moved(access, round_id, number, "WithdrawForAuthor", made, json)


def _moved(access: Access, round_id: str, number: int, method: str, made: Callable[[str], Any], as_json: bool) -> None:
    async def move(peer: Peer) -> Comment:
        comment = await _comment(peer, round_name(access, round_id), number)
        changed: Comment = await peer.ask(getattr(rpc.IntakeServiceStub(peer.channel), method), made(comment.name))
        return changed

    done = asked(access, move)
    if as_json:
        give_json({"number": done.number, "standing": done.standing})
    else:
        print(f"připomínka č. {done.number}: {STANDINGS.get(done.standing, done.standing)}")


async def _comment(peer: Peer, of_round: str, number: int) -> Comment:
    """The comment of a number. Raises NotFound."""
    if number > 0:
        async for comment in comments_of(peer, of_round, number):
            found: Comment = comment
            return found
    raise NotFound("NOT_FOUND", f"`{of_round}` has no comment {number}")


def _put_away(folder: Path, comment: Comment, issued: pb.ConfirmationLetter, sender: str) -> Path:
    """Write a letter as an e-mail, or on paper where the contact is no e-mail address."""
    name = next((item.full_name for item in comment.authors if item.contact == issued.recipient), "")
    letter = Letter(
        number=comment.number,
        reply=comment.name,
        channel=E_MAIL,
        recipient=name,
        contact=issued.recipient,
        subject=issued.subject,
        text=issued.body,
    )
    try:
        return put_letter_away(folder, letter, sender)
    except Invalid:
        letter.channel = POST
        return put_letter_away(folder, letter, sender)
