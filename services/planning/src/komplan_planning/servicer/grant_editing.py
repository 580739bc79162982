"""Keeping grants: from the call to the settlement."""

from dataclasses import dataclass
from typing import Any

from komplan.planning.v1 import grant_assessment_pb2, grant_pb2
from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan_core import names
from komplan_core.grants import FormalCheck, GrantContract, GrantPayment, GrantSettlement, Opinion
from komplan_kit.caller import Caller, current
from komplan_kit.codec import Codec
from komplan_planning.servicer.grants import GrantLists
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.grants.calls import GrantCalls
from komplan_planning.usecases.grants.deciding import GrantDeciding
from komplan_planning.usecases.grants.judging import GrantJudging
from komplan_planning.usecases.grants.paying import GrantPaying

CHECK = Codec(grant_pb2.FormalCheck, FormalCheck)
CONTRACT = Codec(grant_pb2.GrantContract, GrantContract)
PAYMENT = Codec(grant_pb2.GrantPayment, GrantPayment)
SETTLEMENT = Codec(grant_pb2.GrantSettlement, GrantSettlement)
OPINION = Codec(grant_assessment_pb2.GrantOpinion, Opinion)


@dataclass(frozen=True)
class GrantOffice:
    """Who decides what at the office."""

    calls: GrantCalls
    judging: GrantJudging
    deciding: GrantDeciding
    paying: GrantPaying


class GrantEditorServicer:
    """Keeping grants."""

    def __init__(self, database: Planning, lists: GrantLists, office: GrantOffice) -> None:
        self._db, self._lists = database, lists
        self._calls, self._judging = office.calls, office.judging
        self._deciding, self._paying = office.deciding, office.paying

    async def CreateGrantCall(self, request: edit.CreateGrantCallRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._lists.calls.kind.codec.values(request.grant_call)
        return await self._db.write(self._calls.create, values, request.grant_call_id)

    async def UpdateGrantCall(self, request: edit.UpdateGrantCallRequest, context: Any) -> bytes:
        changed = request.grant_call
        changes = self._lists.calls.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._calls.update, changed.name, changed.etag, changes)

    async def DeleteGrantCall(self, request: edit.DeleteGrantCallRequest, context: Any) -> bytes:
        return await self._db.write(self._calls.delete, request.name, request.etag)

    async def AnnounceGrantCall(self, request: edit.AnnounceGrantCallRequest, context: Any) -> bytes:
        return await self._db.write(self._calls.announce, request.name, request.etag)

    async def CheckGrantApplication(self, request: edit.CheckGrantApplicationRequest, context: Any) -> bytes:
        checks = [CHECK.decode(check, f"checks.{index}") for index, check in enumerate(request.checks)]
        given = (request.name, checks, request.outcome, request.etag, _caller())
        return await self._db.write(self._judging.check, *given)

    async def RecordGrantOpinion(self, request: edit.RecordGrantOpinionRequest, context: Any) -> bytes:
        opinion = OPINION.decode(request.opinion, "opinion")
        return await self._db.write(self._judging.advise, request.name, opinion, _caller())

    async def DeclareGrantConflict(self, request: edit.DeclareGrantConflictRequest, context: Any) -> bytes:
        return await self._db.write(self._judging.declare_conflict, request.name, request.evaluator, _caller())

    async def ScoreGrantApplication(self, request: edit.ScoreGrantApplicationRequest, context: Any) -> bytes:
        points = [(item.criterion, item.points) for item in request.points]
        return await self._db.write(self._judging.score, request.name, request.evaluator, points, _caller())

    async def CloseGrantScoring(self, request: edit.CloseGrantScoringRequest, context: Any) -> bytes:
        return await self._db.write(self._judging.close, request.name, _caller())

    async def ProposeGrants(self, request: edit.ProposeGrantsRequest, context: Any) -> Any:
        if request.validate_only:
            found = await self._db.read(self._deciding.compute, request.parent, request.strategy)
            return self._lists.proposals.kind.codec.encode(found)
        return await self._db.write(self._deciding.propose, request.parent, request.strategy, _caller())

    async def DecideGrants(self, request: edit.DecideGrantsRequest, context: Any) -> bytes:
        values = self._lists.decisions.kind.codec.values(request.grant_decision)
        given = (request.parent, values, request.grant_decision_id, _caller())
        return await self._db.write(self._deciding.decide, *given)

    async def RecordGrantContract(self, request: edit.RecordGrantContractRequest, context: Any) -> bytes:
        contract = CONTRACT.decode(request.contract, "contract")
        return await self._db.write(self._paying.contract, request.name, contract, request.etag, _caller())

    async def RecordGrantPayment(self, request: edit.RecordGrantPaymentRequest, context: Any) -> bytes:
        payment = PAYMENT.decode(request.payment, "payment")
        return await self._db.write(self._paying.pay, request.name, payment, request.last, request.etag, _caller())

    async def SettleGrant(self, request: edit.SettleGrantRequest, context: Any) -> bytes:
        settlement = SETTLEMENT.decode(request.settlement, "settlement")
        return await self._db.write(self._paying.settle, request.name, settlement, request.etag, _caller())

    async def GetGrantAssessment(self, request: edit.GetGrantAssessmentRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.assessments.kind, request.name)

    async def ListGrantAssessments(self, request: edit.ListGrantAssessmentsRequest, context: Any) -> bytes:
        names.GRANT_CALL.parse(request.parent, "parent")
        return await self._db.page(self._lists.assessments, request, parent=request.parent)

    async def GetGrantProposal(self, request: edit.GetGrantProposalRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.proposals.kind, request.name)

    async def ListGrantProposals(self, request: edit.ListGrantProposalsRequest, context: Any) -> bytes:
        names.GRANT_CALL.parse(request.parent, "parent")
        return await self._db.page(self._lists.proposals, request, parent=request.parent)

    async def GetGrantDecision(self, request: edit.GetGrantDecisionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.decisions.kind, request.name)

    async def ListGrantDecisions(self, request: edit.ListGrantDecisionsRequest, context: Any) -> bytes:
        names.GRANT_CALL.parse(request.parent, "parent")
        return await self._db.page(self._lists.decisions, request, parent=request.parent)


def _caller() -> Caller:
    return current.get().caller
