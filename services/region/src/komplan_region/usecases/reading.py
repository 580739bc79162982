"""Records of one city, read when somebody needs their part: what nobody needs is never decoded."""

from collections.abc import Iterable, Mapping
from typing import Any

from komplan_region.ports.copies import CopiedRecord
from komplan_region.usecases.feeds import PARTS


class Reading:
    """What is held of a city, by part."""

    def __init__(self, records: Mapping[str, CopiedRecord], read: Mapping[str, Any]) -> None:
        """`read` are those that were read already, by name."""
        self._read = read
        self._by_part: dict[str, list[CopiedRecord]] = {}
        for record in sorted(records.values(), key=lambda item: (item.number, item.name)):
            self._by_part.setdefault(record.part, []).append(record)
        self._found: dict[str, list[Any]] = {}

    def found(self, parts: Iterable[str]) -> dict[str, list[Any]]:
        """The records of these parts, in the order of their last change; the others are empty."""
        for part in parts:
            if part not in self._found:
                self._found[part] = [self._one(record) for record in self._by_part.get(part, ())]
        return {part: self._found.get(part, []) for part in PARTS}

    def _one(self, record: CopiedRecord) -> Any:
        known = self._read.get(record.name)
        return known if known is not None else PARTS[record.part].parse(record.name, record.encoded)
