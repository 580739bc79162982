"""Migrations of the catalogue service."""

from alembic import context

from komplan_catalogue.repositories import METADATA
from komplan_kit.schema import run_migrations

run_migrations(context, METADATA)
