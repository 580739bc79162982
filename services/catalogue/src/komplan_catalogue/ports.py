"""What the use cases need of storage."""

from typing import Protocol

from komplan_core.catalogue import Provider, Service
from komplan_kit.store import Collection


class CatalogueTx(Protocol):
    """One transaction over a municipality's directory of services."""

    providers: Collection[Provider]
    services: Collection[Service]

    def has_services(self, provider: str) -> bool:
        """Whether a service names this provider."""
        ...

    def services_of(self, provider: str) -> list[Service]:
        """All services of a provider."""
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
