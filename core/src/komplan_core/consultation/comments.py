"""Comments as they stand in the book: who is behind them, what they say, and where their handling is."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.consultation.attachments import Attachments
from komplan_core.consultation.codes import (
    COMMENT_TEXT_LIMIT,
    SET_ASIDE,
    AuthorKind,
    Channel,
    Consent,
    Publication,
    Severity,
    Side,
    Standing,
    Verification,
)
from komplan_core.errors import violated
from komplan_core.planning.extra import ExtraValues
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Text, unique

NOTE_LIMIT: Final = 10_000
"""Characters of a note."""
MOST_NOTES: Final = 1_000
Words = Annotated[str, Field(max_length=COMMENT_TEXT_LIMIT)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{64})?$")]
"""A hexadecimal SHA-256, or empty."""


class Author(Record):
    """Who stands behind a comment. Name, contact and representation are personal data, sealed in storage."""

    kind: AuthorKind
    full_name: Annotated[str, Field(max_length=500)] = ""
    contact: Annotated[str, Field(max_length=1000)] = ""
    side: Side = Side.PUBLIC
    authority: bool = False
    """Whether it is an authority (dotčený orgán) and speaks as one."""
    represented_by: Annotated[str, Field(max_length=500)] = ""
    """Name of who acts for the author."""
    proof: Annotated[str, Field(max_length=500)] = ""
    """Reference of the proof that the representative may act, such as a power of attorney."""
    staff_code: Annotated[str, Field(max_length=200)] = ""
    """Code under which the author works for the office, where they do: nobody takes down their own comment."""

    def model_post_init(self, context: Any, /) -> None:
        if self.represented_by.strip() and not self.proof.strip():
            violated("REQUIRED", "name the proof of the representation", "proof")


class Anchor(Record):
    """The passage that a point speaks of: a text block of a version, by id and hash, and a quote inside it."""

    block: Annotated[str, Field(min_length=1, max_length=300)]
    """Id of the text block, the same in every version, such as `measures/m1/description`."""
    block_sha256: Sha256 = ""
    exact: Annotated[str, Field(max_length=5000)] = ""
    """The quoted words; empty for the whole block."""
    prefix: Annotated[str, Field(max_length=200)] = ""
    suffix: Annotated[str, Field(max_length=200)] = ""
    confidence: Annotated[int, Field(ge=0, le=100)] = 100
    """How sure the place is in the version of `block_sha256`, in percent; 100 where it was quoted."""
    confirmed_by: Annotated[str, Field(max_length=200)] = ""
    """Code of who confirmed a place that was found again, never a name."""


class Referral(Record):
    """A point given to another body for advice."""

    to_body: Code
    asked_on: date
    question: Text = ""
    advice: Text = ""
    returned_on: date | None = None


class Settlement(Record):
    """The answer to one point. Words of justification are compulsory but where the outcome is an editorial one."""

    version: Annotated[int, Field(ge=1)] = 1
    outcome: Code
    """Code of one of the round's outcomes."""
    justification: Text = ""
    text_blocks: Annotated[tuple[Code, ...], Field(max_length=50)] = ()
    """Ids of the prepared texts of which the justification was made."""
    working_group: OptionalCode = ""
    proposed_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    """Resource name of planning's decision in which the group decided; empty for an editorial one of the office."""
    decision_sha256: Sha256 = ""
    votes_for: Annotated[int, Field(ge=0, le=10_000)] = 0
    votes_against: Annotated[int, Field(ge=0, le=10_000)] = 0
    abstained: Annotated[int, Field(ge=0, le=10_000)] = 0
    similarity_group: str = ""
    """Resource name of the group of like points with which it was settled."""
    released_on: date | None = None
    body: OptionalCode = ""
    """Code of the body that decided in place of the working group."""
    conflicts: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Members who were there and were left out of the vote for a conflict of interest in this point."""


class Point(Record):
    """One thing that a comment says; a short comment has one point."""

    number: Annotated[int, Field(ge=1)]
    text: Words
    proposed_wording: Words = ""
    reason: Words = ""
    """Why the author asks for it."""
    severity: Severity = Severity.ORDINARY
    plan_part: Annotated[str, Field(max_length=400)] = ""
    """Resource name of the node or measure that it speaks of, or empty for the plan as a whole."""
    anchor: Anchor | None = None
    target_groups: Annotated[tuple[Code, ...], Field(max_length=50)] = ()
    category: OptionalCode = ""
    working_group: OptionalCode = ""
    state: OptionalCode = ""
    handler: Annotated[str, Field(max_length=200)] = ""
    """Code of who has taken it on, never a name."""
    due_on: date | None = None
    referrals: Annotated[tuple[Referral, ...], Field(max_length=100)] = ()
    settlement: Settlement | None = None
    """The proposed or current answer."""
    earlier_settlements: Annotated[tuple[Settlement, ...], Field(max_length=100)] = ()
    """Answers that were superseded, oldest first."""
    public_text: Words = ""
    """What is shown instead of the text where it was redacted."""
    part_of: Annotated[int, Field(ge=0)] = 0
    """Number of the registered point from whose text it was split; 0 for a registered one."""
    quote: Words = ""
    """The words of its text that are left to it, where other points were split from it."""
    body: OptionalCode = ""
    """Code of the body that decides in place of the working group, where conflicts broke the group's quorum."""

    @property
    def said(self) -> str:
        """The words that are handled under this number."""
        return self.quote or self.text

    @property
    def settled(self) -> bool:
        """Whether its settlement is decided, not only proposed."""
        return self.settlement is not None and self.settlement.decided_on is not None


