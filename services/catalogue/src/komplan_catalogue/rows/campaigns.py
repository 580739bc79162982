"""Update campaigns: who is asked about which record, and the tokens that confirm."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children


class CampaignRow(EntityColumns, Row):
    __tablename__ = "campaign"
    title: Mapped[str]
    kind: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str]
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="days"),)


class CampaignItemRow(EntityColumns, Row):
    """The recipient stands sealed in the message only. The service may be gone since, so its name is no foreign key."""

    __tablename__ = "campaign_item"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    service: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str]
    section: Mapped[str]
    state: Mapped[str]
    reminders: Mapped[list["CampaignReminderRow"]] = children(order_by="CampaignReminderRow.ordinal")
    phoned_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    confirmed_revision: Mapped[str]
    unverified_since: Mapped[date | None]
    __table_args__ = (UniqueConstraint("campaign_id", "service"),)


class CampaignReminderRow(ChildColumns, Row):
    __tablename__ = "campaign_reminder"
    campaign_item_id: Mapped[int] = belongs_to("campaign_item")
    value: Mapped[date]


class ConfirmTokenRow(Row):
    """A token that was sent. Only its hash is kept; it goes when it is used, and with its campaign."""

    __tablename__ = "confirm_token"
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    campaign_item_id: Mapped[int] = belongs_to("campaign_item")
    revision: Mapped[str]
