"""Resolutions, submissions, scorings, and the fields for staff."""

from datetime import date
from typing import Protocol

from komplan_core.completeness.content import Content
from komplan_core.extra_fields import StaffFields
from komplan_core.resolutions import RegisteredResolution, RoundStanding, Submission
from komplan_core.scoring import Scoring
from komplan_kit.store import Collection


class Consultation(Protocol):
    """The service that keeps the rounds."""

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        """How the rounds on these versions stand; None where the instance is said to hold no consultation.

        Raises Unavailable when it does not answer: nothing is assumed of a round.
        """
        ...


class AdoptionTx(Protocol):
    """What leads to an adopted plan, inside a transaction."""

    resolutions: Collection[RegisteredResolution]
    submissions: Collection[Submission]
    scorings: Collection[Scoring]
    staff_fields: Collection[StaffFields]

    def numbered(self, body: str, number: str) -> str | None:
        """The name of the resolution of this number, or None."""
        ...

    def is_cited(self, resolution: RegisteredResolution) -> bool:
        """Whether a version was adopted by it."""
        ...

    def is_candidate(self, node: str) -> bool:
        """Whether a scoring of its version puts a node on the ballot paper."""
        ...

    def submissions_of(self, version: str) -> list[Submission]:
        """All submissions of a version, oldest first."""
        ...

    def forget_staff_fields(self, subject: str) -> None:
        """Remove what staff noted of a record that goes."""
        ...

    def content(self, version: str, day: date) -> Content:
        """All that the checks of completeness look at; members count who are in mandate on the day."""
        ...
