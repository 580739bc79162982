"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "benefit",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit")),
        sa.UniqueConstraint("name", name=op.f("uq_benefit_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("benefit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_cycle"), ["cycle"], unique=False)
        batch_op.create_index(batch_op.f("ix_benefit_kind"), ["kind"], unique=False)

    op.create_table(
        "cycle",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("predecessor", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("name", name=op.f("uq_cycle_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=False),
        sa.Column("when_end", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("occurrences", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("name", name=op.f("uq_event_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_cycle"), ["cycle"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_when_start"), ["when_start"], unique=False)

    op.create_table(
        "grant_call",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("budget", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=False),
        sa.Column("window_end", sa.Date(), nullable=True),
        sa.Column("commission", sa.String(), nullable=False),
        sa.Column("minimum_score", sa.String(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_grant_call_budget")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_call")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_call_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_call_year"), ["year"], unique=False)

    op.create_table(
        "handover",
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("from_member", sa.String(), nullable=False),
        sa.Column("to_member", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("name", name=op.f("uq_handover_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_from_member"), ["from_member"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_to_member"), ["to_member"], unique=False)

    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_name"), ["name"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("keystore_sha256", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "mapped_subject",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("mapped_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapped_subject")),
        sa.UniqueConstraint("name", name=op.f("uq_mapped_subject_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mapped_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapped_subject_provider"), ["provider"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("cancelled_because", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(body = '') <> (working_group = '')", name=op.f("ck_meeting_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("name", name=op.f("uq_meeting_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_held_on"), ["held_on"], unique=False)

    op.create_table(
        "member",
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("mandate_start", sa.Date(), nullable=False),
        sa.Column("mandate_end", sa.Date(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("deputy_of", sa.String(), nullable=False),
        sa.Column("guest_since", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("name", name=op.f("uq_member_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_body"), ["body"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_deputy_of"), ["deputy_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_working_group"), ["working_group"], unique=False)

    op.create_table(
        "need",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("persons_basis", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("why_unmet", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("need_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("persons_overlap", sa.Boolean(), nullable=False),
        sa.Column("follows", sa.String(), nullable=False),
        sa.Column("compared", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("name", name=op.f("uq_need_name")),
        sa.UniqueConstraint("year", "need_no", name=op.f("uq_need_year_need_no")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_follows"), ["follows"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_merged_into"), ["merged_into"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_year"), ["year"], unique=False)

    op.create_table(
        "need_round",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_round")),
        sa.UniqueConstraint("name", name=op.f("uq_need_round_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_round_year"), ["year"], unique=False)

    op.create_table(
        "request",
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "request_id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_at"), ["at"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("body", "number", name=op.f("uq_resolution_body_number")),
        sa.UniqueConstraint("name", name=op.f("uq_resolution_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_subject"), ["subject"], unique=False)

    op.create_table(
        "series",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("name", name=op.f("uq_series_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_indicator"), ["indicator"], unique=False)

    op.create_table(
        "staff_fields",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_fields")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_fields_name")),
        sa.UniqueConstraint("subject", name=op.f("uq_staff_fields_subject")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "survey",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("respondents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("name", name=op.f("uq_survey_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "swot",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=True),
        sa.Column("held_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swot")),
        sa.UniqueConstraint("name", name=op.f("uq_swot_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("swot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_swot_working_group"), ["working_group"], unique=False)

    op.create_table(
        "task",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("name", name=op.f("uq_task_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_member"), ["member"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "code", name=op.f("uq_agenda_item_meeting_id_code")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("deputy", sa.String(), nullable=False),
        sa.Column("excused_on", sa.Date(), nullable=True),
        sa.Column("conflicts", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "member", name=op.f("uq_attendance_meeting_id_member")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_deputy"), ["deputy"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_member"), ["member"], unique=False)

    op.create_table(
        "attendance_count",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_attendance_count_count")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attendance_count_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_count")),
    )
    with op.batch_alter_table("attendance_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_count_event_id"), ["event_id"], unique=False)

    op.create_table(
        "benefit_measure",
        sa.Column("benefit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_id"], ["benefit.id"], name=op.f("fk_benefit_measure_benefit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_measure")),
    )
    with op.batch_alter_table("benefit_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_measure_benefit_id"), ["benefit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_benefit_measure_value"), ["value"], unique=False)

    op.create_table(
        "benefit_need",
        sa.Column("benefit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_id"], ["benefit.id"], name=op.f("fk_benefit_need_benefit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_need")),
    )
    with op.batch_alter_table("benefit_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_need_benefit_id"), ["benefit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_benefit_need_value"), ["value"], unique=False)

    op.create_table(
        "benefit_year",
        sa.Column("benefit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_id"], ["benefit.id"], name=op.f("fk_benefit_year_benefit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_year")),
    )
    with op.batch_alter_table("benefit_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_year_benefit_id"), ["benefit_id"], unique=False)

    op.create_table(
        "calendar_entry",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_calendar_entry_days")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_calendar_entry_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entry")),
        sa.UniqueConstraint("name", name=op.f("uq_calendar_entry_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calendar_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_entry_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_entry_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "decision",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("result_votes_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_votes_against", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_abstained", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_not_counted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_present", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_voting_members", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result_needed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('adopted', 'rejected') OR result_present >= result_needed",
            name=op.f("ck_decision_decided_with_quorum"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("name", name=op.f("uq_decision_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "distance",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("least", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_distance_cycle_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distance")),
    )
    with op.batch_alter_table("distance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_distance_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "grant_application",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applicant_title", sa.String(), nullable=False),
        sa.Column("applicant_ico", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("financing_kind", sa.String(), nullable=False),
        sa.Column("total_cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("requested", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("granted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("contract_number", sa.String(), nullable=True),
        sa.Column("contract_signed_on", sa.Date(), nullable=True),
        sa.Column("settlement_drawn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_returned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_settled_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "granted IS NULL OR (granted >= 0 AND granted <= requested)", name=op.f("ck_grant_application_granted")
        ),
        sa.CheckConstraint("requested > 0 AND requested <= total_cost", name=op.f("ck_grant_application_requested")),
        sa.CheckConstraint(
            "settlement_drawn >= 0 AND settlement_returned >= 0", name=op.f("ck_grant_application_settlement")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_application_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_application")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_application_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_application_applicant_ico"), ["applicant_ico"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_application_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_application_provider"), ["provider"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_application_service"), ["service"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_application_state"), ["state"], unique=False)

    op.create_table(
        "grant_assessment",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opinion_working_group", sa.String(), nullable=True),
        sa.Column("opinion_verdict", sa.String(), nullable=True),
        sa.Column("opinion_text", sa.String(), nullable=True),
        sa.Column("opinion_decision", sa.String(), nullable=True),
        sa.Column("opinion_decision_sha256", sa.String(), nullable=True),
        sa.Column("score", sa.String(), nullable=True),
        sa.Column("proposed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_assessment_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_assessment")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_assessment_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_assessment_call_id"), ["call_id"], unique=False)

    op.create_table(
        "grant_criterion",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("weight", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("maximum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_criterion_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_criterion")),
        sa.UniqueConstraint("call_id", "code", name=op.f("uq_grant_criterion_call_id_code")),
    )
    with op.batch_alter_table("grant_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_criterion_call_id"), ["call_id"], unique=False)

    op.create_table(
        "grant_decision",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_decision_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_decision")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_decision_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_decision_call_id"), ["call_id"], unique=False)

    op.create_table(
        "grant_priority",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_priority_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_priority")),
    )
    with op.batch_alter_table("grant_priority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_priority_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_priority_value"), ["value"], unique=False)

    op.create_table(
        "grant_proposal",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("strategy", sa.String(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("available", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_proposal_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_proposal")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_proposal_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_proposal_call_id"), ["call_id"], unique=False)

    op.create_table(
        "grant_requirement",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_requirement_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_requirement")),
        sa.UniqueConstraint("call_id", "code", name=op.f("uq_grant_requirement_call_id_code")),
    )
    with op.batch_alter_table("grant_requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_requirement_call_id"), ["call_id"], unique=False)

    op.create_table(
        "grant_result",
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applicant_title", sa.String(), nullable=False),
        sa.Column("applicant_ico", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("financing_kind", sa.String(), nullable=False),
        sa.Column("requested", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("granted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("resolution_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("contract_number", sa.String(), nullable=False),
        sa.Column("paid", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("drawn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("returned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("granted >= 0 AND granted <= requested", name=op.f("ck_grant_result_granted")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["grant_call.id"], name=op.f("fk_grant_result_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_result")),
        sa.UniqueConstraint("name", name=op.f("uq_grant_result_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_result_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_result_service"), ["service"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_result_year"), ["year"], unique=False)

    op.create_table(
        "guest_count",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_guest_count_count")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_guest_count_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_count")),
        sa.UniqueConstraint("meeting_id", "side", name=op.f("uq_guest_count_meeting_id_side")),
    )
    with op.batch_alter_table("guest_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guest_count_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "need_extra",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_extra_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_extra")),
    )
    with op.batch_alter_table("need_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_extra_need_id"), ["need_id"], unique=False)

    op.create_table(
        "need_ground",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_ground_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_ground")),
    )
    with op.batch_alter_table("need_ground", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_ground_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_ground_reference"), ["reference"], unique=False)

    op.create_table(
        "need_target_group",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_target_group_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_target_group")),
    )
    with op.batch_alter_table("need_target_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_target_group_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_target_group_value"), ["value"], unique=False)

    op.create_table(
        "needs_report",
        sa.Column("need_round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("corrects", sa.String(), nullable=False),
        sa.Column("correction_reason", sa.String(), nullable=False),
        sa.Column("correction_approved_by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no_unmet_needs", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["need_round_id"], ["need_round.id"], name=op.f("fk_needs_report_need_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_report")),
        sa.UniqueConstraint("name", name=op.f("uq_needs_report_name")),
        sa.UniqueConstraint(
            "need_round_id", "municipality", "version", name=op.f("uq_needs_report_need_round_id_municipality_version")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("needs_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_report_municipality"), ["municipality"], unique=False)
        batch_op.create_index(batch_op.f("ix_needs_report_need_round_id"), ["need_round_id"], unique=False)

    op.create_table(
        "paying_project",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("bearer", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("outputs", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_paying_project_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paying_project")),
        sa.UniqueConstraint("name", name=op.f("uq_paying_project_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("paying_project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paying_project_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_plan_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "series_value",
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_value_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_value")),
        sa.UniqueConstraint("series_id", "year", name=op.f("uq_series_value_series_id_year")),
    )
    with op.batch_alter_table("series_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_value_series_id"), ["series_id"], unique=False)

    op.create_table(
        "staff_value",
        sa.Column("staff_fields_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_fields_id"], ["staff_fields.id"], name=op.f("fk_staff_value_staff_fields_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_value")),
    )
    with op.batch_alter_table("staff_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_value_staff_fields_id"), ["staff_fields_id"], unique=False)

    op.create_table(
        "stated_figure",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_stated_figure_cycle_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_figure")),
    )
    with op.batch_alter_table("stated_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stated_figure_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "step",
        sa.Column("cycle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_step_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("name", name=op.f("uq_step_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "subject_need",
        sa.Column("mapped_subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mapped_subject_id"],
            ["mapped_subject.id"],
            name=op.f("fk_subject_need_mapped_subject_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_need")),
    )
    with op.batch_alter_table("subject_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_need_mapped_subject_id"), ["mapped_subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_need_value"), ["value"], unique=False)

    op.create_table(
        "subject_target_group",
        sa.Column("mapped_subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mapped_subject_id"],
            ["mapped_subject.id"],
            name=op.f("fk_subject_target_group_mapped_subject_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_target_group")),
    )
    with op.batch_alter_table("subject_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subject_target_group_mapped_subject_id"), ["mapped_subject_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_subject_target_group_value"), ["value"], unique=False)

    op.create_table(
        "survey_count",
        sa.Column("survey_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_count_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_count")),
        sa.UniqueConstraint("survey_id", "question", "option", name=op.f("uq_survey_count_survey_id_question_option")),
    )
    with op.batch_alter_table("survey_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_count_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_question",
        sa.Column("survey_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("answered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("survey_id", "code", name=op.f("uq_survey_question_survey_id_code")),
    )
    with op.batch_alter_table("survey_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_question_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_side",
        sa.Column("survey_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("respondents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_side_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_side")),
        sa.UniqueConstraint("survey_id", "side", name=op.f("uq_survey_side_survey_id_side")),
    )
    with op.batch_alter_table("survey_side", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_side_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "swot_item",
        sa.Column("swot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("quadrant", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("weight", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["swot_id"], ["swot.id"], name=op.f("fk_swot_item_swot_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swot_item")),
        sa.UniqueConstraint("swot_id", "code", name=op.f("uq_swot_item_swot_id_code")),
    )
    with op.batch_alter_table("swot_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_swot_item_swot_id"), ["swot_id"], unique=False)

    op.create_table(
        "swot_link",
        sa.Column("swot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["swot_id"], ["swot.id"], name=op.f("fk_swot_link_swot_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swot_link")),
    )
    with op.batch_alter_table("swot_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_swot_link_swot_id"), ["swot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_swot_link_target"), ["target"], unique=False)

    op.create_table(
        "action_plan",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("evaluation", sa.String(), nullable=False),
        sa.Column("settlement", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_action_plan_name")),
        sa.UniqueConstraint("plan_id", "year", name=op.f("uq_action_plan_plan_id_year")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_evaluation"), ["evaluation"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_plan_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_plan_year"), ["year"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_budget_line_amount")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["paying_project.id"], name=op.f("fk_budget_line_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint("project_id", "category", "month", name=op.f("uq_budget_line_project_id_category_month")),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_line_project_id"), ["project_id"], unique=False)

    op.create_table(
        "capacity_need",
        sa.Column("needs_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity_needed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity_now", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("from_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need_nos", sa.JSON(), nullable=False),
        sa.Column("priority", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_report_id"], ["needs_report.id"], name=op.f("fk_capacity_need_needs_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_need")),
    )
    with op.batch_alter_table("capacity_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_need_needs_report_id"), ["needs_report_id"], unique=False)

    op.create_table(
        "deviation",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("planned", sa.String(), nullable=False),
        sa.Column("actual", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_deviation_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviation")),
        sa.UniqueConstraint("name", name=op.f("uq_deviation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deviation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deviation_measure"), ["measure"], unique=False)
        batch_op.create_index(batch_op.f("ix_deviation_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "drawdown",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_drawdown_amount")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["paying_project.id"], name=op.f("fk_drawdown_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawdown")),
    )
    with op.batch_alter_table("drawdown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drawdown_project_id"), ["project_id"], unique=False)

    op.create_table(
        "entry_evidence",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["calendar_entry.id"], name=op.f("fk_entry_evidence_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_evidence")),
    )
    with op.batch_alter_table("entry_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_evidence_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_evidence_resource"), ["resource"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("facts_measures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_states", sa.JSON(), nullable=True),
        sa.Column("facts_indicators", sa.JSON(), nullable=True),
        sa.Column("facts_indicators_due", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_indicators_reached", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_indicators_unknown", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_money", sa.JSON(), nullable=True),
        sa.Column("facts_planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_gap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts_actual_percent", sa.String(), nullable=True),
        sa.Column("facts_sources", sa.JSON(), nullable=True),
        sa.Column("facts_participation", sa.JSON(), nullable=True),
        sa.Column("facts_deviations", sa.JSON(), nullable=True),
        sa.Column("facts_aims_reached", sa.Boolean(), nullable=True),
        sa.Column("facts_reasonable_cost", sa.Boolean(), nullable=True),
        sa.Column("facts_several_sources", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_evaluation_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("name", name=op.f("uq_evaluation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "grant_check",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["grant_application.id"], name=op.f("fk_grant_check_application_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_check")),
    )
    with op.batch_alter_table("grant_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_check_application_id"), ["application_id"], unique=False)

    op.create_table(
        "grant_conflict",
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["grant_assessment.id"], name=op.f("fk_grant_conflict_assessment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_conflict")),
        sa.UniqueConstraint("assessment_id", "value", name=op.f("uq_grant_conflict_assessment_id_value")),
    )
    with op.batch_alter_table("grant_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_conflict_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "grant_decision_line",
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("granted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("granted >= 0", name=op.f("ck_grant_decision_line_granted")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["grant_decision.id"], name=op.f("fk_grant_decision_line_decision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_decision_line")),
    )
    with op.batch_alter_table("grant_decision_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_decision_line_application"), ["application"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_decision_line_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "grant_measure",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["grant_application.id"],
            name=op.f("fk_grant_measure_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_measure")),
        sa.UniqueConstraint("application_id", "measure", name=op.f("uq_grant_measure_application_id_measure")),
    )
    with op.batch_alter_table("grant_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_measure_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_measure_measure"), ["measure"], unique=False)

    op.create_table(
        "grant_other_source",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_grant_other_source_amount")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["grant_application.id"],
            name=op.f("fk_grant_other_source_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_other_source")),
        sa.UniqueConstraint("application_id", "source", name=op.f("uq_grant_other_source_application_id_source")),
    )
    with op.batch_alter_table("grant_other_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_other_source_application_id"), ["application_id"], unique=False)

    op.create_table(
        "grant_payment",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_grant_payment_amount")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["grant_application.id"],
            name=op.f("fk_grant_payment_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_payment")),
    )
    with op.batch_alter_table("grant_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_payment_application_id"), ["application_id"], unique=False)

    op.create_table(
        "grant_proposal_line",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("score", sa.String(), nullable=True),
        sa.Column("requested", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("proposed >= 0 AND proposed <= requested", name=op.f("ck_grant_proposal_line_proposed")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["grant_proposal.id"], name=op.f("fk_grant_proposal_line_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_proposal_line")),
    )
    with op.batch_alter_table("grant_proposal_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_proposal_line_application"), ["application"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_proposal_line_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "grant_result_measure",
        sa.Column("result_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["result_id"], ["grant_result.id"], name=op.f("fk_grant_result_measure_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_result_measure")),
    )
    with op.batch_alter_table("grant_result_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_result_measure_measure"), ["measure"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_result_measure_result_id"), ["result_id"], unique=False)

    op.create_table(
        "grant_score",
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("evaluator", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_grant_score_points")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["grant_assessment.id"], name=op.f("fk_grant_score_assessment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_score")),
        sa.UniqueConstraint(
            "assessment_id", "evaluator", "criterion", name=op.f("uq_grant_score_assessment_id_evaluator_criterion")
        ),
    )
    with op.batch_alter_table("grant_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_score_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "need_possibility",
        sa.Column("needs_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("other_service", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_report_id"],
            ["needs_report.id"],
            name=op.f("fk_need_possibility_needs_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_possibility")),
    )
    with op.batch_alter_table("need_possibility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_possibility_needs_report_id"), ["needs_report_id"], unique=False)

    op.create_table(
        "need_resource",
        sa.Column("needs_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_report_id"], ["needs_report.id"], name=op.f("fk_need_resource_needs_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_resource")),
    )
    with op.batch_alter_table("need_resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_resource_needs_report_id"), ["needs_report_id"], unique=False)

    op.create_table(
        "needs_report_municipality",
        sa.Column("needs_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_report_id"],
            ["needs_report.id"],
            name=op.f("fk_needs_report_municipality_needs_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_report_municipality")),
    )
    with op.batch_alter_table("needs_report_municipality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_needs_report_municipality_needs_report_id"), ["needs_report_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_needs_report_municipality_value"), ["value"], unique=False)

    op.create_table(
        "needs_report_need",
        sa.Column("needs_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_report_id"],
            ["needs_report.id"],
            name=op.f("fk_needs_report_need_needs_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_report_need")),
    )
    with op.batch_alter_table("needs_report_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_report_need_needs_report_id"), ["needs_report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_needs_report_need_value"), ["value"], unique=False)

    op.create_table(
        "observation",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("accepted_by", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_observation_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("name", name=op.f("uq_observation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_measure"), ["measure"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_stage"), ["stage"], unique=False)

    op.create_table(
        "plan_change",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("from_version", sa.String(), nullable=False),
        sa.Column("to_version", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_change_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_change_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_change_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_project",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ico", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_project_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_project")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_project_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_project_ico"), ["ico"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_project_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_project_provider"), ["provider"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_version_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "project_deviation",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["paying_project.id"], name=op.f("fk_project_deviation_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_deviation")),
    )
    with op.batch_alter_table("project_deviation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_deviation_project_id"), ["project_id"], unique=False)

    op.create_table(
        "project_figure",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["paying_project.id"], name=op.f("fk_project_figure_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_figure")),
    )
    with op.batch_alter_table("project_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_figure_project_id"), ["project_id"], unique=False)

    op.create_table(
        "project_source",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0 AND actual >= 0", name=op.f("ck_project_source_amounts")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["paying_project.id"], name=op.f("fk_project_source_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_source")),
        sa.UniqueConstraint("project_id", "source", name=op.f("uq_project_source_project_id_source")),
    )
    with op.batch_alter_table("project_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_source_project_id"), ["project_id"], unique=False)

    op.create_table(
        "published_observation",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_published_observation_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_observation")),
        sa.UniqueConstraint("name", name=op.f("uq_published_observation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("published_observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_observation_measure"), ["measure"], unique=False)
        batch_op.create_index(batch_op.f("ix_published_observation_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "side_tally",
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("votes_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("votes_against", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("abstained", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_side_tally_decision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_tally")),
        sa.UniqueConstraint("decision_id", "side", name=op.f("uq_side_tally_decision_id_side")),
    )
    with op.batch_alter_table("side_tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_side_tally_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "stated_day",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["calendar_entry.id"], name=op.f("fk_stated_day_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_day")),
    )
    with op.batch_alter_table("stated_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stated_day_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "step_evidence",
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("output", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_evidence_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_evidence")),
    )
    with op.batch_alter_table("step_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_evidence_resource"), ["resource"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_evidence_step_id"), ["step_id"], unique=False)

    op.create_table(
        "step_output",
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("collection", sa.String(), nullable=False),
        sa.Column("at_least", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("per_working_group", sa.Boolean(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_output_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_output")),
    )
    with op.batch_alter_table("step_output", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_output_step_id"), ["step_id"], unique=False)

    op.create_table(
        "step_task",
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_task_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_task")),
    )
    with op.batch_alter_table("step_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_task_step_id"), ["step_id"], unique=False)

    op.create_table(
        "vote",
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_vote_decision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("decision_id", "member", name=op.f("uq_vote_decision_id_member")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_member"), ["member"], unique=False)

    op.create_table(
        "action_cost",
        sa.Column("action_plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name=op.f("ck_action_cost_amounts")),
        sa.ForeignKeyConstraint(
            ["action_plan_id"], ["action_plan.id"], name=op.f("fk_action_cost_action_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_cost")),
    )
    with op.batch_alter_table("action_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_cost_action_plan_id"), ["action_plan_id"], unique=False)

    op.create_table(
        "action_entry",
        sa.Column("action_plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("todo", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_plan_id"], ["action_plan.id"], name=op.f("fk_action_entry_action_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_entry")),
    )
    with op.batch_alter_table("action_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_entry_action_plan_id"), ["action_plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_entry_measure"), ["measure"], unique=False)

    op.create_table(
        "evaluation_text",
        sa.Column("evaluation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluation_text_evaluation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_text")),
    )
    with op.batch_alter_table("evaluation_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_text_evaluation_id"), ["evaluation_id"], unique=False)

    op.create_table(
        "indicator_actual",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_indicator_actual_observation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_actual")),
    )
    with op.batch_alter_table("indicator_actual", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_actual_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "network_service",
        sa.Column("action_plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_plan_id"], ["action_plan.id"], name=op.f("fk_network_service_action_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_service")),
    )
    with op.batch_alter_table("network_service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_service_action_plan_id"), ["action_plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_network_service_service"), ["service"], unique=False)

    op.create_table(
        "observation_evidence",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_evidence_observation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_evidence")),
    )
    with op.batch_alter_table("observation_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_evidence_observation_id"), ["observation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_evidence_resource"), ["resource"], unique=False)

    op.create_table(
        "observed_money",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("secured >= 0 AND actual >= 0", name=op.f("ck_observed_money_amounts")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observed_money_observation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observed_money")),
    )
    with op.batch_alter_table("observed_money", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observed_money_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "plan_node",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_plan_node_position")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_node_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_node")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_node_name")),
        sa.UniqueConstraint("version_id", "parent", "position", name=op.f("uq_plan_node_version_id_parent_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_node_version_id"), ["version_id"], unique=False)

    op.create_table(
        "plan_section",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_plan_section_position")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_section_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_section")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_section_name")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_plan_section_version_id_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_section_version_id"), ["version_id"], unique=False)

    op.create_table(
        "project_financing",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name=op.f("ck_project_financing_amounts")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["plan_project.id"], name=op.f("fk_project_financing_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_financing")),
        sa.UniqueConstraint(
            "project_id", "year", "source", "kind", name=op.f("uq_project_financing_project_id_year_source_kind")
        ),
    )
    with op.batch_alter_table("project_financing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_financing_project_id"), ["project_id"], unique=False)

    op.create_table(
        "project_measure",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["plan_project.id"], name=op.f("fk_project_measure_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_measure")),
    )
    with op.batch_alter_table("project_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_measure_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_measure_value"), ["value"], unique=False)

    op.create_table(
        "project_revision",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["plan_project.id"], name=op.f("fk_project_revision_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_revision")),
        sa.UniqueConstraint("name", name=op.f("uq_project_revision_name")),
        sa.UniqueConstraint("project_id", "year", "half", name=op.f("uq_project_revision_project_id_year_half")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("project_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_revision_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_revision_stage"), ["stage"], unique=False)

    op.create_table(
        "published_actual",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["published_observation.id"],
            name=op.f("fk_published_actual_observation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_actual")),
    )
    with op.batch_alter_table("published_actual", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_actual_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "published_evidence",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["published_observation.id"],
            name=op.f("fk_published_evidence_observation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_evidence")),
    )
    with op.batch_alter_table("published_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_evidence_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "published_money",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["published_observation.id"],
            name=op.f("fk_published_money_observation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_money")),
    )
    with op.batch_alter_table("published_money", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_money_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "scoring",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("most_points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_scoring_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring")),
        sa.UniqueConstraint("name", name=op.f("uq_scoring_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scoring_version_id"), ["version_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("consultation", sa.String(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_submission_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("name", name=op.f("uq_submission_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_version_id"), ["version_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("scoring_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voter", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_ballot_count")),
        sa.ForeignKeyConstraint(["scoring_id"], ["scoring.id"], name=op.f("fk_ballot_scoring_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_scoring_id"), ["scoring_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("expected_persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("service_change_change", sa.String(), nullable=True),
        sa.Column("service_change_service", sa.String(), nullable=True),
        sa.Column("service_change_service_type", sa.String(), nullable=True),
        sa.Column("service_change_form", sa.String(), nullable=True),
        sa.Column("service_change_unit", sa.String(), nullable=True),
        sa.Column("service_change_capacity_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("service_change_capacity_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("service_change_service_class", sa.String(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("cooperating", sa.JSON(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("no_indicator_reason", sa.String(), nullable=False),
        sa.Column("regional_priority", sa.String(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("state_note_text", sa.String(), nullable=True),
        sa.Column("state_note_reason", sa.String(), nullable=True),
        sa.Column("state_note_next_step", sa.String(), nullable=True),
        sa.Column("state_note_body", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("approval_body", sa.String(), nullable=True),
        sa.Column("approval_number", sa.String(), nullable=True),
        sa.Column("approval_held_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_measure_position")),
        sa.ForeignKeyConstraint(["node_id"], ["plan_node.id"], name=op.f("fk_measure_node_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_measure_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("name", name=op.f("uq_measure_name")),
        sa.UniqueConstraint("version_id", "node", "position", name=op.f("uq_measure_version_id_node_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_version_id"), ["version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_working_group"), ["working_group"], unique=False)

    op.create_table(
        "plan_node_extra",
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["plan_node.id"], name=op.f("fk_plan_node_extra_node_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_node_extra")),
    )
    with op.batch_alter_table("plan_node_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_node_extra_node_id"), ["node_id"], unique=False)

    op.create_table(
        "plan_section_extra",
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["plan_section.id"], name=op.f("fk_plan_section_extra_section_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_section_extra")),
    )
    with op.batch_alter_table("plan_section_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_section_extra_section_id"), ["section_id"], unique=False)

    op.create_table(
        "project_indicator",
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["project_revision.id"], name=op.f("fk_project_indicator_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_indicator")),
    )
    with op.batch_alter_table("project_indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_indicator_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "round_standing",
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("comments", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unsettled", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("texts_kept", sa.Boolean(), nullable=False),
        sa.Column("unchanged", sa.JSON(), nullable=False),
        sa.Column("unexplained", sa.JSON(), nullable=False),
        sa.Column("final_sha256", sa.String(), nullable=False),
        sa.Column("draft_sha256", sa.String(), nullable=False),
        sa.Column("book_root", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_round_standing_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_standing")),
    )
    with op.batch_alter_table("round_standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_standing_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "used_money",
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_used_money_amount")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["project_revision.id"], name=op.f("fk_used_money_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_money")),
        sa.UniqueConstraint("revision_id", "source", "kind", name=op.f("uq_used_money_revision_id_source_kind")),
    )
    with op.batch_alter_table("used_money", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_used_money_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_activity_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "financing",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name=op.f("ck_financing_amounts")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_financing_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_financing")),
        sa.UniqueConstraint(
            "measure_id", "year", "source", "kind", name=op.f("uq_financing_measure_id_year_source_kind")
        ),
    )
    with op.batch_alter_table("financing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_financing_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("baseline", sa.String(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("yearly_targets", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_indicator_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "measure_comment",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_comment_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_comment")),
    )
    with op.batch_alter_table("measure_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_comment_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_comment_value"), ["value"], unique=False)

    op.create_table(
        "measure_dependency",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_dependency_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_dependency")),
    )
    with op.batch_alter_table("measure_dependency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_dependency_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_dependency_value"), ["value"], unique=False)

    op.create_table(
        "measure_extra",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_extra_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_extra")),
    )
    with op.batch_alter_table("measure_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_extra_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "measure_need",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_need_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_need")),
    )
    with op.batch_alter_table("measure_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_need_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_need_value"), ["value"], unique=False)

    op.create_table(
        "measure_register_group",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_register_group_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_register_group")),
    )
    with op.batch_alter_table("measure_register_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_register_group_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_register_group_value"), ["value"], unique=False)

    op.create_table(
        "measure_swot",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_swot_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_swot")),
    )
    with op.batch_alter_table("measure_swot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_swot_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_swot_value"), ["value"], unique=False)

    op.create_table(
        "measure_target_group",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_target_group_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_target_group")),
    )
    with op.batch_alter_table("measure_target_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_target_group_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_target_group_value"), ["value"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_milestone_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "risk",
        sa.Column("measure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("likelihood", sa.String(), nullable=False),
        sa.Column("impact", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_risk_measure_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    with op.batch_alter_table("risk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_measure_id"), ["measure_id"], unique=False)

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("risk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_measure_id"))

    op.drop_table("risk")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_measure_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("measure_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_target_group_value"))
        batch_op.drop_index(batch_op.f("ix_measure_target_group_measure_id"))

    op.drop_table("measure_target_group")
    with op.batch_alter_table("measure_swot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_swot_value"))
        batch_op.drop_index(batch_op.f("ix_measure_swot_measure_id"))

    op.drop_table("measure_swot")
    with op.batch_alter_table("measure_register_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_register_group_value"))
        batch_op.drop_index(batch_op.f("ix_measure_register_group_measure_id"))

    op.drop_table("measure_register_group")
    with op.batch_alter_table("measure_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_need_value"))
        batch_op.drop_index(batch_op.f("ix_measure_need_measure_id"))

    op.drop_table("measure_need")
    with op.batch_alter_table("measure_extra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_extra_measure_id"))

    op.drop_table("measure_extra")
    with op.batch_alter_table("measure_dependency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_dependency_value"))
        batch_op.drop_index(batch_op.f("ix_measure_dependency_measure_id"))

    op.drop_table("measure_dependency")
    with op.batch_alter_table("measure_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_comment_value"))
        batch_op.drop_index(batch_op.f("ix_measure_comment_measure_id"))

    op.drop_table("measure_comment")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_measure_id"))

    op.drop_table("indicator")
    with op.batch_alter_table("financing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_financing_measure_id"))

    op.drop_table("financing")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_measure_id"))

    op.drop_table("activity")
    with op.batch_alter_table("used_money", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_used_money_revision_id"))

    op.drop_table("used_money")
    with op.batch_alter_table("round_standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_standing_submission_id"))

    op.drop_table("round_standing")
    with op.batch_alter_table("project_indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_indicator_revision_id"))

    op.drop_table("project_indicator")
    with op.batch_alter_table("plan_section_extra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_section_extra_section_id"))

    op.drop_table("plan_section_extra")
    with op.batch_alter_table("plan_node_extra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_node_extra_node_id"))

    op.drop_table("plan_node_extra")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_working_group"))
        batch_op.drop_index(batch_op.f("ix_measure_version_id"))
        batch_op.drop_index(batch_op.f("ix_measure_node_id"))

    op.drop_table("measure")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_scoring_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_version_id"))

    op.drop_table("submission")
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scoring_version_id"))

    op.drop_table("scoring")
    with op.batch_alter_table("published_money", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_money_observation_id"))

    op.drop_table("published_money")
    with op.batch_alter_table("published_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_evidence_observation_id"))

    op.drop_table("published_evidence")
    with op.batch_alter_table("published_actual", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_actual_observation_id"))

    op.drop_table("published_actual")
    with op.batch_alter_table("project_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_revision_stage"))
        batch_op.drop_index(batch_op.f("ix_project_revision_project_id"))

    op.drop_table("project_revision")
    with op.batch_alter_table("project_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_measure_value"))
        batch_op.drop_index(batch_op.f("ix_project_measure_project_id"))

    op.drop_table("project_measure")
    with op.batch_alter_table("project_financing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_financing_project_id"))

    op.drop_table("project_financing")
    with op.batch_alter_table("plan_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_section_version_id"))

    op.drop_table("plan_section")
    with op.batch_alter_table("plan_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_node_version_id"))

    op.drop_table("plan_node")
    with op.batch_alter_table("observed_money", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observed_money_observation_id"))

    op.drop_table("observed_money")
    with op.batch_alter_table("observation_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_evidence_resource"))
        batch_op.drop_index(batch_op.f("ix_observation_evidence_observation_id"))

    op.drop_table("observation_evidence")
    with op.batch_alter_table("network_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_service_service"))
        batch_op.drop_index(batch_op.f("ix_network_service_action_plan_id"))

    op.drop_table("network_service")
    with op.batch_alter_table("indicator_actual", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_actual_observation_id"))

    op.drop_table("indicator_actual")
    with op.batch_alter_table("evaluation_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_text_evaluation_id"))

    op.drop_table("evaluation_text")
    with op.batch_alter_table("action_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_entry_measure"))
        batch_op.drop_index(batch_op.f("ix_action_entry_action_plan_id"))

    op.drop_table("action_entry")
    with op.batch_alter_table("action_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_cost_action_plan_id"))

    op.drop_table("action_cost")
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_member"))
        batch_op.drop_index(batch_op.f("ix_vote_decision_id"))

    op.drop_table("vote")
    with op.batch_alter_table("step_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_task_step_id"))

    op.drop_table("step_task")
    with op.batch_alter_table("step_output", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_output_step_id"))

    op.drop_table("step_output")
    with op.batch_alter_table("step_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_evidence_step_id"))
        batch_op.drop_index(batch_op.f("ix_step_evidence_resource"))

    op.drop_table("step_evidence")
    with op.batch_alter_table("stated_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stated_day_entry_id"))

    op.drop_table("stated_day")
    with op.batch_alter_table("side_tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_side_tally_decision_id"))

    op.drop_table("side_tally")
    with op.batch_alter_table("published_observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_observation_plan_id"))
        batch_op.drop_index(batch_op.f("ix_published_observation_measure"))

    op.drop_table("published_observation")
    with op.batch_alter_table("project_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_source_project_id"))

    op.drop_table("project_source")
    with op.batch_alter_table("project_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_figure_project_id"))

    op.drop_table("project_figure")
    with op.batch_alter_table("project_deviation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_deviation_project_id"))

    op.drop_table("project_deviation")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_version_plan_id"))

    op.drop_table("plan_version")
    with op.batch_alter_table("plan_project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_project_provider"))
        batch_op.drop_index(batch_op.f("ix_plan_project_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plan_project_ico"))

    op.drop_table("plan_project")
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_change_plan_id"))

    op.drop_table("plan_change")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_stage"))
        batch_op.drop_index(batch_op.f("ix_observation_plan_id"))
        batch_op.drop_index(batch_op.f("ix_observation_measure"))

    op.drop_table("observation")
    with op.batch_alter_table("needs_report_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_report_need_value"))
        batch_op.drop_index(batch_op.f("ix_needs_report_need_needs_report_id"))

    op.drop_table("needs_report_need")
    with op.batch_alter_table("needs_report_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_report_municipality_value"))
        batch_op.drop_index(batch_op.f("ix_needs_report_municipality_needs_report_id"))

    op.drop_table("needs_report_municipality")
    with op.batch_alter_table("need_resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_resource_needs_report_id"))

    op.drop_table("need_resource")
    with op.batch_alter_table("need_possibility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_possibility_needs_report_id"))

    op.drop_table("need_possibility")
    with op.batch_alter_table("grant_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_score_assessment_id"))

    op.drop_table("grant_score")
    with op.batch_alter_table("grant_result_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_result_measure_result_id"))
        batch_op.drop_index(batch_op.f("ix_grant_result_measure_measure"))

    op.drop_table("grant_result_measure")
    with op.batch_alter_table("grant_proposal_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_proposal_line_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_grant_proposal_line_application"))

    op.drop_table("grant_proposal_line")
    with op.batch_alter_table("grant_payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_payment_application_id"))

    op.drop_table("grant_payment")
    with op.batch_alter_table("grant_other_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_other_source_application_id"))

    op.drop_table("grant_other_source")
    with op.batch_alter_table("grant_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_measure_measure"))
        batch_op.drop_index(batch_op.f("ix_grant_measure_application_id"))

    op.drop_table("grant_measure")
    with op.batch_alter_table("grant_decision_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_decision_line_decision_id"))
        batch_op.drop_index(batch_op.f("ix_grant_decision_line_application"))

    op.drop_table("grant_decision_line")
    with op.batch_alter_table("grant_conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_conflict_assessment_id"))

    op.drop_table("grant_conflict")
    with op.batch_alter_table("grant_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_check_application_id"))

    op.drop_table("grant_check")
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_plan_id"))

    op.drop_table("evaluation")
    with op.batch_alter_table("entry_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_evidence_resource"))
        batch_op.drop_index(batch_op.f("ix_entry_evidence_entry_id"))

    op.drop_table("entry_evidence")
    with op.batch_alter_table("drawdown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drawdown_project_id"))

    op.drop_table("drawdown")
    with op.batch_alter_table("deviation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deviation_plan_id"))
        batch_op.drop_index(batch_op.f("ix_deviation_measure"))

    op.drop_table("deviation")
    with op.batch_alter_table("capacity_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capacity_need_needs_report_id"))

    op.drop_table("capacity_need")
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_budget_line_project_id"))

    op.drop_table("budget_line")
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_plan_year"))
        batch_op.drop_index(batch_op.f("ix_action_plan_plan_id"))
        batch_op.drop_index(batch_op.f("ix_action_plan_evaluation"))

    op.drop_table("action_plan")
    with op.batch_alter_table("swot_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_swot_link_target"))
        batch_op.drop_index(batch_op.f("ix_swot_link_swot_id"))

    op.drop_table("swot_link")
    with op.batch_alter_table("swot_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_swot_item_swot_id"))

    op.drop_table("swot_item")
    with op.batch_alter_table("survey_side", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_side_survey_id"))

    op.drop_table("survey_side")
    with op.batch_alter_table("survey_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_question_survey_id"))

    op.drop_table("survey_question")
    with op.batch_alter_table("survey_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_count_survey_id"))

    op.drop_table("survey_count")
    with op.batch_alter_table("subject_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_target_group_value"))
        batch_op.drop_index(batch_op.f("ix_subject_target_group_mapped_subject_id"))

    op.drop_table("subject_target_group")
    with op.batch_alter_table("subject_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_need_value"))
        batch_op.drop_index(batch_op.f("ix_subject_need_mapped_subject_id"))

    op.drop_table("subject_need")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_cycle_id"))

    op.drop_table("step")
    with op.batch_alter_table("stated_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stated_figure_cycle_id"))

    op.drop_table("stated_figure")
    with op.batch_alter_table("staff_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_value_staff_fields_id"))

    op.drop_table("staff_value")
    with op.batch_alter_table("series_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_value_series_id"))

    op.drop_table("series_value")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_cycle_id"))

    op.drop_table("plan")
    with op.batch_alter_table("paying_project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paying_project_cycle_id"))

    op.drop_table("paying_project")
    with op.batch_alter_table("needs_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_report_need_round_id"))
        batch_op.drop_index(batch_op.f("ix_needs_report_municipality"))

    op.drop_table("needs_report")
    with op.batch_alter_table("need_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_target_group_value"))
        batch_op.drop_index(batch_op.f("ix_need_target_group_need_id"))

    op.drop_table("need_target_group")
    with op.batch_alter_table("need_ground", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_ground_reference"))
        batch_op.drop_index(batch_op.f("ix_need_ground_need_id"))

    op.drop_table("need_ground")
    with op.batch_alter_table("need_extra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_extra_need_id"))

    op.drop_table("need_extra")
    with op.batch_alter_table("guest_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_count_meeting_id"))

    op.drop_table("guest_count")
    with op.batch_alter_table("grant_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_result_year"))
        batch_op.drop_index(batch_op.f("ix_grant_result_service"))
        batch_op.drop_index(batch_op.f("ix_grant_result_call_id"))

    op.drop_table("grant_result")
    with op.batch_alter_table("grant_requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_requirement_call_id"))

    op.drop_table("grant_requirement")
    with op.batch_alter_table("grant_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_proposal_call_id"))

    op.drop_table("grant_proposal")
    with op.batch_alter_table("grant_priority", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_priority_value"))
        batch_op.drop_index(batch_op.f("ix_grant_priority_call_id"))

    op.drop_table("grant_priority")
    with op.batch_alter_table("grant_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_decision_call_id"))

    op.drop_table("grant_decision")
    with op.batch_alter_table("grant_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_criterion_call_id"))

    op.drop_table("grant_criterion")
    with op.batch_alter_table("grant_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_assessment_call_id"))

    op.drop_table("grant_assessment")
    with op.batch_alter_table("grant_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_application_state"))
        batch_op.drop_index(batch_op.f("ix_grant_application_service"))
        batch_op.drop_index(batch_op.f("ix_grant_application_provider"))
        batch_op.drop_index(batch_op.f("ix_grant_application_call_id"))
        batch_op.drop_index(batch_op.f("ix_grant_application_applicant_ico"))

    op.drop_table("grant_application")
    with op.batch_alter_table("distance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_distance_cycle_id"))

    op.drop_table("distance")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_meeting_id"))

    op.drop_table("decision")
    with op.batch_alter_table("calendar_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_entry_starts_on"))
        batch_op.drop_index(batch_op.f("ix_calendar_entry_cycle_id"))

    op.drop_table("calendar_entry")
    with op.batch_alter_table("benefit_year", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_year_benefit_id"))

    op.drop_table("benefit_year")
    with op.batch_alter_table("benefit_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_need_value"))
        batch_op.drop_index(batch_op.f("ix_benefit_need_benefit_id"))

    op.drop_table("benefit_need")
    with op.batch_alter_table("benefit_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_measure_value"))
        batch_op.drop_index(batch_op.f("ix_benefit_measure_benefit_id"))

    op.drop_table("benefit_measure")
    with op.batch_alter_table("attendance_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_count_event_id"))

    op.drop_table("attendance_count")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_member"))
        batch_op.drop_index(batch_op.f("ix_attendance_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_deputy"))

    op.drop_table("attendance")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_meeting_id"))

    op.drop_table("agenda_item")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_member"))
        batch_op.drop_index(batch_op.f("ix_task_meeting"))
        batch_op.drop_index(batch_op.f("ix_task_due"))

    op.drop_table("task")
    with op.batch_alter_table("swot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_swot_working_group"))

    op.drop_table("swot")
    op.drop_table("survey")
    op.drop_table("staff_fields")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_indicator"))

    op.drop_table("series")
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_subject"))

    op.drop_table("resolution")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    with op.batch_alter_table("need_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_round_year"))

    op.drop_table("need_round")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_year"))
        batch_op.drop_index(batch_op.f("ix_need_merged_into"))
        batch_op.drop_index(batch_op.f("ix_need_follows"))

    op.drop_table("need")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_working_group"))
        batch_op.drop_index(batch_op.f("ix_member_person"))
        batch_op.drop_index(batch_op.f("ix_member_deputy_of"))
        batch_op.drop_index(batch_op.f("ix_member_body"))

    op.drop_table("member")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_held_on"))

    op.drop_table("meeting")
    with op.batch_alter_table("mapped_subject", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapped_subject_provider"))

    op.drop_table("mapped_subject")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_to_member"))
        batch_op.drop_index(batch_op.f("ix_handover_from_member"))

    op.drop_table("handover")
    with op.batch_alter_table("grant_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_call_year"))

    op.drop_table("grant_call")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_when_start"))
        batch_op.drop_index(batch_op.f("ix_event_cycle"))

    op.drop_table("event")
    op.drop_table("cycle")
    with op.batch_alter_table("benefit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_kind"))
        batch_op.drop_index(batch_op.f("ix_benefit_cycle"))

    op.drop_table("benefit")
