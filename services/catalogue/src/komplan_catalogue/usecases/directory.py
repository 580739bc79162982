"""The directory itself: whose it is, and how new entries are called."""

from dataclasses import dataclass

from komplan_core import names
from komplan_kit.clock import Ids


@dataclass(frozen=True)
class Directory:
    """The directory of one planning area, `areas/*`."""

    area: str
    ids: Ids

    def new_name(self, collection: str, wanted: str, field: str) -> str:
        """The name of a new entry under the id that the caller wants, or a new id. Raises Invalid for `field`."""
        return f"{self.area}/{collection}/{names.chosen_id(wanted, self.ids, field)}"
