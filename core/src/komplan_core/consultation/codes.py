"""Fixed vocabularies of a consultation. A city's own codes stand for one of these kernels; guards read kernels only."""

from enum import StrEnum
from typing import Final

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


PAPER: Final = frozenset({Channel.PAPER_CONTACT_POINT, Channel.POST, Channel.IN_PERSON, Channel.HEARING})
"""Channels whose comments somebody of the office writes down: transcribed by one, checked by another."""


class AuthorKind(StrEnum):
    """The kinds of authors that offices count apart."""

    USER = "user"
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class Side(StrEnum):
    """The side of the triad, or none of it, that an author stands on."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    USER = "user"
    CARER = "carer"
    PUBLIC = "public"


class Verification(StrEnum):
    """How it was made sure that somebody is who they say."""

    NONE = "none"
    CONTACT = "contact"
    PRESENCE = "presence"
    EID = "eid"


class Consent(StrEnum):
    """How far an author agreed to be published."""

    NONE = "none"
    ANONYMISED = "anonymised"
    NAMED = "named"


class RoundState(StrEnum):
    """Kernel states of a round."""

    PREPARED = "prepared"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    SETTLING = "settling"
    SETTLED = "settled"
    RELEASED = "released"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ARCHIVED = "archived"


class PointState(StrEnum):
    """Kernel states of a point."""

    REGISTERED = "registered"
    CATEGORISED = "categorised"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in-progress"
    REFERRED = "referred"
    PROPOSED = "proposed"
    DECIDED = "decided"
    RELEASED = "released"
    ANSWERED = "answered"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    VOIDED = "voided"


class Standing(StrEnum):
    """Whether a registered comment still stands as what somebody said. It stays in the book in any case."""

    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    VOIDED = "voided"


SET_ASIDE: Final = frozenset({Standing.WITHDRAWN, Standing.VOIDED})
"""Comments that stay in the book, marked, and need no settlement."""


class Publication(StrEnum):
    """Whether the words of a comment are shown to everybody; it never touches registration."""

    PENDING = "pending"
    APPROVED = "approved"
    REDACTED = "redacted"
    WITHHELD = "withheld"


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


CHANGES_THE_PLAN: Final = frozenset({OutcomeKernel.ACCEPTED, OutcomeKernel.PARTIALLY_ACCEPTED})
"""Outcomes that promise a change of the plan's text."""


class RefusalKernel(StrEnum):
    """Why a submission is not registered. A person decides what is anonymous, not a missing e-mail."""

    ANONYMOUS = "anonymous"
    LATE = "late"
    EMPTY = "empty"
    OUT_OF_ROUND = "out-of-round"
    ABUSIVE = "abusive"


class Basis(StrEnum):
    """Which recorded day decides whether a submission is in time."""

    RECEIVED = "received"
    SENT = "sent"
    POSTMARK = "postmark"


class Late(StrEnum):
    """What becomes of a submission that is late."""

    REFUSE = "refuse"
    ACCEPT_MARKED = "accept-marked"


class Severity(StrEnum):
    """How much weight the author gives to a point."""

    ORDINARY = "ordinary"
    ESSENTIAL = "essential"
