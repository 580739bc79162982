"""What campaigns need of storage, besides the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_core.catalogue import Service
from komplan_core.catalogue.campaign import Campaign, CampaignItem, ItemState
from komplan_core.catalogue.letters import Letter
from komplan_kit.store import Collection, Written


@dataclass(frozen=True, slots=True)
class SentToken:
    """What a sent token is for. The token itself is kept nowhere."""

    item: str
    service: str
    provider: str
    """Who was asked."""
    revision: str
    """What the letter showed: journal numbers of the service and of its places."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one record of a campaign stands."""

    item: str
    service: str
    provider: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is due, with the token that stands in it."""

    item: str
    recipient: str
    letter: Letter
    token: str
    number: int


class CampaignStore(Protocol):
    """Campaigns, their items and tokens."""

    campaigns: Collection[Campaign]
    items: Collection[CampaignItem]

    def running(self) -> list[str]:
        """Names of the campaigns that run."""
        ...

    def all_services(self) -> list[Service]:
        """Every service."""
        ...

    def standings(self, campaign: str) -> list[Standing]:
        """Every record of a campaign, in the order of the catalogue."""
        ...

    def items_about(self, name: str) -> list[str]:
        """Names of the items of a service, or of the services of a provider, in the campaigns that run."""
        ...

    def unreached(self) -> list[CampaignItem]:
        """Items of services that are there, whose last ended item found nobody. Without the recipient."""
        ...

    def last_verified(self) -> dict[str, date]:
        """Day, in Prague, of the last verification of every service that was ever verified."""
        ...

    def keep_token(self, sha256: bytes, item: str, revision: str) -> None:
        """Keep the hash of a token that is about to be sent."""
        ...

    def token(self, sha256: bytes) -> SentToken | None:
        """What a token is for; None when it was never sent, is used, or its campaign is over."""
        ...

    def drop_tokens(self, item: str) -> None:
        """Forget all tokens of an item."""
        ...

    def drop_all_tokens(self, campaign: str) -> None:
        """Forget all tokens of a campaign."""
        ...

    def told_letters(self, letters: Sequence[Due]) -> Written:
        """The answer with letters, of which nothing may be kept."""
        ...

    def told_marked(self, campaign: Campaign, marked: int) -> Written:
        """The answer to marking."""
        ...

    def told_confirmed(self, item: Written, title: str, on: date) -> Written:
        """The answer to whoever confirmed."""
        ...


class CampaignTx(CatalogueTx, Protocol):
    """One transaction over the directory and its campaigns."""

    campaigns: CampaignStore
