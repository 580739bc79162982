"""The cycle of a plan from the command line. Each module adds its commands."""

from komplan_cli.planning import (
    adoption,
    evidence,
    exchange,
    granting,
    grants,
    monitoring,
    organisation,
    paying_projects,
    plans,
    process,
)

__all__ = [
    "adoption",
    "evidence",
    "exchange",
    "granting",
    "grants",
    "monitoring",
    "organisation",
    "paying_projects",
    "plans",
    "process",
]
