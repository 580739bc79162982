"""Providers, services and places, found by their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.places import Places
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.services import Services
from komplan_core import names
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.errors import Invalid
from komplan_core.record import Entity
from komplan_kit.store import Collection

Values = Mapping[str, Any]


def model_of(name: str) -> type[Entity]:
    """What an entry of this name is. Raises Invalid for a name of anything else."""
    for pattern, model in ((names.SERVICE, Service), (names.PROVIDER, Provider), (names.PLACE, Place)):
        if pattern.matches(name):
            return model
    raise Invalid.field("name", "NAME_FORMAT", "name a provider, a service or a place")


def collection_of(tx: CatalogueTx, name: str) -> Collection[Any]:
    """Where an entry of this name is kept. Raises Invalid for a name of anything else."""
    found: dict[type[Entity], Collection[Any]] = {Service: tx.services, Provider: tx.providers, Place: tx.places}
    return found[model_of(name)]


@dataclass(frozen=True)
class Entries:
    """The use cases through which entries are written."""

    providers: Providers
    services: Services
    places: Places

    def of(self, name: str) -> Providers | Services | Places:
        """The use cases of an entry of this name. Raises Invalid for a name of anything else."""
        found: dict[type[Entity], Providers | Services | Places] = {
            Service: self.services,
            Provider: self.providers,
            Place: self.places,
        }
        return found[model_of(name)]
