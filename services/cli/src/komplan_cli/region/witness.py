"""`komplan region witness keys|confirm|sync|status`: the region cosigns the comment books of its cities."""

from hashlib import sha256
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import directory_office_service_pb2 as keys_pb
from komplan.region.v1 import directory_office_service_pb2_grpc as keys_rpc
from komplan.region.v1 import directory_pb2, region_pb2
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_service_pb2 as region
from komplan.region.v1 import region_service_pb2_grpc as region_rpc
from komplan.witness.v1 import witness_office_service_pb2 as logs_pb
from komplan.witness.v1 import witness_office_service_pb2_grpc as logs_rpc
from komplan.witness.v1 import witness_pb2
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1 import witness_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import czech_moment
from komplan_cli.output import give_json, say
from komplan_cli.region.apps import Json, witness_app
from komplan_cli.tables import print_table
from komplan_core.errors import NotFound
from komplan_kit.client import Peer

SECONDS: Final = 130.0
"""Longer than the longest deadline that a region gives its cities."""


@witness_app.command("keys")
@reaching("analyst", region=True)
def keys_command(*, access: Access, json: Json = False) -> None:
    """Ask the cities for the keys of their comment books, with the fingerprints that the office compares with them.

    Example: komplan region witness keys --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    found = asked(access, lambda peer: book_keys(peer, access.code))
    if json:
        give_json(plain(found))
        return
    columns = ["město", "kolo", "kniha", "otisk klíče", "stav"]
    rows = [
        [
            key.title,
            key.round_title,
            key.origin,
            _spaced(key.fingerprint),
            "potvrzeno" if key.confirmed else "nepotvrzeno",
        ]
        for key in found.keys
    ]
    notes = [f"neodpověděli: {', '.join(found.unreachable)}"] if found.unreachable else []
    print_table("Klíče knih připomínek", columns, rows, notes)


@witness_app.command("confirm")
@reaching("analyst", region=True)
def confirm_command(
    city: Annotated[str, typer.Argument(help="code of the planning area")],
    fingerprint: Annotated[str, typer.Argument(help="64 hexadecimal digits, as the city read them out")],
    *,
    access: Access,
) -> None:
    """Confirm that a city signs its comment books with the key of this fingerprint. Ask the city, not its server.

    Example: komplan region witness confirm brno 0a1b... --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name, told = f"regions/{access.code}/municipalities/{city}", "".join(fingerprint.split()).lower()

    async def confirmed(peer: Peer) -> None:
        request = region.GetMunicipalityRequest(name=name)
        entry = await peer.ask(region_rpc.RegionServiceStub(peer.channel).GetMunicipality, request)
        if told in entry.book_fingerprints:
            return
        changed = region_pb2.Municipality(
            name=name, etag=entry.etag, book_fingerprints=[*entry.book_fingerprints, told]
        )
        update = office.UpdateMunicipalityRequest(municipality=changed, update_mask={"paths": ["book_fingerprints"]})
        await peer.ask(office_rpc.RegionOfficeServiceStub(peer.channel).UpdateMunicipality, update)

    asked(access, confirmed)
    print(f"{city}: klíč je potvrzen; jeho knihy začne dosvědčovat komplan region witness sync")


@witness_app.command("sync")
@reaching("admin", region=True)
def sync_command(*, access: Access, json: Json = False) -> None:
    """Witness every book whose key was confirmed. Exit code 5 when a key is not, 6 when a city is silent.

    Example: komplan region witness sync --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    found = asked(access, lambda peer: synced(peer, access.code))
    if json:
        give_json(found)
    else:
        counts = f"přibylo {len(found['added'])}, s novým klíčem {len(found['changed'])}"
        unconfirmed = f"; nepotvrzený klíč: {', '.join(found['unconfirmed'])}" if found["unconfirmed"] else ""
        print(f"dosvědčovaných knih: {found['witnessed']} ({counts}){unconfirmed}")
    if found["unreachable"]:
        say(f"neodpověděli: {', '.join(found['unreachable'])}")
        raise typer.Exit(6)
    if found["unconfirmed"]:
        raise typer.Exit(5)


@witness_app.command("status")
@reaching(region=True)
def status_command(*, access: Access, json: Json = False) -> None:
    """Show the books that the region witnesses and how far it cosigned each. Exit code 5 when one contradicts itself.

    Example: komplan region witness status --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    found = asked(access, lambda peer: standing(peer, access.code))
    if json:
        give_json({"logs": [{**plain(log), "latest": plain(seen), "evidence": held} for log, seen, held in found]})
    else:
        rows = [
            [
                log.title,
                log.origin,
                str(seen.size),
                czech_moment(seen.cosigned_at) if seen.size else "",
                _told(log, held),
            ]
            for log, seen, held in found
        ]
        print_table("Knihy, které kraj dosvědčuje", ["kniha", "jméno", "záznamů", "dosvědčeno", "upozornění"], rows)
    if any(held for _, _, held in found):
        raise typer.Exit(5)


