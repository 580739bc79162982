"""The tables of the region. Seen by the repositories only."""

from komplan_region.rows import copies, directory, money, tables

MODULES = (copies, directory, money, tables)
METADATA = tables.Row.metadata
