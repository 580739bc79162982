"""`komplan consultation receipt`: what an author holds in hand: a text with its proof, and the content it proves."""

import json as json_text
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import consultation_service_pb2 as reading
from komplan.consultation.v1 import consultation_service_pb2_grpc as reading_rpc
from komplan.consultation.v1 import draft_service_pb2 as drafts
from komplan.consultation.v1 import draft_service_pb2_grpc as drafts_rpc
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import intake_service_pb2_grpc as intake_rpc
from komplan.consultation.v1 import settlement_service_pb2 as book
from komplan.consultation.v1 import settlement_service_pb2_grpc as book_rpc
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked, everything
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.files import told_of, whole
from komplan_cli.output import counted, give_json, say
from komplan_core.book.errors import BookError
from komplan_core.book.receipts import Words, found, qr_text, receipt_text
from komplan_core.consultation.committed import content_record
from komplan_core.errors import Invalid, NotFound
from komplan_kit.client import Peer

Portal = Annotated[str, typer.Option("--portal", help="address at which the book and its keys are published")]
OfRound = Annotated[str, typer.Option("--round", help="id of the round")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
MOST_MISSING: Final = 20
"""Numbers without a receipt that are printed."""


@consultation_app.command("receipt")
@reaching("clerk")
def receipt_command(
    *,
    access: Access,
    number: Annotated[int | None, typer.Argument(help="number of the comment in the book")] = None,
    round_id: OfRound,
    out: Annotated[Path | None, typer.Option("--out", help="file for the receipt")] = None,
    folder: Annotated[
        Path | None, typer.Option("--all", help="folder for the receipts of all comments, instead of a number")
    ] = None,
    portal: Portal = "",
    json: Json = False,
) -> None:
    """Write the receipt of a comment anew, or of all: imported ones have none, and witnesses signed meanwhile.

    Beside each stands what the comment says, which `komplan verify receipt --record` compares with the book.

    Example: komplan consultation receipt 17 --round jaro --out p.txt --target localhost:5100 --area vzorov
    """
    if (number is None) == (folder is None) or (out is None) == (number is not None):
        raise Invalid.field("number", "INVALID_VALUE", "give a number and --out FILE, or else --all FOLDER")
    name_of_round = round_name(access, round_id)

    async def issue(peer: Peer) -> tuple[list[Path], list[int]]:
        words, written, missing = await _words(peer, name_of_round, portal), [], []
        method = intake_rpc.IntakeServiceStub(peer.channel).IssueReceipt
        if folder is not None:
            with told_of(folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for comment in [item async for item in comments_of(peer, name_of_round, number or 0)]:
            try:
                issued = await peer.ask(method, intake.IssueReceiptRequest(name=comment.name))
            except NotFound:
                if number is not None:
                    raise
                missing.append(comment.number)
                continue
            path = out if folder is None else folder / f"{comment.number:05d}.txt"
            assert path is not None
            write_receipt(path, issued.receipt, words, comment)
            written.append(path)
        return written, missing

    written, missing = asked(access, issue)
    if number is not None and not written:
        raise NotFound("NOT_FOUND", f"`{name_of_round}` has no comment {number}")
    if json:
        give_json({"written": [str(path) for path in written], "without": missing})
        return
    print(f"{counted(len(written), 'receipt')} written to {out or folder}")
    if missing:
        more = " …" if len(missing) > MOST_MISSING else ""
        print(f"  erased, without a receipt: {', '.join(map(str, missing[:MOST_MISSING]))}{more}")


async def comments_of(peer: Peer, of_round: str, number: int = 0) -> Any:
    """The comments of a round, or the one of a number."""
    request = book.ListCommentsRequest(parent=of_round, number=number, page_size=500)
    async for comment in everything(
        peer, book_rpc.SettlementServiceStub(peer.channel).ListComments, request, "comments"
    ):
        yield comment


def words_of(access: Access, round_id: str, portal: str) -> Words:
    """What the receipts of a round tell in words. Ask before a comment is entered: its receipt is given once."""
    return asked(access, lambda peer: _words(peer, round_name(access, round_id), portal))


async def _words(peer: Peer, of_round: str, portal: str) -> Words:
    get_round = reading_rpc.ConsultationServiceStub(peer.channel).GetRound
    held = await peer.ask(get_round, reading.GetRoundRequest(name=of_round))
    code = ""
    if held.draft:
        get_draft = drafts_rpc.DraftServiceStub(peer.channel).GetDraft
        code = (await peer.ask(get_draft, drafts.GetDraftRequest(name=held.draft))).code
    return Words(held.title, code, portal)


def write_receipt(path: Path, proof: str, words: Words, comment: Comment) -> None:
    """Write the receipt that people read, and beside it the content that it proves: the author needs both."""
    text = receipt_text(found(proof), Words(words.title, comment.draft_code or words.draft_code, words.portal))
    content = json_text.dumps(content_record(comment.points), ensure_ascii=False, indent=2)
    for file, held in ((path, text), (content_path(path), f"{content}\n")):
        with whole(file) as part:
            part.touch(mode=0o600)
            part.write_text(held, encoding="utf-8")
    if qr_of(proof) is None:
        say("its proof does not fit one QR code: give the author the file")


def content_path(receipt: Path) -> Path:
    """Where the content stands that a receipt proves: `potvrzeni-obsah.json` beside `potvrzeni.txt`."""
    return receipt.with_name(f"{receipt.stem}-obsah.json")


def qr_of(proof: str) -> str | None:
    """The proof for one QR code, or None where it does not fit: so many witnesses signed."""
    try:
        return qr_text(found(proof))
    except BookError:
        return None
