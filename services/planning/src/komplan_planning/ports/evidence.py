"""What is known of the territory: rounds, reports, surveys, SWOT, series, benefits, mapped subjects."""

from datetime import datetime
from typing import Protocol

from komplan_core.evidence.benefits import Benefit
from komplan_core.evidence.mapping import MappedSubject
from komplan_core.evidence.rounds import NeedRound, NeedsReport
from komplan_core.evidence.series import Series
from komplan_core.evidence.surveys import Survey
from komplan_core.evidence.swots import Swot
from komplan_core.needs import Need
from komplan_core.values import Money
from komplan_kit.store import Collection

MeasureLine = tuple[int, str, Money | None, Money | None, Money | None]
"""Year, source as the measure names it, planned, secured, actual."""


class EvidenceTx(Protocol):
    """Evidence in one transaction."""

    rounds: Collection[NeedRound]
    reports: Collection[NeedsReport]
    surveys: Collection[Survey]
    swots: Collection[Swot]
    series: Collection[Series]
    benefits: Collection[Benefit]
    subjects: Collection[MappedSubject]

    @property
    def now(self) -> datetime:
        """The time of the transaction."""
        ...

    def referred(self, name: str) -> bool:
        """Whether evidence, or another need, refers to this resource."""
        ...

    def needs_of_year(self, year: int) -> list[Need]:
        """All needs of a year, in the order of creation."""
        ...

    def followers(self, need: str) -> list[Need]:
        """Needs that follow a need."""
        ...

    def need_number_taken(self, year: int, need_no: int) -> str | None:
        """The name of the need with a number of a year, or None."""
        ...

    def next_need_number(self, year: int) -> int:
        """The number after the highest one of a year."""
        ...

    def reports_of(self, need_round: str) -> list[NeedsReport]:
        """All versions of all reports of a round."""
        ...

    def earlier_report(self, municipality: str, year: int) -> NeedsReport | None:
        """The last report that a municipality submitted before a year, or None."""
        ...

    def rounds_of_year(self, year: int) -> list[str]:
        """Names of a year's rounds."""
        ...

    def all_benefits(self, cycle: str) -> list[Benefit]:
        """All benefits of a cycle, or of all where it is empty."""
        ...

    def all_subjects(self) -> list[MappedSubject]:
        """All mapped subjects."""
        ...

    def subject_of_provider(self, provider: str) -> str | None:
        """The name of the subject that is linked to a provider, or None."""
        ...

    def open_needs(self) -> list[str]:
        """Names of all open needs."""
        ...

    def money_of(self, version: str) -> list[MeasureLine]:
        """The financing lines of all measures of a version."""
        ...
