"""The tables of the consultation. Seen by the repositories only."""

from komplan_consultation.rows import (
    comments,
    drafts,
    forms,
    intake,
    log,
    privacy,
    replies,
    reply_texts,
    rounds,
    similarity,
    traceability,
    witnesses,
)
from komplan_consultation.rows.tables import Row

__all__ = [
    "Row",
    "comments",
    "drafts",
    "forms",
    "intake",
    "log",
    "privacy",
    "replies",
    "reply_texts",
    "rounds",
    "similarity",
    "traceability",
    "witnesses",
]
