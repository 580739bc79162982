"""Text blocks: every text of a version under a stable id and its own hash. Comments attach to both.

The id of a block is made of ids that survive renumbering and copying into the next version: `measures/m1/description`.
The hash is SHA-256 of the text in normal form C, so that two ways of writing one letter are one text.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from komplan_core.names import last_id
from komplan_core.planning.contents import PlanNode, PlanSection
from komplan_core.planning.measures import Measure
from komplan_core.record import Record

Item = PlanSection | PlanNode | Measure
KINDS: Final[dict[type[Any], str]] = {PlanSection: "sections", PlanNode: "nodes", Measure: "measures"}


class TextBlock(Record):
    """One text of a version."""

    name: str
    """Resource name, such as `…/versions/v1/measures/m1/blocks/description`."""
    id: str
    """The same in every version, such as `measures/m1/description`."""
    number: str
    """Printed number of what it stands in; empty for sections."""
    title: str
    """Title of what it stands in."""
    text: str
    sha256: str
    """Hexadecimal SHA-256 of the text's normal form C in UTF-8."""


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _extra(item: Any) -> str:
    return _lines(f"{extra.field}: {extra.value}" for extra in item.extra)


_TITLE: Final[tuple[str, Callable[[Any], str]]] = ("title", lambda item: item.title)
_TEXT: Final[tuple[str, Callable[[Any], str]]] = ("text", lambda item: item.text)
_TEXTS: Final[dict[type[Any], tuple[tuple[str, Callable[[Any], str]], ...]]] = {
    PlanSection: (_TITLE, _TEXT, ("extra", _extra)),
    PlanNode: (_TITLE, _TEXT, ("extra", _extra)),
    Measure: (
        _TITLE,
        ("description", lambda measure: measure.description),
        ("regional-priority", lambda measure: measure.regional_priority),
        ("activities", lambda measure: _lines(activity.title for activity in measure.activities)),
        ("responsible", lambda measure: measure.responsible),
        ("cooperating", lambda measure: _lines(measure.cooperating)),
        ("milestones", lambda measure: _lines(milestone.title for milestone in measure.milestones)),
        ("conditions", lambda measure: _lines(measure.conditions)),
        ("risks", lambda measure: _lines(": ".join(filter(None, (r.text, r.response))) for r in measure.risks)),
        ("indicators", lambda measure: _lines(f"{i.title} ({i.unit})" for i in measure.indicators)),
        ("no-indicator-reason", lambda measure: measure.no_indicator_reason),
        ("extra", _extra),
    ),
}
"""What is a block of what, in the order of printing. A list is one block, a line for each item."""


def text_sha256(text: str) -> str:
    """The hash under which a text is known."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def texts_of(item: Item) -> Iterator[tuple[str, str]]:
    """Ids and texts of an item's blocks that have any text, in the order of printing."""
    of = f"{KINDS[type(item)]}/{last_id(item.name)}"
    for field, read in _TEXTS[type(item)]:
        if text := read(item):
            yield f"{of}/{field}", text


def blocks_of(item: Item) -> Iterator[TextBlock]:
    """The blocks of a section, node or measure that have any text, in the order of printing."""
    for block_id, text in texts_of(item):
        yield TextBlock(
            name=f"{item.name}/blocks/{last_id(block_id)}",
            id=block_id,
            number="" if isinstance(item, PlanSection) else item.code,
            title=item.title,
            text=text,
            sha256=text_sha256(text),
        )
