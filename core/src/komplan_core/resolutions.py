"""Resolutions of council and assembly, and the submissions on which they decide."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import Refused
from komplan_core.planning import Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, OptionalCode, Text, Title

SETTLED_STATES: Final = frozenset({"settled", "released", "submitted", "returned", "approved", "archived"})
"""Meanings of a round's states in which every comment has its answer."""

MOST_NAMED: Final = 20
"""Gaps that a refusal names; the round's own gate names all."""


class ResolutionResult(StrEnum):
    """What a body decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    NOTED = "noted"


class RegisteredResolution(Entity):
    """A decision of the council (rada) or assembly (zastupitelstvo) as it stands in the register of resolutions."""

    body: Code
    number: Title
    held_on: date
    result: ResolutionResult
    subject: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    """Resource name of what was decided on: a plan version, an action plan, a grant call."""
    text: Text = ""

    @property
    def cited(self) -> Resolution:
        """How what was decided on cites it."""
        return Resolution(body=self.body, number=self.number, held_on=self.held_on)


class RoundStanding(Record):
    """How a consultation round stood when the version was submitted."""

    name: str
    title: Title
    state: Code
    """The fixed meaning of its state."""
    comments: Count
    points: Count
    unsettled: Count
    """Points without a settlement."""
    texts_kept: bool = False
    """Whether the round keeps the text that people commented on; without it nothing can be compared."""
    unchanged: tuple[str, ...] = ()
    """Accepted points for which nothing changed in the final text, such as `17/2`."""
    unexplained: tuple[str, ...] = ()
    """Ids of text blocks that changed without a reason."""
    final_sha256: str = ""
    """Hash of the final text of the round; empty where none was frozen."""
    draft_sha256: str = ""
    """Hash of the text that people commented on; empty where the round keeps none."""
    book_root: str = ""
    """Root hash of the round's comment book as it was then, hexadecimal: what came later is shown to follow from it."""

    @property
    def settled(self) -> bool:
        """Whether every point has its settlement and the round says so."""
        return self.state in SETTLED_STATES and self.unsettled == 0

    def gaps(self, texts: Collection[str]) -> str:
        """What of the way from settlements to the text is missing, in words; empty where nothing is.

        Every accepted point changed the text, every change has its reason, and the final text of the round is one of
        `texts`: that which is submitted, or that on which a later round was held.
        """
        if not self.texts_kept:
            return ""
        if not self.final_sha256:
            return "its final text is not frozen: publish the final draft of the round"
        found = []
        if self.unchanged:
            found.append(f"accepted and nothing changed: {_some(self.unchanged)}")
        if self.unexplained:
            found.append(f"changed without a reason: {_some(self.unexplained)}")
        if self.final_sha256 not in texts:
            found.append("its final draft is of another text than this version")
        return "; ".join(found)


def check_settled(rounds: Iterable[RoundStanding], text_sha256: str) -> None:
    """Raise Refused where a round is not settled, or the text of this hash does not follow from its settlements."""
    held = tuple(rounds)
    texts = {text_sha256, *(standing.draft_sha256 for standing in held)} - {""}
    for standing in held:
        if not standing.settled:
            left = f"{standing.unsettled} of {standing.points} points have no settlement"
            raise Refused("CONSULTATION_UNSETTLED", f"`{standing.name}` is {standing.state}: {left}")
        if missing := standing.gaps(texts):
            raise Refused("TRACEABILITY_GAPS", f"`{standing.name}`: {missing}")


class ConsultationStanding(StrEnum):
    """What the consultation said of a version's rounds."""

    SETTLED = "settled"
    NONE = "none"
    """The instance is configured to hold no consultation with komplan: nothing was asked."""


class Submission(Entity):
    """A final version handed to the council or the assembly."""

    body: Code
    submitted_on: date
    content_sha256: Annotated[str, StringConstraints(min_length=64, max_length=64)]
    """Hash of what was submitted."""
    consultation: ConsultationStanding
    rounds: Annotated[tuple[RoundStanding, ...], Field(max_length=200)] = ()
    clerk: OptionalCode = ""
    """The office that submitted it."""


def _some(names: tuple[str, ...]) -> str:
    """The first names of a list, and how many there are beside them."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
