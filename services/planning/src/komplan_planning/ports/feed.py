"""Reading what is published."""

from typing import Protocol


class FeedTx(Protocol):
    """One consistent reading of what is published."""

    def revision(self) -> int:
        """The journal number of the last change of anything published; 0 before there is any."""
        ...

    def published(self, part: str) -> list[bytes]:
        """Stored messages of `plans`, `versions`, `nodes`, `measures` (of adopted versions) or `needs`."""
        ...
