"""The written consultation from the command line. Each module adds its commands."""

from komplan_cli.consultation import (
    book,
    exporting,
    forms,
    outcomes,
    points,
    privacy,
    replies,
    rounds,
    settling,
    similar,
    tracing,
    witnesses,
)

__all__ = [
    "book",
    "exporting",
    "forms",
    "outcomes",
    "points",
    "privacy",
    "replies",
    "rounds",
    "settling",
    "similar",
    "tracing",
    "witnesses",
]
