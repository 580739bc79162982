"""What all ways into the book have in common: what may be entered, what is refused, and how either is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.content import Content, check_authors
from komplan_consultation.usecases.forms import check_form
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_core.consultation import (
    REFUSAL_MESSAGES,
    Author,
    Channel,
    Point,
    RefusalKernel,
    Round,
    RoundState,
)
from komplan_core.consultation.deadlines import (
    EVERYBODY,
    Timeliness,
    Why,
    heard,
    registration_end,
    timeliness,
)
from komplan_core.consultation.forms import FormState
from komplan_core.consultation.recorded import FACTS, contradictions
from komplan_core.consultation.refusals import KEEP_DAYS
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid, Refused
from komplan_core.extra_fields import FieldSubject, staff_values
from komplan_core.record import Record
from komplan_core.values import OptionalCode
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_kit.tokens import Tokens

Values = Mapping[str, Any]
AUTHOR: Final = "author"
"""Purpose of the token that stands beside an author's receipt."""
AUTHOR_TOKEN_LIFE: Final = timedelta(days=730)
REFUSING: Final = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.SETTLING, RoundState.SETTLED})
"""States of a round in which what comes too late is still counted as refused."""
MOST_CONTENT: Final = 100_000


class Given(Record):
    """What somebody handed in, before it is known whether it enters the book."""

    channel: Channel
    received_on: date
    received_at: datetime | None = None
    sent_on: date | None = None
    postmark_on: date | None = None
    form: str = ""
    draft_code: str = ""
    audience: OptionalCode = ""
    authors: tuple[Author, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Taking:
    """A round that takes submissions now, or at least counts those that are too late."""

    held: Round
    round_id: int
    is_open: bool
    may_register: bool
    """Whether what came in time is entered today."""


class Entering:
    """How something enters the book, or the register of refusals."""

    def __init__(self, office: Office, rounds: Rounds, tokens: Tokens) -> None:
        self._office, self._moves, self._tokens = office, rounds, tokens
        self._rounds = office.profile.workflow("round")
        self._first = office.profile.workflow("point").initial
        self.content = Content()

    def taking(self, tx: ConsultationTx, parent: str) -> Taking:
        """The round of this name. Raises Refused ROUND_NOT_OPEN where nothing comes in any more, or not yet."""
        held = tx.rounds.get(parent, "parent")
        if self._moves.caught_up(tx, parent) is not None:
            held = tx.rounds.get(parent, "parent")
        kernel = self._rounds.kernel(held.state)
        if kernel not in REFUSING:
            raise Refused("ROUND_NOT_OPEN", f"`{parent}` takes no comments now")
        is_open = kernel == RoundState.OPEN
        end = registration_end(held)
        later = kernel == RoundState.CLOSED and end is not None and today(self._office.clock) <= end
        return Taking(held, tx.rounds.refer(parent, "parent"), is_open, is_open or later)

    def numbered(self, points: Sequence[Values]) -> list[dict[str, Any]]:
        """Points with their numbers and the first state of the city's workflow."""
        return [{**point, "number": number, "state": self._first} for number, point in enumerate(points, start=1)]

    def given(self, taking: Taking, values: Values, field: str = "comment") -> Given:
        """What was handed in, checked by itself. Raises Invalid with field paths below `field`."""
        authors = values.get("authors", ())
        if not any(says_something(author["full_name"]) for author in authors):
            authors = ()  # nobody is named: whatever else was filled in decides nothing
        facts = {name: values[name] for name in Given.model_fields if name in values}
        points = self.numbered(values.get("points", ()))
        try:
            given = Given.model_validate({**facts, "authors": authors, "points": points})
        except ValidationError as error:
            wrong = Invalid.of(error, field)
            beside = contradictions(taking.held, values, self._office.clock(), field)
            told = {item.field: item for item in (*wrong.violations, *beside)}
            first = next(iter(told.values()))
            raise Invalid(first.reason, first.message, tuple(told.values())) from None
        self.check_facts(taking, given, field)
        self.check_extra(values.get("extra", ()), f"{field}.extra")
        return given

    def check_extra(self, values: Any, field: str) -> None:
        """Raise Invalid for a field that the city does not add to comments, or a value that does not fit it."""
        staff_values(self._office.profile.fields, FieldSubject.COMMENT, values, field)

    def check_day(self, day: date, field: str) -> None:
        """Raise Invalid for a day that has not come yet."""
        self._office.check_day(day, field)

    def check_facts(self, taking: Taking, given: Any, field: str) -> None:
        """Raise Invalid for a channel that the round does not have, or days that cannot be true; for all of them."""
        told = {name: getattr(given, name) for name in FACTS}
        if wrong := tuple(contradictions(taking.held, told, self._office.clock(), field)):
            raise Invalid(wrong[0].reason, wrong[0].message, wrong)

    def refused(self, taking: Taking, given: Given) -> RefusalKernel | None:
        """Why this may not enter the book, or None. Depends on recorded facts and the frozen rules only (I9).

        Raises Refused ROUND_NOT_OPEN for what came in time and is brought when nothing is entered any more.
        """
        judged = judge(taking.held, given)
        if judged.admitted and not taking.may_register:
            raise Refused("ROUND_NOT_OPEN", f"`{taking.held.name}` is closed: what came in time is entered no more")
        if not given.authors:
            return RefusalKernel.ANONYMOUS
        if not given.points or not all(says_something(point.text) for point in given.points):
            return RefusalKernel.EMPTY
        return None if judged.admitted else RefusalKernel.LATE

    def enter(
        self, tx: ConsultationTx, taking: Taking, values: Values, given: Given, facts: Values, *, answered: bool = True
    ) -> Written:
        """Enter what may be entered under the next number. `facts` are the clerk and what else intake says itself."""
        held, judged = taking.held, judge(taking.held, given)
        check_authors(given.authors, "comment.authors")
        points = self.content.checked(tx, held, given.points, "comment.points")
        draft = self.content.draft(tx, held, given.draft_code, "comment.draft_code")
        name = f"{held.name}/comments/{self._office.ids()}"
        number = tx.book.next_comment(taking.round_id)
        if given.form:
            check_form(tx, held.name, given.form, "comment.form", facts.get("intake_no", ""))
            tx.forms.use(held.name, given.form, number)
        made = {
            **values,
            **given.__dict__,
            "points": points,
            "language": values.get("language") or "cs",
            "name": name,
            "number": number,
            "registered_at": self._office.clock(),
            "after_close": not taking.is_open,
            "marked_late": judged.marked_late,
            "noted": judged.noted.value,
            "leaf": tx.log.current(held.name).size,
            **facts,
        }
        told = {
            "form": given.form or None,
            "draft": f"sha256:{draft}" if draft else None,
            "submission": facts.get("intake_no"),
            "after_close": True if not taking.is_open else None,
            "late": True if judged.marked_late else None,
            "noted": judged.noted.value or None,
        }
        made.pop("intake_no", None)
        author_token = self._tokens.make({"sub": name, "purpose": AUTHOR}, AUTHOR_TOKEN_LIFE)[0] if answered else ""
        return tx.book.enter(tx.comments.make(made, "comment"), taking.round_id, told, author_token, answered)

    def refuse(
        self,
        tx: ConsultationTx,
        taking: Taking,
        given: Any,
        code: str,
        clerk: str,
        *,
        message: str = "",
        content: str = "",
        submission: tuple[str, int] | None = None,
    ) -> Any:
        """The refusal, numbered and logged, to be stored. `submission` is the name and number of what is refused."""
        number, held = tx.book.next_refusal(taking.round_id), taking.held
        reason = held.refusal_reason(code)
        fields = {
            "no": number,
            "reason": code,
            "channel": given.channel.value,
            "submission": str(submission[1]) if submission else None,
        }
        leaf = tx.log.append(held.name, "intake.refused", fields)
        if given.form and tx.forms.named_by(held.name, given.form) in (0, submission[1] if submission else 0):
            self._give_back(tx, held.name, given.form)
        values = {
            "name": f"{held.name}/refusals/{self._office.ids()}",
            "number": number,
            "reason": code,
            "channel": given.channel,
            "received_on": given.received_on,
            "message": message or REFUSAL_MESSAGES[reason.kernel if reason else RefusalKernel.OUT_OF_ROUND],
            "clerk": clerk,
            "content": content[:MOST_CONTENT],
            "purge_on": today(self._office.clock) + timedelta(days=KEEP_DAYS),
            "submission": submission[0] if submission else "",
            "leaf": leaf,
        }
        return tx.refusals.make(values)

    def _give_back(self, tx: ConsultationTx, parent: str, serial: str) -> None:
        """The form of what is refused came back, so that the balance does not tell that nobody returned it."""
        found = tx.forms.find(parent, serial)
        if found is not None and found.state == FormState.ISSUED:
            tx.forms.move(parent, serial, FormState.RETURNED.value)
            told = {"form": serial, "from": FormState.ISSUED.value, "to": FormState.RETURNED.value}
            tx.log.append(parent, "form.moved", told)


def judge(held: Round, given: Any) -> Timeliness:
    """Whether something is in time, also for its audience."""
    days = (given.received_on, given.received_at, given.sent_on, given.postmark_on)
    judged = timeliness(held, given.channel, *days)
    if judged.admitted and not heard(held, given.audience or EVERYBODY, judged.day):
        return Timeliness(False, False, judged.noted, Why.LATE, judged.day)
    return judged


def words_of(given: Any) -> str:
    """All that a submission says, with who says it, for the sealed content of its refusal."""
    people = [" ".join(filter(None, (author.full_name, author.contact))) for author in given.authors]
    texts = ["\n".join(filter(None, (point.text, point.proposed_wording, point.reason))) for point in given.points]
    return "\n\n".join(filter(str.strip, [*people, *texts]))
