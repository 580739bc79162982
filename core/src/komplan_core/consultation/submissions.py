"""Submissions on their way into the book: received, transcribed by one, checked by another, admitted or refused."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.book.states import SUBMISSION as MOVES
from komplan_core.consultation.attachments import Attachments
from komplan_core.consultation.codes import Channel, Consent, Verification
from komplan_core.consultation.comments import Author, Point, Sha256, Words
from komplan_core.errors import Refused
from komplan_core.planning.extra import ExtraValues
from komplan_core.record import Entity, Record
from komplan_core.values import OptionalCode, Text


class SubmissionState(StrEnum):
    """Where a submission is."""

    RECEIVED = "received"
    TRANSCRIBED = "transcribed"
    CHECKED = "checked"
    ADMITTED = "admitted"
    REFUSED = "refused"


class Reading(Record):
    """What a submission says, as somebody of the office wrote it down. Authors may be missing, for somebody to find."""

    authors: Annotated[tuple[Author, ...], Field(max_length=1000)] = ()
    points: Annotated[tuple[Point, ...], Field(max_length=500)] = ()
    reply_channel: Channel | None = None
    publish_consent: Consent = Consent.NONE
    verified_by: Verification = Verification.NONE
    extra: ExtraValues = ()


class Difference(Record):
    """A place where the second reading corrected the first."""

    field: Text
    first: Words = ""
    second: Words = ""


class Submission(Entity):
    """A submission (podání). What it says moves to the comment when it is admitted."""

    number: Annotated[int, Field(ge=1)]
    state: SubmissionState
    channel: Channel
    received_on: date
    received_at: datetime | None = None
    sent_on: date | None = None
    postmark_on: date | None = None
    form: Annotated[str, Field(max_length=40)] = ""
    registry_ref: Annotated[str, Field(max_length=200)] = ""
    scan_sha256: Sha256 = ""
    language: Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2,3})?$")] = "cs"
    audience: OptionalCode = ""
    draft_code: Annotated[str, Field(max_length=40)] = ""
    attachments: Attachments = ()
    clerk: Text
    """Code of who received it, never a name; so below."""
    transcribed_by: Text = ""
    checked_by: Text = ""
    reading: Reading | None = None
    differences: Annotated[tuple[Difference, ...], Field(max_length=1000)] = ()
    comment: str = ""
    refusal: str = ""

    def moved(self, to: SubmissionState) -> SubmissionState:
        """The state to go to. Raises Refused where no way leads there."""
        if to not in MOVES[self.state]:
            possible = ", ".join(sorted(MOVES[self.state])) or "nothing"
            raise Refused("TRANSITION_NOT_ALLOWED", f"the submission is {self.state}: it may become {possible}")
        return to


MOST_DIFFERENCES: Final = 1000


def differences(first: Reading, second: Reading) -> tuple[Difference, ...]:
    """Every place where two readings differ, with what each says."""
    before, after = dict(_leaves(first.model_dump(mode="json"))), dict(_leaves(second.model_dump(mode="json")))
    changed = [path for path in dict.fromkeys([*before, *after]) if before.get(path, "") != after.get(path, "")]
    return tuple(
        Difference(field=path, first=before.get(path, ""), second=after.get(path, ""))
        for path in changed[:MOST_DIFFERENCES]
    )


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _leaves(held, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _leaves(held, f"{path}.{index}")
    elif value is not None and value != "":
        yield path, str(value)
