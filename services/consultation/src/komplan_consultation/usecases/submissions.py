"""Submissions with four eyes: received by one, transcribed, checked by another, admitted to the book or refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.content import check_authors
from komplan_consultation.usecases.entering import Entering, Given, Taking, judge
from komplan_consultation.usecases.forms import check_form
from komplan_core import names
from komplan_core.consultation import RefusalKernel
from komplan_core.consultation.people import check_two_people
from komplan_core.consultation.submissions import (
    Difference,
    Reading,
    Submission,
    SubmissionState,
    differences,
)
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]
SCOPES: Final = (personal_pb2.KEY_SCOPE_PERSON, personal_pb2.KEY_SCOPE_RECORD)
CARRIED: Final = ("registry_ref", "scan_sha256", "language", "attachments")
"""What a comment takes from its submission besides the facts that decide."""


class Submissions:
    """How a submission comes into the book, or into the register of refusals."""

    def __init__(self, entering: Entering, new_id: Any) -> None:
        self._entering, self._new_id = entering, new_id

    def receive(self, tx: ConsultationTx, parent: str, values: Values, clerk: str) -> Written:
        """Take a submission in under the next number of intake."""
        taking = self._entering.taking(tx, parent)
        number = tx.book.next_submission(taking.round_id)
        made = tx.submissions.make(
            {
                **{key: value for key, value in values.items() if key not in ("reading", "differences")},
                "language": values.get("language") or "cs",
                "name": f"{parent}/submissions/{self._new_id()}",
                "number": number,
                "state": SubmissionState.RECEIVED,
                "clerk": clerk,
            },
            "submission",
        )
        self._entering.check_facts(taking, made, "submission")
        if made.form:
            check_form(tx, parent, made.form, "submission.form")
        _log(tx, made, SubmissionState.RECEIVED)
        return tx.submissions.add(made, round_id=taking.round_id)

    def transcribe(self, tx: ConsultationTx, name: str, etag: str, values: Values, clerk: str) -> Written:
        """Write down what a submission says."""
        found = tx.submissions.get(name)
        state = found.moved(SubmissionState.TRANSCRIBED)
        reading = self._reading(values)
        for who in (clerk, found.clerk):
            check_two_people(reading.authors, who, "reading.authors")
        _log(tx, found, state)
        changes = {"state": state, "reading": reading, "transcribed_by": clerk, "checked_by": "", "differences": ()}
        return tx.submissions.replace(found.revised(changes), etag)

    def check(self, tx: ConsultationTx, name: str, etag: str, values: Values | None, clerk: str) -> Written:
        """Say that a transcription is right, or correct it. Raises Refused SECOND_CLERK for who transcribed it."""
        found = tx.submissions.get(name)
        if not etag:
            raise Invalid.field("etag", "REQUIRED", "send back the etag of the transcription that was read")
        state = found.moved(SubmissionState.CHECKED)
        if clerk == found.transcribed_by:
            raise Refused("SECOND_CLERK", "who transcribed it does not check it: a second clerk has to")
        first = found.reading or Reading()
        second = self._reading(values) if values is not None else first
        check_two_people(second.authors, clerk, "reading.authors")
        _log(tx, found, state)
        changes = {"state": state, "reading": second, "checked_by": clerk, "differences": differences(first, second)}
        return tx.submissions.replace(found.revised(changes), etag)

    def admit(
        self, tx: ConsultationTx, name: str, etag: str, authors: Values, identified_on: date | None, clerk: str
    ) -> Written:
        """Enter a checked submission into the book, or count its refusal when it is late or empty.

        A refused one needs the authors whom it lacked, and the day on which they became known, which must be in time.
        """
        found = tx.submissions.get(name)
        found.moved(SubmissionState.ADMITTED)
        if found.reading is None or not found.checked_by:
            raise Refused("TRANSITION_NOT_ALLOWED", "nobody transcribed and checked it yet: nothing can be admitted")
        taking = self._entering.taking(tx, names.parent(name))
        reading = found.reading
        if found.state is SubmissionState.REFUSED:
            reading = self._identified(tx, taking, found, authors, identified_on)
        elif authors.get("authors"):
            raise Invalid.field("authors", "INVALID_VALUE", "authors are added to a refused submission only")
        if not any(says_something(author.full_name) for author in reading.authors):
            message = "nobody is named: refuse it if it is anonymous, that is for a person to say"
            raise Invalid.field("reading.authors", "REQUIRED", message)
        check_authors(reading.authors, "reading.authors")
        for who in (found.clerk, found.transcribed_by, found.checked_by, clerk):
            check_two_people(reading.authors, who, "reading.authors")
        given = _given(found, reading)
        if found.state is SubmissionState.REFUSED:
            given = given.revised({"form": ""})  # its form was accounted for when it was refused
        kernel = self._entering.refused(taking, given)
        if kernel is not None:
            refusal = self._refused(tx, taking, found, taking.held.refusal_code(kernel), clerk, "")
            written = tx.book.refuse(refusal, taking.round_id)
            self._mark_refused(tx, found, refusal.name, etag)
            return written
        return self._admitted(tx, taking, found, reading, given, etag)

    def refuse(self, tx: ConsultationTx, name: str, etag: str, code: str, message: str, clerk: str) -> Written:
        """Refuse a submission with a reason of its round; its content is purged some days later."""
        found = tx.submissions.get(name)
        found.moved(SubmissionState.REFUSED)
        taking = self._entering.taking(tx, names.parent(name))
        if taking.held.refusal_reason(code) is None:
            raise Invalid.field("reason", "UNKNOWN_CODE", "the round has no such reason of refusal")
        refusal = self._refused(tx, taking, found, code, clerk, message)
        self._mark_refused(tx, found, refusal.name, etag)
        return tx.refusals.add(refusal, round_id=taking.round_id)

    def _admitted(
        self, tx: ConsultationTx, taking: Taking, found: Submission, reading: Reading, given: Given, etag: str
    ) -> Written:
        values = {
            **{name: getattr(found, name) for name in CARRIED},
            "reply_channel": reading.reply_channel,
            "publish_consent": reading.publish_consent,
            "verified_by": reading.verified_by,
            "extra": reading.extra,
            "submission": found.name,
        }
        facts = {"clerk": found.transcribed_by, "intake_no": str(found.number)}
        answer = self._entering.enter(tx, taking, values, given, facts)
        for scope in SCOPES:
            tx.submissions.erase(found.name, scope)
        changes = {
            "state": SubmissionState.ADMITTED,
            "comment": answer.name,
            "registry_ref": "",
            "reading": None,
            "differences": tuple(Difference(field=item.field) for item in found.differences),
        }
        tx.submissions.replace(found.revised(changes), etag)
        tx.files.move(found.name, answer.name)
        if found.refusal:
            tx.refusals.replace(tx.refusals.get(found.refusal).revised({"purged": True}))
        return answer

    def _identified(
        self, tx: ConsultationTx, taking: Taking, found: Submission, values: Values, on: date | None
    ) -> Reading:
        """The reading of a refused submission with the authors who became known, if in time."""
        refusal = tx.refusals.get(found.refusal)
        reason = taking.held.refusal_reason(refusal.reason)
        if reason is None or reason.kernel is not RefusalKernel.ANONYMOUS or refusal.purged:
            raise Refused("TRANSITION_NOT_ALLOWED", "only one that was anonymous, and is not purged, is admitted later")
        if on is None:
            raise Invalid.field("identified_on", "REQUIRED", "say when the office learned who it is")
        self._entering.check_facts(taking, found, "submission")
        self._entering.check_day(on, "identified_on")
        if on < found.received_on:
            raise Invalid.field("identified_on", "INVALID_VALUE", "it was received on a later day")
        late = found.revised({"received_on": on, "received_at": None, "sent_on": None, "postmark_on": None})
        if not judge(taking.held, late).in_time:
            raise Invalid.field("identified_on", "OUTSIDE_PERIOD", "who it is became known too late")
        reading = self._reading(values, "authors")
        assert found.reading is not None
        return found.reading.revised({"authors": reading.authors})

    def _refused(
        self, tx: ConsultationTx, taking: Taking, found: Submission, code: str, clerk: str, message: str
    ) -> Any:
        about = (found.name, found.number)
        return self._entering.refuse(tx, taking, found, code, clerk, message=message, submission=about)

    def _mark_refused(self, tx: ConsultationTx, found: Submission, refusal: str, etag: str) -> None:
        tx.submissions.replace(found.revised({"state": SubmissionState.REFUSED, "refusal": refusal}), etag)

    def _reading(self, values: Values, field: str = "reading") -> Reading:
        points = self._entering.numbered(values.get("points", ()))
        self._entering.check_extra(values.get("extra", ()), f"{field}.extra")
        try:
            return Reading.model_validate({**values, "points": points})
        except ValidationError as error:
            raise Invalid.of(error, field) from None


def _given(found: Submission, reading: Reading) -> Given:
    facts = {name: getattr(found, name) for name in Given.model_fields if name not in ("authors", "points")}
    return Given(**facts, authors=reading.authors, points=reading.points)


def _log(tx: ConsultationTx, found: Submission, state: SubmissionState) -> None:
    before = None if state is SubmissionState.RECEIVED else found.state.value
    fields = {"submission": str(found.number), "from": before, "to": state.value}
    tx.log.append(names.parent(found.name), "submission.moved", fields)
