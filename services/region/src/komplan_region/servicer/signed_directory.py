"""The signed directory for everybody, and the cities' book keys for the office."""

import asyncio
from typing import Any

import structlog

from komplan.region.v1 import directory_office_service_pb2 as office
from komplan.region.v1 import directory_pb2
from komplan.region.v1 import directory_service_pb2 as pb
from komplan_core import names
from komplan_core.directory import Municipality
from komplan_core.errors import PlanError
from komplan_kit.database import Database
from komplan_kit.store import Kind
from komplan_region.ports.signed_directory import AskForBookKeys
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.directory import Directory, deadline
from komplan_region.usecases.signed_directory import Signing, confirmed

log = structlog.get_logger(__name__)


class DirectoryServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx], kind: Kind[Any], signing: Signing) -> None:
        self._db, self._kind, self._signing = database, kind, signing

    async def GetSignedDirectory(self, request: pb.GetSignedDirectoryRequest, context: Any) -> bytes:
        names.REGION.parse(request.name)
        return await self._db.get(self._kind, self._signing.name)

    async def GetDirectoryKey(self, request: pb.GetDirectoryKeyRequest, context: Any) -> pb.GetDirectoryKeyResponse:
        names.REGION.parse(request.name)
        return pb.GetDirectoryKeyResponse(key=self._signing.key)


class DirectoryOfficeServicer:
    """Asking the cities for the keys of their books."""

    def __init__(self, database: Database[RegionTx], directory: Directory, ask: AskForBookKeys, seconds: float) -> None:
        self._db, self._directory, self._ask, self._seconds = database, directory, ask, seconds

    async def LookUpBookKeys(
        self, request: office.LookUpBookKeysRequest, context: Any
    ) -> office.LookUpBookKeysResponse:
        names.REGION.parse(request.parent, "parent")
        seconds = deadline(request.deadline_seconds, self._seconds)
        standings = await self._db.read(self._directory.standings)
        cities = [item.municipality for item in standings if item.is_asked and item.municipality.consultation_target]
        found = await asyncio.gather(*(self._of(city, seconds) for city in cities))
        response = office.LookUpBookKeysResponse()
        for city, keys in zip(cities, found, strict=True):
            if keys is None:
                response.unreachable.append(city.code)
            else:
                response.keys.extend(keys)
        return response

    async def _of(self, city: Municipality, seconds: float) -> list[directory_pb2.BookKeySeen] | None:
        """What one city told; None where it could not be understood."""
        try:
            told = await self._ask(city, seconds)
        except PlanError as error:
            log.warning("book_keys_not_told", area=city.code, reason=error.reason)
            return None
        seen = []
        for item in told:
            if (known := confirmed(city, item)) is None:
                log.warning("book_key_is_none", area=city.code)
                continue
            key, fingerprint, is_confirmed = known
            seen.append(
                directory_pb2.BookKeySeen(
                    area=city.code,
                    title=city.title,
                    round=item.round,
                    round_title=item.round_title,
                    origin=key.name,
                    key=str(key),
                    fingerprint=fingerprint,
                    confirmed=is_confirmed,
                )
            )
        return seen
