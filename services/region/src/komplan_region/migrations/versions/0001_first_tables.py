"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
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
        "copy",
        sa.Column("municipality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_copy_municipality_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_copy")),
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
        "copy_figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secured", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actual", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        "copy_measure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
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

    op.execute("INSERT INTO journal_head (id, seq) VALUES (1, 0)")


def downgrade() -> None:
    with op.batch_alter_table("copy_unmapped", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_unmapped_plan_id"))

    op.drop_table("copy_unmapped")
    with op.batch_alter_table("copy_total", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_total_plan_id"))

    op.drop_table("copy_total")
    with op.batch_alter_table("copy_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_measure_plan_id"))

    op.drop_table("copy_measure")
    with op.batch_alter_table("copy_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_group_plan_id"))

    op.drop_table("copy_group")
    with op.batch_alter_table("copy_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_figure_plan_id"))

    op.drop_table("copy_figure")
    with op.batch_alter_table("copy_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_record_municipality_id"))

    op.drop_table("copy_record")
    with op.batch_alter_table("copy_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_plan_municipality_id"))

    op.drop_table("copy_plan")
    op.drop_table("copy")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_at"))

    op.drop_table("request")
    op.drop_table("municipality")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_name"))

    op.drop_table("journal")