async def synced(peer: Peer, code: str) -> dict[str, Any]:
    """Begin to witness what was confirmed; what was done, by origin."""
    parent, told = f"regions/{code}", await book_keys(peer, code)
    known = {log.origin: log async for log in _logs(peer, parent)}
    stub = logs_rpc.WitnessOfficeServiceStub(peer.channel)
    added, changed = [], []
    for origin in dict.fromkeys(key.origin for key in told.keys):
        its = [key for key in told.keys if key.origin == origin]
        keys, log = [key.key for key in its if key.confirmed], known.get(origin)
        if not keys:
            continue
        if log is None:
            entry = witness_pb2.WitnessedLog(origin=origin, title=_title(its[0]), keys=keys)
            await peer.ask(
                stub.CreateWitnessedLog,
                logs_pb.CreateWitnessedLogRequest(parent=parent, witnessed_log=entry, witnessed_log_id=_id(its[0])),
            )
            added.append(origin)
        elif new := [key for key in keys if key not in log.keys]:
            entry = witness_pb2.WitnessedLog(name=log.name, etag=log.etag, keys=[*log.keys, *new][-10:])
            await peer.ask(
                stub.UpdateWitnessedLog,
                logs_pb.UpdateWitnessedLogRequest(witnessed_log=entry, update_mask={"paths": ["keys"]}),
            )
            changed.append(origin)
    return {
        "added": added,
        "changed": changed,
        "witnessed": len(known) + len(added),
        "unconfirmed": sorted({key.origin for key in told.keys if not key.confirmed}),
        "unreachable": list(told.unreachable),
    }


async def book_keys(peer: Peer, code: str) -> keys_pb.LookUpBookKeysResponse:
    """The keys of the books of all cities, as the cities say."""
    request = keys_pb.LookUpBookKeysRequest(parent=f"regions/{code}")
    stub = keys_rpc.DirectoryOfficeServiceStub(peer.channel)
    return await peer.ask(stub.LookUpBookKeys, request, SECONDS)


def _logs(peer: Peer, parent: str) -> Any:
    method = rpc.WitnessServiceStub(peer.channel).ListWitnessedLogs
    return everything(peer, method, pb.ListWitnessedLogsRequest(parent=parent, page_size=500), "witnessed_logs")


async def standing(peer: Peer, code: str) -> list[tuple[Any, Any, int]]:
    """Each witnessed log, what was cosigned last (empty where nothing was), and how many contradictions are held."""
    stub, found = rpc.WitnessServiceStub(peer.channel), []
    async for log in _logs(peer, f"regions/{code}"):
        try:
            seen = await peer.ask(stub.GetLatest, pb.GetLatestRequest(name=log.name))
        except NotFound:
            seen = witness_pb2.WitnessedCheckpoint()
        held = [
            item
            async for item in everything(peer, stub.ListEvidence, pb.ListEvidenceRequest(parent=log.name), "evidence")
        ]
        found.append((log, seen, len(held)))
    return found


def _told(log: witness_pb2.WitnessedLog, held: int) -> str:
    return "; ".join(filter(None, [f"ROZPOR: {held}" if held else "", "zastaveno" if log.stopped else ""]))


def _title(key: directory_pb2.BookKeySeen) -> str:
    return f"{key.title}: {key.round_title}"[:200]


def _id(key: directory_pb2.BookKeySeen) -> str:
    """An id that is readable and one of its own, as a round may have a second book."""
    return f"{key.area[:24].rstrip('-')}-{key.round[:24].rstrip('-')}-{sha256(key.origin.encode()).hexdigest()[:8]}"


def _spaced(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
