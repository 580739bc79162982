"""The tables of the region. Seen by the repositories only."""

from komplan_region.rows import (
    copies,
    crosswalk,
    directory,
    funding,
    midterm,
    money,
    need_rounds,
    needs,
    network,
    population,
    supply,
    tables,
    territory,
)

MODULES = (
    copies,
    crosswalk,
    directory,
    funding,
    midterm,
    money,
    need_rounds,
    needs,
    network,
    population,
    supply,
    tables,
    territory,
)
METADATA = tables.Row.metadata
