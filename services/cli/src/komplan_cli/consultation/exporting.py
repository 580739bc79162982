"""`komplan consultation export`: the settlement table as XLSX, CSV, JSON Lines, DOCX or ODT, or the whole archive."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import consultation_service_pb2_grpc as read_rpc
from komplan.consultation.v1 import publication_office_service_pb2 as office
from komplan.consultation.v1 import publication_office_service_pb2_grpc as office_rpc
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import publication_service_pb2_grpc as public_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.publishing_book import publish
from komplan_cli.consultation.rounds import Json, RoundId
from komplan_cli.consultation.settlement_sheets import write
from komplan_cli.files import check_folder, check_new, told_of
from komplan_cli.output import give_json
from komplan_core.book.exports import Closing
from komplan_core.errors import Invalid
from komplan_kit.client import Peer

SECONDS: Final = 600.0
PUBLIC, OFFICE, ARCHIVE = "public", "office", "archive"
MANUAL: Final = """\
Archiv vypořádání připomínek
============================

vyporadani.csv, vyporadani.jsonl, vyporadani.xlsx
    tabulka vypořádání v profilu úřadu; poslední řádek uvádí počty, které musí souhlasit s knihou
vysledky.txt
    výsledky vypořádání, které město v tomto řízení používalo: kód=název
kniha/
    kniha připomínek jako soubory: checkpoint (podepsaný stav), záznamy, dlaždice stromu a veřejné klíče

Ověření bez sítě a bez komplanu v provozu:

    komplan verify book kniha/ --key kniha/keys
    komplan verify export vyporadani.jsonl --book kniha/ --key kniha/keys --outcomes vysledky.txt

Klíč v kniha/keys porovnejte s klíčem, který město otisklo v oznámení o řízení: jiný klíč znamená jinou knihu.
Archiv obsahuje osobní údaje podatelů. Pro zveřejnění použijte `komplan consultation export --profile public`.
"""


@consultation_app.command("export")
@reaching("clerk")
def export_command(
    *,
    access: Access,
    round_id: RoundId,
    file: Annotated[
        Path, typer.Argument(help="file to write (.xlsx, .csv, .jsonl, .docx or .odt); a new folder for the archive")
    ],
    profile: Annotated[
        str, typer.Option("--profile", help="public (no personal data), office, or archive (with the book)")
    ] = PUBLIC,
    json: Json = False,
) -> None:
    """Write the settlement table, one row for each point. Its last line is counted against the book.

    Example: komplan consultation export jaro vyporadani.xlsx --target localhost:5100 --area vzorov
    """
    if profile not in (PUBLIC, OFFICE, ARCHIVE):
        raise Invalid.field("profile", "UNKNOWN_CODE", f"say {PUBLIC}, {OFFICE} or {ARCHIVE}")
    name = round_name(access, round_id)
    if profile == ARCHIVE:
        _begin(file)
        closing = asked(access, lambda peer: _archive(peer, name, file))
    else:
        closing = asked(access, lambda peer: _table(peer, name, profile, [file]))
    if json:
        give_json({"rows": closing.rows, "withheld": closing.withheld, "points": closing.points, "file": str(file)})
    else:
        print(closing)


async def _table(peer: Peer, name: str, profile: str, files: list[Path]) -> Closing:
    request: Any
    if profile == PUBLIC:
        request = public.ExportPublicTableRequest(parent=name)
        method = public_rpc.PublicationServiceStub(peer.channel).ExportPublicTable
    else:
        request = office.ExportOfficeTableRequest(parent=name)
        method = office_rpc.PublicationOfficeServiceStub(peer.channel).ExportOfficeTable
    return await write(peer.stream(method, request, SECONDS), files)


async def _archive(peer: Peer, name: str, folder: Path) -> Closing:
    closing = await _table(peer, name, OFFICE, [folder / f"vyporadani.{end}" for end in ("csv", "jsonl", "xlsx")])
    held = await peer.ask(read_rpc.ConsultationServiceStub(peer.channel).GetRound, read.GetRoundRequest(name=name))
    own = [f"{outcome.kernel}={' '.join(outcome.title.split())}\n" for outcome in held.outcomes]
    (folder / "vysledky.txt").write_text("".join(own), encoding="utf-8")
    await publish(peer, name, "", folder / "kniha")
    return closing


def _begin(folder: Path) -> None:
    """Make a folder of its owner's own, with the manual in it. Raises Invalid for one that is there."""
    check_folder(folder)
    check_new(folder)
    with told_of(folder):
        folder.mkdir(mode=0o700)
        (folder / "JAK-OVERIT.txt").write_text(MANUAL, encoding="utf-8")
