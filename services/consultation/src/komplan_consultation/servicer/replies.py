"""Answers to authors."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import reply_service_pb2 as pb
from komplan_consultation.ports.results import Published, Results
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.evaluating import Evaluating
from komplan_consultation.usecases.replying import Replying
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.reading import Listing


class ReplyServicer:
    """Replies, prepared, written and noted."""

    def __init__(
        self,
        database: Consultation,
        reply_list: Listing,
        replying: Replying,
        evaluating: Evaluating,
        results: Results,
    ) -> None:
        self._db, self._list, self._replying = database, reply_list, replying
        self._evaluating, self._results = evaluating, results

    async def PrepareReplies(self, request: pb.PrepareRepliesRequest, context: Any) -> bytes:
        if not request.evaluation_year:
            return await self._db.write(self._replying.prepare, request.parent, alone=True)
        published = await self._published(request.parent)
        arguments = (request.parent, request.evaluation_year, published)
        return await self._db.write(self._evaluating.prepare, *arguments, alone=True)

    async def GetReply(self, request: pb.GetReplyRequest, context: Any) -> bytes:
        return await self._db.get(self._list.kind, request.name)

    async def ListReplies(self, request: pb.ListRepliesRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._list, request, parent=request.parent)

    async def WriteLetters(self, request: pb.WriteLettersRequest, context: Any) -> AsyncIterator[pb.Letter]:
        names.ROUND.parse(request.parent, "parent")
        after, year = 0, request.evaluation_year
        published = await self._published(request.parent) if year else Published()
        while True:
            given = (request.parent, request.channel, after)
            if year:
                letters, after = await self._db.read(self._evaluating.letters, *given, year, published)
            else:
                letters, after = await self._db.read(self._replying.letters, *given)
            for letter in letters:
                yield pb.Letter(**asdict(letter))
            if not after:
                return

    async def _published(self, parent: str) -> Published:
        names.ROUND.parse(parent, "parent")
        plan = await self._db.read(self._evaluating.plan, parent)
        return await self._results.published(plan) or Published()

    async def MarkReplies(self, request: pb.MarkRepliesRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        arguments = (request.parent, tuple(request.replies), request.state, request.note, roles)
        return await self._db.write(self._replying.mark, *arguments, alone=True)
