"""What the layers say, as the use cases need it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from komplan_core.catalogue.provenance import Fact, Known, Layer


class FactTx(Protocol):
    """What the layers say of providers, services and places."""

    def known(self, name: str) -> Known:
        """What the layers say of one entry."""
        ...

    def facts(self, name: str) -> list[Fact]:
        """All that is kept of what the layers say of one entry."""
        ...

    def add(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        """Keep what a layer says of fields on which it was silent; the caller's role said it, now."""
        ...

    def change(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        """Keep what a layer now says of fields of which it said something else."""
        ...

    def remove(self, name: str, facts: Iterable[tuple[str, Layer]]) -> None:
        """Forget what layers said of fields."""
        ...

    def forget(self, name: str) -> None:
        """Forget all that was said of an entry."""
        ...

    def mark_deleted(self, name: str, deleted: bool) -> None:
        """Let the facts of an entry wait, or hold again."""
        ...

    def verify(self, name: str, facts: Iterable[tuple[str, Layer]], role: str) -> None:
        """Note that a role verified these facts now; the caller's one if it is empty."""
        ...

    def register_fetched_at(self) -> datetime | None:
        """When the register was fetched that was last imported; None if it never was."""
        ...

    def differing_services(self, after: int, most: int) -> list[tuple[int, str]]:
        """Row ids and names of services on which layers disagree, after a row id, in the order of creation."""
        ...
