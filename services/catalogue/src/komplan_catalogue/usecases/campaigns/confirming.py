"""Confirming: what a provider does with the token of a letter, without signing in.

Looking changes nothing, however often and whoever looks: mail scanners open links. Confirming takes the token and the
etag of what was seen. Whatever is wrong with a token, the answer is the same one, after the same work.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from komplan_catalogue.usecases.campaigns.records import Shown, shown
from komplan_catalogue.usecases.campaigns.rounds import open_item
from komplan_catalogue.usecases.campaigns.storage import CampaignTx
from komplan_catalogue.usecases.campaigns.tokens import Claim, Tokens
from komplan_catalogue.usecases.directory import PROVIDER_ROLE, Directory
from komplan_catalogue.usecases.history import History
from komplan_catalogue.usecases.provenance import note_verified
from komplan_core.catalogue import Service
from komplan_core.catalogue.campaign import CampaignItem, ItemState
from komplan_core.catalogue.differences import changed_paths
from komplan_core.catalogue.sections import Beside, Section, label_of, told_at
from komplan_core.errors import Invalid, Refused, Stale, Violation
from komplan_core.record import Entity
from komplan_kit.store import Written
from komplan_kit.tokens import sha256

_NOWHERE = "areas/nowhere/services/nowhere"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs from what the letter said."""

    name: str
    path: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A record as its provider sees it before confirming."""

    title: str
    provider_title: str
    sections: tuple[Section, ...]
    revision: str
    changed: bool
    changes: tuple[FieldChange, ...]
    last_day: date


class Confirming:
    """The link of a letter."""

    def __init__(self, directory: Directory, tokens: Tokens, history: History) -> None:
        self._directory, self._tokens, self._history = directory, tokens, history

    def preview(self, tx: CampaignTx, token: str) -> Preview:
        """The record as it is now, and how it differs from the letter. Writes nothing."""
        claim, record = self._admitted(tx, token)
        changed = record.revision != claim.revision
        return Preview(
            record.service.title,
            record.provider.title,
            record.sections,
            record.revision,
            changed,
            self._changes(tx, claim.revision, record) if changed else (),
            claim.last_day,
        )

    def confirm(self, tx: CampaignTx, token: str, etag: str) -> Written:
        """Note that all of the record is true. The token is good for nothing any more."""
        claim, record = self._admitted(tx, token)
        item = tx.campaigns.items.get(claim.item)
        _check_seen(record, etag)
        written = self._confirmed(tx, item, record, PROVIDER_ROLE)
        return tx.campaigns.told_confirmed(written, record.service.title, self._directory.today())

    def confirm_by_phone(self, tx: CampaignTx, name: str, etag: str) -> Written:
        """Note that the provider confirmed over the phone what the coordinator read out."""
        if not etag:
            raise Invalid.field("etag", "REQUIRED", "send back the etag of what was read to the provider")
        _, item = open_item(tx, name)
        record = shown(tx, tx.services.get(item.service))
        _check_seen(record, etag)
        today = self._directory.today()
        return self._confirmed(tx, item.revised({"phoned_on": today}), record, "")

    def _admitted(self, tx: CampaignTx, token: str) -> tuple[Claim, Shown]:
        claim = self._tokens.opened(token)
        sent = tx.campaigns.token(sha256(token))
        service = tx.services.find(sent.service if sent is not None else _NOWHERE)
        if claim is None or sent is None or service is None:
            _refuse()
        if service.provider != sent.provider:  # the letter went to whoever provided it then
            _refuse()
        if (claim.item, claim.service, claim.revision) != (sent.item, sent.service, sent.revision):
            _refuse()
        return claim, shown(tx, service)

    def _confirmed(self, tx: CampaignTx, item: CampaignItem, record: Shown, role: str) -> Written:
        for name in (record.service.name, *record.places):
            note_verified(tx, name, role=role)
        tx.campaigns.drop_tokens(item.name)
        changes: dict[str, Any] = {
            "settled_on": self._directory.today(),
            "confirmed_revision": record.revision,
            "unverified_since": None,
        }
        if item.state is not ItemState.CHANGED:
            changes["state"] = ItemState.CONFIRMED
        return tx.campaigns.items.replace(item.revised(changes))

    def _changes(self, tx: CampaignTx, revision: str, record: Shown) -> tuple[FieldChange, ...]:
        """What differs from the letter that showed `revision`; not where a place was before it became secret."""
        number, *numbers = (int(number) for number in revision.split("."))
        before = self._history.revision(tx, record.service.name, number)
        found = _differences(before, record.service, record.beside)
        asked = before.places if isinstance(before, Service) else ()
        for at, number in zip(asked, numbers, strict=False):
            place = record.places.get(at.place)
            if place is not None:
                found += _differences(self._history.revision(tx, at.place, number), place, record.beside)
        return tuple(found)


def _refuse() -> NoReturn:
    raise Refused("TOKEN_INVALID", "this link confirms nothing: ask the office of the catalogue for a new one")


def _check_seen(record: Shown, etag: str) -> None:
    if etag != record.revision:
        message = "the record was changed since it was read: look at it again, then confirm"
        raise Stale("STALE_ETAG", message, (Violation("etag", "STALE_ETAG", message),))


def _differences(before: Entity, after: Entity, beside: Beside) -> list[FieldChange]:
    model = type(after)
    return [
        FieldChange(
            after.name,
            path,
            label_of(model, path.partition(".")[0]),
            told_at(before, path, beside),
            told_at(after, path, beside),
        )
        for path in changed_paths(before, after)
    ]
