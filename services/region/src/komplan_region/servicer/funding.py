"""What can be funded: read by everybody who may, asked and solved by the office."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from komplan.region.v1 import funding_office_service_pb2 as office
from komplan.region.v1 import funding_pb2
from komplan.region.v1 import funding_service_pb2 as pb
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.regional.funding.answer import Answer, FundingState
from komplan_core.regional.funding.choosing import choose
from komplan_core.regional.funding.model import Solver
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.funding import Fundings
from komplan_region.usecases.funding_told import FundedMeasure

_CHOSEN: Final = {"": None, "chosen": True, "fallen": False}


class FundingServicer:
    """Reading; a question that is not published is there for the office only."""

    def __init__(self, database: Database[RegionTx], listing: Listing, fundings: Fundings) -> None:
        self._db, self._listing, self._fundings = database, listing, fundings

    async def GetFunding(self, request: pb.GetFundingRequest, context: Any) -> bytes:
        return await self._db.get(self._listing.kind, request.name)

    async def ListFundings(self, request: pb.ListFundingsRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._listing, request)

    async def ListFundedMeasures(
        self, request: pb.ListFundedMeasuresRequest, context: Any
    ) -> pb.ListFundedMeasuresResponse:
        if request.outcome not in _CHOSEN:
            raise Invalid.field("outcome", "UNKNOWN_CODE", "`chosen`, `fallen`, or nothing for both")
        await self._db.get(self._listing.kind, request.parent)  # not for everybody
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._fundings.outcomes, request.parent, after, size + 1, _CHOSEN[request.outcome])
        response = pb.ListFundedMeasuresResponse(measures=[_measure(outcome.encoded) for _, outcome in found[:size]])
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1][0], request)
        return response

    async def CompareFundings(self, request: pb.CompareFundingsRequest, context: Any) -> pb.FundingComparison:
        for name in (request.name, request.other):
            await self._db.get(self._listing.kind, name)
        one, other, paid, paid_other = await self._db.read(self._fundings.compare, request.name, request.other)
        encode = self._listing.kind.codec.encode
        return pb.FundingComparison(
            first=encode(one),
            second=encode(other),
            both=len(paid.keys() & paid_other.keys()),
            only_first=[_measure(paid[name].encoded) for name in sorted(paid.keys() - paid_other.keys())],
            only_second=[_measure(paid_other[name].encoded) for name in sorted(paid_other.keys() - paid.keys())],
        )


class FundingOfficeServicer:
    """Asking and solving. One question is solved at a time: a search takes a whole processor."""

    def __init__(
        self, database: Database[RegionTx], listing: Listing, fundings: Fundings, solver: Callable[[float], Solver]
    ) -> None:
        self._db, self._codec, self._fundings, self._solver = database, listing.kind.codec, fundings, solver
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="funding")

    async def CreateFunding(self, request: office.CreateFundingRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.write(self._fundings.create, self._codec.values(request.funding), request.funding_id)

    async def UpdateFunding(self, request: office.UpdateFundingRequest, context: Any) -> bytes:
        changed = request.funding
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._fundings.update, changed.name, changed.etag, changes)

    async def DeleteFunding(self, request: office.DeleteFundingRequest, context: Any) -> bytes:
        return await self._db.write(self._fundings.delete, request.name, request.etag)

    async def SolveFunding(self, request: office.SolveFundingRequest, context: Any) -> bytes:
        question = await self._db.read(self._fundings.question, request.name, request.etag)

        def solved() -> Answer:
            return choose(question.problem, self._solver(question.seconds))

        answer = Answer(FundingState.UNDECIDED)
        if not question.stale:
            answer = await asyncio.get_running_loop().run_in_executor(self._pool, solved)
        return await self._db.write(self._fundings.keep, question, answer, alone=True)

    def close(self) -> None:
        """Let a search end, and take no further one."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def encoded(told: FundedMeasure) -> bytes:
    """The message of what became of a measure."""
    message = funding_pb2.FundedMeasure(
        measure=told.measure.name,
        code=told.measure.code,
        title=told.measure.title,
        points=told.candidate.points,
        mandatory=told.candidate.mandatory,
        percent=told.percent,
        asked=told.asked,
    )
    for hindrance in told.hindrances:
        rule = hindrance.rule
        by = funding_pb2.FundingRule(kind=rule.kind, source=rule.source, year=rule.year, orp=rule.orp)
        message.hindrances.add(rule=by, missing=hindrance.missing)
    body: bytes = message.SerializeToString(deterministic=True)
    return body


def _measure(encoded: bytes) -> funding_pb2.FundedMeasure:
    return funding_pb2.FundedMeasure.FromString(encoded)
