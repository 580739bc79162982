"""The comment book of a round: what is entered, what is refused, and the erasure of authors."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from komplan.type.v1 import personal_pb2
from komplan_consultation.ports import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import (
    REFUSAL_MESSAGES,
    Author,
    Channel,
    Point,
    Refusal,
    Round,
    RoundState,
    refusal_reason,
)
from komplan_core.errors import Invalid, Refused
from komplan_core.record import Record
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Submission(Record):
    """What somebody handed in, before it is known whether it enters the book."""

    received_on: date
    channel: Channel
    authors: tuple[Author, ...]
    points: tuple[Point, ...]


class Book:
    """How submissions come into the book or into the register of refusals."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._rounds = office.profile.workflow("round")
        self._first = office.profile.workflow("point").initial

    def register(self, tx: ConsultationTx, parent: str, values: Values, clerk: str) -> Written:
        """Enter a submission under the next number, or count its refusal. `clerk` is the code of who took it down."""
        opened = tx.rounds.get(parent, "parent")
        if self._rounds.kernel(opened.state) != RoundState.OPEN:
            raise Refused("ROUND_NOT_OPEN", f"`{parent}` takes no comments now")
        given = self._submission(opened, values)
        texts = tuple(point.text for point in given.points)
        reason = refusal_reason(opened.window, given.received_on, given.authors, texts)
        round_id = tx.rounds.refer(parent, "parent")
        if reason is not None:
            refusal = Refusal(
                number=tx.next_refusal(round_id),
                reason=reason,
                channel=given.channel,
                received_on=given.received_on,
                message=REFUSAL_MESSAGES[reason],
            )
            return tx.refuse(refusal, parent, round_id)
        _check_content(opened, given)
        name = f"{parent}/comments/{self._office.ids()}"
        number = tx.next_comment(round_id)
        comment = tx.comments.make({**given.__dict__, "name": name, "number": number, "clerk": clerk}, "comment")
        return tx.enter(comment, round_id)

    def erase(self, tx: ConsultationTx, name: str) -> Written:
        """Erase who stands behind a comment, history included; number, points and counts remain."""
        return tx.comments.replace(tx.comments.erase(name, personal_pb2.KEY_SCOPE_PERSON))

    def _submission(self, opened: Round, values: Values) -> Submission:
        channel = values.get("channel")
        if channel and channel not in opened.channels:
            ways = ", ".join(opened.channels)
            raise Invalid.field("comment.channel", "UNKNOWN_CODE", f"the round takes comments by {ways}")
        authors = values["authors"]
        if not any(author["full_name"].strip() for author in authors):
            authors = ()  # nobody is named: whatever else was filled in decides nothing
        points = [
            {**point, "number": number, "state": self._first} for number, point in enumerate(values["points"], start=1)
        ]
        facts = {name: values[name] for name in Submission.model_fields if name in values}
        try:
            given = Submission.model_validate({**facts, "authors": authors, "points": points})
        except ValidationError as error:
            raise Invalid.of(error, "comment") from None
        self._office.check_day(given.received_on, "comment.received_on")
        return given


def _check_content(opened: Round, given: Submission) -> None:
    for index, author in enumerate(given.authors):
        if not author.full_name.strip():
            field = f"comment.authors.{index}.full_name"
            raise Invalid.field(field, "REQUIRED", "name every author; leave out whom nobody named")
    plan = names.parent(opened.plan_version)
    for index, point in enumerate(given.points):
        part, field = point.plan_part, f"comment.points.{index}.plan_part"
        if part and not (names.NODE.matches(part) or names.MEASURE.matches(part)):
            raise Invalid.field(field, "NAME_FORMAT", "name a node or a measure of the plan")
        if part and not part.startswith(f"{plan}/"):
            raise Invalid.field(field, "REFERENCE_MISSING", f"people comment on `{plan}`: name a part of it")
