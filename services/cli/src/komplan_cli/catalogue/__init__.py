"""`komplan catalogue`: the directory of services from the command line. Each module adds its commands."""

from komplan_cli.catalogue import campaign, duplicates, export, importing, report, sample, search, sending

__all__ = ["campaign", "duplicates", "export", "importing", "report", "sample", "search", "sending"]
