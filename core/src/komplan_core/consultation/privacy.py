"""Personal data of a consultation: why they are erased, how long they are kept, and whose they are."""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from komplan_core.consultation.codes import RoundState
from komplan_core.consultation.comments import Author, Comment
from komplan_core.consultation.rounds import Round
from komplan_core.record import Entity
from komplan_core.values import Text


class Ground(StrEnum):
    """Why something is erased (GDPR, article 17, paragraph 1, and the office's file plan)."""

    NO_LONGER_NEEDED = "no-longer-needed"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    OBJECTION = "objection"
    UNLAWFUL = "unlawful"
    LEGAL_DUTY = "legal-duty"
    RETENTION = "retention"


OVER: Final = frozenset({RoundState.APPROVED, RoundState.ARCHIVED})
"""States of a round after which nobody needs to reach an author any more."""


class LegalHold(Entity):
    """Nothing of a round, or of one comment, may be erased: a court or an authority may ask for it."""

    target: Annotated[str, Field(max_length=400)]
    """Resource name of the round or of one of its comments."""
    reason: Annotated[Text, Field(min_length=1)]
    """Reference of the proceedings, never a name."""
    set_on: date


def kept_until(held: Round, years: int) -> date:
    """The last day on which authors of a round are known: the end of the last of so many full years after its own.

    The round's own number of years comes before `years`. (Act 499/2004 Sb.: a period of retention begins on 1 January
    after the year in which a file was closed.)
    """
    ended = held.last_day or held.window.end or held.window.start
    return date(ended.year + (held.retention_years or years), 12, 31)


def is_kept(held: Round, kernel: str, years: int, today: date) -> bool:
    """Whether the authors of a round are still kept; while it is not over they are, however long it takes."""
    return kernel not in OVER or today <= kept_until(held, years)


class Person:
    """Somebody who asks what is known of them: by their whole name, or by a contact; case and spaces do not matter."""

    def __init__(self, full_name: str, contact: str) -> None:
        self._name, self._contact = _folded(full_name), _folded(contact)

    def is_author(self, author: Author) -> bool:
        """Whether an author, or who acts for it, is this person."""
        by_name = self._name and self._name in (_folded(author.full_name), _folded(author.represented_by))
        return bool(by_name or (self._contact and self._contact == _folded(author.contact)))

    def is_in(self, words: str) -> bool:
        """Whether the words name this person, for what was never divided into fields."""
        folded = _folded(words)
        return bool((self._name and self._name in folded) or (self._contact and self._contact in folded))


def without_author(comment: Comment, index: int) -> Comment:
    """The comment when the author at an index is forgotten; the kind stays, so that counts do."""
    forgotten = {"full_name": "", "contact": "", "represented_by": "", "proof": "", "staff_code": ""}
    authors = [author.revised(forgotten) if place == index else author for place, author in enumerate(comment.authors)]
    return comment.revised({"authors": authors})


def without_content(comment: Comment) -> Comment:
    """The comment when its words are forgotten: number, points, their handling and settlements stay."""
    forgotten = {"text": "", "proposed_wording": "", "reason": "", "quote": "", "public_text": ""}
    points = [point.revised(forgotten) for point in comment.points]
    extra = [given.revised({"value": ""}) for given in comment.extra]
    notes = [note.revised({"text": ""}) for note in comment.annotations]
    beside = {"withdrawal_proof": "", "attachments": (), "scan_sha256": "", "extra": extra, "annotations": notes}
    return comment.revised({"points": points, **beside})


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
