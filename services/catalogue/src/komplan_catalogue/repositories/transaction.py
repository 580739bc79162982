"""One transaction over the directory, for the use cases."""

from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal, select

from komplan_catalogue.ports.history import HistoryTx
from komplan_catalogue.ports.importing import ImportTx
from komplan_catalogue.ports.merging import MergedTx
from komplan_catalogue.ports.provenance import FactTx
from komplan_catalogue.ports.reporting import ReportingTx
from komplan_catalogue.ports.searching import SearchTx
from komplan_catalogue.repositories.campaigns import StoredCampaigns
from komplan_catalogue.repositories.change_requests import CHANGE_REQUESTS
from komplan_catalogue.repositories.history import HistoryStore
from komplan_catalogue.repositories.importing import ImportStore
from komplan_catalogue.repositories.kinds import (
    CAPACITY_REPORTS,
    CONFIDENTIAL_ADDRESSES,
    OF_PROVIDER,
    PLACES,
    PROVIDERS,
    RESTRICTED_DETAILS,
    SERVICES,
    SITUATIONS,
    SYNONYMS,
)
from komplan_catalogue.repositories.merging import StoredMerges
from komplan_catalogue.repositories.outputs import OutputStore
from komplan_catalogue.repositories.provenance import FactStore
from komplan_catalogue.repositories.reporting import ReportingStore
from komplan_catalogue.repositories.searching import SearchStore
from komplan_catalogue.rows.capacities import CapacityReportRow
from komplan_catalogue.rows.entries import ProviderRow
from komplan_catalogue.rows.places import RestrictedDetailRow
from komplan_catalogue.rows.services import CapacityRow, ServicePlaceRow, ServiceRow, ServiceSituationRow
from komplan_catalogue.usecases.campaigns.storage import CampaignStore
from komplan_core.catalogue import Capacity, CapacityReport, Service, ServiceClass
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Transaction


def _any(query: Select[Any]) -> Statement:
    return Statement(select(literal(1)).where(exists(query)))


_HAS_SERVICES = _any(select(literal(1)).where(OF_PROVIDER))
_SERVICES_OF = Statement(select(ServiceRow.encoded).where(OF_PROVIDER).order_by(ServiceRow.id))
_PLACE_USED = _any(select(literal(1)).where(ServicePlaceRow.place == bindparam("place")))
_SITUATION_USED = _any(select(literal(1)).where(ServiceSituationRow.value == bindparam("code")))
_REPORTS_OF = Statement(
    select(CapacityReportRow.encoded)
    .join(ServiceRow, ServiceRow.id == CapacityReportRow.service_id)
    .where(ServiceRow.name == bindparam("service"))
    .order_by(CapacityReportRow.id)
)
_CAPACITIES = Statement(
    select(ServiceRow.name, CapacityRow.unit, CapacityRow.form, CapacityRow.registered, CapacityRow.as_of)
    .join(ServiceRow, ServiceRow.id == CapacityRow.service_id)
    .where(ServiceRow.service_class == ServiceClass.REGISTERED.value)
)
_DETAILS_OF = Statement(
    select(RestrictedDetailRow.name)
    .where(RestrictedDetailRow.owner == bindparam("owner"))
    .order_by(RestrictedDetailRow.id)
)


def _grouped(key: Any) -> Select[Any]:
    return select(key, func.count(ServiceRow.id)).group_by(key)


_REGISTERED = ServiceRow.service_class == ServiceClass.REGISTERED.value
_PROVIDER_COUNT = Statement(select(func.count(ProviderRow.id)))
_COUNT_BY_CLASS = Statement(_grouped(ServiceRow.service_class))
_COUNT_BY_TYPE = Statement(_grouped(ServiceRow.service_type).where(_REGISTERED, ServiceRow.service_type.is_not(None)))
_COUNT_BY_FOUNDER_TYPE = Statement(
    _grouped(ProviderRow.founder_type).where(
        ProviderRow.id == ServiceRow.provider_id, ProviderRow.founder_type.is_not(None), _REGISTERED
    )
)


class CatalogueStore:
    """One transaction over the directory, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.providers = Collection(PROVIDERS, transaction)
        self.services = Collection(SERVICES, transaction)
        self.places = Collection(PLACES, transaction)
        self.situations = Collection(SITUATIONS, transaction)
        self.synonyms = Collection(SYNONYMS, transaction)
        self.capacity_reports = Collection(CAPACITY_REPORTS, transaction)
        self.confidential_addresses = Collection(CONFIDENTIAL_ADDRESSES, transaction)
        self.restricted_details = Collection(RESTRICTED_DETAILS, transaction)
        self.reporting: ReportingTx = ReportingStore(transaction)
        self.facts: FactTx = FactStore(transaction)
        self.history: HistoryTx = HistoryStore(transaction)
        self.change_requests = Collection(CHANGE_REQUESTS, transaction)
        self.imports: ImportTx = ImportStore(transaction)
        self.attempt = transaction.attempt
        self.search: SearchTx = SearchStore(transaction)
        self.outputs = OutputStore(transaction)
        self.campaigns: CampaignStore = StoredCampaigns(transaction)
        self.merges: MergedTx = StoredMerges(transaction)

    def has_services(self, provider: str) -> bool:
        return bool(self._tx.session.value(_HAS_SERVICES, provider=provider))

    def services_of(self, provider: str) -> list[Service]:
        return [SERVICES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_SERVICES_OF, provider=provider)]

    def is_place_used(self, place: str) -> bool:
        return bool(self._tx.session.value(_PLACE_USED, place=place))

    def is_situation_used(self, code: str) -> bool:
        return bool(self._tx.session.value(_SITUATION_USED, code=code))

    def capacity_reports_of(self, service: str) -> list[CapacityReport]:
        rows = self._tx.session.all(_REPORTS_OF, service=service)
        return [CAPACITY_REPORTS.codec.parse(bytes(row[0])) for row in rows]

    def details_of(self, owner: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_DETAILS_OF, owner=owner)]

    def registered_capacities(self) -> dict[str, list[Capacity]]:
        found: dict[str, list[Capacity]] = {}
        for service, unit, form, registered, as_of in self._tx.session.all(_CAPACITIES):
            capacity = Capacity(unit=unit, form=form, registered=registered, as_of=as_of)
            found.setdefault(service, []).append(capacity)
        return found

    def provider_count(self) -> int:
        return int(self._tx.session.value(_PROVIDER_COUNT))

    def count_by_class(self) -> dict[str, int]:
        return self._counts(_COUNT_BY_CLASS)

    def count_registered_by_type(self) -> dict[str, int]:
        return self._counts(_COUNT_BY_TYPE)

    def count_registered_by_founder_type(self) -> dict[str, int]:
        return self._counts(_COUNT_BY_FOUNDER_TYPE)

    def _counts(self, statement: Statement) -> dict[str, int]:
        return {str(key): int(number) for key, number in self._tx.session.all(statement)}
