"""Campaigns: planned, started, closed, and reported on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from komplan.type.v1.personal_pb2 import KEY_SCOPE_PERSON
from komplan_catalogue.usecases.campaigns.storage import CampaignTx, Standing
from komplan_catalogue.usecases.directory import Directory
from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.catalogue.campaign import (
    ANSWERED,
    FRESH_DAYS,
    OUTCOMES,
    Campaign,
    CampaignItem,
    CampaignKind,
    CampaignState,
    ItemState,
    ProviderTally,
    Rung,
    Tally,
    by_provider,
    has_ended,
    is_asked,
    recipient_of,
    rung,
    section_of,
    tally_of,
)
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]
_RESIDES: Final = "a campaign that was started is closed, not deleted: its report is the proof"


@dataclass(frozen=True, slots=True)
class Report:
    """How the records of a campaign ended, or how they stand."""

    campaign: Campaign
    tally: Tally
    providers: tuple[ProviderTally, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class UnverifiedRecord:
    """A record that nobody could verify."""

    service: str
    since: date
    left_out: bool


class Campaigns:
    """The campaigns of one catalogue. One runs at a time."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def create(self, tx: CampaignTx, values: Values, wanted: str) -> Written:
        """Plan a campaign."""
        name = self._directory.new_name("campaigns", wanted, "campaign_id")
        campaigns = tx.campaigns.campaigns
        return campaigns.add(campaigns.make({**values, "name": name, "state": CampaignState.PLANNED}, "campaign"))

    def update(self, tx: CampaignTx, name: str, etag: str, changes: Values) -> Written:
        """Change a campaign that is not over; the kind of a started one stays."""
        campaigns = tx.campaigns.campaigns
        before = campaigns.get(name, "campaign.name")
        changed = campaigns.merged(before, changes, "campaign")
        if before.state is CampaignState.CLOSED:
            raise Refused("CAMPAIGN_NOT_RUNNING", f"`{name}` is closed")
        if before.state is CampaignState.RUNNING and changed.kind is not before.kind:
            raise Invalid.field("campaign.kind", "INVALID_VALUE", "the campaign was started as another kind")
        return campaigns.replace(changed, etag)

    def delete(self, tx: CampaignTx, name: str, etag: str) -> Written:
        """Remove a campaign that was only planned."""
        campaigns = tx.campaigns.campaigns
        if campaigns.get(name).state is not CampaignState.PLANNED:
            raise Refused("TRANSITION_NOT_ALLOWED", _RESIDES)
        return campaigns.delete(name, etag)

    def start(self, tx: CampaignTx, name: str, etag: str) -> Written:
        """Make an item for every service that is to be asked about."""
        campaigns = tx.campaigns.campaigns
        campaign = campaigns.get(name)
        if campaign.state is not CampaignState.PLANNED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` was started already")
        if others := tx.campaigns.running():
            raise Refused("CAMPAIGN_NOT_RUNNING", f"`{others[0]}` runs: close it first")
        written = campaigns.replace(campaign.revised({"state": CampaignState.RUNNING}), etag)
        campaign_id = campaigns.refer(name, "name")
        fresh = self._fresh(tx) if campaign.kind is CampaignKind.HALF_YEAR else frozenset()
        for service in tx.campaigns.all_services():
            if is_asked(service) and service.name not in fresh:
                tx.campaigns.items.add(_item(tx, name, service), campaign_id=campaign_id)
        return written

    def close(self, tx: CampaignTx, name: str, etag: str) -> Written:
        """End a campaign: whoever is open was not reached. No record of the catalogue is touched."""
        campaigns, items = tx.campaigns.campaigns, tx.campaigns.items
        campaign = running(tx, name)
        verified = tx.campaigns.last_verified()
        for standing in tx.campaigns.standings(name):
            item = items.erase(standing.item, KEY_SCOPE_PERSON)
            left: dict[str, Any] = {"recipient": ""}
            if standing.state not in OUTCOMES:
                left |= self._given_up(tx, campaign, standing, verified)
            items.replace(item.revised(left))
        tx.campaigns.drop_all_tokens(name)
        return campaigns.replace(campaign.revised({"state": CampaignState.CLOSED}), etag)

    def give_up(self, tx: CampaignTx, name: str) -> Written:
        """Nobody is reached about one record: it is shown as unverified, and stays."""
        campaign, item = open_item(tx, name)
        standing = Standing(name, item.service, item.provider, item.state)
        return tx.campaigns.items.replace(
            item.revised(self._given_up(tx, campaign, standing, tx.campaigns.last_verified()))
        )

    def corrected(self, tx: CampaignTx, service: str) -> None:
        """The office took a correction of a service by its provider: whoever asks about it has an answer."""
        for name in tx.campaigns.items_about(service):
            item = tx.campaigns.items.get(name)
            if item.state not in ANSWERED:
                answer = {"state": ItemState.CHANGED, "settled_on": self._directory.today(), "unverified_since": None}
                tx.campaigns.items.replace(item.revised(answer))

    def report(self, tx: CampaignTx, name: str) -> Report:
        """How it ended. A service that is provided no more counts as closed from that moment."""
        campaign = tx.campaigns.campaigns.get(name)
        stand = [(item.provider, _now(tx, item)) for item in tx.campaigns.standings(name)]
        titles = {}
        for provider in {provider for provider, _ in stand}:
            found = tx.providers.find(provider)
            titles[provider] = found.title if found is not None else ""
        tally = tally_of(state for _, state in stand)
        return Report(campaign, tally, by_provider(stand, titles), self._directory.today())

    def unverified(self, tx: CampaignTx) -> list[UnverifiedRecord]:
        """The records that nobody could verify in their last campaign, and that nobody verified since."""
        today, verified = self._directory.today(), tx.campaigns.last_verified()
        found = []
        for item in tx.campaigns.unreached():
            settled = item.settled_on or today
            if verified.get(item.service, date.min) < settled:
                left_out = rung(item, settled, today) is Rung.LEFT_OUT
                found.append(UnverifiedRecord(item.service, item.unverified_since or settled, left_out))
        return sorted(found, key=lambda record: record.service)

    def _given_up(
        self, tx: CampaignTx, campaign: Campaign, standing: Standing, verified: Mapping[str, date]
    ) -> dict[str, Any]:
        today = self._directory.today()
        if _now(tx, standing) is ItemState.CLOSED:
            return {"state": ItemState.CLOSED, "settled_on": today}
        since = verified.get(standing.service, campaign.opens_on)
        return {"state": ItemState.UNREACHABLE, "settled_on": today, "unverified_since": since}

    def _fresh(self, tx: CampaignTx) -> frozenset[str]:
        since = self._directory.today() - timedelta(days=FRESH_DAYS)
        return frozenset(name for name, day in tx.campaigns.last_verified().items() if day > since)


def running(tx: CampaignTx, name: str, field: str = "name") -> Campaign:
    """The campaign. Raises Refused unless it runs."""
    campaign = tx.campaigns.campaigns.get(name, field)
    if campaign.state is not CampaignState.RUNNING:
        raise Refused("CAMPAIGN_NOT_RUNNING", f"`{name}` is {campaign.state}")
    return campaign


def open_item(tx: CampaignTx, name: str) -> tuple[Campaign, CampaignItem]:
    """An item that nobody answered for, and its campaign, which runs. Raises Refused."""
    item = tx.campaigns.items.get(name)
    campaign = running(tx, names.parent(name))
    if item.state in ANSWERED:
        raise Refused("ITEM_SETTLED", f"`{name}` is {item.state}")
    return campaign, item


def _item(tx: CampaignTx, campaign: str, service: Service) -> CampaignItem:
    values = {
        "name": f"{campaign}/items/{names.last_id(service.name)}",
        "service": service.name,
        "provider": service.provider,
        "recipient": recipient_of(service, tx.providers.get(service.provider)),
        "section": section_of(service),
    }
    return tx.campaigns.items.make(values)


def _now(tx: CampaignTx, standing: Standing) -> ItemState:
    """The state, or closed when the service has ended meanwhile."""
    if standing.state in (ItemState.CONFIRMED, ItemState.CHANGED):
        return standing.state
    service = tx.services.find(standing.service)
    return ItemState.CLOSED if service is None or has_ended(service) else standing.state
