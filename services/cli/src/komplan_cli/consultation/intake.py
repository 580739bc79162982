"""`komplan consultation register`, `submissions …`, `refuse` and `refusals`: what comes to the office's desk."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import intake_service_pb2_grpc as intake_rpc
from komplan.consultation.v1 import submission_pb2
from komplan.consultation.v1 import submission_service_pb2 as pb
from komplan.consultation.v1 import submission_service_pb2_grpc as rpc
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.receipts import Portal, content_path, qr_of, words_of, write_receipt
from komplan_cli.contract import message_of, read_json
from komplan_cli.days import czech_day
from komplan_cli.files import check_folder
from komplan_cli.output import give_json, say
from komplan_cli.tables import print_table
from komplan_consultation.sources.columns import CHANNELS, REASON_TITLES
from komplan_core.book.receipts import Words
from komplan_core.consultation.committed import content_record
from komplan_core.names import last_id
from komplan_kit.client import Peer

submissions_app = typer.Typer(no_args_is_help=True, help="Submissions with four eyes, on their way into the book.")
consultation_app.add_typer(submissions_app, name="submissions")

RoundId = Annotated[str, typer.Argument(help="id of the round")]
SubmissionId = Annotated[str, typer.Argument(help="id of the submission")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
File = Annotated[Path, typer.Option("--file", help="JSON file with fields as the contract has them")]
Receipt = Annotated[
    Path | None,
    typer.Option(
        "--receipt", help="write the author's receipt here, a text with its proof; the content stands beside it"
    ),
]
STATES: Final = {
    "received": "přijato",
    "transcribed": "přepsáno",
    "checked": "zkontrolováno",
    "admitted": "zapsáno do knihy",
    "refused": "odmítnuto",
}


@consultation_app.command("register")
@reaching("clerk", personal=True)
def register_command(
    *, access: Access, round_id: RoundId, file: File, receipt: Receipt = None, portal: Portal = "", json: Json = False
) -> None:
    """Enter one comment into the book, in one step, and write the receipt for its author.

    Example: komplan consultation register jaro --file p.json --receipt p.txt --as k12 --target h:5100 --area vzorov
    """
    request = intake.RegisterCommentRequest(parent=round_name(access, round_id), comment=_read(file, Comment()))
    if receipt is not None:
        check_folder(receipt)
    words = words_of(access, round_id, portal) if receipt is not None else None
    found = answer(access, lambda channel: intake_rpc.IntakeServiceStub(channel).RegisterComment, request)
    _tell(found, receipt, words, json)


@submissions_app.command("list")
@reaching("clerk")
def list_command(
    *,
    access: Access,
    round_id: RoundId,
    state: Annotated[
        str, typer.Option("--state", help="received, transcribed, checked, admitted or refused; all if left out")
    ] = "",
    json: Json = False,
) -> None:
    """List the submissions of a round.

    Example: komplan consultation submissions list jaro --state transcribed --target h:5100 --area vzorov
    """
    request = pb.ListSubmissionsRequest(parent=round_name(access, round_id), state=state)

    async def gather(peer: Peer) -> list[Any]:
        method = rpc.SubmissionServiceStub(peer.channel).ListSubmissions
        return [item async for item in everything(peer, method, request, "submissions")]

    found = asked(access, gather)
    if json:
        give_json([{"id": last_id(item.name), "number": item.number, "state": item.state} for item in found])
        return
    rows = [
        [str(item.number), last_id(item.name), CHANNELS.get(item.channel, item.channel), czech_day(item.received_on),
         STATES.get(item.state, item.state), item.transcribed_by, item.checked_by]
        for item in found
    ]  # fmt: skip
    print_table("Podání", ["č.", "id", "kanál", "doručeno", "stav", "přepsal(a)", "zkontroloval(a)"], rows)


@submissions_app.command("receive")
@reaching("clerk", personal=True)
def receive_command(*, access: Access, round_id: RoundId, file: File, json: Json = False) -> None:
    """Take a submission in: its channel, days, form, scan hash; what it says is written down later.

    Example: komplan consultation submissions receive jaro --file p.json --as k12 --target h:5100 --area vzorov
    """
    given = _read(file, submission_pb2.Submission())
    request = pb.ReceiveSubmissionRequest(parent=round_name(access, round_id), submission=given)
    _told(answer(access, lambda channel: rpc.SubmissionServiceStub(channel).ReceiveSubmission, request), json)


@submissions_app.command("transcribe")
@reaching("clerk", personal=True)
def transcribe_command(
    *, access: Access, round_id: RoundId, submission: SubmissionId, file: File, json: Json = False
) -> None:
    """Write down what a submission says: authors and points.

    Example: komplan consultation submissions transcribe jaro x1 --file p.json --as k12 --target h:5100 --area vzorov
    """
    reading = _read(file, submission_pb2.Reading())
    request = pb.TranscribeSubmissionRequest(name=_submission(access, round_id, submission), reading=reading)
    _told(answer(access, lambda channel: rpc.SubmissionServiceStub(channel).TranscribeSubmission, request), json)


@submissions_app.command("check")
@reaching("clerk", personal=True)
def check_command(
    *,
    access: Access,
    round_id: RoundId,
    submission: SubmissionId,
    etag: Annotated[str, typer.Option("--etag", help="of the transcription that you read")],
    file: Annotated[Path | None, typer.Option("--file", help="JSON file with the corrected reading")] = None,
    json: Json = False,
) -> None:
    """Say that a transcription is right, or correct it; somebody else than who transcribed it.

    Example: komplan consultation submissions check jaro x1 --etag 12 --as k7 --target h:5100 --area vzorov
    """
    request = pb.CheckSubmissionRequest(name=_submission(access, round_id, submission), etag=etag)
    if file is not None:
        request.reading.CopyFrom(_read(file, submission_pb2.Reading()))
    _told(answer(access, lambda channel: rpc.SubmissionServiceStub(channel).CheckSubmission, request), json)


@submissions_app.command("admit")
@reaching("clerk", personal=True)
def admit_command(
    *,
    access: Access,
    round_id: RoundId,
    submission: SubmissionId,
    receipt: Receipt = None,
    portal: Portal = "",
    json: Json = False,
) -> None:
    """Enter a checked submission into the book; one that is late or empty is counted as refused.

    Example: komplan consultation submissions admit jaro x1 --receipt p.txt --as k7 --target h:5100 --area vzorov
    """
    request = pb.AdmitSubmissionRequest(name=_submission(access, round_id, submission))
    if receipt is not None:
        check_folder(receipt)
    words = words_of(access, round_id, portal) if receipt is not None else None
    found = answer(access, lambda channel: rpc.SubmissionServiceStub(channel).AdmitSubmission, request)
    _tell(found, receipt, words, json)


@consultation_app.command("refuse")
@reaching("clerk", personal=True)
def refuse_command(
    *,
    access: Access,
    round_id: RoundId,
    submission: SubmissionId,
    reason: Annotated[str, typer.Option("--reason", help="code, such as anonymous, out-of-round or abusive")],
    message: Annotated[str, typer.Option("--message", help="what to tell the person, in Czech")] = "",
    json: Json = False,
) -> None:
    """Refuse a submission with a reason of the round; its content is purged some days later.

    Example: komplan consultation refuse jaro x1 --reason anonymous --as k7 --target h:5100 --area vzorov
    """
    request = pb.RefuseSubmissionRequest(name=_submission(access, round_id, submission), reason=reason, message=message)
    found = answer(access, lambda channel: rpc.SubmissionServiceStub(channel).RefuseSubmission, request)
    if json:
        give_json({"name": found.name, "number": found.number, "reason": found.reason})
    else:
        print(f"odmítnuto pod č. {found.number}: {REASON_TITLES.get(found.reason, found.reason)}; {found.message}")


@consultation_app.command("refusals")
@reaching("clerk")
def refusals_command(
    *,
    access: Access,
    round_id: RoundId,
    reason: Annotated[str, typer.Option("--reason", help="code of a reason; all if left out")] = "",
    json: Json = False,
) -> None:
    """List what was refused in a round, without what it said.

    Example: komplan consultation refusals jaro --reason late --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = pb.ListRefusalsRequest(parent=round_name(access, round_id), reason=reason)

    async def gather(peer: Peer) -> list[Any]:
        method = rpc.SubmissionServiceStub(peer.channel).ListRefusals
        return [item async for item in everything(peer, method, request, "refusals")]

    found = asked(access, gather)
    if json:
        give_json([{"number": item.number, "reason": item.reason, "channel": item.channel} for item in found])
        return
    rows = [
        [str(item.number), REASON_TITLES.get(item.reason, item.reason), CHANNELS.get(item.channel, item.channel),
         czech_day(item.received_on), "smazán" if item.purged else f"do {czech_day(item.purge_on)}", item.clerk]
        for item in found
    ]  # fmt: skip
    print_table("Odmítnutá podání", ["č.", "důvod", "kanál", "doručeno", "obsah", "odmítl(a)"], rows)


