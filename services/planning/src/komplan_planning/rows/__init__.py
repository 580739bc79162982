"""The tables of planning. Seen by the repositories only."""

from komplan_planning.rows import cycles, members, needs, tree
from komplan_planning.rows.tables import Row

__all__ = ["Row", "cycles", "members", "needs", "tree"]
