"""The tables of the directory. Seen by the repositories only."""

from komplan_catalogue.rows import (
    campaigns,
    capacities,
    change_requests,
    entries,
    importing,
    merging,
    places,
    provenance,
    reporting,
    searching,
    services,
)
from komplan_catalogue.rows.tables import Row

__all__ = [
    "Row",
    "campaigns",
    "capacities",
    "change_requests",
    "entries",
    "importing",
    "merging",
    "places",
    "provenance",
    "reporting",
    "searching",
    "services",
]
