"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "consultation_round",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("plan_version", sa.String(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=False),
        sa.Column("window_end", sa.Date(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        sa.Column("contact_points", sa.JSON(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("refusal_reasons", sa.JSON(), nullable=False),
        sa.Column("registration_until", sa.Date(), nullable=True),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("days_before_hearing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_after_hearing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invitation_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("next_working_day", sa.Boolean(), nullable=False),
        sa.Column("predecessor", sa.String(), nullable=False),
        sa.Column("rules_sha256", sa.String(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("final_draft", sa.String(), nullable=False),
        sa.Column("extensions", sa.JSON(), nullable=False),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("resolution_sha256", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("window_end >= window_start", name=op.f("ck_consultation_round_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_round")),
        sa.UniqueConstraint("name", name=op.f("uq_consultation_round_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consultation_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_round_plan_version"), ["plan_version"], unique=False)

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
        "log_leaf",
        sa.Column("round_name", sa.String(), nullable=False),
        sa.Column(
            "position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("round_name", "position", name=op.f("pk_log_leaf")),
    )
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
        "book_head",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comments", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refusals", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submissions", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_book_head_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_book_head")),
    )
    op.create_table(
        "comment",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("postmark_on", sa.Date(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("registry_ref", sa.String(), nullable=False),
        sa.Column("scan_sha256", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("reply_channel", sa.String(), nullable=True),
        sa.Column("publish_consent", sa.String(), nullable=False),
        sa.Column("verified_by", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after_close", sa.Boolean(), nullable=False),
        sa.Column("marked_late", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("publication", sa.String(), nullable=False),
        sa.Column("publication_reason", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_comment_number")),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_comment_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("name", name=op.f("uq_comment_name")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_comment_round_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "refusal",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("purge_on", sa.Date(), nullable=True),
        sa.Column("purged", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_refusal_number")),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_refusal_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
        sa.UniqueConstraint("name", name=op.f("uq_refusal_name")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_refusal_round_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refusal_purge_on"), ["purge_on"], unique=False)

    op.create_table(
        "comment_author",
        sa.Column("comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("authority", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_author_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_author")),
    )
    with op.batch_alter_table("comment_author", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_author_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "point",
        sa.Column("comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("plan_part", sa.String(), nullable=False),
        sa.Column("anchor_block", sa.String(), nullable=True),
        sa.Column("anchor_block_sha256", sa.String(), nullable=True),
        sa.Column("anchor_exact", sa.String(), nullable=True),
        sa.Column("anchor_prefix", sa.String(), nullable=True),
        sa.Column("anchor_suffix", sa.String(), nullable=True),
        sa.Column("anchor_confidence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("anchor_confirmed_by", sa.String(), nullable=True),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("referrals", sa.JSON(), nullable=False),
        sa.Column("settlement_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_outcome", sa.String(), nullable=True),
        sa.Column("settlement_justification", sa.String(), nullable=True),
        sa.Column("settlement_text_blocks", sa.JSON(), nullable=True),
        sa.Column("settlement_working_group", sa.String(), nullable=True),
        sa.Column("settlement_proposed_on", sa.Date(), nullable=True),
        sa.Column("settlement_decided_on", sa.Date(), nullable=True),
        sa.Column("settlement_decision", sa.String(), nullable=True),
        sa.Column("settlement_decision_sha256", sa.String(), nullable=True),
        sa.Column("settlement_votes_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_votes_against", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_abstained", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settlement_similarity_group", sa.String(), nullable=True),
        sa.Column("settlement_released_on", sa.Date(), nullable=True),
        sa.Column("earlier_settlements", sa.JSON(), nullable=False),
        sa.Column("public_text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_point_number")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_point_comment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_point_comment_id_number")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_anchor_block"), ["anchor_block"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_working_group"), ["working_group"], unique=False)

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_working_group"))
        batch_op.drop_index(batch_op.f("ix_point_state"))
        batch_op.drop_index(batch_op.f("ix_point_due_on"))
        batch_op.drop_index(batch_op.f("ix_point_anchor_block"))

    op.drop_table("point")
    with op.batch_alter_table("comment_author", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_author_comment_id"))

    op.drop_table("comment_author")
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refusal_purge_on"))

    op.drop_table("refusal")
    op.drop_table("comment")
    op.drop_table("book_head")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("log_leaf")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    with op.batch_alter_table("consultation_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_round_plan_version"))

    op.drop_table("consultation_round")
