"""The written consultation from the command line. Each module adds its commands."""

from komplan_cli.consultation import (
    book,
    exporting,
    forms,
    importing,
    intake,
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
    "importing",
    "intake",
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
