"""Where the names of merged entries lead."""

from typing import Protocol


class MergedTx(Protocol):
    """Where the names lead of entries that were merged into others."""

    def targets(self) -> dict[str, str]:
        """The entry that stands for each one that was merged, by resource name."""
        ...

    def target(self, gone: str) -> str | None:
        """Resource name of the entry that stands for one that was merged, or None."""
        ...

    def come_back(self, name: str) -> None:
        """An entry is there again: its name leads nowhere else any more."""
        ...
