"""What merging needs of storage, besides the directory and its campaigns."""

from collections.abc import Sequence
from typing import Protocol

from komplan_catalogue.ports.merging import MergedTx
from komplan_catalogue.usecases.campaigns.storage import CampaignTx
from komplan_core.catalogue.duplicates import ProviderTraits, ServiceTraits
from komplan_core.catalogue.merging import Merge
from komplan_kit.store import Collection, Written


class MergeStore(MergedTx, Protocol):
    """Merges, and what duplicates are found by."""

    merges: Collection[Merge]

    def lead_on(self) -> None:
        """Let every name lead to the end of its chain."""
        ...

    def has_yearly_reports(self, service: str) -> bool:
        """Whether a yearly report of the service was begun."""
        ...

    def open_requests(self, service: str) -> list[str]:
        """Names of the change requests of a service that nobody decided yet."""
        ...

    def requests_of(self, provider: str) -> list[str]:
        """Names of all change requests of a provider."""
        ...

    def provider_traits(self) -> list[ProviderTraits]:
        """What all providers are compared by."""
        ...

    def service_traits(self) -> list[ServiceTraits]:
        """What all services are compared by."""
        ...

    def told(self, merge: Written, keep_etag: str, moved: Sequence[str]) -> Written:
        """The answer to a merge."""
        ...


class MergeTx(CampaignTx, Protocol):
    """One transaction over the directory, its campaigns and merges."""

    merges: MergeStore
