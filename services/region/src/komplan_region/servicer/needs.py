"""Needs of the region, for everybody."""

from dataclasses import dataclass
from typing import Any

from komplan.region.v1 import need_pb2
from komplan.region.v1 import needs_service_pb2 as pb
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.database import Database
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import OFFICE
from komplan_region.servicer.need_messages import figures_message, round_message
from komplan_region.usecases.need_rounds import RegionNeedRounds
from komplan_region.usecases.needs import needs_figures
from komplan_region.usecases.years import years_between


@dataclass(frozen=True)
class NeedListings:
    """The lists of what the region keeps of needs."""

    rounds: Listing
    intake: Listing
    codes: Listing
    merges: Listing
    responses: Listing


class NeedsServicer:
    """Reading for everybody: nothing of what is told here is personal or unpublished."""

    def __init__(self, database: Database[RegionTx], lists: NeedListings, rounds: RegionNeedRounds) -> None:
        self._db, self._lists, self._rounds = database, lists, rounds

    async def GetNeedRound(self, request: pb.GetNeedRoundRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.rounds.kind, request.name)

    async def ListNeedRounds(self, request: pb.ListNeedRoundsRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists.rounds, request)

    async def GetNeedCoverage(self, request: pb.GetNeedCoverageRequest, context: Any) -> need_pb2.RoundCoverage:
        return round_message(await self._db.read(self._rounds.standing, request.name), True)

    async def GetNeedFigures(self, request: pb.GetNeedFiguresRequest, context: Any) -> need_pb2.NeedFigures:
        names.REGION.parse(request.parent, "parent")
        years = years_between(request.from_year, request.to_year)
        to_staff = bool(current.get().caller.roles & OFFICE)
        return figures_message(await self._db.read(needs_figures, years), to_staff)

    async def GetNeedResponse(self, request: pb.GetNeedResponseRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.responses.kind, request.name)

    async def ListNeedResponses(self, request: pb.ListNeedResponsesRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists.responses, request)