def _tell(found: intake.RegisterCommentResponse, receipt: Path | None, words: Words | None, as_json: bool) -> None:
    if found.HasField("refusal"):
        refusal = found.refusal
        if as_json:
            give_json({"refused": refusal.number, "reason": refusal.reason, "message": refusal.message})
        else:
            print(f"odmítnuto pod č. {refusal.number}: {refusal.message}")
        return
    if receipt is not None and words is not None:
        write_receipt(receipt, found.receipt, words, found.comment)
        say(f"for the author: the receipt {receipt} and the content that it proves, {content_path(receipt)}")
    if as_json:
        told = {"name": found.comment.name, "number": found.comment.number, "author_token": found.author_token}
        content = content_record(found.comment.points)
        give_json({**told, "receipt": found.receipt, "qr": qr_of(found.receipt), "content": content})
    else:
        print(f"zapsáno pod č. {found.comment.number}")
        print(f"kód autora, jen teď a jen pro něj (vzetí zpět, souhlas se zveřejněním): {found.author_token}")


def _told(found: submission_pb2.Submission, as_json: bool) -> None:
    if as_json:
        give_json({"id": last_id(found.name), "number": found.number, "state": found.state, "etag": found.etag})
        return
    print(f"podání č. {found.number} ({last_id(found.name)}): {STATES[found.state]}, etag {found.etag}")
    if found.differences:
        print(f"  druhé čtení opravilo {len(found.differences)} míst")


def _read(file: Path, message: Any) -> Any:
    """A message from a JSON file; a day may be written `2027-04-01` or `1. 4. 2027`. Raises Invalid."""
    return message_of(read_json(file), message)


def _submission(access: Access, round_id: str, submission: str) -> str:
    return f"{round_name(access, round_id)}/submissions/{submission}"
