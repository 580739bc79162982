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
        "municipal_flag",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=False),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipal_flag")),
        sa.UniqueConstraint("name", name=op.f("uq_municipal_flag_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("municipal_flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipal_flag_municipality"), ["municipality"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("catalogue_target", sa.String(), nullable=False),
        sa.Column("consultation_target", sa.String(), nullable=False),
        sa.Column("public_address", sa.String(), nullable=False),
        sa.Column("certificate_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("book_fingerprints", sa.JSON(), nullable=False),
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
        "network_application",
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("asked_from", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("returned_reason", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_application")),
        sa.UniqueConstraint("name", name=op.f("uq_network_application_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("network_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_application_registration"), ["registration"], unique=False)

    op.create_table(
        "network_criterion",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=False),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_criterion")),
        sa.UniqueConstraint("name", name=op.f("uq_network_criterion_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "network_decision",
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=True),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_decision")),
        sa.UniqueConstraint("name", name=op.f("uq_network_decision_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("network_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_decision_application"), ["application"], unique=False)
        batch_op.create_index(batch_op.f("ix_network_decision_registration"), ["registration"], unique=False)

    op.create_table(
        "network_entry",
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=False),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_entry")),
        sa.UniqueConstraint("name", name=op.f("uq_network_entry_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("network_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_entry_registration"), ["registration"], unique=False)
        batch_op.create_index(batch_op.f("ix_network_entry_validity_start"), ["validity_start"], unique=False)

    op.create_table(
        "pinned_content",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_pinned_content")),
    )
    op.create_table(
        "population",
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint("name", name=op.f("uq_population_name")),
        sa.UniqueConstraint("year", name=op.f("uq_population_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "region_plan",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_version", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_plan")),
        sa.UniqueConstraint("from_year", name=op.f("uq_region_plan_from_year")),
        sa.UniqueConstraint("name", name=op.f("uq_region_plan_name")),
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
        "scenario",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("name", name=op.f("uq_scenario_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "served_ages",
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("age_groups", sa.JSON(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=False),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_ages")),
        sa.UniqueConstraint("name", name=op.f("uq_served_ages_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("served_ages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_served_ages_service_type"), ["service_type"], unique=False)

    op.create_table(
        "signed_directory",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_directory")),
        sa.UniqueConstraint("name", name=op.f("uq_signed_directory_name")),
        sqlite_autoincrement=True,
    )
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
        "capacity_change",
        sa.Column("scenario_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("orp", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], name=op.f("fk_capacity_change_scenario_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_change")),
    )
    with op.batch_alter_table("capacity_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_change_scenario_id"), ["scenario_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_for", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("entries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("example", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_claim_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_municipality_id"), ["municipality_id"], unique=False)

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
        sa.Column("territory_codes", sa.String(), nullable=False),
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
        "network_application_capacity",
        sa.Column("network_application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_application_id"],
            ["network_application.id"],
            name=op.f("fk_network_application_capacity_network_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_application_capacity")),
    )
    with op.batch_alter_table("network_application_capacity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_application_capacity_network_application_id"),
            ["network_application_id"],
            unique=False,
        )

    op.create_table(
        "network_application_reason",
        sa.Column("network_application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_application_id"],
            ["network_application.id"],
            name=op.f("fk_network_application_reason_network_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_application_reason")),
    )
    with op.batch_alter_table("network_application_reason", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_application_reason_network_application_id"), ["network_application_id"], unique=False
        )

    op.create_table(
        "network_decision_capacity",
        sa.Column("network_decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_decision_id"],
            ["network_decision.id"],
            name=op.f("fk_network_decision_capacity_network_decision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_decision_capacity")),
    )
    with op.batch_alter_table("network_decision_capacity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_decision_capacity_network_decision_id"), ["network_decision_id"], unique=False
        )

    op.create_table(
        "network_entry_capacity",
        sa.Column("network_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_entry_id"],
            ["network_entry.id"],
            name=op.f("fk_network_entry_capacity_network_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_entry_capacity")),
    )
    with op.batch_alter_table("network_entry_capacity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_entry_capacity_network_entry_id"), ["network_entry_id"], unique=False
        )

    op.create_table(
        "population_figure",
        sa.Column("population_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("men", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("women", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("people", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["population_id"], ["population.id"], name=op.f("fk_population_figure_population_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_figure")),
    )
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_population_figure_population_id"), ["population_id"], unique=False)

    op.create_table(
        "region_action_plan",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("evaluation", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["region_plan.id"], name=op.f("fk_region_action_plan_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_action_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_region_action_plan_name")),
        sa.UniqueConstraint("plan_id", "year", name=op.f("uq_region_action_plan_plan_id_year")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_action_plan_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "region_evaluation",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["region_plan.id"], name=op.f("fk_region_evaluation_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_evaluation")),
        sa.UniqueConstraint("name", name=op.f("uq_region_evaluation_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_evaluation_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "region_measure",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["region_plan.id"], name=op.f("fk_region_measure_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_measure")),
        sa.UniqueConstraint("name", name=op.f("uq_region_measure_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_measure_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_region_measure_priority"), ["priority"], unique=False)

    op.create_table(
        "region_priority",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["region_plan.id"], name=op.f("fk_region_priority_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_priority")),
        sa.UniqueConstraint("name", name=op.f("uq_region_priority_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_priority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_priority_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "region_version",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("journal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("resolution_body", sa.String(), nullable=True),
        sa.Column("resolution_number", sa.String(), nullable=True),
        sa.Column("resolution_held_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["region_plan.id"], name=op.f("fk_region_version_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_version")),
        sa.UniqueConstraint("name", name=op.f("uq_region_version_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "supplied_capacity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("registered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registered_as_of", sa.Date(), nullable=True),
        sa.Column("funded", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("available", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("waiting", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_supplied_capacity_municipality_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplied_capacity")),
    )
    with op.batch_alter_table("supplied_capacity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplied_capacity_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supplied_capacity_service"), ["service"], unique=False)

    op.create_table(
        "supplied_service",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("service_class", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("orps", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_supplied_service_municipality_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplied_service")),
    )
    with op.batch_alter_table("supplied_service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplied_service_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_supplied_service_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supplied_service_name"), ["name"], unique=False)

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
        "copy_paid",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid", sa.String(), nullable=False),
        sa.Column("measures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_paid_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_paid")),
    )
    with op.batch_alter_table("copy_paid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_paid_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_sum",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overrun", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lines", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("without_actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["copy_plan.id"], name=op.f("fk_copy_sum_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_sum")),
    )
    with op.batch_alter_table("copy_sum", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_sum_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "copy_total",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        "midterm_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["region_version.id"], name=op.f("fk_midterm_part_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_midterm_part")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_midterm_part_version_id_code")),
    )
    with op.batch_alter_table("midterm_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_midterm_part_version_id"), ["version_id"], unique=False)

    op.create_table(
        "region_section",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["region_version.id"], name=op.f("fk_region_section_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_section")),
        sa.UniqueConstraint("name", name=op.f("uq_region_section_name")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_region_section_version_id_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_section_version_id"), ["version_id"], unique=False)

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
        sa.Column("late_reason", sa.String(), nullable=False),
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
    with op.batch_alter_table("region_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_section_version_id"))

    op.drop_table("region_section")
    with op.batch_alter_table("midterm_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_midterm_part_version_id"))

    op.drop_table("midterm_part")
    with op.batch_alter_table("copy_unmapped", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_unmapped_plan_id"))

    op.drop_table("copy_unmapped")
    with op.batch_alter_table("copy_total", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_total_plan_id"))

    op.drop_table("copy_total")
    with op.batch_alter_table("copy_sum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_sum_plan_id"))

    op.drop_table("copy_sum")
    with op.batch_alter_table("copy_paid", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_paid_plan_id"))

    op.drop_table("copy_paid")
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
    with op.batch_alter_table("supplied_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplied_service_name"))
        batch_op.drop_index(batch_op.f("ix_supplied_service_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_supplied_service_key"))

    op.drop_table("supplied_service")
    with op.batch_alter_table("supplied_capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplied_capacity_service"))
        batch_op.drop_index(batch_op.f("ix_supplied_capacity_municipality_id"))

    op.drop_table("supplied_capacity")
    with op.batch_alter_table("region_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_version_plan_id"))

    op.drop_table("region_version")
    with op.batch_alter_table("region_priority", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_priority_plan_id"))

    op.drop_table("region_priority")
    with op.batch_alter_table("region_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_measure_priority"))
        batch_op.drop_index(batch_op.f("ix_region_measure_plan_id"))

    op.drop_table("region_measure")
    with op.batch_alter_table("region_evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_evaluation_plan_id"))

    op.drop_table("region_evaluation")
    with op.batch_alter_table("region_action_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_action_plan_plan_id"))

    op.drop_table("region_action_plan")
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_population_figure_population_id"))

    op.drop_table("population_figure")
    with op.batch_alter_table("network_entry_capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_entry_capacity_network_entry_id"))

    op.drop_table("network_entry_capacity")
    with op.batch_alter_table("network_decision_capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_decision_capacity_network_decision_id"))

    op.drop_table("network_decision_capacity")
    with op.batch_alter_table("network_application_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_application_reason_network_application_id"))

    op.drop_table("network_application_reason")
    with op.batch_alter_table("network_application_capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_application_capacity_network_application_id"))

    op.drop_table("network_application_capacity")
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
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_municipality_id"))

    op.drop_table("claim")
    with op.batch_alter_table("capacity_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capacity_change_scenario_id"))

    op.drop_table("capacity_change")
    op.drop_table("territory")
    op.drop_table("signed_directory")
    with op.batch_alter_table("served_ages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_served_ages_service_type"))

    op.drop_table("served_ages")
    op.drop_table("scenario")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("region_plan")
    op.drop_table("population")
    op.drop_table("pinned_content")
    with op.batch_alter_table("network_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_entry_validity_start"))
        batch_op.drop_index(batch_op.f("ix_network_entry_registration"))

    op.drop_table("network_entry")
    with op.batch_alter_table("network_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_decision_registration"))
        batch_op.drop_index(batch_op.f("ix_network_decision_application"))

    op.drop_table("network_decision")
    op.drop_table("network_criterion")
    with op.batch_alter_table("network_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_application_registration"))

    op.drop_table("network_application")
    op.drop_table("need_round")
    with op.batch_alter_table("need_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_response_year"))

    op.drop_table("need_response")
    with op.batch_alter_table("need_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_merge_into"))

    op.drop_table("need_merge")
    op.drop_table("municipality")
    with op.batch_alter_table("municipal_flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipal_flag_municipality"))

    op.drop_table("municipal_flag")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    op.drop_table("funding")
    with op.batch_alter_table("crosswalk_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crosswalk_entry_area"))

    op.drop_table("crosswalk_entry")
