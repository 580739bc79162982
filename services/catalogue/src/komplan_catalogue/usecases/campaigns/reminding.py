"""Asking: letters that are due, calls that are due, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from komplan_catalogue.usecases.campaigns.records import Shown, shown
from komplan_catalogue.usecases.campaigns.rounds import open_item, running
from komplan_catalogue.usecases.campaigns.storage import CampaignTx, Due
from komplan_catalogue.usecases.campaigns.tokens import Tokens
from komplan_catalogue.usecases.directory import Directory
from komplan_core import names
from komplan_core.catalogue import Provider, Service
from komplan_core.catalogue.campaign import (
    ANSWERED,
    Campaign,
    CampaignItem,
    ItemState,
    Rung,
    has_ended,
    recipient_of,
    rung,
)
from komplan_core.catalogue.letters import check_link, letter
from komplan_core.errors import Invalid
from komplan_kit.store import Written
from komplan_kit.tokens import sha256

AT_ONCE: Final = 20
"""Letters that are made in one write, so that other writers need not wait long."""

_WRITING: Final = (Rung.EMAIL, Rung.EMAIL_AGAIN)


@dataclass(frozen=True, slots=True)
class Call:
    """A record about which to phone."""

    item: str
    service: Service
    provider: Provider
    phones: tuple[str, ...]
    revision: str


class Reminding:
    """The rungs of the ladder that the office climbs."""

    def __init__(self, directory: Directory, tokens: Tokens) -> None:
        self._directory, self._tokens = directory, tokens

    def due(self, tx: CampaignTx, campaign: str, link: str) -> list[str]:
        """Items to which a letter is due today."""
        check_link(link)
        return [item.name for item, _ in self._on(tx, running(tx, campaign, "parent"), _WRITING)]

    def letters(self, tx: CampaignTx, campaign: str, items: Sequence[str], link: str) -> Written:
        """The letters of some of these items, each with a new token. One that needs none any more gets none."""
        found = running(tx, campaign, "parent")
        made = []
        for name in items:
            item = tx.campaigns.items.get(name)
            service = tx.services.find(item.service)
            if service is not None and service.provider != item.provider:
                item = _of_todays_provider(tx, item, service)
            if service is not None and self._rung(found, item) in _WRITING:
                made.append(self._letter(tx, found, item, shown(tx, service), link))
        return tx.campaigns.told_letters(made)

    def calls(self, tx: CampaignTx, campaign: str) -> list[Call]:
        """Records about which to phone today, by provider."""
        found = []
        for item, service in self._on(tx, running(tx, campaign, "parent"), (Rung.PHONE,)):
            record = shown(tx, service)
            contacts = (*service.contacts, *record.provider.contacts)
            phones = tuple(dict.fromkeys(contact.phone for contact in contacts if contact.phone))
            found.append(Call(item.name, service, record.provider, phones, record.revision))
        return sorted(
            found, key=lambda call: (call.provider.title.casefold(), call.service.title.casefold(), call.item)
        )

    def set_recipient(self, tx: CampaignTx, name: str, recipient: str, etag: str) -> Written:
        """Ask somebody else. Letters to whoever was asked before confirm nothing."""
        _, item = open_item(tx, name)
        changed = tx.campaigns.items.merged(item, {"recipient": recipient})
        if changed.recipient != item.recipient:
            tx.campaigns.drop_tokens(name)
        return tx.campaigns.items.replace(changed, etag)

    def mark_reminded(self, tx: CampaignTx, campaign: str, items: Sequence[str]) -> Written:
        """Note that letters were accepted today."""
        found, today, marked = running(tx, campaign, "parent"), self._directory.today(), 0
        for number, name in enumerate(dict.fromkeys(items)):
            if names.parent(name) != campaign:
                raise Invalid.field(f"items.{number}", "INVALID_VALUE", "this is no item of the campaign")
            item = tx.campaigns.items.get(name, f"items.{number}")
            if item.state in ANSWERED:
                continue
            state = ItemState.REMINDED if item.state is ItemState.WAITING else item.state
            tx.campaigns.items.replace(item.revised({"state": state, "reminders": (*item.reminders, today)}))
            marked += 1
        return tx.campaigns.told_marked(found, marked)

    def mark_phoned(self, tx: CampaignTx, name: str) -> Written:
        """Note a call that settled nothing."""
        _, item = open_item(tx, name)
        state = item.state if item.state is ItemState.UNREACHABLE else ItemState.PHONED
        return tx.campaigns.items.replace(item.revised({"state": state, "phoned_on": self._directory.today()}))

    def _on(self, tx: CampaignTx, campaign: Campaign, rungs: Iterable[Rung]) -> list[tuple[CampaignItem, Service]]:
        """Items on one of the rungs today whose service is still provided."""
        found = []
        for standing in tx.campaigns.standings(campaign.name):
            if standing.state in ANSWERED:
                continue
            item = tx.campaigns.items.get(standing.item)
            if self._rung(campaign, item) in rungs:
                service = tx.services.find(item.service)
                if service is not None and not has_ended(service):
                    found.append((item, service))
        return found

    def _rung(self, campaign: Campaign, item: CampaignItem) -> Rung:
        return rung(item, campaign.opens_on, self._directory.today())

    def _letter(self, tx: CampaignTx, campaign: Campaign, item: CampaignItem, record: Shown, link: str) -> Due:
        token, claim = self._tokens.make(item.name, item.service, record.revision)
        tx.campaigns.keep_token(sha256(token), item.name, record.revision)
        written = letter(
            record.service.title,
            record.provider.title,
            record.sections,
            item.reminders,
            link,
            token,
            claim.last_day,
            campaign.title,
        )
        return Due(item.name, item.recipient, written, token, len(item.reminders) + 1)


def _of_todays_provider(tx: CampaignTx, item: CampaignItem, service: Service) -> CampaignItem:
    """The item of a service that another provider has now, who is asked; letters to the former one confirm nothing."""
    tx.campaigns.drop_tokens(item.name)
    asked = {"provider": service.provider, "recipient": recipient_of(service, tx.providers.get(service.provider))}
    tx.campaigns.items.replace(item.revised(asked))
    return tx.campaigns.items.get(item.name)
