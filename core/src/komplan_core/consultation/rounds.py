"""A consultation round with the rules by which it is held; they are frozen when it is announced."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.consultation.codes import Basis, Channel, Late, OutcomeKernel, RefusalKernel
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Period, Text, Title, unique

DayTime = Annotated[str, StringConstraints(pattern=r"^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?$")]
"""A time of day in Prague such as `16:00`, or empty for the end of the day."""


class ChannelRule(Record):
    """How long a submission on one channel is in time, and by which recorded day that is judged."""

    channel: Channel
    basis: Basis = Basis.RECEIVED
    until: date | None = None
    """Last day; that of the round's window where none is given."""
    until_time: DayTime = ""
    """Until what time on the last day, in Prague; the whole day if empty. Only for what is judged by receipt."""
    grace_days: Annotated[int, Field(ge=0, le=60)] = 0
    """Days after the last day on which what was sent in time may still arrive."""
    late: Late = Late.REFUSE


class Phase(Record):
    """A part of the round in which a certain audience comments."""

    code: Code
    title: Title
    audience: Code = "public"
    """`public` for everybody; else the code of those invited, whose submissions name it."""
    window: Period

    def model_post_init(self, context: Any, /) -> None:
        if self.window.end is None:
            violated("REQUIRED", "a phase has a last day", "window.end")


class ContactPoint(Record):
    """A place where forms lie and are taken."""

    code: Code
    title: Title
    place: Text
    hours: Text = ""
    accessibility: Text = ""


class Outcome(Record):
    """An outcome that a city gives, and the fixed meaning that guards read."""

    code: Code
    title: Title
    kernel: OutcomeKernel


class RefusalReason(Record):
    """A reason of refusal that a city gives, and the fixed meaning that guards read."""

    code: Code
    title: Title
    kernel: RefusalKernel


OUTCOMES: Final = tuple(
    Outcome(code=kernel.value, title=title, kernel=kernel)
    for kernel, title in (
        (OutcomeKernel.ACCEPTED, "akceptováno"),
        (OutcomeKernel.PARTIALLY_ACCEPTED, "částečně akceptováno"),
        (OutcomeKernel.REJECTED, "neakceptováno"),
        (OutcomeKernel.EXPLAINED, "vysvětleno"),
        (OutcomeKernel.ALREADY_COVERED, "již obsaženo"),
        (OutcomeKernel.NOTED, "vzato na vědomí"),
        (OutcomeKernel.FORWARDED, "postoupeno"),
        (OutcomeKernel.EDITORIAL, "formální oprava"),
    )
)
"""The outcomes of a round that names none of its own."""

REFUSAL_REASONS: Final = tuple(
    RefusalReason(code=kernel.value, title=title, kernel=kernel)
    for kernel, title in (
        (RefusalKernel.ANONYMOUS, "anonymní podání"),
        (RefusalKernel.LATE, "podáno po lhůtě"),
        (RefusalKernel.EMPTY, "bez textu"),
        (RefusalKernel.OUT_OF_ROUND, "netýká se tohoto řízení"),
        (RefusalKernel.ABUSIVE, "urážlivý obsah"),
    )
)
"""The reasons of refusal of a round that names none of its own."""


class Extension(Record):
    """A prolongation before closing."""

    before: date
    until: date
    reason: Text
    decided_at: datetime


class Round(Entity):
    """One consultation round over one version of a plan."""

    title: Title
    plan_version: str
    """Resource name of planning's version that people comment on."""
    window: Period
    """First and last day on which a comment is in time."""
    channels: Annotated[
        tuple[ChannelRule, ...], Field(min_length=1, max_length=20), unique("a channel", lambda rule: rule.channel)
    ]
    state: OptionalCode = ""
    fictional: bool = False
    phases: Annotated[tuple[Phase, ...], Field(max_length=20), unique("a phase", lambda phase: phase.code)] = ()
    """Parts of the window by audience; none where everybody comments all the time."""
    contact_points: Annotated[
        tuple[ContactPoint, ...], Field(max_length=500), unique("a contact point", lambda point: point.code)
    ] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(max_length=100), unique("an outcome", lambda o: o.code)] = ()
    """Outcomes of settlement; the default ones where none are given."""
    refusal_reasons: Annotated[
        tuple[RefusalReason, ...], Field(max_length=100), unique("a reason of refusal", lambda reason: reason.code)
    ] = ()
    """Reasons of refusal; the default ones where none are given."""
    registration_until: date | None = None
    """Last day on which what came in time may still be entered."""
    hearing_on: date | None = None
    """Day of the public hearing."""
    days_before_hearing: Annotated[int, Field(ge=0, le=365)] = 14
    """Days for which the draft is out before the hearing; a city may relax it."""
    days_after_hearing: Annotated[int, Field(ge=0, le=365)] = 14
    """Days for which the round stays open after the hearing; a city may relax it."""
    invitation_days: Annotated[int, Field(ge=0, le=90)] = 7
    """Days before a group's meeting on which the list of points to settle is fixed."""
    next_working_day: bool = False
    """Whether a last day that is no working day in Czechia moves to the next one."""
    predecessor: str = ""
    """Resource name of the round of which this is the next."""
    rules_sha256: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    """Hash of the rules, which never change again once it is set."""
    announced_at: datetime | None = None
    draft: str = ""
    """Resource name of the draft that people comment on, as it was announced."""
    final_draft: str = ""
    """Resource name of the draft into which the settlements were worked."""
    extensions: Annotated[tuple[Extension, ...], Field(max_length=50)] = ()
    resolution: str = ""
    """Resource name of planning's resolution that approved the plan."""
    resolution_sha256: str = ""

    def model_post_init(self, context: Any, /) -> None:
        if self.window.end is None:
            violated("REQUIRED", "a round has a last day", "window.end")
        if self.registration_until is not None and self.registration_until < self.window.end:
            violated("PERIOD_ORDER", "what came in time may be entered until the round ends at least", "registration_until")

    @property
    def channel_codes(self) -> tuple[Channel, ...]:
        """The channels on which comments are taken."""
        return tuple(rule.channel for rule in self.channels)

    def outcome(self, code: str) -> Outcome | None:
        """The outcome of this code, or None."""
        return next((outcome for outcome in self.outcomes or OUTCOMES if outcome.code == code), None)

    def refusal_reason(self, code: str) -> RefusalReason | None:
        """The reason of refusal of this code, or None."""
        return next((reason for reason in self.refusal_reasons or REFUSAL_REASONS if reason.code == code), None)

    def refusal_code(self, kernel: RefusalKernel) -> str:
        """The code under which the round counts a refusal of this meaning."""
        return next((r.code for r in self.refusal_reasons or REFUSAL_REASONS if r.kernel is kernel), kernel.value)
