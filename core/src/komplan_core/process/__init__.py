"""The planning process: a cycle, its steps, its calendar, and the project that pays for it."""

from komplan_core.process.cycle import Cycle, StatedFigure

__all__ = ["Cycle", "StatedFigure"]
