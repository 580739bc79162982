"""The written consultation: rounds, the comment book, settlement."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import OptionalCode, Period, Text, Title, unique

COMMENT_TEXT_LIMIT: Final = 100_000
"""Characters of one comment."""


class Channel(StrEnum):
    """The way on which a comment came."""

    PAPER_CONTACT_POINT = "paper-contact-point"
    POST = "post"
    IN_PERSON = "in-person"
    HEARING = "hearing"
    EMAIL = "email"
    DATA_BOX = "data-box"
    WEB = "web"


class AuthorKind(StrEnum):
    """The kinds of authors that offices count apart."""

    USER = "user"
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class RoundState(StrEnum):
    """Kernel states of a round."""

    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"


class Round(Entity):
    """One consultation round over one version of a plan."""

    title: Title
    plan_version: str
    """Resource name of planning's version that people comment on."""
    window: Period
    """First and last day on which a comment is in time."""
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    state: OptionalCode = ""
    fictional: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if self.window.end is None:
            violated("REQUIRED", "a round has a last day", "window.end")


class Author(Record):
    """Who stands behind a comment. Name and contact are personal data, sealed in storage."""

    kind: AuthorKind
    full_name: Annotated[str, Field(max_length=500)] = ""
    contact: Annotated[str, Field(max_length=1000)] = ""


class OutcomeKernel(StrEnum):
    """The fixed meaning of a settlement's outcome; cities may name further ones that map here."""

    ACCEPTED = "accepted"
    PARTIALLY_ACCEPTED = "partially-accepted"
    REJECTED = "rejected"
    EXPLAINED = "explained"
    ALREADY_COVERED = "already-covered"
    NOTED = "noted"
    FORWARDED = "forwarded"
    EDITORIAL = "editorial"


class Settlement(Record):
    """The answer to one point. Words of justification are compulsory but for a purely editorial correction."""

    outcome: OutcomeKernel
    justification: Text = ""
    decided_on: date
    working_group: OptionalCode = ""

    def model_post_init(self, context: Any, /) -> None:
        if self.outcome is not OutcomeKernel.EDITORIAL and not self.justification.strip():
            violated("JUSTIFICATION_REQUIRED", "say why, in words that the author will understand", "justification")


class Point(Record):
    """One thing that a comment says; a short comment has one point."""

    number: Annotated[int, Field(ge=1)]
    text: Annotated[str, Field(max_length=COMMENT_TEXT_LIMIT)]
    proposed_wording: Annotated[str, Field(max_length=COMMENT_TEXT_LIMIT)] = ""
    plan_part: Annotated[str, Field(max_length=400)] = ""
    """Resource name of the node or measure that it speaks of, or empty for the plan as a whole."""
    category: OptionalCode = ""
    working_group: OptionalCode = ""
    state: OptionalCode = ""
    settlement: Settlement | None = None


class Comment(Entity):
    """An entry of the comment book. Its number and text never change; a point's handling does."""

    number: Annotated[int, Field(ge=1)]
    received_on: date
    channel: Channel
    clerk: Text
    """Who took it down; never the author."""
    authors: Annotated[tuple[Author, ...], Field(min_length=1, max_length=1000)]
    points: Annotated[
        tuple[Point, ...], Field(min_length=1, max_length=500), unique("a point's number", lambda point: point.number)
    ]

    @property
    def settled(self) -> bool:
        """Whether every point has its settlement."""
        return all(point.settlement is not None for point in self.points)


class RefusalReason(StrEnum):
    """Why a submission is not registered. A person decides what is anonymous, not a missing e-mail."""

    ANONYMOUS = "anonymous"
    LATE = "late"
    EMPTY = "empty"


class Refusal(Record):
    """A submission that was not registered: a number and a reason, nothing of its content."""

    number: Annotated[int, Field(ge=1)]
    reason: RefusalReason
    channel: Channel
    received_on: date
    message: Text
    """What to tell the person, in Czech."""


REFUSAL_MESSAGES: Final = {
    RefusalReason.ANONYMOUS: "Anonymní připomínky se neevidují. Uveďte prosím jméno nebo název organizace.",
    RefusalReason.LATE: "Připomínka nepřišla v době připomínkového řízení.",
    RefusalReason.EMPTY: "Připomínka nemá žádný text.",
}


def refusal_reason(
    window: Period, received_on: date, authors: tuple[Author, ...], texts: tuple[str, ...]
) -> RefusalReason | None:
    """Why this submission may not enter the book, or None. Depends on recorded facts and the round only."""
    if not any(author.full_name.strip() for author in authors):
        return RefusalReason.ANONYMOUS
    if not all(text.strip() for text in texts) or not texts:
        return RefusalReason.EMPTY
    if not window.covers(received_on):
        return RefusalReason.LATE
    return None
