"""`komplan witness`: the books that an instance cosigns, and what it holds against them."""

from pathlib import Path
from typing import Annotated, Any

import typer
from google.protobuf import json_format

from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1 import witness_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.output import DATA, give_json, say
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_kit.client import Peer

witness_app = typer.Typer(no_args_is_help=True, help="Cosigning the comment books of other instances.")
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Log = Annotated[str, typer.Argument(help="id or resource name of the witnessed log")]


@witness_app.command("make-key")
def make_key_command(
    private: Annotated[Path, typer.Argument(help="file for the private key, such as witness.pem")],
    name: Annotated[str, typer.Option("--name", help="name under which to cosign, such as svedek.vzorov.cz")],
) -> None:
    """Make the key with which an instance cosigns, and print its public half for the settings of others.

    Example: komplan witness make-key witness.pem --name svedek.vzorov.cz
    """
    from komplan_core.book.notes import COSIGNATURE
    from komplan_kit.signing import make_signing_key, signing_key

    try:
        make_signing_key(private)
    except FileExistsError:
        message = f"{private} exists already: a key is never overwritten"
        raise Invalid.field("private", "ALREADY_EXISTS", message) from None
    except OSError as error:
        raise Invalid.field("private", "INVALID_VALUE", f"{private}: {error.strerror}") from None
    print(signing_key(private, name, COSIGNATURE).verifier)
    say(f"{private} goes to the settings of the witness; the line above to those whose books it cosigns")


@witness_app.command("key")
@reaching()
def key_command(*, access: Access) -> None:
    """Print the public key of a witness, as others put it into their settings.

    Example: komplan witness key --target 127.0.0.1:5100 --area vzorov
    """
    print(answer(access, lambda channel: rpc.WitnessServiceStub(channel).GetWitness, pb.GetWitnessRequest()).key)


@witness_app.command("logs")
@reaching()
def logs_command(*, access: Access, json: Json = False) -> None:
    """List the books that an instance cosigns.

    Example: komplan witness logs --target 127.0.0.1:5100 --area vzorov
    """

    async def listed(peer: Peer) -> list[Any]:
        request = pb.ListWitnessedLogsRequest(parent=f"areas/{access.code}")
        method = rpc.WitnessServiceStub(peer.channel).ListWitnessedLogs
        return [log async for log in everything(peer, method, request, "witnessed_logs")]

    found = asked(access, listed)
    if json:
        give_json({"logs": [_plain(log) for log in found]})
        return
    rows = [(log.name.rpartition("/")[2], log.title, log.origin, "stopped" if log.stopped else "") for log in found]
    print_table("Witnessed logs", ("id", "title", "origin", ""), rows)


@witness_app.command("latest")
@reaching()
def latest_command(log: Log, *, access: Access, json: Json = False) -> None:
    """Print the latest checkpoint of a book that the witness cosigned. Compare it with the one that the city shows.

    Example: komplan witness latest sousedov --target 127.0.0.1:5100 --area vzorov
    """
    request = pb.GetLatestRequest(name=_full(access, log))
    found = answer(access, lambda channel: rpc.WitnessServiceStub(channel).GetLatest, request)
    if json:
        give_json(_plain(found))
    else:
        DATA.print(found.checkpoint, end="", markup=False, highlight=False)


@witness_app.command("evidence")
@reaching()
def evidence_command(log: Log, *, access: Access, json: Json = False) -> None:
    """List the checkpoints of a book that contradict cosigned ones. Exit code 5 when there are some.

    Example: komplan witness evidence sousedov --target 127.0.0.1:5100 --area vzorov
    """

    async def listed(peer: Peer) -> list[Any]:
        request = pb.ListEvidenceRequest(parent=_full(access, log))
        method = rpc.WitnessServiceStub(peer.channel).ListEvidence
        return [item async for item in everything(peer, method, request, "evidence")]

    found = asked(access, listed)
    if json:
        give_json({"evidence": [_plain(item) for item in found]})
    else:
        rows = [(item.kind, str(item.size), item.found_at.ToJsonString(), item.name) for item in found]
        print_table("Evidence", ("kind", "entries", "found", "name"), rows)
    if found:
        raise typer.Exit(5)


def _plain(message: Any) -> Any:
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


def _full(access: Access, log: str) -> str:
    return log if "/" in log else f"areas/{access.code}/witnessed-logs/{log}"
