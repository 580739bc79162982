"""Migrations of the region service."""

from alembic import context

from komplan_kit.schema import run_migrations
from komplan_region.repositories import METADATA

run_migrations(context, METADATA)
