"""Parts and passages of a draft as people see them in print: by number and title, never by an id."""

from collections.abc import Iterable, Mapping
from typing import Final

from komplan_core.consultation.drafts import DraftBlock
from komplan_core.errors import Invalid

FIELDS: Final[Mapping[str, str]] = {
    "title": "název",
    "text": "text",
    "description": "popis",
    "regional-priority": "priorita kraje",
    "activities": "aktivity",
    "responsible": "odpovídá",
    "cooperating": "spolupracuje",
    "milestones": "milníky",
    "conditions": "podmínky",
    "risks": "rizika",
    "indicators": "indikátory",
    "no-indicator-reason": "proč bez indikátoru",
    "extra": "další údaje",
}
"""Czech titles of the texts that a section, node or measure has, by the end of the block's id."""


def part_of(block: str) -> str:
    """The id of the section, node or measure in which a block stands, such as `measures/m1`."""
    return "/".join(block.split("/")[:2])


def passage(block: str, heading: str) -> str:
    """A passage in print: number and title of what it stands in, and which of its texts it is.

    The id stands for itself where no heading is known.
    """
    if not heading:
        return block
    field = FIELDS.get(block.rpartition("/")[2], "")
    return f"{heading} ({field})" if field else heading


def headings(blocks: Iterable[DraftBlock]) -> dict[str, str]:
    """What is printed for each passage and for each part of drafts, by its id; the first draft that has it tells."""
    found: dict[str, str] = {}
    for block in blocks:
        heading = f"{block.number} {block.title}".strip()
        found.setdefault(block.id, passage(block.id, heading))
        if heading:
            found.setdefault(part_of(block.id), heading)
    return found


class Parts:
    """The parts of a draft on which people comment: `measures/m1`, `nodes/n3`, found by id or printed number."""

    def __init__(self, blocks: Iterable[DraftBlock]) -> None:
        self._ids: set[str] = set()
        self._numbered: dict[str, dict[str, str]] = {}
        for block in blocks:
            part = part_of(block.id)
            if part == block.id:
                continue
            self._ids.add(part)
            if block.number:
                self._numbered.setdefault(_folded(block.number), {})[part] = f"{block.number} {block.title}".strip()

    def __contains__(self, part: str) -> bool:
        return part in self._ids

    def find(self, said: str, field: str) -> str:
        """The id of the part that somebody means by an id such as `measures/m1` or by its number as it is printed.

        Before the number a word may stand, as in `opatření 1.2.3`. Raises Invalid for none, and for several.
        """
        if said in self._ids:
            return said
        found = self._numbered.get(_folded(said)) or self._numbered.get(_folded(said.split()[-1])) or {}
        if not found:
            message = f"the draft has no part numbered `{said[:100]}`: write its number as it is printed, such as 1.2.3"
            raise Invalid.field(field, "REFERENCE_MISSING", message)
        if len(found) > 1:
            message = f"several parts of the draft have this number, write one of: {', '.join(sorted(found))}"
            raise Invalid.field(field, "INVALID_VALUE", message)
        return next(iter(found))


def _folded(number: str) -> str:
    return " ".join(number.casefold().split()).rstrip(".")
