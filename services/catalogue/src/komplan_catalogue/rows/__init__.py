"""The tables of the directory. Seen by the repositories only."""

from komplan_catalogue.rows import capacities, entries, places, searching, services
from komplan_catalogue.rows.tables import Row

__all__ = ["Row", "capacities", "entries", "places", "searching", "services"]
