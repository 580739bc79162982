"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "comment_salt",
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("comment", "label", name=op.f("pk_comment_salt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment_token",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_comment_token")),
    )
    with op.batch_alter_table("comment_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_token_comment"), ["comment"], unique=False)

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
        sa.Column("quorum", sa.JSON(), nullable=False),
        sa.Column("registration_until", sa.Date(), nullable=True),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("days_before_hearing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_after_hearing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invitation_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("next_working_day", sa.Boolean(), nullable=False),
        sa.Column("evening_next_day", sa.Boolean(), nullable=False),
        sa.Column("predecessor", sa.String(), nullable=False),
        sa.Column("rules_sha256", sa.String(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("final_draft", sa.String(), nullable=False),
        sa.Column("extensions", sa.JSON(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("running_phases", sa.JSON(), nullable=False),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("resolution_sha256", sa.String(), nullable=False),
        sa.Column("retention_years", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("closed_early", sa.String(), nullable=False),
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
        batch_op.create_index(batch_op.f("ix_consultation_round_state"), ["state"], unique=False)

    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasure_name"), ["name"], unique=False)

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
        "log_head",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("round_name", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size >= 0 AND generation >= 1", name=op.f("ck_log_head_counted")),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_log_head")),
        sa.UniqueConstraint("round_name", "generation", name=op.f("uq_log_head_round_name_generation")),
    )
    op.create_table(
        "monitoring_entry",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("plan", "source", "sha256", name=op.f("pk_monitoring_entry")),
    )
    op.create_table(
        "reply_text",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_text")),
        sa.UniqueConstraint("name", name=op.f("uq_reply_text_name")),
        sqlite_autoincrement=True,
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
        "spent_puzzle",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_spent_puzzle")),
    )
    with op.batch_alter_table("spent_puzzle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_puzzle_until"), ["until"], unique=False)

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
        "checkpoint",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["log_head.origin"], name=op.f("fk_checkpoint_origin")),
        sa.PrimaryKeyConstraint("origin", "size", name=op.f("pk_checkpoint")),
        sqlite_with_rowid=False,
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
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("draft_code", sa.String(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("noted", sa.String(), nullable=False),
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
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_submission"), ["submission"], unique=False)

    op.create_table(
        "draft",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("plan_version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("blocks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("blocks_sha256", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_draft_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("name", name=op.f("uq_draft_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_round_id"), ["round_id"], unique=False)

    op.create_table(
        "form_batch",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_point", sa.String(), nullable=False),
        sa.Column("issued_to", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft_code", sa.String(), nullable=False),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_form_batch_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_batch")),
        sa.UniqueConstraint("name", name=op.f("uq_form_batch_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("form_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_batch_round_id"), ["round_id"], unique=False)

    op.create_table(
        "imported_comment",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("said_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_imported_comment_round_id")),
        sa.PrimaryKeyConstraint("round_id", "key_hash", name=op.f("pk_imported_comment")),
    )
    op.create_table(
        "incorporation",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_block", sa.String(), nullable=False),
        sa.Column("to_block", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("from_sha256", sa.String(), nullable=False),
        sa.Column("to_sha256", sa.String(), nullable=False),
        sa.Column("diff_sha256", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_incorporation_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incorporation")),
        sa.UniqueConstraint("name", name=op.f("uq_incorporation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incorporation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incorporation_round_id"), ["round_id"], unique=False)

    op.create_table(
        "legal_hold",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_legal_hold_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sa.UniqueConstraint("name", name=op.f("uq_legal_hold_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_hold_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_legal_hold_target"), ["target"], unique=False)

    op.create_table(
        "log_key",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["log_head.origin"], name=op.f("fk_log_key_origin")),
        sa.PrimaryKeyConstraint("origin", "since", name=op.f("pk_log_key")),
    )
    op.create_table(
        "log_leaf",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column(
            "position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["log_head.origin"], name=op.f("fk_log_leaf_origin")),
        sa.PrimaryKeyConstraint("origin", "position", name=op.f("pk_log_leaf")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_node",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column(
            "position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["log_head.origin"], name=op.f("fk_log_node_origin")),
        sa.PrimaryKeyConstraint("origin", "level", "position", name=op.f("pk_log_node")),
        sqlite_with_rowid=False,
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
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        batch_op.create_index(batch_op.f("ix_refusal_submission"), ["submission"], unique=False)

    op.create_table(
        "reply",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1 AND author >= 1", name=op.f("ck_reply_numbers")),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_reply_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("comment", "author", "content_sha256", name=op.f("uq_reply_comment_author_content_sha256")),
        sa.UniqueConstraint("name", name=op.f("uq_reply_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_round_id"), ["round_id"], unique=False)

    op.create_table(
        "reply_text_use",
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("reply_text_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["reply_text_id"], ["reply_text.id"], name=op.f("fk_reply_text_use_reply_text_id")),
        sa.PrimaryKeyConstraint("point", "reply_text_id", name=op.f("pk_reply_text_use")),
    )
    with op.batch_alter_table("reply_text_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_text_use_reply_text_id"), ["reply_text_id"], unique=False)

    op.create_table(
        "similarity_group",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_similarity_group_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_similarity_group")),
        sa.UniqueConstraint("name", name=op.f("uq_similarity_group_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("similarity_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_similarity_group_round_id"), ["round_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("postmark_on", sa.Date(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("scan_sha256", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("draft_code", sa.String(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("transcribed_by", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_submission_number")),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_submission_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("name", name=op.f("uq_submission_name")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_submission_round_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("ix_submission_form", ["round_id", "form"], unique=False)

    op.create_table(
        "witness_visit",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("known_size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["log_head.origin"], name=op.f("fk_witness_visit_origin")),
        sa.PrimaryKeyConstraint("origin", "witness", name=op.f("pk_witness_visit")),
    )
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
        "cosignature",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["origin", "size"], ["checkpoint.origin", "checkpoint.size"], name=op.f("fk_cosignature_origin")
        ),
        sa.PrimaryKeyConstraint("origin", "size", "witness", name=op.f("pk_cosignature")),
    )
    op.create_table(
        "draft_block",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_block_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_block")),
        sa.UniqueConstraint("draft_id", "block", name=op.f("uq_draft_block_draft_id_block")),
    )
    with op.batch_alter_table("draft_block", schema=None) as batch_op:
        batch_op.create_index("ix_draft_block_in_order", ["draft_id", "id"], unique=False)

    op.create_table(
        "form",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("comment", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(state = 'registered') = (comment IS NOT NULL)", name=op.f("ck_form_comment")),
        sa.ForeignKeyConstraint(["batch_id"], ["form_batch.id"], name=op.f("fk_form_batch_id")),
        sa.ForeignKeyConstraint(["round_id"], ["consultation_round.id"], name=op.f("fk_form_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint("round_id", "serial", name=op.f("uq_form_round_id_serial")),
    )
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "incorporation_point",
        sa.Column("incorporation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incorporation_id"],
            ["incorporation.id"],
            name=op.f("fk_incorporation_point_incorporation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incorporation_point")),
    )
    with op.batch_alter_table("incorporation_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incorporation_point_incorporation_id"), ["incorporation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incorporation_point_value"), ["value"], unique=False)

    op.create_table(
        "place",
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("block_sha256", sa.String(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.Column("confidence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_place_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("name", name=op.f("uq_place_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_point"), ["point"], unique=False)

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
        sa.Column("settlement_body", sa.String(), nullable=True),
        sa.Column("settlement_conflicts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("earlier_settlements", sa.JSON(), nullable=False),
        sa.Column("part_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
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

    op.create_table(
        "similar_point",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("score", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_similar_point_score")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["similarity_group.id"], name=op.f("fk_similar_point_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_similar_point")),
        sa.UniqueConstraint("group_id", "point", name=op.f("uq_similar_point_group_id_point")),
    )
    with op.batch_alter_table("similar_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_similar_point_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_similar_point_point"), ["point"], unique=False)

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("similar_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_similar_point_point"))
        batch_op.drop_index(batch_op.f("ix_similar_point_group_id"))

    op.drop_table("similar_point")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_working_group"))
        batch_op.drop_index(batch_op.f("ix_point_state"))
        batch_op.drop_index(batch_op.f("ix_point_due_on"))
        batch_op.drop_index(batch_op.f("ix_point_anchor_block"))

    op.drop_table("point")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_point"))
        batch_op.drop_index(batch_op.f("ix_place_draft_id"))

    op.drop_table("place")
    with op.batch_alter_table("incorporation_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incorporation_point_value"))
        batch_op.drop_index(batch_op.f("ix_incorporation_point_incorporation_id"))

    op.drop_table("incorporation_point")
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_batch_id"))

    op.drop_table("form")
    with op.batch_alter_table("draft_block", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_block_in_order")

    op.drop_table("draft_block")
    op.drop_table("cosignature")
    with op.batch_alter_table("comment_author", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_author_comment_id"))

    op.drop_table("comment_author")
    op.drop_table("witness_visit")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_form")

    op.drop_table("submission")
    with op.batch_alter_table("similarity_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_similarity_group_round_id"))

    op.drop_table("similarity_group")
    with op.batch_alter_table("reply_text_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_text_use_reply_text_id"))

    op.drop_table("reply_text_use")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_round_id"))

    op.drop_table("reply")
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refusal_submission"))
        batch_op.drop_index(batch_op.f("ix_refusal_purge_on"))

    op.drop_table("refusal")
    op.drop_table("log_node")
    op.drop_table("log_leaf")
    op.drop_table("log_key")
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_hold_target"))
        batch_op.drop_index(batch_op.f("ix_legal_hold_round_id"))

    op.drop_table("legal_hold")
    with op.batch_alter_table("incorporation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incorporation_round_id"))

    op.drop_table("incorporation")
    op.drop_table("imported_comment")
    with op.batch_alter_table("form_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_batch_round_id"))

    op.drop_table("form_batch")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_round_id"))

    op.drop_table("draft")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_submission"))

    op.drop_table("comment")
    op.drop_table("checkpoint")
    op.drop_table("book_head")
    with op.batch_alter_table("spent_puzzle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spent_puzzle_until"))

    op.drop_table("spent_puzzle")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("reply_text")
    op.drop_table("monitoring_entry")
    op.drop_table("log_head")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_erasure_name"))

    op.drop_table("erasure")
    with op.batch_alter_table("consultation_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_round_state"))
        batch_op.drop_index(batch_op.f("ix_consultation_round_plan_version"))

    op.drop_table("consultation_round")
    with op.batch_alter_table("comment_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_token_comment"))

    op.drop_table("comment_token")
    op.drop_table("comment_salt")
    op.drop_table("attachment_content")
