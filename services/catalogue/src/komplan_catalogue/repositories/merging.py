"""How merges are stored, and what duplicates are found by."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, exists, literal, select

from komplan.catalogue.v1 import merge_service_pb2, merging_pb2
from komplan_catalogue.rows.change_requests import ChangeRequestRow
from komplan_catalogue.rows.entries import ProviderContactRow, ProviderRow
from komplan_catalogue.rows.merging import MergeRow
from komplan_catalogue.rows.places import PlaceRow
from komplan_catalogue.rows.reporting import ReportRow
from komplan_catalogue.rows.services import MunicipalityRow, ServiceContactRow, ServicePlaceRow, ServiceRow
from komplan_core import names
from komplan_core.catalogue.change_requests import ChangeRequestState
from komplan_core.catalogue.duplicates import ProviderTraits, ServiceTraits
from komplan_core.catalogue.likeness import contact_key
from komplan_core.catalogue.merging import Merge, redirected
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

MERGES = Kind("merge", names.MERGE, Codec(merging_pb2.Merge, Merge), MergeRow)
MERGE_LIST = Listing(MERGES)

_ALL = Statement(select(MergeRow.encoded).order_by(MergeRow.id))
_OF = Statement(select(MergeRow.name).where(MergeRow.gone == bindparam("gone")))
_TARGETS = Statement(select(MergeRow.gone, MergeRow.target))
_TARGET = Statement(select(MergeRow.target).where(MergeRow.gone == bindparam("gone")))
_HAS_REPORTS = Statement(
    select(literal(1)).where(
        exists(select(ReportRow.id).where(ReportRow.service_id == ServiceRow.id)),
        ServiceRow.name == bindparam("service"),
    )
)
_OPEN_REQUESTS = Statement(
    select(ChangeRequestRow.name)
    .where(
        ChangeRequestRow.service == bindparam("service"),
        ChangeRequestRow.state == ChangeRequestState.PROPOSED.value,
    )
    .order_by(ChangeRequestRow.id)
)
_REQUESTS_OF = Statement(
    select(ChangeRequestRow.name)
    .where(ChangeRequestRow.provider == bindparam("provider"))
    .order_by(ChangeRequestRow.id)
)
_PROVIDERS = Statement(select(ProviderRow.id, ProviderRow.name, ProviderRow.title, ProviderRow.ico, ProviderRow.seat))
_SERVICES = Statement(
    select(
        ServiceRow.id,
        ServiceRow.name,
        ServiceRow.title,
        ServiceRow.provider,
        ServiceRow.registration_number,
        ServiceRow.service_type,
    )
)
_PROVIDER_CONTACTS = Statement(
    select(ProviderContactRow.provider_id, ProviderContactRow.phone, ProviderContactRow.email, ProviderContactRow.web)
)
_SERVICE_CONTACTS = Statement(
    select(ServiceContactRow.service_id, ServiceContactRow.phone, ServiceContactRow.email, ServiceContactRow.web)
)
_SERVED = Statement(select(MunicipalityRow.service_id, MunicipalityRow.value))
_PLACES = Statement(
    select(ServicePlaceRow.service_id, ServicePlaceRow.place, PlaceRow.address_municipality).where(
        PlaceRow.name == ServicePlaceRow.place
    )
)


class StoredMerges:
    """Merges inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.merges = Collection(MERGES, transaction)

    def targets(self) -> dict[str, str]:
        return dict(self._tx.session.all(_TARGETS))

    def come_back(self, name: str) -> None:
        merge = self._tx.session.value(_OF, gone=name)
        if merge is not None:
            self.merges.delete(merge)
            self.lead_on()

    def lead_on(self) -> None:
        for merge in redirected(MERGES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_ALL)):
            self.merges.replace(merge)

    def target(self, gone: str) -> str | None:
        found: str | None = self._tx.session.value(_TARGET, gone=gone)
        return found

    def has_yearly_reports(self, service: str) -> bool:
        return bool(self._tx.session.value(_HAS_REPORTS, service=service))

    def open_requests(self, service: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_OPEN_REQUESTS, service=service)]

    def requests_of(self, provider: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_REQUESTS_OF, provider=provider)]

    def provider_traits(self) -> list[ProviderTraits]:
        contacts = self._contacts(_PROVIDER_CONTACTS)
        rows = self._tx.session.all(_PROVIDERS)
        return [ProviderTraits(name, title, ico, seat, contacts[row_id]) for row_id, name, title, ico, seat in rows]

    def service_traits(self) -> list[ServiceTraits]:
        localities: dict[int, set[str]] = defaultdict(set)
        for service_id, municipality in self._tx.session.all(_SERVED):
            localities[service_id].add(municipality)
        for service_id, *of_place in self._tx.session.all(_PLACES):
            localities[service_id].update(filter(None, of_place))
        contacts, rows = self._contacts(_SERVICE_CONTACTS), self._tx.session.all(_SERVICES)
        return [_traits(row, frozenset(localities[row[0]]), contacts[row[0]]) for row in rows]

    def _contacts(self, statement: Statement) -> defaultdict[int, frozenset[str]]:
        found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
        for owner, *texts in self._tx.session.all(statement):
            found[owner] |= {contact_key(text) for text in texts if text}
        return found

    def told(self, merge: Written, keep_etag: str, moved: Sequence[str]) -> Written:
        stored = merging_pb2.Merge.FromString(merge.reply)
        reply = merge_service_pb2.MergeEntriesResponse(merge=stored, keep_etag=keep_etag, moved=moved)
        encoded = reply.SerializeToString(deterministic=True)
        return Written(merge.name, merge.etag, encoded, encoded)


def _traits(row: tuple[Any, ...], localities: frozenset[str], contacts: frozenset[str]) -> ServiceTraits:
    _, name, title, provider, number, service_type = row
    return ServiceTraits(name, title, provider, number, service_type or "", localities, contacts)
