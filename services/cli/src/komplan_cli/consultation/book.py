"""`komplan consultation book …`: the comment book of a round as everybody reads it, and its keeping."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import book_office_service_pb2 as office
from komplan.consultation.v1 import book_office_service_pb2_grpc as office_rpc
from komplan.consultation.v1 import book_service_pb2 as reading
from komplan.consultation.v1 import book_service_pb2_grpc as reading_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.consultation.apps import book_app
from komplan_cli.consultation.naming import full_name
from komplan_cli.consultation.publishing_book import publish
from komplan_cli.files import whole
from komplan_cli.output import DATA, counted, give_json
from komplan_cli.tables import print_table
from komplan_kit.client import Peer

Round = Annotated[str, typer.Argument(help="id of the round, or plans/… for the monitoring of a plan")]
Origin = Annotated[str, typer.Option("--origin", help="which of the round's books; the one in use if not given")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
REFUSED: Final = 5


@book_app.command("checkpoint")
@reaching()
def checkpoint_command(
    round: Round,
    *,
    access: Access,
    origin: Origin = "",
    size: Annotated[int | None, typer.Option("--size", help="of which size; the latest if not given")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="write the signed note to this file")] = None,
    json: Json = False,
) -> None:
    """Show the signed state of a book, with the cosignatures that it has. Keep it: the book can only grow from it.

    Example: komplan consultation book checkpoint jaro --target 127.0.0.1:5100 --area vzorov --file duben.txt
    """
    request = reading.GetCheckpointRequest(parent=full_name(access, round), origin=origin, size=size)
    found = answer(access, lambda channel: reading_rpc.BookServiceStub(channel).GetCheckpoint, request)
    if file is not None:
        with whole(file) as part:
            part.write_text(found.note, encoding="utf-8")
    if json:
        give_json({"origin": found.origin, "size": found.size, "note": found.note})
    elif file is None:
        DATA.print(found.note, end="", markup=False, highlight=False)


@book_app.command("entries")
@reaching()
def entries_command(
    round: Round,
    *,
    access: Access,
    origin: Origin = "",
    file: Annotated[Path | None, typer.Option("--file", help="write to this file instead of printing")] = None,
) -> None:
    """Print the entries of a book, one on a line, as they are hashed.

    Example: komplan consultation book entries jaro --target 127.0.0.1:5100 --area vzorov --file kniha.jsonl
    """
    request = reading.ListEntriesRequest(parent=full_name(access, round), origin=origin, page_size=1000)

    async def lines(peer: Peer) -> list[bytes]:
        method = reading_rpc.BookServiceStub(peer.channel).ListEntries
        return [entry.data async for entry in everything(peer, method, request, "entries")]

    data = b"".join(line + b"\n" for line in asked(access, lines))
    if file is None:
        print(data.decode(), end="")
        return
    with whole(file) as part:
        part.write_bytes(data)


@book_app.command("publish")
@reaching()
def publish_command(
    round: Round,
    folder: Annotated[Path, typer.Argument(help="folder of a web server; it is made if need be")],
    *,
    access: Access,
    origin: Origin = "",
    json: Json = False,
) -> None:
    """Write a book as static files: checkpoint, tiles, bundles of entries, keys. Repeat it as the book grows.

    Example: komplan consultation book publish jaro kniha/ --target 127.0.0.1:5100 --area vzorov
    """
    done = asked(access, lambda peer: publish(peer, full_name(access, round), origin, folder))
    if json:
        give_json({"origin": done.origin, "size": done.size, "root": done.root.hex(), "folder": str(folder)})
    else:
        DATA.print(f"{done.origin}: {counted(done.size, 'entry')} in {folder}", markup=False, highlight=False)


@book_app.command("rotate-key")
@reaching("admin")
def rotate_command(*, access: Access, json: Json = False) -> None:
    """Sign all books with a new key from now on. Publish the new key; the books tell of it, signed by both keys.

    Example: komplan consultation book rotate-key --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = office.RotateKeyRequest(parent=f"areas/{access.code}")
    found = answer(access, lambda channel: office_rpc.BookOfficeServiceStub(channel).RotateKey, request)
    if json:
        give_json({"keys": [{"origin": key.origin, "key": key.key, "since": key.since} for key in found.keys]})
        return
    for key in found.keys:
        DATA.print(key.key, markup=False, highlight=False)


@book_app.command("recover")
@reaching("admin")
def recover_command(round: Round, *, access: Access, json: Json = False) -> None:
    """Go on in a new book of a round whose key is lost or whose database is an older copy. Refused for a sound book.

    Example: komplan consultation book recover jaro --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = office.RecoverBookRequest(name=full_name(access, round))
    found = answer(access, lambda channel: office_rpc.BookOfficeServiceStub(channel).RecoverBook, request)
    if json:
        give_json({"origin": found.origin, "size": found.size, "note": found.note})
    else:
        DATA.print(f"the round goes on in {found.origin}", markup=False, highlight=False)


@book_app.command("check")
@reaching("clerk")
def check_command(*, access: Access, json: Json = False) -> None:
    """Check all books against their signatures, and the tables against the books. Exit code 5 when something is wrong.

    Example: komplan consultation book check --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = office.CheckBooksRequest(parent=f"areas/{access.code}")
    found = asked(access, lambda peer: _checked(peer, request))
    rows = [{"origin": item.origin, "problem": item.problem, "breaks": item.breaks} for item in found.findings]
    if json:
        give_json({"findings": rows})
    elif not rows:
        DATA.print("all books are sound", highlight=False)
    else:
        cells = [[item.origin, item.problem, "ano" if item.breaks else "ne"] for item in found.findings]
        print_table("Kniha připomínek", ["kniha", "závada", "nepřijímá zápisy"], cells)
    if rows:
        raise typer.Exit(REFUSED)


async def _checked(peer: Peer, request: office.CheckBooksRequest) -> Any:
    method = office_rpc.BookOfficeServiceStub(peer.channel).CheckBooks
    return await peer.ask(method, request, 120.0)
