"""The region from the command line. Each module adds its commands."""

from komplan_cli.region import (
    collecting,
    crosswalk,
    funding,
    money,
    need_forms,
    need_merging,
    need_rounds,
    needs,
    status,
    territory,
)

__all__ = [
    "collecting",
    "crosswalk",
    "funding",
    "money",
    "need_forms",
    "need_merging",
    "need_rounds",
    "needs",
    "status",
    "territory",
]
