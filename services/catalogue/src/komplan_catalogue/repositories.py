"""How the directory is stored: kinds, listings, and the queries that the use cases ask."""

from typing import Any, Final

from sqlalchemy import Select, bindparam, exists, func, insert, literal, select, update

from komplan.catalogue.v1 import catalogue_pb2
from komplan_catalogue.rows import FormRow, ProviderRow, Row, SearchTextRow, ServiceRow, TargetGroupRow
from komplan_catalogue.usecases.search import MOST_WORDS, words_of
from komplan_core import names
from komplan_core.catalogue import Provider, Service, ServiceClass
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction

METADATA = Row.metadata

PROVIDERS = Kind("provider", names.PROVIDER, Codec(catalogue_pb2.Provider, Provider), ProviderRow)
SERVICES = Kind("service", names.SERVICE, Codec(catalogue_pb2.Service, Service), ServiceRow)

_OF_PROVIDER = (
    ServiceRow.provider_id == select(ProviderRow.id).where(ProviderRow.name == bindparam("provider")).scalar_subquery()
)

PROVIDER_LIST = Listing(PROVIDERS, filters={"founder_type": ProviderRow.founder_type == bindparam("founder_type")})
SERVICE_LIST = Listing(
    SERVICES,
    filters={
        "service_type": ServiceRow.service_type == bindparam("service_type"),
        "form": ServiceRow.id.in_(select(FormRow.service_id).where(FormRow.value == bindparam("form"))),
        "target_group": ServiceRow.id.in_(
            select(TargetGroupRow.service_id).where(TargetGroupRow.value == bindparam("target_group"))
        ),
        "provider": _OF_PROVIDER,
        "service_class": ServiceRow.service_class == bindparam("service_class"),
    },
)

_ESCAPE: Final = "!"  # a backslash would be quoted differently by the two databases


class FoundServices(Listing):
    """Services whose search text holds all words of the request's `query`."""

    def __init__(self) -> None:
        holds = {
            f"word_{number}": SearchTextRow.folded.like(bindparam(f"word_{number}"), escape=_ESCAPE)
            for number in range(MOST_WORDS)
        }
        super().__init__(SERVICES, parent=SearchTextRow.service_id == ServiceRow.id, filters=holds)

    def used(self, request: Any) -> dict[str, Any]:
        """A pattern for each word of the query. Raises Invalid for a query without words or one too long."""
        return {f"word_{number}": _pattern(word) for number, word in enumerate(words_of(request.query))}


def _pattern(word: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, _ESCAPE + special)
    return f"%{word}%"


FOUND_SERVICE_LIST = FoundServices()

_HAS_SERVICES = Statement(select(literal(1)).where(exists(select(literal(1)).where(_OF_PROVIDER))))
_SERVICES_OF = Statement(select(ServiceRow.encoded).where(_OF_PROVIDER).order_by(ServiceRow.id))

_TEXT_OF = SearchTextRow.service_id == bindparam("of")
_CHANGE_TEXT = Statement(update(SearchTextRow).where(_TEXT_OF).values(folded=bindparam("new_folded")))
_ADD_TEXT = Statement(insert(SearchTextRow))


def _grouped(key: Any) -> Select[Any]:
    return select(key, func.count(ServiceRow.id)).group_by(key)


_REGISTERED = ServiceRow.service_class == ServiceClass.REGISTERED.value
_PROVIDER_COUNT = Statement(select(func.count(ProviderRow.id)))
_COUNT_BY_CLASS = Statement(_grouped(ServiceRow.service_class))
_COUNT_BY_TYPE = Statement(_grouped(ServiceRow.service_type).where(_REGISTERED))
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

    def has_services(self, provider: str) -> bool:
        return bool(self._tx.session.value(_HAS_SERVICES, provider=provider))

    def services_of(self, provider: str) -> list[Service]:
        return [SERVICES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_SERVICES_OF, provider=provider)]

    def put_search_text(self, service: str, text: str) -> None:
        session = self._tx.session
        service_id = session.value(SERVICES.select_id, of=service)
        if not session.run(_CHANGE_TEXT, of=service_id, new_folded=text):
            session.run(_ADD_TEXT, service_id=service_id, folded=text)

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
