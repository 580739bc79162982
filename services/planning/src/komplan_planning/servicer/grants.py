"""Grants: what everybody reads, and what organisations hand in."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import grant_application_service_pb2 as apply
from komplan.planning.v1 import grant_money_pb2 as money_pb
from komplan.planning.v1 import grant_service_pb2 as read
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.days import day_of
from komplan_kit.reading import Listing
from komplan_planning.servicer.grant_money import funding_message, totals_message, trace_message
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.grants.applications import GrantApplications
from komplan_planning.usecases.grants.desk import GrantDesk
from komplan_planning.usecases.grants.money import GrantMoney
from komplan_planning.usecases.structure import is_office


@dataclass(frozen=True)
class GrantLists:
    """What is kept of grants, and how each kind is listed."""

    calls: Listing
    applications: Listing
    own_applications: Listing
    assessments: Listing
    proposals: Listing
    decisions: Listing
    results: Listing


class GrantServicer:
    """What everybody reads."""

    def __init__(self, database: Planning, lists: GrantLists, money: GrantMoney) -> None:
        self._db, self._lists, self._money = database, lists, money

    async def GetGrantCall(self, request: read.GetGrantCallRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.calls.kind, request.name)

    async def ListGrantCalls(self, request: read.ListGrantCallsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.calls, request)

    async def GetGrantResult(self, request: read.GetGrantResultRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.results.kind, request.name)

    async def ListGrantResults(self, request: read.ListGrantResultsRequest, context: Any) -> bytes:
        names.GRANT_CALL.parse(request.parent, "parent")
        return await self._db.page(self._lists.results, request, parent=request.parent)

    async def GetGrantTotals(self, request: read.GetGrantTotalsRequest, context: Any) -> read.GetGrantTotalsResponse:
        names.AREA.parse(request.parent, "parent")
        return totals_message(*await self._db.read(self._money.by_year))

    async def GetGrantTrace(self, request: read.GetGrantTraceRequest, context: Any) -> read.GetGrantTraceResponse:
        names.AREA.parse(request.parent, "parent")
        return trace_message(await self._db.read(self._money.traced, request.to, request.year))

    async def GetMeasureFunding(self, request: read.GetMeasureFundingRequest, context: Any) -> money_pb.MeasureFunding:
        return funding_message(await self._db.read(self._money.funding, request.name, current.get().caller))


class GrantApplicationServicer:
    """What organisations hand in."""

    def __init__(self, database: Planning, lists: GrantLists, desk: GrantDesk, applications: GrantApplications) -> None:
        self._db, self._lists, self._desk, self._applications = database, lists, desk, applications
        self._codec = lists.applications.kind.codec

    async def SubmitGrantApplication(self, request: apply.SubmitGrantApplicationRequest, context: Any) -> bytes:
        values, caller = self._codec.values(request.grant_application), current.get().caller
        received_on = day_of(request.received_on, "received_on") if request.HasField("received_on") else None
        given = (request.parent, values, request.grant_application_id, received_on, caller)
        return await self._db.write(self._applications.submit, *given)

    async def UpdateGrantApplication(self, request: apply.UpdateGrantApplicationRequest, context: Any) -> bytes:
        changed, caller = request.grant_application, current.get().caller
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._applications.update, changed.name, changed.etag, changes, caller)

    async def ResubmitGrantApplication(self, request: apply.ResubmitGrantApplicationRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._applications.resubmit, request.name, request.etag, caller)

    async def WithdrawGrantApplication(self, request: apply.WithdrawGrantApplicationRequest, context: Any) -> bytes:
        caller = current.get().caller
        return await self._db.write(self._applications.withdraw, request.name, request.etag, caller)

    async def GetGrantApplication(self, request: apply.GetGrantApplicationRequest, context: Any) -> Any:
        found = await self._db.read(self._desk.application, request.name, current.get().caller)
        return self._codec.encode(found)

    async def ListGrantApplications(self, request: apply.ListGrantApplicationsRequest, context: Any) -> bytes:
        names.GRANT_CALL.parse(request.parent, "parent")
        caller = current.get().caller
        if is_office(caller):
            return await self._db.page(self._lists.applications, request, parent=request.parent)
        own = self._desk.own_provider(caller)
        return await self._db.page(self._lists.own_applications, request, parent=request.parent, provider=own)
