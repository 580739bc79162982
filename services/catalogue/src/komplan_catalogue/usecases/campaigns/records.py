"""The record about which a campaign asks: a service with the public places at which it is provided."""

from dataclasses import dataclass

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.catalogue.sections import Beside, Section, sections_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as everybody sees it now."""

    service: Service
    provider: Provider
    places: dict[str, Place]
    situations: dict[str, str]

    @property
    def revision(self) -> str:
        """The journal numbers of the service and of its places, in order: what exactly is shown."""
        return ".".join([self.service.etag, *(place.etag for place in self.places.values())])

    @property
    def beside(self) -> Beside:
        """What the service names."""
        return Beside({self.provider.name: self.provider}, self.places, self.situations)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What people read."""
        return sections_of(self.service, self.beside)


def shown(tx: CatalogueTx, service: Service) -> Shown:
    """The record of a service."""
    area = service.name.partition("/services/")[0]
    places = {at.place: tx.places.get(at.place) for at in service.places}
    titles = {}
    for code in service.situations:
        situation = tx.situations.find(f"{area}/situations/{code}")
        titles[code] = situation.title if situation is not None else code
    return Shown(service, tx.providers.get(service.provider), places, titles)
