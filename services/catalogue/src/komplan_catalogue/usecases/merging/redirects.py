"""Where the name of an entry leads that was merged into another one."""

from datetime import date
from typing import Final

from komplan_catalogue.usecases.merging.storage import MergeTx
from komplan_core import names
from komplan_kit.clock import Ids
from komplan_kit.store import Written

MERGED: Final = (names.PROVIDER, names.SERVICE, names.PLACE)
"""What can be merged."""


def add(tx: MergeTx, ids: Ids, keep: str, gone: str, on: date, dropped: tuple[str, ...]) -> Written:
    """Let the name of `gone` lead to `keep`, and whatever led to `gone` too. Both were there until now."""
    for name in (keep, gone):
        tx.merges.come_back(name)  # it was there, so its name leads nowhere else
    area = "/".join(keep.split("/")[:2])
    values = {"gone": gone, "kept": keep, "target": keep, "merged_on": on, "dropped": dropped}
    written = tx.merges.merges.add(tx.merges.merges.make({**values, "name": f"{area}/merges/{ids()}"}))
    tx.merges.lead_on()
    return written


def target(tx: MergeTx, name: str) -> str | None:
    """Resource name of the entry that stands for one that was merged; None for a name that leads nowhere."""
    return tx.merges.target(name) if any(pattern.matches(name) for pattern in MERGED) else None
