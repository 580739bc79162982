"""Two stored versions against each other. Messages that say the same are never parsed: few of them differ."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from komplan_core.planning.differences import ItemDifference, differences
from komplan_core.planning.outline import Place, VersionContent, top_down
from komplan_planning.ports.content import ContentTx, StoredContent

T = TypeVar("T")
_NAME: Final = 0x0A
_ETAG: Final = 0x12
"""Tags of fields 1 and 2, which come first in a stored message."""


def compared(content: ContentTx, before: StoredContent, after: StoredContent) -> tuple[ItemDifference, ...]:
    """What differs; of each kind in the order of printing of `after`, then what was removed."""
    place = {id(item): number for number, item in enumerate(top_down(after.nodes, after.measures))}

    def printed(places: Iterable[Place[bytes]]) -> list[Place[bytes]]:
        return sorted(places, key=lambda item: place.get(id(item), 0))

    sections = _differing(before.sections, after.sections)
    nodes = _differing(before.nodes, after.nodes)
    measures = _differing(before.measures, after.measures)
    return differences(
        VersionContent(
            _parsed(content.section, sections[0]),
            _parsed(content.node, nodes[0]),
            _parsed(content.measure, measures[0]),
        ),
        VersionContent(
            _parsed(content.section, sections[1]),
            _parsed(content.node, printed(nodes[1])),
            _parsed(content.measure, printed(measures[1])),
        ),
    )


def _parsed(parse: Callable[[bytes], T], places: Iterable[Place[bytes]]) -> tuple[T, ...]:
    return tuple(parse(place.item) for place in places)


def _differing(
    befores: Iterable[Place[bytes]], afters: Iterable[Place[bytes]]
) -> tuple[list[Place[bytes]], list[Place[bytes]]]:
    """The places of both sides whose messages do not say the same."""
    olds = {place.id: (place, said(place.item)) for place in befores}
    news = {place.id: (place, said(place.item)) for place in afters}
    kept = {key for key, (_, own) in news.items() if key in olds and olds[key][1] == own}
    return (
        [place for key, (place, _) in olds.items() if key not in kept],
        [place for key, (place, _) in news.items() if key not in kept],
    )


def said(encoded: bytes) -> bytes:
    """A stored message without name and etag, which differ between any two versions."""
    start = 0
    for tag in (_NAME, _ETAG):
        if start < len(encoded) and encoded[start] == tag:
            length, start = encoded[start + 1], start + 2
            if length > 0x7F:  # a name has 400 characters at most: two bytes tell its length
                length, start = length & 0x7F | encoded[start] << 7, start + 1
            start += length
    return encoded[start:]
