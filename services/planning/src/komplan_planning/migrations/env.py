"""Migrations of the planning service."""

from alembic import context

from komplan_kit.schema import run_migrations
from komplan_planning.repositories import METADATA

run_migrations(context, METADATA)
