"""What the year of a regional analyst (docs/tutorials) starts from: official tables to take over, and the way in."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from komplan_cli.demo.fleet import Instance
from komplan_core.territory import MUNICIPALITIES_FILE, ORPS_FILE, REGIONS_FILE

DESK: Final = "analytik"
"""Folder in which the analyst of the tutorial works, below that of the demonstration."""
TABLES: Final = "ruian"
FILES: Final = {"regions": REGIONS_FILE, "orps": ORPS_FILE, "municipalities": MUNICIPALITIES_FILE}


def desk_of(region: Instance) -> Path:
    """The folder of a region's analyst."""
    return region.folder.parent / DESK


def lay_tables(region: Instance, tables: Mapping[str, bytes]) -> None:
    """Put the territory of a region on its analyst's desk, in the layout of the official tables."""
    folder = desk_of(region) / TABLES
    folder.mkdir(parents=True, exist_ok=True)
    for table, name in FILES.items():
        (folder / name).write_bytes(tables[table])


def way_in(region: Instance) -> tuple[str, ...]:
    """Lines for a shell after which every command of the tutorial reaches the region as its analyst."""
    return (
        f"cd {desk_of(region)}",
        f"export PATH={Path(sys.executable).parent}:$PATH",
        f"export KOMPLAN_TARGET={region.target} KOMPLAN_CODE={region.code} KOMPLAN_ISSUER_KEY={region.issuer_key}",
    )
