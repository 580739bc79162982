"""How grant calls and applications are stored and listed."""

from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan.planning.v1 import grant_assessment_pb2, grant_pb2
from komplan_core import names
from komplan_core.grants import (
    GrantApplication,
    GrantAssessment,
    GrantCall,
    GrantDecision,
    GrantProposal,
    GrantResult,
)
from komplan_core.process import StatedFigure
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.repositories.kinds import CYCLES
from komplan_planning.rows.assessments import GrantAssessmentRow, GrantDecisionRow, GrantProposalRow
from komplan_planning.rows.grants import GrantApplicationRow, GrantCallRow, GrantResultRow

CALLS = Kind(
    "grant call",
    names.GRANT_CALL,
    Codec(grant_pb2.GrantCall, GrantCall),
    GrantCallRow,
    public=GrantCallRow.announced_on.is_not(None),
)
APPLICATIONS = Kind(
    "grant application",
    names.GRANT_APPLICATION,
    Codec(grant_pb2.GrantApplication, GrantApplication),
    GrantApplicationRow,
)
ASSESSMENTS = Kind(
    "grant assessment",
    names.GRANT_ASSESSMENT,
    Codec(grant_assessment_pb2.GrantAssessment, GrantAssessment),
    GrantAssessmentRow,
)
PROPOSALS = Kind(
    "grant proposal",
    names.GRANT_PROPOSAL,
    Codec(grant_assessment_pb2.GrantProposal, GrantProposal),
    GrantProposalRow,
)
DECISIONS = Kind(
    "grant decision",
    names.GRANT_DECISION,
    Codec(grant_assessment_pb2.GrantDecision, GrantDecision),
    GrantDecisionRow,
)
RESULTS = Kind("grant result", names.GRANT_RESULT, Codec(grant_pb2.GrantResult, GrantResult), GrantResultRow)

_CALL: Final = select(GrantCallRow.id).where(GrantCallRow.name == bindparam("parent")).scalar_subquery()
_STATE: Final = {"state": GrantApplicationRow.state == bindparam("state")}
CALL_LIST = Listing(
    CALLS, filters={"year": GrantCallRow.year == bindparam("year"), "kind": GrantCallRow.kind == bindparam("kind")}
)
APPLICATION_LIST = Listing(APPLICATIONS, parent=GrantApplicationRow.call_id == _CALL, filters=_STATE)
OWN_APPLICATION_LIST = Listing(
    APPLICATIONS,
    parent=(GrantApplicationRow.call_id == _CALL) & (GrantApplicationRow.provider == bindparam("provider")),
    filters=_STATE,
)
ASSESSMENT_LIST = Listing(ASSESSMENTS, parent=GrantAssessmentRow.call_id == _CALL)
PROPOSAL_LIST = Listing(PROPOSALS, parent=GrantProposalRow.call_id == _CALL)
GRANT_DECISION_LIST = Listing(DECISIONS, parent=GrantDecisionRow.call_id == _CALL)
RESULT_LIST = Listing(RESULTS, parent=GrantResultRow.call_id == _CALL)


def _all_of(row: Any) -> Statement:
    return Statement(select(row.encoded).where(row.call_id == _CALL).order_by(row.id))


_APPLICATIONS_OF = _all_of(GrantApplicationRow)
_ASSESSMENTS_OF = _all_of(GrantAssessmentRow)
_PROPOSALS_OF = _all_of(GrantProposalRow)
_ANNOUNCED = Statement(
    select(GrantCallRow.encoded).where(GrantCallRow.announced_on.is_not(None)).order_by(GrantCallRow.id)
)
_RESULTS = Statement(select(GrantResultRow.encoded).order_by(GrantResultRow.id))
_CYCLES = Statement(select(CYCLES.table.c.encoded).order_by(CYCLES.table.c.id))


class GrantsStore:
    """What is kept of grants, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.calls = Collection(CALLS, transaction)
        self.applications = Collection(APPLICATIONS, transaction)
        self.assessments = Collection(ASSESSMENTS, transaction)
        self.proposals = Collection(PROPOSALS, transaction)
        self.decisions = Collection(DECISIONS, transaction)
        self.results = Collection(RESULTS, transaction)

    def announced_calls(self) -> list[GrantCall]:
        return self._parsed(CALLS, _ANNOUNCED)

    def applications_of(self, call: str) -> list[GrantApplication]:
        return self._parsed(APPLICATIONS, _APPLICATIONS_OF, parent=call)

    def assessments_of(self, call: str) -> list[GrantAssessment]:
        return self._parsed(ASSESSMENTS, _ASSESSMENTS_OF, parent=call)

    def proposals_of(self, call: str) -> list[GrantProposal]:
        return self._parsed(PROPOSALS, _PROPOSALS_OF, parent=call)

    def all_results(self) -> list[GrantResult]:
        return self._parsed(RESULTS, _RESULTS)

    def stated_figures(self) -> list[StatedFigure]:
        return [figure for cycle in self._parsed(CYCLES, _CYCLES) for figure in cycle.stated_figures]

    def _parsed(self, kind: Kind[Any], statement: Statement, **params: Any) -> list[Any]:
        return [kind.codec.parse(bytes(row[0])) for row in self._tx.session.all(statement, **params)]
