"""The regions of the demonstration witness the comment books of their cities."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from komplan.consultation.v1 import book_service_pb2 as book
from komplan.consultation.v1 import book_service_pb2_grpc as book_rpc
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_pb2
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1 import witness_service_pb2_grpc as rpc
from komplan_cli.region.witness import book_keys, standing, synced
from komplan_core.book.notes import COSIGNATURE
from komplan_core.errors import NotFound, Stale
from komplan_kit.client import Peer
from komplan_kit.signing import make_signing_key, signing_key

KEYS: Final = ("witness.pem", "directory.pem")


def witness_name(region: str) -> str:
    """The name under which a region cosigns."""
    return f"svedek.{region}.example"


def make_keys(folder: Path) -> None:
    """The keys of a region, unless it has them: to cosign with, and to sign its directory with."""
    for name in KEYS:
        if not (folder / name).exists():
            make_signing_key(folder / name)


def settings_of(region: str) -> str:
    """What stands in the settings of a region that witnesses."""
    return f'[witness]\nname = "{witness_name(region)}"\nkey = "witness.pem"\n\n'


def own_witness(folder: Path, region: str, address: str) -> dict[str, str]:
    """The environment in which a city starts whose book this region is to witness."""
    key = signing_key(folder / "witness.pem", witness_name(region), COSIGNATURE).verifier
    return {"KOMPLAN_BOOK__WITNESSES": json.dumps([{"address": address, "key": str(key)}])}


async def witness_books(staff: Peer, region: str, targets: Mapping[str, str]) -> None:
    """Confirm the cities' keys (here nobody has to be called), witness their books, and show each book at once.

    The cities show them by themselves each minute; the demonstration does not wait for it.
    """
    told = await book_keys(staff, region)
    stub = office_rpc.RegionOfficeServiceStub(staff.channel)
    for code in {key.area for key in told.keys}:
        seen = sorted({key.fingerprint for key in told.keys if key.area == code})
        entry = region_pb2.Municipality(name=f"regions/{region}/municipalities/{code}", book_fingerprints=seen)
        mask = {"paths": ["book_fingerprints"]}
        await staff.ask(stub.UpdateMunicipality, office.UpdateMunicipalityRequest(municipality=entry, update_mask=mask))
    await synced(staff, region)
    for code, target in targets.items():
        city = Peer(target)
        try:
            for round_ in {key.round for key in told.keys if key.area == code}:
                await _show(city, staff, f"areas/{code}/rounds/{round_}")
        finally:
            await city.close()


async def books_of(peer: Peer, region: str) -> dict[str, int]:
    """How many books a region witnesses, how many it cosigned, how many of them contradict themselves."""
    found = await standing(peer, region)
    return {
        "witnessed": len(found),
        "cosigned": sum(seen.size > 0 for _, seen, _ in found),
        "contradicting": sum(held > 0 for _, _, held in found),
    }


async def _show(city: Peer, witness: Peer, parent: str) -> None:
    """Show the last checkpoint of a book to the witness, with the proof that it grew from what was cosigned."""
    books, stub = book_rpc.BookServiceStub(city.channel), rpc.WitnessServiceStub(witness.channel)
    shown = await city.ask(books.GetCheckpoint, book.GetCheckpointRequest(parent=parent))
    try:
        old = (await witness.ask(stub.GetLatest, pb.GetLatestRequest(origin=shown.origin))).size
    except NotFound:
        old = 0
    proof: Any = ()
    if 0 < old < shown.size:
        asked = book.GetConsistencyProofRequest(parent=parent, origin=shown.origin, old_size=old, size=shown.size)
        proof = (await city.ask(books.GetConsistencyProof, asked)).hashes
    request = pb.AddCheckpointRequest(old_size=old, proof=proof, checkpoint=shown.note)
    try:
        await witness.ask(stub.AddCheckpoint, request)
    except Stale:  # the city was faster
        return
