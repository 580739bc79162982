"""Municipal support of services (dotační řízení): calls, applications, scoring, decisions, money traced to the plan."""

from komplan_core.grants.applications import (
    Applicant,
    FormalCheck,
    GrantApplication,
    GrantContract,
    GrantPayment,
    GrantSettlement,
    OtherSource,
    SupportedMeasure,
)
from komplan_core.grants.assessing import GrantAssessment, Opinion, Score, Verdict
from komplan_core.grants.calls import Criterion, GrantCall, GrantKind, Requirement
from komplan_core.grants.deciding import DecisionLine, GrantDecision
from komplan_core.grants.proposing import GrantProposal, ProposalLine, Strategy
from komplan_core.grants.results import GrantResult

__all__ = [
    "Applicant",
    "Criterion",
    "DecisionLine",
    "FormalCheck",
    "GrantApplication",
    "GrantAssessment",
    "GrantCall",
    "GrantContract",
    "GrantDecision",
    "GrantKind",
    "GrantPayment",
    "GrantProposal",
    "GrantResult",
    "GrantSettlement",
    "Opinion",
    "OtherSource",
    "ProposalLine",
    "Requirement",
    "Score",
    "Strategy",
    "SupportedMeasure",
    "Verdict",
]
