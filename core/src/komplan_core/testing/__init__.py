"""The public conformance kit: what a city's plugin is tested with. It needs no test framework at run time."""

from komplan_core.testing.conformance import PluginConformance

__all__ = ["PluginConformance"]
