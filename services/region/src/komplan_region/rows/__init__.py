"""The tables of the region. Seen by the repositories only."""

from komplan_region.rows import copies, crosswalk, directory, funding, money, need_rounds, needs, tables, territory

MODULES = (copies, crosswalk, directory, funding, money, need_rounds, needs, tables, territory)
METADATA = tables.Row.metadata
