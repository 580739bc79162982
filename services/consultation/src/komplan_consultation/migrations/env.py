"""Migrations of the consultation service."""

from alembic import context

from komplan_consultation.repositories import METADATA
from komplan_kit.schema import run_migrations

run_migrations(context, METADATA)
