"""How supply is stored."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, true

from komplan.region.v1 import scenario_pb2, supply_pb2
from komplan_core import names
from komplan_core.catalogue import ServiceClass, ServiceStatus
from komplan_core.regional.ages import ServedAges
from komplan_core.regional.scenarios import Scenario
from komplan_core.regional.supply import SuppliedCapacity, SuppliedService
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.rows.directory import MunicipalityRow
from komplan_region.rows.supply import ScenarioRow, ServedAgesRow, SuppliedCapacityRow, SuppliedServiceRow

SERVED_AGES = Kind("served ages", names.SERVED_AGES, Codec(supply_pb2.ServedAges, ServedAges), ServedAgesRow)
SCENARIOS = Kind(
    "scenario",
    names.SCENARIO,
    Codec(scenario_pb2.Scenario, Scenario),
    ScenarioRow,
    public=ScenarioRow.published.is_(True),
)
SERVED_AGES_LIST = Listing(
    SERVED_AGES, filters={"service_type": ServedAgesRow.service_type == bindparam("service_type")}
)
SCENARIO_LIST = Listing(SCENARIOS)

_SERVICE: Final = (
    "name",
    "title",
    "provider",
    "registration",
    "service_class",
    "service_type",
    "status",
    "municipalities",
    "orps",
    "valid_from",
    "valid_to",
)
_CAPACITY: Final = (
    "form",
    "unit",
    "registered",
    "registered_as_of",
    "funded",
    "available",
    "waiting",
    "as_of",
    "last_day",
)
_CLEAR = tuple(
    Statement(delete(row).where(row.municipality_id == bindparam("municipality")))
    for row in (SuppliedServiceRow, SuppliedCapacityRow)
)
_PUT_SERVICE, _PUT_CAPACITY = Statement(insert(SuppliedServiceRow)), Statement(insert(SuppliedCapacityRow))
_KEY_OF = Statement(select(SuppliedServiceRow.key).where(SuppliedServiceRow.name == bindparam("of")).limit(1))
_WHICH: Final[dict[str, ColumnElement[bool]]] = {
    "all": true(),
    "type": SuppliedServiceRow.service_type == bindparam("wanted"),
    "key": SuppliedServiceRow.key == bindparam("wanted"),
}
_AGES = Statement(select(ServedAgesRow.encoded).order_by(ServedAgesRow.id))
_AGES_OF = Statement(
    select(ServedAgesRow.encoded).where(ServedAgesRow.service_type == bindparam("wanted")).order_by(ServedAgesRow.id)
)


@cache
def _services(which: str) -> Statement:
    columns = (getattr(SuppliedServiceRow, name) for name in _SERVICE)
    query = select(MunicipalityRow.code, *columns).join(
        MunicipalityRow, MunicipalityRow.id == SuppliedServiceRow.municipality_id
    )
    return Statement(query.where(_WHICH[which]))


@cache
def _capacities(which: str) -> Statement:
    columns = (getattr(SuppliedCapacityRow, name) for name in _CAPACITY)
    query = select(SuppliedCapacityRow.service, *columns)
    if which != "all":
        same = (
            SuppliedServiceRow.name == SuppliedCapacityRow.service,
            SuppliedServiceRow.municipality_id == SuppliedCapacityRow.municipality_id,
        )
        query = query.join(SuppliedServiceRow, same[0] & same[1]).where(_WHICH[which])
    return Statement(query.order_by(SuppliedCapacityRow.id))


class SupplyStore:
    """Supply inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.served_ages = Collection(SERVED_AGES, transaction)
        self.scenarios = Collection(SCENARIOS, transaction)

    def put(self, row_id: int, services: Iterable[SuppliedService]) -> None:
        for clear in _CLEAR:
            self._tx.session.run(clear, municipality=row_id)
        held = list(services)
        rows = [{"municipality_id": row_id, **_service_row(service)} for service in held]
        capacities = [
            {"municipality_id": row_id, "service": service.name, **{name: getattr(item, name) for name in _CAPACITY}}
            for service in held
            for item in service.capacities
        ]
        if rows:
            self._tx.session.run_many(_PUT_SERVICE, rows)
        if capacities:
            self._tx.session.run_many(_PUT_CAPACITY, capacities)

    def services(self, service_type: str = "") -> list[SuppliedService]:
        return self._read("type" if service_type else "all", service_type)

    def of_key(self, key: str) -> list[SuppliedService]:
        return self._read("key", key)

    def keys(self, names: Iterable[str]) -> dict[str, str]:
        found = {name: self._tx.session.value(_KEY_OF, of=name) for name in names}
        return {name: str(key) for name, key in found.items() if key is not None}

    def ages(self, service_type: str = "") -> list[ServedAges]:
        session = self._tx.session
        rows = session.all(_AGES_OF, wanted=service_type) if service_type else session.all(_AGES)
        return [SERVED_AGES.decoded(bytes(encoded)) for (encoded,) in rows]

    def _read(self, which: str, wanted: str) -> list[SuppliedService]:
        given = {} if which == "all" else {"wanted": wanted}
        capacities: dict[str, list[SuppliedCapacity]] = {}
        for service, *values in self._tx.session.all(_capacities(which), **given):
            capacities.setdefault(service, []).append(SuppliedCapacity(*values))
        rows = self._tx.session.all(_services(which), **given)
        return [_service(row, tuple(capacities.get(row[1], ()))) for row in rows]


def _service_row(service: SuppliedService) -> dict[str, Any]:
    told = {name: getattr(service, name) for name in _SERVICE}
    return {
        **told,
        "key": service.key,
        "service_class": service.service_class.value,
        "status": service.status.value,
        "municipalities": list(service.municipalities),
        "orps": list(service.orps),
    }


def _service(row: tuple[Any, ...], capacities: tuple[SuppliedCapacity, ...]) -> SuppliedService:
    area, *values = row
    told = dict(zip(_SERVICE, values, strict=True))
    told["service_class"], told["status"] = ServiceClass(told["service_class"]), ServiceStatus(told["status"])
    told["municipalities"], told["orps"] = tuple(told["municipalities"]), tuple(told["orps"])
    return SuppliedService(area=area, capacities=capacities, **told)
