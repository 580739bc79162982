"""How the consultation is stored."""

from komplan_consultation.repositories.kinds import METADATA

__all__ = ["METADATA"]
