"""The update campaign: every provider is asked whether the catalogue still says the truth, and the answers are proof.

The ladder goes provider by e-mail, the same again, the coordinator by phone, flagged as unverified, left out of print.
Nothing is ever deleted because nobody answered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.catalogue.organisations import Email, Provider
from komplan_core.catalogue.services import Service, ServiceStatus
from komplan_core.codelists import CodeList, entry
from komplan_core.czech_order import czech_order
from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Title

AGAIN_DAYS: Final = 14
"""Days without an answer until the e-mail goes out again, and then until the coordinator phones (practice)."""

FLAG_DAYS: Final = 14
"""Days after a call without an answer until the record is shown as unverified (practice)."""

LEFT_OUT_DAYS: Final = 30
"""Days for which an unverified record is still printed (practice)."""

TOKEN_DAYS: Final = 60
"""Days for which the link of an e-mail confirms."""

FRESH_DAYS: Final = 183
"""A record verified within so many days gets no item of a half-year campaign."""


class CampaignKind(StrEnum):
    """How often: every record once a year; half a year later a nudge for those not verified since."""

    YEARLY = "yearly"
    HALF_YEAR = "half-year"


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PLANNED = "planned"
    RUNNING = "running"
    CLOSED = "closed"


class Campaign(Entity):
    """One round of asking."""

    title: Title
    kind: CampaignKind
    opens_on: date
    closes_on: date
    """Last day on which answers are awaited; the office closes the campaign itself."""
    state: CampaignState = CampaignState.PLANNED

    def model_post_init(self, context: Any, /) -> None:
        if self.closes_on < self.opens_on:
            violated("PERIOD_ORDER", "the campaign closes before it opens", "closes_on")


class ItemState(StrEnum):
    """What became of one record in a campaign."""

    WAITING = "waiting"
    REMINDED = "reminded"
    PHONED = "phoned"
    CONFIRMED = "confirmed"
    """The provider said that all of it is true."""
    CHANGED = "changed"
    """The provider corrected it, and the office took the correction."""
    UNREACHABLE = "unreachable"
    """Nobody answered."""
    CLOSED = "closed"
    """The service is provided no more."""


ANSWERED: Final = frozenset({ItemState.CONFIRMED, ItemState.CHANGED, ItemState.CLOSED})
"""States in which nobody is asked any more."""

OUTCOMES: Final[Mapping[ItemState, str]] = {
    ItemState.CONFIRMED: "potvrzeno",
    ItemState.CHANGED: "opraveno",
    ItemState.UNREACHABLE: "nezastiženo",
    ItemState.CLOSED: "služba zanikla",
}
"""How a campaign can end for a record, with Czech titles; in any other state it is still open."""

OPEN_TITLE: Final = "čeká na odpověď"


class CampaignItem(Entity):
    """One service in a campaign."""

    service: str
    """Resource name; the record may be merged or gone since."""
    provider: str
    """Resource name of the provider when the campaign began."""
    recipient: Email = ""
    """Who is asked. Empty when no address is known: then the coordinator phones at once."""
    section: str = ""
    """Chapter of the catalogue: `counselling`, `care`, `prevention` or `related`; empty where it is not known."""
    state: ItemState = ItemState.WAITING
    reminders: Annotated[tuple[date, ...], Field(max_length=20)] = ()
    """Days on which an e-mail was accepted for delivery."""
    phoned_on: date | None = None
    settled_on: date | None = None
    """Day on which the state became final: an answer, or the end of trying."""
    confirmed_revision: str = ""
    """What exactly was confirmed: journal numbers of the service and of its places."""
    unverified_since: date | None = None
    """For one whom nobody reached: the day of the last verification, or that on which the campaign opened."""


class Rung(StrEnum):
    """What the ladder asks for on a day."""

    REST = "rest"
    """Nothing today: an answer is awaited, or has come."""
    EMAIL = "email"
    EMAIL_AGAIN = "email-again"
    PHONE = "phone"
    UNVERIFIED = "unverified"
    """Shown as „neověřeno od …“."""
    LEFT_OUT = "left-out"
    """Unverified, and left out of print; never deleted."""


def rung(item: CampaignItem, opens_on: date, on: date) -> Rung:
    """The rung on which an item stands that day. Depends on nothing but its arguments."""
    if item.state in ANSWERED or on < opens_on:
        return Rung.REST
    if item.state is ItemState.UNREACHABLE:
        return _flagged(item.settled_on or opens_on, on)
    if item.phoned_on is not None:
        since = item.phoned_on + timedelta(days=FLAG_DAYS)
        return _flagged(since, on) if on >= since else Rung.REST
    if not item.recipient:
        return Rung.PHONE
    if not item.reminders:
        return Rung.EMAIL
    if on < max(item.reminders) + timedelta(days=AGAIN_DAYS):
        return Rung.REST
    return Rung.EMAIL_AGAIN if len(item.reminders) == 1 else Rung.PHONE


def _flagged(since: date, on: date) -> Rung:
    return Rung.LEFT_OUT if on >= since + timedelta(days=LEFT_OUT_DAYS) else Rung.UNVERIFIED


def is_asked(service: Service) -> bool:
    """Whether a campaign asks about the service: all that are provided, also those closed for a time."""
    return service.status in (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED)


def has_ended(service: Service) -> bool:
    """Whether the service is provided no more."""
    return service.status is ServiceStatus.DEFUNCT


def recipient_of(service: Service, provider: Provider) -> str:
    """The first public e-mail of the service, else of its provider, or empty."""
    return next((item.email for item in (*service.contacts, *provider.contacts) if item.email), "")


def section_of(service: Service) -> str:
    """The chapter of the catalogue in which the service stands."""
    if service.service_type is None:
        return str(service.service_class)
    return entry(CodeList.SERVICE_TYPES, service.service_type).category


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records ended how. A record is in exactly one of them."""

    confirmed: int = 0
    changed: int = 0
    unreachable: int = 0
    closed: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """All records of the campaign."""
        return self.confirmed + self.changed + self.unreachable + self.closed + self.open


@dataclass(frozen=True, slots=True)
class ProviderTally:
    """How the records of one provider ended."""

    provider: str
    title: str
    tally: Tally


def tally_of(states: Iterable[ItemState]) -> Tally:
    """Count states."""
    counts = dict.fromkeys(("confirmed", "changed", "unreachable", "closed", "open"), 0)
    for state in states:
        counts[str(state) if state in OUTCOMES else "open"] += 1
    return Tally(**counts)


def by_provider(items: Iterable[tuple[str, ItemState]], titles: Mapping[str, str]) -> tuple[ProviderTally, ...]:
    """The closing report: (provider, state) of every item, by title of the provider and its resource name."""
    states: dict[str, list[ItemState]] = {}
    for provider, state in items:
        states.setdefault(provider, []).append(state)
    found = [ProviderTally(name, titles.get(name, ""), tally_of(of)) for name, of in states.items()]
    return tuple(sorted(found, key=lambda line: (czech_order(line.title), line.provider)))
