"""Submissions: what is entered into the comment book, and what is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_core import names
from komplan_core.consultation import (
    REFUSAL_MESSAGES,
    Author,
    Channel,
    Point,
    RefusalKernel,
    Round,
    RoundState,
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


class Intake:
    """How submissions come into the book or into the register of refusals."""

    def __init__(self, office: Office, rounds: Rounds) -> None:
        self._office, self._moves = office, rounds
        self._rounds = office.profile.workflow("round")
        self._first = office.profile.workflow("point").initial

    def register(self, tx: ConsultationTx, parent: str, values: Values, clerk: str) -> Written:
        """Enter a submission under the next number, or count its refusal. `clerk` is the code of who took it down."""
        self._moves.caught_up(tx, parent)
        opened = tx.rounds.get(parent, "parent")
        if self._rounds.kernel(opened.state) != RoundState.OPEN:
            raise Refused("ROUND_NOT_OPEN", f"`{parent}` takes no comments now")
        given = self._submission(opened, values)
        reason = _refused(opened, given)
        round_id = tx.rounds.refer(parent, "parent")
        if reason is not None:
            return self._refuse(tx, opened, given, reason, clerk, round_id)
        _check_content(opened, given)
        name = f"{parent}/comments/{self._office.ids()}"
        number = tx.book.next_comment(round_id)
        received = given.received_on.isoformat()
        leaf = tx.log.append(
            parent, "comment.registered", {"no": number, "received": received, "channel": given.channel.value}
        )
        facts = {"name": name, "number": number, "clerk": clerk, "leaf": leaf, "registered_at": self._office.clock()}
        return tx.book.enter(tx.comments.make({**values, **given.__dict__, **facts}, "comment"), round_id)

    def _refuse(
        self, tx: ConsultationTx, opened: Round, given: Submission, kernel: RefusalKernel, clerk: str, round_id: int
    ) -> Written:
        number, code = tx.book.next_refusal(round_id), opened.refusal_code(kernel)
        tx.log.append(opened.name, "intake.refused", {"no": number, "reason": code, "channel": given.channel.value})
        values = {
            "name": f"{opened.name}/refusals/{self._office.ids()}",
            "number": number,
            "reason": code,
            "channel": given.channel,
            "received_on": given.received_on,
            "message": REFUSAL_MESSAGES[kernel],
            "clerk": clerk,
        }
        return tx.book.refuse(tx.refusals.make(values), round_id)

    def _submission(self, opened: Round, values: Values) -> Submission:
        channel = values.get("channel")
        if channel and channel not in opened.channel_codes:
            ways = ", ".join(opened.channel_codes)
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


def _refused(opened: Round, given: Submission) -> RefusalKernel | None:
    """Why this submission may not enter the book, or None. Depends on recorded facts and the round only."""
    if not any(author.full_name.strip() for author in given.authors):
        return RefusalKernel.ANONYMOUS
    if not given.points or not all(point.text.strip() for point in given.points):
        return RefusalKernel.EMPTY
    if not opened.window.covers(given.received_on):
        return RefusalKernel.LATE
    return None


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
