"""Checkpoints that somebody kept: whatever the book has become, it must contain them."""

from collections.abc import Sequence
from typing import Final

from komplan_core.book.checkpoints import Checkpoint, opened, read
from komplan_core.book.cosignatures import cosigned, spelled
from komplan_core.book.entries import Entry
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import frontier_root
from komplan_core.book.notes import VerifierKey
from komplan_core.book.rotation import KeyChain, check_recovered

CLOCKS: Final = 300
"""Seconds by which the clocks of a city and a witness may differ, the way between them included."""


class Earlier:
    """The checkpoints that a book must contain."""

    def __init__(self, claimed: Checkpoint, notes: Sequence[str], witnesses: Sequence[VerifierKey]) -> None:
        self.size = 0
        self._origin = claimed.origin
        self._notes = [(note, read(note)) for note in notes]
        self._after: list[tuple[int, str]] = []
        for note, checkpoint in self._notes:
            at = max(cosigned(note, witnesses).values(), default=None)
            if checkpoint.origin != claimed.origin:
                continue
            if checkpoint.size > claimed.size:
                raise BookError("TRUNCATED", f"the book has {claimed.size} entries and had {checkpoint.size} before")
            if at is not None:
                self._after.append((checkpoint.size, spelled(max(0, at - CLOCKS))))

    def reached(self, size: int, frontier: Sequence[bytes]) -> None:
        """Compare the roots at this size. Raises BookError FORKED."""
        for _, checkpoint in self._notes:
            if checkpoint.size == size and checkpoint.origin == self._origin:
                if frontier_root(frontier) != checkpoint.root:
                    raise BookError("FORKED", f"the first {size} entries are not those of the earlier checkpoint")
                self.size = max(self.size, size)

    def check_time(self, entry: Entry, index: int) -> None:
        """An entry behind a cosigned checkpoint was not made before it. Raises BookError BACKDATED."""
        for size, at in self._after:
            if index >= size and entry["at"] < at:
                raise BookError("BACKDATED", f"the entry says {entry['at']}, and witnesses were further by then", index)

    def check_recovered(self, entry: Entry) -> None:
        """The book before is taken up where witnesses saw it last. Raises BookError TRUNCATED, FORKED."""
        previous, size, root = check_recovered(entry, self._origin)
        for _, checkpoint in self._notes:
            if checkpoint.origin == previous and checkpoint.size > size:
                raise BookError("TRUNCATED", f"the book before had {checkpoint.size} entries, not {size}", 0)
            if checkpoint.origin == previous and checkpoint.size == size and checkpoint.root != root:
                raise BookError("FORKED", "the book before had another root", 0)

    def signed(self, chain: KeyChain) -> None:
        """Each earlier checkpoint of this book is by a key of it. Raises BookError."""
        for note, checkpoint in self._notes:
            if checkpoint.origin == self._origin:
                opened(note, chain.all())
