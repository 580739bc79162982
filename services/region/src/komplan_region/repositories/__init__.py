"""How the region is stored."""

from komplan_region.rows import METADATA

__all__ = ["METADATA"]
