"""A consultation round with the rules by which it is held; they are frozen when it is announced."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, StringConstraints

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
    grace_days: Annotated[int | None, Field(ge=0, le=60)] = None
    """Days after the last day on which what was sent in time may still arrive; without limit where none are given."""
    late: Late = Late.REFUSE

    def model_post_init(self, context: Any, /) -> None:
        by_receipt = self.basis is Basis.RECEIVED
        if self.until_time and not by_receipt:
            violated("INVALID_VALUE", "a time of day decides only about what is judged by receipt", "until_time")
        if self.grace_days is not None and by_receipt:
            violated("INVALID_VALUE", "days of grace are for what is judged by its sending or postmark", "grace_days")


class Phase(Record):
    """A part of the round in which a certain audience comments."""

    code: Code
    title: Title
    audience: Annotated[Code, BeforeValidator(lambda given: given or "public")] = "public"
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


class Quorum(Record):
    """Without whom a working group decides on no comment: a share of its voting members, and so many of each side."""

    working_group: OptionalCode = ""
    """Empty for all groups that have no rule of their own."""
    percent: Annotated[int, Field(ge=0, le=100)] = 50
    """Share of the voting members who must be there, in percent."""
    commissioners: Annotated[int, Field(ge=0, le=100)] = 0
    providers: Annotated[int, Field(ge=0, le=100)] = 0
    users: Annotated[int, Field(ge=0, le=100)] = 0


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
    quorum: Annotated[tuple[Quorum, ...], Field(max_length=100), unique("a group", lambda q: q.working_group)] = ()
    """Who must be there when a group settles; the groups' own rules of procedure hold beside it."""
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
    evening_next_day: bool = False
    """Whether what is announced after 18:00 counts as announced on the next day."""
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
    last_day: date | None = None
    """The last day on which any channel is open, extensions and working days counted; set when it is announced."""
    running_phases: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    """Codes of the phases that run now."""
    resolution: str = ""
    """Resource name of planning's resolution that approved the plan."""
    resolution_sha256: str = ""
    retention_years: Annotated[int, Field(ge=0, le=100)] = 0
    """Years after the year of the last day for which authors' names are kept; 0: as the instance sets."""
    returned: Text = ""
    """Why the plan was returned the last time."""
    closed_early: Text = ""
    """Why intake ended before the announced last day."""

    def model_post_init(self, context: Any, /) -> None:
        if self.window.end is None:
            violated("REQUIRED", "a round has a last day", "window.end")
        if self.registration_until is not None and self.registration_until < self.window.end:
            violated(
                "PERIOD_ORDER", "what came in time may be entered until the round ends at least", "registration_until"
            )
        for index, rule in enumerate(self.channels):
            if rule.until is not None and not self.window.covers(rule.until):
                violated("OUTSIDE_PERIOD", "a channel is open inside the round's window", f"channels.{index}.until")
        for index, phase in enumerate(self.phases):
            if not (self.window.covers(phase.window.start) and self.window.covers(phase.window.end or date.max)):
                violated("OUTSIDE_PERIOD", "a phase lies inside the round's window", f"phases.{index}.window")

    def rule(self, channel: Channel) -> ChannelRule | None:
        """The rule of a channel, or None where the round takes no comments on it."""
        return next((rule for rule in self.channels if rule.channel == channel), None)

    def contact_point(self, code: str) -> ContactPoint | None:
        """The contact point of this code, or None."""
        return next((point for point in self.contact_points if point.code == code), None)

    def quorum_of(self, group: str) -> Quorum | None:
        """The rule that holds for a working group, or None where the round has none for it."""
        by_group = {rule.working_group: rule for rule in self.quorum}
        return by_group.get(group, by_group.get(""))

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
