"""One transaction, for all use cases."""

from contextlib import AbstractContextManager
from typing import Protocol

from komplan_catalogue.ports.history import HistoryTx
from komplan_catalogue.ports.importing import ImportTx
from komplan_catalogue.ports.merging import MergedTx
from komplan_catalogue.ports.provenance import FactTx
from komplan_catalogue.ports.reporting import ReportingTx
from komplan_catalogue.ports.searching import SearchTx
from komplan_core.catalogue import (
    Capacity,
    CapacityReport,
    ConfidentialAddress,
    LifeSituation,
    Place,
    Provider,
    RestrictedDetail,
    Service,
    Synonyms,
)
from komplan_core.catalogue.change_requests import ChangeRequest
from komplan_kit.store import Collection


class CatalogueTx(Protocol):
    """One transaction over a municipality's directory of services."""

    providers: Collection[Provider]
    services: Collection[Service]
    places: Collection[Place]
    situations: Collection[LifeSituation]
    synonyms: Collection[Synonyms]
    capacity_reports: Collection[CapacityReport]
    confidential_addresses: Collection[ConfidentialAddress]
    restricted_details: Collection[RestrictedDetail]
    reporting: ReportingTx
    facts: FactTx
    merges: MergedTx
    history: HistoryTx
    change_requests: Collection[ChangeRequest]
    imports: ImportTx
    search: SearchTx

    def attempt(self) -> AbstractContextManager[None]:
        """What is done inside stands or falls as one, whatever becomes of the rest."""
        ...

    def has_services(self, provider: str) -> bool:
        """Whether a service names this provider."""
        ...

    def services_of(self, provider: str) -> list[Service]:
        """All services of a provider."""
        ...

    def is_place_used(self, place: str) -> bool:
        """Whether a service is provided at this place."""
        ...

    def is_situation_used(self, code: str) -> bool:
        """Whether a service names this life situation."""
        ...

    def capacity_reports_of(self, service: str) -> list[CapacityReport]:
        """The current reports of a service."""
        ...

    def details_of(self, owner: str) -> list[str]:
        """Names of the restricted details of an owner."""
        ...

    def registered_capacities(self) -> dict[str, list[Capacity]]:
        """The registered capacities of all services, by the service's resource name."""
        ...

    def provider_count(self) -> int:
        """How many providers there are."""
        ...

    def count_by_class(self) -> dict[str, int]:
        """Services by service class."""
        ...

    def count_registered_by_type(self) -> dict[str, int]:
        """Registered services by service type."""
        ...

    def count_registered_by_founder_type(self) -> dict[str, int]:
        """Registered services by their provider's founder type; those without one are left out."""
        ...
