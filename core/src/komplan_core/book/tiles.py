"""C2SP tlog-tiles: the book as static files, which any web server can publish."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from komplan_core.book.entries import MOST_BYTES
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import Nodes

WIDTH: Final = 256
"""Hashes of a full tile; entries of a full bundle."""
HEIGHT: Final = 8
"""Levels of the tree between a tile and the one above it."""
CHECKPOINT: Final = "checkpoint"

Tile = tuple[int, int, int]
"""Level, index within the level, width."""


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile is published: `tile/0/x001/234`, a partial one as `tile/0/x001/234.p/17`."""
    return f"tile/{level}/{_spelled(index, width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of entries is published: `tile/entries/000`."""
    return f"tile/entries/{_spelled(index, width)}"


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size` that a tree of `since` leaves did not have, partial ones last of their level."""
    level = 0
    while size >> (HEIGHT * level):
        width, before = size >> (HEIGHT * level), since >> (HEIGHT * level)
        if width != before:
            for index in range(before // WIDTH, (width + WIDTH - 1) // WIDTH):
                yield level, index, min(WIDTH, width - index * WIDTH)
        level += 1


def tile(level: int, index: int, width: int, nodes: Nodes) -> bytes:
    """The content of a tile: its hashes one after the other."""
    first = index * WIDTH
    return b"".join(nodes(HEIGHT * level, place) for place in range(first, first + width))


def bundle(entries: Sequence[bytes]) -> bytes:
    """The content of a bundle: each entry with its length in two bytes. Raises BookError ENTRY_INVALID."""
    if len(entries) > WIDTH or any(len(data) > MOST_BYTES for data in entries):
        raise BookError("ENTRY_INVALID", f"a bundle holds {WIDTH} entries of at most {MOST_BYTES} bytes")
    return b"".join(len(data).to_bytes(2, "big") + data for data in entries)


def unbundled(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises BookError BUNDLE_INVALID."""
    found, place = [], 0
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2], "big")
        if place + 2 > len(data) or end > len(data):
            raise BookError("BUNDLE_INVALID", "a bundle of entries is cut off")
        found.append(data[place + 2 : end])
        place = end
    return found


def files(
    size: int, nodes: Nodes, entries: Callable[[int, int], Sequence[bytes]], since: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of the book but the checkpoint, which is written last of all.

    `entries(start, end)` gives the entries of a range. With `since`, only what is new since a tree of that size.
    """
    for level, index, width in tiles_of(size, since):
        if level == 0:
            yield bundle_path(index, width), bundle(entries(index * WIDTH, index * WIDTH + width))
        yield tile_path(level, index, width), tile(level, index, width, nodes)


def published(read: Callable[[str], bytes], size: int) -> Iterator[bytes]:
    """The entries of a published book of `size`, of its bundles. `read` gives the content of a path."""
    for index in range((size + WIDTH - 1) // WIDTH):
        width = min(WIDTH, size - index * WIDTH)
        entries = unbundled(read(bundle_path(index, width)))
        if len(entries) < width:
            raise BookError("BUNDLE_INVALID", f"bundle {index} has {len(entries)} entries instead of {width}")
        yield from entries[:width]  # a fuller bundle may have taken the place of a partial one


def _spelled(index: int, width: int) -> str:
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    return "/".join(groups) + ("" if width == WIDTH else f".p/{width}")
