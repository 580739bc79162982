"""Reading what is published."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Published:
    """The present state of a published entry, or without a message that it is published no more."""

    number: int
    """Journal number of the last change of the entry, or of the version in which it stands."""
    kind: str
    """`plan`, `version`, `node`, `measure`, `section` or `need`."""
    name: str
    encoded: bytes | None


class FeedTx(Protocol):
    """One consistent reading of what is published."""

    def revision(self) -> int:
        """The journal number of the last change of anything published; 0 before there is any."""
        ...

    def last_removal(self) -> int:
        """The journal number of the last removal of anything published; 0 before there is any."""
        ...

    def published(self, part: str) -> list[tuple[int, bytes]]:
        """Journal numbers and stored messages of a part.

        `plans`, `versions`, `nodes`, `measures`, `sections` are those of adopted versions; or `needs`.
        """
        ...

    def head(self) -> int:
        """The last number of the journal; 0 before there is any."""
        ...

    def changes(self, after: int) -> list[Published]:
        """What changed after a number, and what went, in any order."""
        ...
