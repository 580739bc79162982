"""What the outputs read of storage: public entries page by page, and the public part of what else there is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from komplan_core.catalogue import CapacityReport, LifeSituation, Place, Provider, Service
from komplan_core.catalogue.provenance import Layer
from komplan_core.record import Entity

M = TypeVar("M", bound=Entity)


@dataclass(frozen=True, slots=True)
class Stored(Generic[M]):
    """A public entry, its row id, and when it was last changed (UTC)."""

    row_id: int
    entry: M
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """That a layer spoke of a field, and when somebody last verified it. What it said is not among the public data."""

    field: str
    layer: Layer
    changed_at: datetime
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The last change of an entry. `encoded` is its public message; of a capacity report only `report` is public."""

    number: int
    name: str
    deleted: bool
    encoded: bytes
    report: CapacityReport | None


class OutputSource(Protocol):
    """What may leave the catalogue. `first` and `last` are row ids, both included."""

    def head(self) -> int:
        """Number of the last change of anything."""
        ...

    def services(self, after: int, most: int) -> list[Stored[Service]]:
        """Services above a row id, in the order of creation."""
        ...

    def providers(self, after: int, most: int) -> list[Stored[Provider]]:
        """Providers above a row id, in the order of creation."""
        ...

    def located_places(self, after: int, most: int) -> list[Stored[Place]]:
        """Physical places with a point above a row id, in the order of creation."""
        ...

    def situations(self) -> list[LifeSituation]:
        """All life situations, by position and id."""
        ...

    def providers_of(self, first: int, last: int) -> dict[str, Provider]:
        """The providers of these services, by name."""
        ...

    def places_of(self, first: int, last: int) -> dict[str, Place]:
        """The places of these services, by name."""
        ...

    def reports_of(self, first: int, last: int) -> dict[str, list[CapacityReport]]:
        """What is public of the capacity reports of these services, by name of the service; the rest is not read."""
        ...

    def told_of_services(self, first: int, last: int) -> dict[str, list[Told]]:
        """Who spoke of which fields of these services, by name."""
        ...

    def told_of_providers(self, first: int, last: int) -> dict[str, list[Told]]:
        """Who spoke of which fields of these providers, by name."""
        ...

    def services_at(self, first: int, last: int) -> dict[str, list[Service]]:
        """The services provided at these places, by name of the place, in the order of creation."""
        ...

    def changes(self, after: int, most: int) -> list[Changed]:
        """The last change of each public entry, above a journal number, by number."""
        ...


class OutputTx(Protocol):
    """A transaction that gives what may leave the catalogue."""

    outputs: OutputSource
