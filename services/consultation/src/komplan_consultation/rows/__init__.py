"""The tables of the consultation. Seen by the repositories only."""

from komplan_consultation.rows import comments, log, rounds
from komplan_consultation.rows.tables import Row

__all__ = ["Row", "comments", "log", "rounds"]
