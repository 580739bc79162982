"""How campaigns are stored."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, func, insert, select

from komplan.catalogue.v1 import campaign_editor_service_pb2 as edit
from komplan.catalogue.v1 import campaign_pb2
from komplan.catalogue.v1 import campaign_service_pb2 as public
from komplan_catalogue.repositories.kinds import SERVICES
from komplan_catalogue.rows.campaigns import CampaignItemRow, CampaignRow, ConfirmTokenRow
from komplan_catalogue.rows.provenance import FieldFactRow
from komplan_catalogue.rows.services import ServiceRow
from komplan_catalogue.usecases.campaigns.storage import Due, SentToken, Standing
from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.catalogue.campaign import OUTCOMES, Campaign, CampaignItem, CampaignState, ItemState
from komplan_core.catalogue.opening import PRAGUE
from komplan_kit.codec import Codec
from komplan_kit.days import day_message
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

CAMPAIGNS = Kind("campaign", names.CAMPAIGN, Codec(campaign_pb2.Campaign, Campaign), CampaignRow)
CAMPAIGN_ITEMS = Kind(
    "campaign item",
    names.CAMPAIGN_ITEM,
    Codec(campaign_pb2.CampaignItem, CampaignItem),
    CampaignItemRow,
    only_encoded=("recipient",),
)
_OF_CAMPAIGN = (
    CampaignItemRow.campaign_id
    == select(CampaignRow.id).where(CampaignRow.name == bindparam("parent")).scalar_subquery()
)
CAMPAIGN_LIST = Listing(CAMPAIGNS)
CAMPAIGN_ITEM_LIST = Listing(
    CAMPAIGN_ITEMS,
    parent=_OF_CAMPAIGN,
    filters={
        "state": CampaignItemRow.state == bindparam("state"),
        "provider": CampaignItemRow.provider == bindparam("provider"),
    },
)

_TOKENS: Final[Any] = ConfirmTokenRow.__table__
_IS_RUNNING = and_(CampaignRow.id == CampaignItemRow.campaign_id, CampaignRow.state == CampaignState.RUNNING.value)
_RUNNING = Statement(
    select(CampaignRow.name).where(CampaignRow.state == CampaignState.RUNNING.value).order_by(CampaignRow.id)
)
_ALL_SERVICES = Statement(select(ServiceRow.encoded).order_by(ServiceRow.id))
_STANDINGS = Statement(
    select(CampaignItemRow.name, CampaignItemRow.service, CampaignItemRow.provider, CampaignItemRow.state)
    .where(_OF_CAMPAIGN)
    .order_by(CampaignItemRow.id)
)
_ITEMS_ABOUT = Statement(
    select(CampaignItemRow.name)
    .where(_IS_RUNNING, bindparam("about").in_([CampaignItemRow.service, CampaignItemRow.provider]))
    .order_by(CampaignItemRow.id)
)
_ENDED = CampaignItemRow.state.in_([state.value for state in OUTCOMES])
_LAST = select(func.max(CampaignItemRow.id)).where(_ENDED).group_by(CampaignItemRow.service)
_UNREACHED = Statement(
    select(
        CampaignItemRow.name,
        CampaignItemRow.service,
        CampaignItemRow.provider,
        CampaignItemRow.settled_on,
        CampaignItemRow.unverified_since,
    ).where(
        CampaignItemRow.id.in_(_LAST),
        CampaignItemRow.state == ItemState.UNREACHABLE.value,
        CampaignItemRow.service == ServiceRow.name,
    )
)
_LAST_VERIFIED = Statement(
    select(FieldFactRow.name, func.max(FieldFactRow.verified_at))
    .where(FieldFactRow.verified_at.is_not(None), FieldFactRow.name == ServiceRow.name)
    .group_by(FieldFactRow.name)
)
_KEEP_TOKEN = Statement(insert(_TOKENS))
_TOKEN = Statement(
    select(CampaignItemRow.name, CampaignItemRow.service, CampaignItemRow.provider, ConfirmTokenRow.revision).where(
        ConfirmTokenRow.sha256 == bindparam("given"),
        CampaignItemRow.id == ConfirmTokenRow.campaign_item_id,
        _IS_RUNNING,
    )
)
_DROP_TOKENS = Statement(delete(_TOKENS).where(_TOKENS.c.campaign_item_id == bindparam("item_id")))
_DROP_ALL = Statement(
    delete(_TOKENS).where(_TOKENS.c.campaign_item_id.in_(select(CampaignItemRow.id).where(_OF_CAMPAIGN)))
)


class StoredCampaigns:
    """Campaigns inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.campaigns = Collection(CAMPAIGNS, transaction)
        self.items = Collection(CAMPAIGN_ITEMS, transaction)

    def running(self) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_RUNNING)]

    def all_services(self) -> list[Service]:
        return [SERVICES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_ALL_SERVICES)]

    def standings(self, campaign: str) -> list[Standing]:
        rows = self._tx.session.all(_STANDINGS, parent=campaign)
        return [Standing(item, service, provider, ItemState(state)) for item, service, provider, state in rows]

    def items_about(self, name: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_ITEMS_ABOUT, about=name)]

    def unreached(self) -> list[CampaignItem]:
        return [
            CampaignItem(
                name=name,
                service=service,
                provider=provider,
                state=ItemState.UNREACHABLE,
                settled_on=settled_on,
                unverified_since=since,
            )
            for name, service, provider, settled_on, since in self._tx.session.all(_UNREACHED)
        ]

    def last_verified(self) -> dict[str, date]:
        return {name: _day(at) for name, at in self._tx.session.all(_LAST_VERIFIED)}

    def keep_token(self, sha256: bytes, item: str, revision: str) -> None:
        self._tx.session.run(_KEEP_TOKEN, sha256=sha256, campaign_item_id=self._id(item), revision=revision)

    def token(self, sha256: bytes) -> SentToken | None:
        row = self._tx.session.first(_TOKEN, given=sha256)
        return SentToken(*row) if row is not None else None

    def drop_tokens(self, item: str) -> None:
        self._tx.session.run(_DROP_TOKENS, item_id=self._id(item))

    def drop_all_tokens(self, campaign: str) -> None:
        self._tx.session.run(_DROP_ALL, parent=campaign)

    def told_letters(self, letters: Sequence[Due]) -> Written:
        made = [
            edit.Reminder(
                item=due.item,
                recipient=due.recipient,
                subject=due.letter.subject,
                text=due.letter.text,
                token=due.token,
                number=due.number,
            )
            for due in letters
        ]
        return Written("", "", edit.DueRemindersResponse(reminders=made).SerializeToString(), b"")

    def told_marked(self, campaign: Campaign, marked: int) -> Written:
        reply = edit.MarkRemindedResponse(marked=marked).SerializeToString()
        return Written(campaign.name, campaign.etag, reply, reply)

    def told_confirmed(self, item: Written, title: str, on: date) -> Written:
        reply = public.ConfirmRecordResponse(title=title, confirmed_on=day_message(on)).SerializeToString()
        return Written(item.name, item.etag, reply, reply)

    def _id(self, item: str) -> int:
        return self.items.refer(item, "item")


def _day(at: datetime) -> date:
    """The day in Prague; SQLite gives times in UTC without saying so."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return aware.astimezone(PRAGUE).date()