class Annotation(Record):
    """A note of the office beside a registered text, which never alters it."""

    number: Annotated[int, Field(ge=1)]
    point: Annotated[int, Field(ge=0)] = 0
    """Number of the point beside which it stands; 0 for the whole comment."""
    text: Annotated[str, Field(max_length=NOTE_LIMIT)]
    noted_by: Annotated[str, Field(max_length=200)]
    """Code of who noted it, never a name."""
    role: Annotated[str, Field(max_length=60)] = ""
    noted_at: datetime


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
    sent_on: date | None = None
    postmark_on: date | None = None
    form: Annotated[str, Field(max_length=40)] = ""
    """Serial number of the paper form, such as `B03-0121`."""
    registry_ref: Annotated[str, Field(max_length=200)] = ""
    """Reference number of the office's registry (číslo jednací)."""
    scan_sha256: Sha256 = ""
    language: Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2,3})?$")] = "cs"
    reply_channel: Channel | None = None
    """How the author wants the answer; the way on which the comment came if absent."""
    publish_consent: Consent = Consent.NONE
    verified_by: Verification = Verification.NONE
    registered_at: datetime | None = None
    after_close: bool = False
    """Whether it came in time and was entered after the round had closed."""
    marked_late: bool = False
    """Whether it was late and the rule of its channel takes it marked."""
    standing: Standing = Standing.REGISTERED
    publication: Publication = Publication.PENDING
    publication_reason: Annotated[str, Field(max_length=1000)] = ""
    leaf: Annotated[int, Field(ge=0)] = 0
    """Index of its entry in the round's log."""
    received_at: datetime | None = None
    """Moment of receipt, where it is known."""
    attachments: Attachments = ()
    audience: OptionalCode = ""
    """Code of those invited to whom the author belongs; empty for everybody."""
    draft_code: Annotated[str, Field(max_length=40)] = ""
    """Code of the draft that the author had before them, as it stands on its pages."""
    submission: str = ""
    """Resource name of the submission that it was."""
    noted: OptionalCode = ""
    """What was missing when it was judged whether it is in time, such as `postmark-missing`."""
    withdrawal_proof: Annotated[str, Field(max_length=500)] = ""
    """Reference of the proof with which it was withdrawn for its author."""
    extra: ExtraValues = ()
    """Values of the fields that the city adds to comments."""
    annotations: Annotated[tuple[Annotation, ...], Field(max_length=MOST_NOTES)] = ()
    """Notes of the office, oldest first."""

    @property
    def stands(self) -> bool:
        """Whether it is processed: not withdrawn, not disputed, not voided."""
        return self.standing in (Standing.REGISTERED, Standing.CONFIRMED)

    @property
    def settled(self) -> bool:
        """Whether every point has a decided settlement, or the comment needs none."""
        return self.standing in SET_ASIDE or all(point.settled for point in self.points)
