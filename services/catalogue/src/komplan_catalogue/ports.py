"""What the use cases need of storage."""

from typing import Protocol

from komplan_core.catalogue import (
    CapacityReport,
    ConfidentialAddress,
    LifeSituation,
    Place,
    Provider,
    RestrictedDetail,
    Service,
)
from komplan_kit.store import Collection


class CatalogueTx(Protocol):
    """One transaction over a municipality's directory of services."""

    providers: Collection[Provider]
    services: Collection[Service]
    places: Collection[Place]
    situations: Collection[LifeSituation]
    capacity_reports: Collection[CapacityReport]
    confidential_addresses: Collection[ConfidentialAddress]
    restricted_details: Collection[RestrictedDetail]

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

    def put_search_text(self, service: str, text: str) -> None:
        """Keep the text in which a stored service is found."""
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
