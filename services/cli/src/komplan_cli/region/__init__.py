"""The region from the command line. Each module adds its commands."""

from komplan_cli.region import (
    collecting,
    crosswalk,
    directory,
    funding,
    money,
    need_forms,
    need_merging,
    need_rounds,
    needs,
    signed_directory,
    status,
    territory,
    witness,
)

__all__ = [
    "collecting",
    "crosswalk",
    "directory",
    "funding",
    "money",
    "need_forms",
    "need_merging",
    "need_rounds",
    "needs",
    "signed_directory",
    "status",
    "territory",
    "witness",
]
