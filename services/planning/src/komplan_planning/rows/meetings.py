"""Tables of meetings, of the motions decided in them, and of tasks."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class MeetingRow(EntityColumns, Row):
    """Minutes and their corrections stand in the sealed message only."""

    __tablename__ = "meeting"
    title: Mapped[str]
    body: Mapped[str]
    working_group: Mapped[str]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str]
    place: Mapped[str]
    state: Mapped[str]
    invited_on: Mapped[date | None]
    documents: Mapped[list[str]] = value_list()
    cancelled_because: Mapped[str]
    approved_on: Mapped[date | None]
    content_sha256: Mapped[str]
    agenda: Mapped[list["AgendaItemRow"]] = children(order_by="AgendaItemRow.ordinal")
    attendance: Mapped[list["AttendanceRow"]] = children(order_by="AttendanceRow.ordinal")
    guests: Mapped[list["GuestCountRow"]] = children(order_by="GuestCountRow.ordinal")
    __table_args__ = (CheckConstraint("(body = '') <> (working_group = '')", name="seat"),)


class AgendaItemRow(ChildColumns, Row):
    __tablename__ = "agenda_item"
    meeting_id: Mapped[int] = belongs_to("meeting")
    code: Mapped[str]
    title: Mapped[str]
    proposed_on: Mapped[date | None]
    __table_args__ = (UniqueConstraint("meeting_id", "code"),)


class AttendanceRow(ChildColumns, Row):
    __tablename__ = "attendance"
    meeting_id: Mapped[int] = belongs_to("meeting")
    member: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    deputy: Mapped[str] = mapped_column(index=True)
    excused_on: Mapped[date | None]
    conflicts: Mapped[list[str]] = value_list()
    __table_args__ = (UniqueConstraint("meeting_id", "member"),)


class GuestCountRow(ChildColumns, Row):
    __tablename__ = "guest_count"
    meeting_id: Mapped[int] = belongs_to("meeting")
    side: Mapped[str]
    count: Mapped[int]
    __table_args__ = (UniqueConstraint("meeting_id", "side"), CheckConstraint("count >= 1", name="count"))


class DecisionRow(EntityColumns, Row):
    __tablename__ = "decision"
    meeting_id: Mapped[int] = belongs_to("meeting")
    item: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    about: Mapped[str]
    body: Mapped[str]
    working_group: Mapped[str]
    decided_on: Mapped[date | None]
    state: Mapped[str]
    result_votes_for: Mapped[int | None]
    result_votes_against: Mapped[int | None]
    result_abstained: Mapped[int | None]
    result_not_counted: Mapped[int | None]
    result_present: Mapped[int | None]
    result_voting_members: Mapped[int | None]
    result_needed: Mapped[int | None]
    content_sha256: Mapped[str]
    votes: Mapped[list["VoteRow"]] = children(order_by="VoteRow.ordinal")
    tallies: Mapped[list["SideTallyRow"]] = children(order_by="SideTallyRow.ordinal")
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('adopted', 'rejected') OR result_present >= result_needed", name="decided_with_quorum"
        ),
    )


class VoteRow(ChildColumns, Row):
    __tablename__ = "vote"
    decision_id: Mapped[int] = belongs_to("decision")
    member: Mapped[str] = mapped_column(index=True)
    choice: Mapped[str]
    __table_args__ = (UniqueConstraint("decision_id", "member"),)


class SideTallyRow(ChildColumns, Row):
    __tablename__ = "side_tally"
    decision_id: Mapped[int] = belongs_to("decision")
    side: Mapped[str]
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstained: Mapped[int]
    __table_args__ = (UniqueConstraint("decision_id", "side"),)


class TaskRow(EntityColumns, Row):
    __tablename__ = "task"
    title: Mapped[str]
    text: Mapped[str]
    meeting: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    working_group: Mapped[str]
    role: Mapped[str]
    member: Mapped[str] = mapped_column(index=True)
    due: Mapped[date] = mapped_column(index=True)
    state: Mapped[str]
    closed_on: Mapped[date | None]
    outcome: Mapped[str]
