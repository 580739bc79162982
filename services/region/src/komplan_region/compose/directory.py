"""Builds what signs the directory, and what asks the cities for the keys of their books."""

from datetime import timedelta
from typing import Final

from komplan.region.v1 import directory_office_service_pb2, directory_service_pb2
from komplan_core.regional.signed_directory import signer
from komplan_kit.config import RegionSettings
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_kit.signing import signing_key
from komplan_region.collecting.book_keys import BookKeys
from komplan_region.collecting.lines import Lines
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories.kinds import SIGNED_DIRECTORIES
from komplan_region.servicer.signed_directory import DirectoryOfficeServicer, DirectoryServicer
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.signed_directory import Signing

LOOKING: Final = timedelta(seconds=1)
"""Between two looks whether an entry changed: who was blocked stands in the signed directory a second later."""


def add_directory(
    server: Server, database: Database[RegionTx], directory: Directory, lines: Lines, region: RegionSettings
) -> None:
    """Add its services to the process, and sign anew while it serves."""
    key = signing_key(region.signing_key, signer(region.code)) if region.signing_key is not None else None
    signing = Signing(region.code, key)
    services = {
        **directory_service_pb2.DESCRIPTOR.services_by_name,
        **directory_office_service_pb2.DESCRIPTOR.services_by_name,
    }
    server.add(services["DirectoryService"], DirectoryServicer(database, SIGNED_DIRECTORIES, signing))
    office = DirectoryOfficeServicer(database, directory, BookKeys(lines), region.deadline_seconds)
    server.add(services["DirectoryOfficeService"], office)
    if key is None:
        return

    async def sign() -> None:
        if await database.read(signing.is_due):
            await database.write(signing.issue)

    server.background("sign-directory", LOOKING.total_seconds(), sign)
