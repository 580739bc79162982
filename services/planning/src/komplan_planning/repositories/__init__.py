"""How plans are stored."""

from komplan_planning.repositories.kinds import METADATA

__all__ = ["METADATA"]
