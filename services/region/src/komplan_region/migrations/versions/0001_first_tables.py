"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "crosswalk_entry",
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=False),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("correction", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk_entry")),
        sa.UniqueConstraint("name", name=op.f("uq_crosswalk_entry_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("crosswalk_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crosswalk_entry_area"), ["area"], unique=False)

    op.create_table(
        "funding",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
        sa.UniqueConstraint("name", name=op.f("uq_funding_name")),
        sqlite_autoincrement=True,
    )
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
        "municipality",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("catalogue_target", sa.String(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_municipality_code")),
        sa.UniqueConstraint("name", name=op.f("uq_municipality_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "need_merge",
        sa.Column("into", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("undone_reason", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_merge")),
        sa.UniqueConstraint("name", name=op.f("uq_need_merge_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_merge_into"), ["into"], unique=False)

    op.create_table(
        "need_response",
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_response")),
        sa.UniqueConstraint("name", name=op.f("uq_need_response_name")),
        sa.UniqueConstraint("need", name=op.f("uq_need_response_need")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_response_year"), ["year"], unique=False)

    op.create_table(
        "need_round",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_round")),
        sa.UniqueConstraint("name", name=op.f("uq_need_round_name")),
        sa.UniqueConstraint("year", name=op.f("uq_need_round_year")),
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
        "territory",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("name", name=op.f("uq_territory_name")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_territory_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "copied_need_round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_copied_need_round_municipality_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copied_need_round")),
    )
    with op.batch_alter_table("copied_need_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copied_need_round_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_copied_need_round_year"), ["year"], unique=False)

    op.create_table(
        "copy",
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cursor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("records", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("profile_sha256", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_copy_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("municipality_id", "feed", name=op.f("pk_copy")),
    )
    op.create_table(
        "copy_plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("measures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("priorities", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("systemic_priorities", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_copy_plan_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_plan")),
    )
    with op.batch_alter_table("copy_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_plan_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "copy_record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_copy_record_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_record")),
        sa.UniqueConstraint("municipality_id", "name", name=op.f("uq_copy_record_municipality_id_name")),
    )
    with op.batch_alter_table("copy_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_record_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "funded_measure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("funding_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funding_id"], ["funding.id"], name=op.f("fk_funded_measure_funding_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funded_measure")),
        sa.UniqueConstraint("funding_id", "measure", name=op.f("uq_funded_measure_funding_id_measure")),
    )
    with op.batch_alter_table("funded_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funded_measure_funding_id"), ["funding_id"], unique=False)

    op.create_table(
        "intake_report",
        sa.Column("need_round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.JSON(), nullable=False),
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
        sa.ForeignKeyConstraint(["need_round_id"], ["need_round.id"], name=op.f("fk_intake_report_need_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_report")),
        sa.UniqueConstraint("name", name=op.f("uq_intake_report_name")),
        sa.UniqueConstraint(
            "need_round_id", "municipality", "version", name=op.f("uq_intake_report_need_round_id_municipality_version")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("intake_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_report_municipality"), ["municipality"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_report_need_round_id"), ["need_round_id"], unique=False)

    op.create_table(
        "need_code",
        sa.Column("need_round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_round_id"], ["need_round.id"], name=op.f("fk_need_code_need_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_code")),
        sa.UniqueConstraint("name", name=op.f("uq_need_code_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_code_need_round_id"), ["need_round_id"], unique=False)

    op.create_table(
        "need_merge_source",
        sa.Column("need_merge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_merge_id"], ["need_merge.id"], name=op.f("fk_need_merge_source_need_merge_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_merge_source")),
    )
    with op.batch_alter_table("need_merge_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_merge_source_need_merge_id"), ["need_merge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_merge_source_value"), ["value"], unique=False)

    op.create_table(
        "need_response_municipality",
        sa.Column("need_response_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_response_id"],
            ["need_response.id"],
            name=op.f("fk_need_response_municipality_need_response_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_response_municipality")),
    )
    with op.batch_alter_table("need_response_municipality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_response_municipality_need_response_id"), ["need_response_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_need_response_municipality_value"), ["value"], unique=False)

    op.create_table(
        "territory_municipality",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("orp", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_territory_municipality_territory_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_municipality")),
    )
    with op.batch_alter_table("territory_municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_territory_municipality_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_territory_municipality_orp"), ["orp"], unique=False)
        batch_op.create_index(batch_op.f("ix_territory_municipality_territory_id"), ["territory_id"], unique=False)

    op.create_table(
        "territory_orp",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_territory_orp_territory_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_orp")),
    )
    with op.batch_alter_table("territory_orp", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_territory_orp_territory_id"), ["territory_id"], unique=False)

    op.create_table(
        "copy_figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overrun", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lines", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_figure_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_figure")),
    )
    with op.batch_alter_table("copy_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_figure_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("priorities", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_group_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_group")),
    )
    with op.batch_alter_table("copy_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_group_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("local_source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_line_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_line")),
    )
    with op.batch_alter_table("copy_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_line_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_measure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("groups", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_measure_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_measure")),
    )
    with op.batch_alter_table("copy_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_measure_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_total",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overrun", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lines", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_total_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_total")),
    )
    with op.batch_alter_table("copy_total", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_total_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_unmapped",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("measures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_unmapped_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_unmapped")),
    )
    with op.batch_alter_table("copy_unmapped", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_unmapped_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "said_capacity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("intake_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity_needed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity_now", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("unmapped", sa.JSON(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("from_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("priority", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_report.id"], name=op.f("fk_said_capacity_intake_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_said_capacity_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_capacity")),
    )
    with op.batch_alter_table("said_capacity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_said_capacity_intake_id"), ["intake_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_capacity_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_capacity_year"), ["year"], unique=False)

    op.create_table(
        "said_need",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("intake_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("unmapped", sa.JSON(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("persons_basis", sa.String(), nullable=False),
        sa.Column("persons_overlap", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("follows", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_report.id"], name=op.f("fk_said_need_intake_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_said_need_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_need")),
    )
    with op.batch_alter_table("said_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_said_need_intake_id"), ["intake_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_need_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_need_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_need_year"), ["year"], unique=False)

    op.create_table(
        "said_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("intake_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.JSON(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("correction_approved_by", sa.String(), nullable=False),
        sa.Column("no_unmet_needs", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_report.id"], name=op.f("fk_said_report_intake_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_said_report_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_report")),
    )
    with op.batch_alter_table("said_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_said_report_intake_id"), ["intake_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_report_municipality"), ["municipality"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_report_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_report_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_said_report_year"), ["year"], unique=False)

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("said_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_said_report_year"))
        batch_op.drop_index(batch_op.f("ix_said_report_name"))
        batch_op.drop_index(batch_op.f("ix_said_report_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_said_report_municipality"))
        batch_op.drop_index(batch_op.f("ix_said_report_intake_id"))

    op.drop_table("said_report")
    with op.batch_alter_table("said_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_said_need_year"))
        batch_op.drop_index(batch_op.f("ix_said_need_name"))
        batch_op.drop_index(batch_op.f("ix_said_need_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_said_need_intake_id"))

    op.drop_table("said_need")
    with op.batch_alter_table("said_capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_said_capacity_year"))
        batch_op.drop_index(batch_op.f("ix_said_capacity_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_said_capacity_intake_id"))

    op.drop_table("said_capacity")
    with op.batch_alter_table("copy_unmapped", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_unmapped_plan_id"))

    op.drop_table("copy_unmapped")
    with op.batch_alter_table("copy_total", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_total_plan_id"))

    op.drop_table("copy_total")
    with op.batch_alter_table("copy_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_measure_plan_id"))

    op.drop_table("copy_measure")
    with op.batch_alter_table("copy_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_line_plan_id"))

    op.drop_table("copy_line")
    with op.batch_alter_table("copy_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_group_plan_id"))

    op.drop_table("copy_group")
    with op.batch_alter_table("copy_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_figure_plan_id"))

    op.drop_table("copy_figure")
    with op.batch_alter_table("territory_orp", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_territory_orp_territory_id"))

    op.drop_table("territory_orp")
    with op.batch_alter_table("territory_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_territory_municipality_territory_id"))
        batch_op.drop_index(batch_op.f("ix_territory_municipality_orp"))
        batch_op.drop_index(batch_op.f("ix_territory_municipality_code"))

    op.drop_table("territory_municipality")
    with op.batch_alter_table("need_response_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_response_municipality_value"))
        batch_op.drop_index(batch_op.f("ix_need_response_municipality_need_response_id"))

    op.drop_table("need_response_municipality")
    with op.batch_alter_table("need_merge_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_merge_source_value"))
        batch_op.drop_index(batch_op.f("ix_need_merge_source_need_merge_id"))

    op.drop_table("need_merge_source")
    with op.batch_alter_table("need_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_code_need_round_id"))

    op.drop_table("need_code")
    with op.batch_alter_table("intake_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_report_need_round_id"))
        batch_op.drop_index(batch_op.f("ix_intake_report_municipality"))

    op.drop_table("intake_report")
    with op.batch_alter_table("funded_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funded_measure_funding_id"))

    op.drop_table("funded_measure")
    with op.batch_alter_table("copy_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_record_municipality_id"))

    op.drop_table("copy_record")
    with op.batch_alter_table("copy_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_plan_municipality_id"))

    op.drop_table("copy_plan")
    op.drop_table("copy")
    with op.batch_alter_table("copied_need_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copied_need_round_year"))
        batch_op.drop_index(batch_op.f("ix_copied_need_round_municipality_id"))

    op.drop_table("copied_need_round")
    op.drop_table("territory")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("need_round")
    with op.batch_alter_table("need_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_response_year"))

    op.drop_table("need_response")
    with op.batch_alter_table("need_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_merge_into"))

    op.drop_table("need_merge")
    op.drop_table("municipality")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    op.drop_table("funding")
    with op.batch_alter_table("crosswalk_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crosswalk_entry_area"))

    op.drop_table("crosswalk_entry")
