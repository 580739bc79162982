"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "before_run",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_before_run")),
    )
    op.create_table(
        "campaign",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_campaign_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change_request",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("paths", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_paths", sa.JSON(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("name", name=op.f("uq_change_request_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_request_provider"), ["provider"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_request_service"), ["service"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_request_state"), ["state"], unique=False)

    op.create_table(
        "field_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_role", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", "field", "layer", name=op.f("pk_field_fact")),
    )
    op.create_table(
        "import_run",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts_read", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_outside", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_created", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_unchanged", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_revived", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_gone", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_refused", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_written", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_providers_changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_places_changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counts_cleared", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("name", name=op.f("uq_import_run_name")),
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
        "merge",
        sa.Column("gone", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("target <> gone", name=op.f("ck_merge_no_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sa.UniqueConstraint("gone", name=op.f("uq_merge_gone")),
        sa.UniqueConstraint("name", name=op.f("uq_merge_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_kept"), ["kept"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_target"), ["target"], unique=False)

    op.create_table(
        "place",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("location_type", sa.String(), nullable=False),
        sa.Column("address_street", sa.String(), nullable=True),
        sa.Column("address_city", sa.String(), nullable=True),
        sa.Column("address_postal_code", sa.String(), nullable=True),
        sa.Column("address_municipality", sa.String(), nullable=True),
        sa.Column("address_address_point", sa.String(), nullable=True),
        sa.Column("point_latitude", sa.Double(), nullable=True),
        sa.Column("point_longitude", sa.Double(), nullable=True),
        sa.Column("accessibility", sa.JSON(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "location_type = 'physical' OR (address_street IS NULL AND address_city IS NULL AND address_municipality IS NULL AND address_address_point IS NULL AND point_latitude IS NULL)",
            name=op.f("ck_place_no_address_unless_physical"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("name", name=op.f("uq_place_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_address_address_point"), ["address_address_point"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_address_municipality"), ["address_municipality"], unique=False)

    op.create_table(
        "provider",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("ico", sa.String(), nullable=False),
        sa.Column("founder_type", sa.String(), nullable=True),
        sa.Column("legal_form", sa.String(), nullable=True),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("data_box", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_founder_type"), ["founder_type"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_ico"), ["ico"], unique=False)

    op.create_table(
        "register_record",
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("places", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("changed_in", sa.String(), nullable=False),
        sa.Column("gone_in", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("register_id", name=op.f("pk_register_record")),
    )
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_record_changed_in"), ["changed_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_record_gone_in"), ["gone_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_record_service"), ["service"], unique=False)

    op.create_table(
        "report_period",
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("half BETWEEN 0 AND 2", name=op.f("ck_report_period_half")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_period")),
        sa.UniqueConstraint("name", name=op.f("uq_report_period_name")),
        sa.UniqueConstraint("year", "half", name=op.f("uq_report_period_year_half")),
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
        "restricted_detail",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restricted_detail")),
        sa.UniqueConstraint("name", name=op.f("uq_restricted_detail_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("restricted_detail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restricted_detail_owner"), ["owner"], unique=False)

    op.create_table(
        "search_miss",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_search_miss")),
    )
    op.create_table(
        "situation",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation")),
        sa.UniqueConstraint("name", name=op.f("uq_situation_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "synonyms",
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("leads_to", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonyms")),
        sa.UniqueConstraint("name", name=op.f("uq_synonyms_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "campaign_item",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("phoned_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("confirmed_revision", sa.String(), nullable=False),
        sa.Column("unverified_since", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_item_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_item")),
        sa.UniqueConstraint("campaign_id", "service", name=op.f("uq_campaign_item_campaign_id_service")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_item_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_item_service"), ["service"], unique=False)

    op.create_table(
        "confidential_address",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.name"], name=op.f("fk_confidential_address_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_address")),
        sa.UniqueConstraint("name", name=op.f("uq_confidential_address_name")),
        sa.UniqueConstraint("place", name=op.f("uq_confidential_address_place")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_run_municipality",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_run_municipality_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run_municipality")),
    )
    with op.batch_alter_table("import_run_municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_municipality_run_id"), ["run_id"], unique=False)

    op.create_table(
        "import_run_unknown_code",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_run_unknown_code_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run_unknown_code")),
    )
    with op.batch_alter_table("import_run_unknown_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_unknown_code_run_id"), ["run_id"], unique=False)

    op.create_table(
        "import_run_warning",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_run_warning_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run_warning")),
    )
    with op.batch_alter_table("import_run_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_warning_run_id"), ["run_id"], unique=False)

    op.create_table(
        "provider_contact",
        sa.Column("provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("web", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_provider_contact_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_contact")),
    )
    with op.batch_alter_table("provider_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_contact_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "service",
        sa.Column("provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("service_class", sa.String(), nullable=False),
        sa.Column("registration_number", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("min_age", sa.String(), nullable=True),
        sa.Column("max_age", sa.String(), nullable=True),
        sa.Column("nonstop", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("required_documents", sa.JSON(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("easy_text", sa.String(), nullable=False),
        sa.Column("eligibility", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=True),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(service_class = 'registered' AND (service_type IS NOT NULL OR register_id <> '') AND registration_number <> '') OR (service_class = 'related' AND registration_number = '')",
            name=op.f("ck_service_service_class"),
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_service_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("name", name=op.f("uq_service_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_register_id"), ["register_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_registration_number"), ["registration_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_service_type"), ["service_type"], unique=False)

    op.create_table(
        "campaign_reminder",
        sa.Column("campaign_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_item_id"],
            ["campaign_item.id"],
            name=op.f("fk_campaign_reminder_campaign_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_reminder")),
    )
    with op.batch_alter_table("campaign_reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_reminder_campaign_item_id"), ["campaign_item_id"], unique=False)

    op.create_table(
        "capacity",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("registered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("registered >= 0", name=op.f("ck_capacity_registered")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_capacity_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity")),
        sa.UniqueConstraint("service_id", "form", "unit", name=op.f("uq_capacity_service_id_form_unit")),
    )
    with op.batch_alter_table("capacity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_service_id"), ["service_id"], unique=False)

    op.create_table(
        "capacity_report",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("funded", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("available", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("waiting", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("funded_visibility", sa.String(), nullable=False),
        sa.Column("available_visibility", sa.String(), nullable=False),
        sa.Column("waiting_visibility", sa.String(), nullable=False),
        sa.Column("note_visibility", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_capacity_report_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_report")),
        sa.UniqueConstraint("name", name=op.f("uq_capacity_report_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("capacity_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_report_service_id"), ["service_id"], unique=False)

    op.create_table(
        "confirm_token",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("campaign_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_item_id"],
            ["campaign_item.id"],
            name=op.f("fk_confirm_token_campaign_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_confirm_token")),
    )
    with op.batch_alter_table("confirm_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirm_token_campaign_item_id"), ["campaign_item_id"], unique=False)

    op.create_table(
        "published_report",
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("occupancy", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["report_period.id"], name=op.f("fk_published_report_period_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_published_report_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_report")),
        sa.UniqueConstraint("name", name=op.f("uq_published_report_name")),
        sa.UniqueConstraint("period_id", "service_id", name=op.f("uq_published_report_period_id_service_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("published_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_report_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_published_report_provider"), ["provider"], unique=False)
        batch_op.create_index(batch_op.f("ix_published_report_service_id"), ["service_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("new_clients", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("overlap", sa.Boolean(), nullable=False),
        sa.Column("occupancy", sa.String(), nullable=True),
        sa.Column("stated_cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stated_income", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("return_reason", sa.String(), nullable=False),
        sa.Column("correction_reason", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("encoded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["report_period.id"], name=op.f("fk_report_period_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_report_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("name", name=op.f("uq_report_name")),
        sa.UniqueConstraint("period_id", "service_id", name=op.f("uq_report_period_id_service_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_service"), ["service"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_state"), ["state"], unique=False)

    op.create_table(
        "search_document",
        sa.Column(
            "service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("timetable", sa.JSON(), nullable=False),
        sa.Column("free_until", sa.Date(), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_search_document_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_search_document")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_document_changed"), ["changed"], unique=False)

    op.create_table(
        "service_contact",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("web", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_contact_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_contact")),
    )
    with op.batch_alter_table("service_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_contact_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_cost",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_cost_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_cost")),
    )
    with op.batch_alter_table("service_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_cost_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_exception",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_start", sa.Date(), nullable=False),
        sa.Column("days_end", sa.Date(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("over_midnight", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_exception_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_exception")),
    )
    with op.batch_alter_table("service_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_exception_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_form",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_form_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_form")),
    )
    with op.batch_alter_table("service_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_form_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_form_value"), ["value"], unique=False)

    op.create_table(
        "service_hours",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weekday", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("over_midnight", sa.Boolean(), nullable=False),
        sa.Column("by_appointment", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_hours_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_hours")),
    )
    with op.batch_alter_table("service_hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_hours_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_municipality",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_municipality_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_municipality")),
    )
    with op.batch_alter_table("service_municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_municipality_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_municipality_value"), ["value"], unique=False)

    op.create_table(
        "service_orp",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_orp_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_orp")),
    )
    with op.batch_alter_table("service_orp", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_orp_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_orp_value"), ["value"], unique=False)

    op.create_table(
        "service_place",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("validity_start", sa.Date(), nullable=True),
        sa.Column("validity_end", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.name"], name=op.f("fk_service_place_place")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_place_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_place")),
    )
    with op.batch_alter_table("service_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_place_place"), ["place"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_place_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_situation",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_situation_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_situation")),
    )
    with op.batch_alter_table("service_situation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_situation_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_situation_value"), ["value"], unique=False)

    op.create_table(
        "service_target_group",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_target_group_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_target_group")),
    )
    with op.batch_alter_table("service_target_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_target_group_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_target_group_value"), ["value"], unique=False)

    op.create_table(
        "report_clients",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_group", sa.String(), nullable=True),
        sa.Column("age_group", sa.String(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("clients", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("clients >= 0", name=op.f("ck_report_clients_clients")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_clients_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_clients")),
    )
    with op.batch_alter_table("report_clients", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_clients_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_clients_target_group"), ["target_group"], unique=False)

    op.create_table(
        "report_computed",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_computed_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_computed")),
        sa.UniqueConstraint("report_id", "code", name=op.f("uq_report_computed_report_id_code")),
    )
    with op.batch_alter_table("report_computed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_computed_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_computed_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_cost",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_cost_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_cost")),
        sa.UniqueConstraint("report_id", "category", "kind", name=op.f("uq_report_cost_report_id_category_kind")),
    )
    with op.batch_alter_table("report_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_cost_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_income",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "source <> 'municipality' OR municipality IS NOT NULL", name=op.f("ck_report_income_municipality_is_named")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_income_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_income")),
    )
    with op.batch_alter_table("report_income", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_income_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_income_source"), ["source"], unique=False)

    op.create_table(
        "report_refusals",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("applicants", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("applicants >= 0", name=op.f("ck_report_refusals_applicants")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_refusals_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_refusals")),
        sa.UniqueConstraint("report_id", "reason", name=op.f("uq_report_refusals_report_id_reason")),
    )
    with op.batch_alter_table("report_refusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_refusals_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_units",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("delivered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.CheckConstraint("delivered >= 0", name=op.f("ck_report_units_delivered")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_units_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_units")),
    )
    with op.batch_alter_table("report_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_units_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_value",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_value_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_value")),
        sa.UniqueConstraint("report_id", "code", name=op.f("uq_report_value_report_id_code")),
    )
    with op.batch_alter_table("report_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_value_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_value_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_workload",
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("fte", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_workload_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_workload")),
    )
    with op.batch_alter_table("report_workload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_workload_report_id"), ["report_id"], unique=False)

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("report_workload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_workload_report_id"))

    op.drop_table("report_workload")
    with op.batch_alter_table("report_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_value_report_id"))
        batch_op.drop_index(batch_op.f("ix_report_value_code"))

    op.drop_table("report_value")
    with op.batch_alter_table("report_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_units_report_id"))

    op.drop_table("report_units")
    with op.batch_alter_table("report_refusals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_refusals_report_id"))

    op.drop_table("report_refusals")
    with op.batch_alter_table("report_income", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_income_source"))
        batch_op.drop_index(batch_op.f("ix_report_income_report_id"))

    op.drop_table("report_income")
    with op.batch_alter_table("report_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_cost_report_id"))

    op.drop_table("report_cost")
    with op.batch_alter_table("report_computed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_computed_report_id"))
        batch_op.drop_index(batch_op.f("ix_report_computed_code"))

    op.drop_table("report_computed")
    with op.batch_alter_table("report_clients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_clients_target_group"))
        batch_op.drop_index(batch_op.f("ix_report_clients_report_id"))

    op.drop_table("report_clients")
    with op.batch_alter_table("service_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_target_group_value"))
        batch_op.drop_index(batch_op.f("ix_service_target_group_service_id"))

    op.drop_table("service_target_group")
    with op.batch_alter_table("service_situation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_situation_value"))
        batch_op.drop_index(batch_op.f("ix_service_situation_service_id"))

    op.drop_table("service_situation")
    with op.batch_alter_table("service_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_place_service_id"))
        batch_op.drop_index(batch_op.f("ix_service_place_place"))

    op.drop_table("service_place")
    with op.batch_alter_table("service_orp", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_orp_value"))
        batch_op.drop_index(batch_op.f("ix_service_orp_service_id"))

    op.drop_table("service_orp")
    with op.batch_alter_table("service_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_municipality_value"))
        batch_op.drop_index(batch_op.f("ix_service_municipality_service_id"))

    op.drop_table("service_municipality")
    with op.batch_alter_table("service_hours", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_hours_service_id"))

    op.drop_table("service_hours")
    with op.batch_alter_table("service_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_form_value"))
        batch_op.drop_index(batch_op.f("ix_service_form_service_id"))

    op.drop_table("service_form")
    with op.batch_alter_table("service_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_exception_service_id"))

    op.drop_table("service_exception")
    with op.batch_alter_table("service_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_cost_service_id"))

    op.drop_table("service_cost")
    with op.batch_alter_table("service_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_contact_service_id"))

    op.drop_table("service_contact")
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_document_changed"))

    op.drop_table("search_document")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_state"))
        batch_op.drop_index(batch_op.f("ix_report_service_id"))
        batch_op.drop_index(batch_op.f("ix_report_service"))
        batch_op.drop_index(batch_op.f("ix_report_period_id"))

    op.drop_table("report")
    with op.batch_alter_table("published_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_report_service_id"))
        batch_op.drop_index(batch_op.f("ix_published_report_provider"))
        batch_op.drop_index(batch_op.f("ix_published_report_period_id"))

    op.drop_table("published_report")
    with op.batch_alter_table("confirm_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirm_token_campaign_item_id"))

    op.drop_table("confirm_token")
    with op.batch_alter_table("capacity_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capacity_report_service_id"))

    op.drop_table("capacity_report")
    with op.batch_alter_table("capacity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capacity_service_id"))

    op.drop_table("capacity")
    with op.batch_alter_table("campaign_reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_reminder_campaign_item_id"))

    op.drop_table("campaign_reminder")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_service_type"))
        batch_op.drop_index(batch_op.f("ix_service_registration_number"))
        batch_op.drop_index(batch_op.f("ix_service_register_id"))
        batch_op.drop_index(batch_op.f("ix_service_provider_id"))

    op.drop_table("service")
    with op.batch_alter_table("provider_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_contact_provider_id"))

    op.drop_table("provider_contact")
    with op.batch_alter_table("import_run_warning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_warning_run_id"))

    op.drop_table("import_run_warning")
    with op.batch_alter_table("import_run_unknown_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_unknown_code_run_id"))

    op.drop_table("import_run_unknown_code")
    with op.batch_alter_table("import_run_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_municipality_run_id"))

    op.drop_table("import_run_municipality")
    op.drop_table("confidential_address")
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_item_service"))

    op.drop_table("campaign_item")
    op.drop_table("synonyms")
    op.drop_table("situation")
    op.drop_table("search_miss")
    with op.batch_alter_table("restricted_detail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restricted_detail_owner"))

    op.drop_table("restricted_detail")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("report_period")
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_record_service"))
        batch_op.drop_index(batch_op.f("ix_register_record_gone_in"))
        batch_op.drop_index(batch_op.f("ix_register_record_changed_in"))

    op.drop_table("register_record")
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_ico"))
        batch_op.drop_index(batch_op.f("ix_provider_founder_type"))

    op.drop_table("provider")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_address_municipality"))
        batch_op.drop_index(batch_op.f("ix_place_address_address_point"))

    op.drop_table("place")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_target"))
        batch_op.drop_index(batch_op.f("ix_merge_kept"))

    op.drop_table("merge")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
    op.drop_table("import_run")
    op.drop_table("field_fact")
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_request_state"))
        batch_op.drop_index(batch_op.f("ix_change_request_service"))
        batch_op.drop_index(batch_op.f("ix_change_request_provider"))

    op.drop_table("change_request")
    op.drop_table("campaign")
    op.drop_table("before_run")
