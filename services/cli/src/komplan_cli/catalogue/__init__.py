"""`komplan catalogue`: the directory of services from the command line. Each module adds its commands."""

from komplan_cli.catalogue import report, search

__all__ = ["report", "search"]
