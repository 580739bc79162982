"""Groups of like points."""

import asyncio
from typing import Any

from komplan.consultation.v1 import similarity_pb2
from komplan.consultation.v1 import similarity_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.settlement import SETTLEMENT
from komplan_consultation.usecases.deciding import NotStored
from komplan_consultation.usecases.similarity import Similarity
from komplan_core import names
from komplan_core.consultation.similarity import alike
from komplan_core.errors import Full
from komplan_kit.caller import current
from komplan_kit.reading import Listing


class SimilarityServicer:
    """Groups of like points. One search at a time: it takes a core for seconds."""

    def __init__(self, database: Consultation, group_list: Listing, similarity: Similarity) -> None:
        self._db, self._groups, self._similarity = database, group_list, similarity
        self._busy = False

    async def GetSimilarityGroup(self, request: pb.GetSimilarityGroupRequest, context: Any) -> bytes:
        return await self._db.get(self._groups.kind, request.name)

    async def ListSimilarityGroups(self, request: pb.ListSimilarityGroupsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._groups, request, parent=request.parent)

    async def SuggestSimilarGroups(self, request: pb.SuggestSimilarGroupsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        if self._busy:
            raise Full("TOO_MANY_CALLS", "a search for like points is under way: repeat when it has ended")
        self._busy = True
        try:
            said = await self._db.read(self._similarity.comparable, request.parent)
            found = await asyncio.to_thread(alike, [point.text for point in said])
            points = [point.name for point in said]
            return await self._db.write(self._similarity.suggest, request.parent, points, found, alone=True)
        finally:
            self._busy = False

    async def CreateSimilarityGroup(self, request: pb.CreateSimilarityGroupRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        values = self._groups.kind.codec.values(request.similarity_group)
        return await self._db.write(self._similarity.create, request.parent, values, request.similarity_group_id)

    async def CompareSimilarPoints(
        self, request: pb.CompareSimilarPointsRequest, context: Any
    ) -> pb.CompareSimilarPointsResponse:
        found = await self._db.read(self._similarity.compare, request.name)
        return pb.CompareSimilarPointsResponse(
            points=[
                similarity_pb2.ComparedPoint(
                    point=said.name,
                    label=said.label,
                    score=score,
                    text=said.text,
                    own_words=difference.own_words,
                    missing_words=difference.missing_words,
                )
                for said, score, difference in found
            ]
        )

    async def ConfirmSimilarityGroup(self, request: pb.ConfirmSimilarityGroupRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._similarity.confirm, request.name, request.etag, caller)

    async def RemoveSimilarPoint(self, request: pb.RemoveSimilarPointRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._similarity.remove, request.name, request.point, request.etag, caller)

    async def DissolveSimilarityGroup(self, request: pb.DissolveSimilarityGroupRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._similarity.dissolve, request.name, request.etag, caller)

    async def SettleSimilarityGroup(
        self, request: pb.SettleSimilarityGroupRequest, context: Any
    ) -> pb.SettleSimilarityGroupResponse | bytes:
        values, caller = SETTLEMENT.values(request.settlement), current.get().caller
        own = {item.point: item.text for item in request.own_words}
        try:
            return await self._db.write(self._similarity.settle, request.name, values, own, caller)
        except NotStored as refused:
            return pb.SettleSimilarityGroupResponse(results=refused.results)
