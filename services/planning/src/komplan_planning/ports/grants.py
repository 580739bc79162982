"""Grant calls, applications, and what became of them."""

from typing import Protocol

from komplan_core.grants import (
    GrantApplication,
    GrantAssessment,
    GrantCall,
    GrantDecision,
    GrantProposal,
    GrantResult,
)
from komplan_core.process import StatedFigure
from komplan_kit.store import Collection


class GrantsTx(Protocol):
    """What is kept of grants."""

    calls: Collection[GrantCall]
    applications: Collection[GrantApplication]
    assessments: Collection[GrantAssessment]
    proposals: Collection[GrantProposal]
    decisions: Collection[GrantDecision]
    results: Collection[GrantResult]

    def announced_calls(self) -> list[GrantCall]:
        """All calls that everybody sees."""
        ...

    def applications_of(self, call: str) -> list[GrantApplication]:
        """All applications of a call."""
        ...

    def assessments_of(self, call: str) -> list[GrantAssessment]:
        """All judgements of a call's applications."""
        ...

    def proposals_of(self, call: str) -> list[GrantProposal]:
        """All proposals of a call, the newest last."""
        ...

    def all_results(self) -> list[GrantResult]:
        """All decided applications, in the order of decision."""
        ...

    def stated_figures(self) -> list[StatedFigure]:
        """The stated figures of all cycles."""
        ...
