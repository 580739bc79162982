"""The region's rounds of reports of needs, and the codes for their forms."""

from typing import Any

from komplan.region.v1 import need_round_office_service_pb2 as pb
from komplan_core import names
from komplan_core.regional.need_records import new_code
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.needs import NeedListings
from komplan_region.usecases.need_rounds import RegionNeedRounds

MOST_CODES = 2_000
"""Codes that are issued at once; no region has more municipalities."""


class NeedRoundOfficeServicer:
    """Keeping rounds."""

    def __init__(self, database: Database[RegionTx], lists: NeedListings, rounds: RegionNeedRounds) -> None:
        self._db, self._lists, self._rounds = database, lists, rounds
        self._codec = lists.rounds.kind.codec

    async def CreateNeedRound(self, request: pb.CreateNeedRoundRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._codec.values(request.need_round)
        return await self._db.write(self._rounds.create, values, request.need_round_id)

    async def UpdateNeedRound(self, request: pb.UpdateNeedRoundRequest, context: Any) -> bytes:
        changed = request.need_round
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._rounds.update, changed.name, changed.etag, changes)

    async def DeleteNeedRound(self, request: pb.DeleteNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.delete, request.name, request.etag)

    async def OpenNeedRound(self, request: pb.OpenNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.open, request.name, request.etag)

    async def CloseNeedRound(self, request: pb.CloseNeedRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.close, request.name, request.etag)

    async def IssueNeedCodes(self, request: pb.IssueNeedCodesRequest, context: Any) -> bytes:
        codes = [new_code() for _ in range(len(request.municipalities) or MOST_CODES)]
        return await self._db.write(self._rounds.issue, request.parent, list(request.municipalities), codes)

    async def WithdrawNeedCode(self, request: pb.WithdrawNeedCodeRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.withdraw, request.name, request.etag)

    async def ListNeedCodes(self, request: pb.ListNeedCodesRequest, context: Any) -> bytes:
        names.REGION_NEED_ROUND.parse(request.parent, "parent")
        return await self._db.page(self._lists.codes, request, parent=request.parent)
