"""Reading what is published."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Published:
    """The present state of a published entry, or without a message that it is published no more."""

    number: int
    """Journal number of the last change of the entry, or of the version in which it stands."""
    kind: str
    """Field of `PublishedChange`: `plan`, `version`, `node`, `measure`, `section`, `need`, `need_round` and so on."""
    name: str
    encoded: bytes | None


class FeedTx(Protocol):
    """One consistent reading of what is published."""

    def head(self) -> int:
        """The last number of the journal; 0 before there is any."""
        ...

    def changes(self, after: int) -> list[Published]:
        """What changed after a number, and what went, in any order."""
        ...
