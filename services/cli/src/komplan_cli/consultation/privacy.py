"""`komplan consultation erase|person|hold …`: personal data of comments. What is printed is for the office only."""

import os
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import typer
from google.protobuf import json_format

from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1 import privacy_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.consultation.apps import erase_app, hold_app, person_app
from komplan_cli.consultation.naming import full_name
from komplan_cli.days import czech_moment
from komplan_cli.files import told_of, whole
from komplan_cli.output import DATA, counted, give_json, say
from komplan_cli.tables import print_table
from komplan_core.consultation.privacy import Ground
from komplan_kit.client import Peer

SEARCH_SECONDS: Final = 300.0
WHAT: Final = {"identity": "totožnost", "content": "obsah"}
GROUNDS: Final = {
    Ground.NO_LONGER_NEEDED.value: "údaje už nejsou potřeba",
    Ground.CONSENT_WITHDRAWN.value: "odvolaný souhlas",
    Ground.OBJECTION.value: "námitka",
    Ground.UNLAWFUL.value: "protiprávní zpracování",
    Ground.LEGAL_DUTY.value: "právní povinnost",
    Ground.RETENTION.value: "uplynula doba uchování",
}
Comment = Annotated[str, typer.Argument(help="jaro/comments/…: the comment")]
GroundCode = Annotated[str, typer.Option("--ground", help=f"why: {', '.join(Ground)}")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@erase_app.command("authors")
@reaching("admin")
def authors_command(
    comment: Comment,
    *,
    access: Access,
    author: Annotated[int, typer.Option("--author", help="which of the authors, from 1; all if not given")] = 0,
    ground: GroundCode = Ground.NO_LONGER_NEEDED.value,
    json: Json = False,
) -> None:
    """Erase who stands behind a comment, history included. Number, counts and the book stay as they are.

    Example: komplan consultation erase authors jaro/comments/x1 --target host:5100 --area vzorov --issuer-key k
    """
    request = pb.EraseAuthorsRequest(name=full_name(access, comment), author=author, ground=ground)
    done = answer(access, lambda channel: rpc.PrivacyServiceStub(channel).EraseAuthors, request)
    _told(done, "authors", json)


@erase_app.command("content")
@reaching("admin")
def content_command(comment: Comment, *, access: Access, ground: GroundCode, json: Json = False) -> None:
    """Erase the words and files of a comment, history included. Number, settlements and the book stay as they are.

    Example: komplan consultation erase content jaro/comments/x1 --ground unlawful --target host:5100 --area vzorov
    """
    request = pb.EraseContentRequest(name=full_name(access, comment), ground=ground)
    done = answer(access, lambda channel: rpc.PrivacyServiceStub(channel).EraseContent, request)
    _told(done, "content", json)


@erase_app.command("proofs")
@reaching("clerk")
def proofs_command(
    comment: Comment,
    *,
    access: Access,
    folder: Annotated[Path | None, typer.Option("--folder", help="write each entry and proof to this folder")] = None,
    json: Json = False,
) -> None:
    """Show what was erased of a comment; entries and proofs (`komplan verify entry`) are for those who asked for it.

    Example: komplan consultation erase proofs jaro/comments/x1 --target localhost:5100 --area vzorov --issuer-key k
    """
    request = pb.ListErasuresRequest(parent=full_name(access, comment))
    found = answer(access, lambda channel: rpc.PrivacyServiceStub(channel).ListErasures, request).erasures
    if folder is not None:
        with told_of(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for item in found:
            for ending, text in (("entry.json", item.entry), ("proof.txt", item.proof)):
                with whole(folder / f"erased-{item.leaf}.{ending}") as part:
                    part.write_text(text, encoding="utf-8")
    if json:
        give_json({"erasures": [json_format.MessageToDict(item, preserving_proto_field_name=True) for item in found]})
        return
    rows = [
        (WHAT.get(item.what, item.what), GROUNDS.get(item.ground, item.ground), czech_moment(item.erased_at),
         item.origin, str(item.leaf))
        for item in found
    ]  # fmt: skip
    print_table("Výmazy", ("co", "důvod", "kdy", "kniha", "zápis"), rows)


@person_app.command("find")
@reaching("admin")
def find_command(
    *,
    access: Access,
    full_name: Annotated[str, typer.Option("--full-name", help="whole name; case and spaces do not matter")] = "",
    contact: Annotated[str, typer.Option("--contact", help="contact, such as an e-mail address")] = "",
    file: Annotated[
        Path | None, typer.Option("--file", help="JSON Lines file, for its owner only; else stdout")
    ] = None,
) -> None:
    """Give everything that is known about one person, one JSON object on a line (GDPR, article 15).

    Example: komplan consultation person find --contact jana@vzorov.cz --file j.jsonl --target host:5100 --area vzorov
    """
    request = pb.GetPersonDataRequest(parent=f"areas/{access.code}", full_name=full_name, contact=contact)

    async def found(peer: Peer) -> tuple[list[bytes], Any]:
        lines, summary = [], None
        method = rpc.PrivacyServiceStub(peer.channel).GetPersonData
        async for part in peer.stream(method, request, SEARCH_SECONDS):
            if part.WhichOneof("found") == "summary":
                summary = part.summary
            else:
                lines.append(orjson.dumps(json_format.MessageToDict(part, preserving_proto_field_name=True)) + b"\n")
        return lines, summary

    lines, summary = asked(access, found)
    if file is None:
        print(b"".join(lines).decode(), end="")
    else:
        with whole(file) as part, os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.writelines(lines)
    say(f"{counted(len(lines), 'record')} of {summary.searched if summary else 0} searched")


@hold_app.command("set")
@reaching("admin")
def set_command(
    kept: Annotated[str, typer.Argument(help="jaro or jaro/comments/…: what is kept from erasure")],
    *,
    access: Access,
    reason: Annotated[str, typer.Option("--reason", help="reference of the proceedings, never a name")],
    json: Json = False,
) -> None:
    """Keep a round, or one comment, from being erased.

    Example: komplan consultation hold set jaro --reason "22 C 14/2027" --target host:5100 --area vzorov
    """
    request = pb.SetLegalHoldRequest(name=full_name(access, kept), reason=reason)
    _held(answer(access, lambda channel: rpc.PrivacyServiceStub(channel).SetLegalHold, request), json)


@hold_app.command("release")
@reaching("admin")
def release_command(
    hold: Annotated[str, typer.Argument(help="jaro/legal-holds/…: the legal hold")],
    *,
    access: Access,
    json: Json = False,
) -> None:
    """End a legal hold: what is due is erased in the next hour.

    Example: komplan consultation hold release jaro/legal-holds/x1 --target host:5100 --area vzorov --issuer-key k
    """
    request = pb.ReleaseLegalHoldRequest(name=full_name(access, hold))
    _held(answer(access, lambda channel: rpc.PrivacyServiceStub(channel).ReleaseLegalHold, request), json)


@hold_app.command("list")
@reaching("clerk")
def list_command(
    round: Annotated[str, typer.Argument(help="id of the round")], *, access: Access, json: Json = False
) -> None:
    """List the legal holds of a round.

    Example: komplan consultation hold list jaro --target localhost:5100 --area vzorov --issuer-key issuer.pem
    """
    request = pb.ListLegalHoldsRequest(parent=full_name(access, round))

    async def held(peer: Peer) -> list[Any]:
        method = rpc.PrivacyServiceStub(peer.channel).ListLegalHolds
        return [item async for item in everything(peer, method, request, "legal_holds")]

    found = asked(access, held)
    if json:
        give_json(
            {"legal_holds": [{"name": item.name, "target": item.target, "reason": item.reason} for item in found]}
        )
        return
    rows = [(item.name, item.target, item.reason) for item in found]
    print_table("Pozastavené výmazy", ("název", "čeho se týká", "důvod"), rows)


def _told(done: Any, what: str, json: bool) -> None:
    if json:
        give_json({"name": done.name, "number": done.number, "erased": what})
    else:
        DATA.print(f"comment {done.number}: {what} erased", markup=False, highlight=False)


def _held(hold: Any, json: bool) -> None:
    if json:
        give_json({"name": hold.name, "target": hold.target, "reason": hold.reason})
    else:
        DATA.print(f"{hold.name}: {hold.target}, {hold.reason}", markup=False, highlight=False)
