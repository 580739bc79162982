"""Documents in pieces: a page is read in a transaction of its own, so that a slow reader holds up nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

PIECE: Final = 256 * 1024
"""Bytes after which a piece ends; one record is never divided."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a document as bytes, and where the next page begins: a row id, or None on the last."""

    records: tuple[bytes, ...]
    number: int
    """Journal number of the state that they show."""
    next: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole records, ready to be sent."""

    data: bytes
    records: int


def pieces(records: Iterable[bytes], between: bytes = b"") -> Iterator[Piece]:
    """The records one after the other, in pieces of about 256 KiB."""
    held: list[bytes] = []
    size = 0
    for record in records:
        held.append(record)
        size += len(record)
        if size >= PIECE:
            yield Piece(between.join(held), len(held))
            held, size = [], 0
    if held:
        yield Piece(between.join(held), len(held))
