"""Migrations of the witness."""

from alembic import context

from komplan_kit.schema import run_migrations
from komplan_witness.repositories import METADATA

run_migrations(context, METADATA)
