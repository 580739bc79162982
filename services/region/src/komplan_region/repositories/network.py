"""How the network of services is stored."""

from typing import Any

from sqlalchemy import bindparam, select

from komplan.region.v1 import network_pb2
from komplan_core import names
from komplan_core.regional.network import (
    MunicipalFlag,
    NetworkApplication,
    NetworkCriterion,
    NetworkDecision,
    NetworkEntry,
)
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.rows.network import (
    MunicipalFlagRow,
    NetworkApplicationRow,
    NetworkCriterionRow,
    NetworkDecisionRow,
    NetworkEntryRow,
)

ENTRIES = Kind("network entry", names.NETWORK_ENTRY, Codec(network_pb2.NetworkEntry, NetworkEntry), NetworkEntryRow)
DECISIONS = Kind(
    "network decision",
    names.NETWORK_DECISION,
    Codec(network_pb2.NetworkDecision, NetworkDecision),
    NetworkDecisionRow,
)
APPLICATIONS = Kind(
    "network application",
    names.NETWORK_APPLICATION,
    Codec(network_pb2.NetworkApplication, NetworkApplication),
    NetworkApplicationRow,
)
CRITERIA = Kind(
    "network criterion",
    names.NETWORK_CRITERION,
    Codec(network_pb2.NetworkCriterion, NetworkCriterion),
    NetworkCriterionRow,
)
FLAGS = Kind("municipal flag", names.MUNICIPAL_FLAG, Codec(network_pb2.MunicipalFlag, MunicipalFlag), MunicipalFlagRow)


def _of(row: Any) -> dict[str, Any]:
    return {"registration": row.registration == bindparam("registration")}


ENTRY_LIST = Listing(ENTRIES, filters=_of(NetworkEntryRow))
DECISION_LIST = Listing(DECISIONS, filters=_of(NetworkDecisionRow))
APPLICATION_LIST = Listing(
    APPLICATIONS,
    filters={**_of(NetworkApplicationRow), "state": NetworkApplicationRow.state == bindparam("state")},
)
CRITERION_LIST = Listing(CRITERIA)
FLAG_LIST = Listing(FLAGS, filters={"municipality": MunicipalFlagRow.municipality == bindparam("municipality")})

_OF_SERVICE = Statement(
    select(NetworkEntryRow.encoded)
    .where(NetworkEntryRow.registration == bindparam("registration"))
    .order_by(NetworkEntryRow.validity_start)
)


def _all(row: Any) -> Statement:
    return Statement(select(row.encoded).order_by(row.id))


_ENTRIES, _CRITERIA, _FLAGS = _all(NetworkEntryRow), _all(NetworkCriterionRow), _all(MunicipalFlagRow)


class NetworkStore:
    """The network inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.entries = Collection(ENTRIES, transaction)
        self.decisions = Collection(DECISIONS, transaction)
        self.applications = Collection(APPLICATIONS, transaction)
        self.criteria = Collection(CRITERIA, transaction)
        self.flags = Collection(FLAGS, transaction)

    def of_service(self, registration: str) -> list[NetworkEntry]:
        rows = self._tx.session.all(_OF_SERVICE, registration=registration)
        return [ENTRIES.decoded(bytes(encoded)) for (encoded,) in rows]

    def all_entries(self) -> list[NetworkEntry]:
        return [ENTRIES.decoded(bytes(encoded)) for (encoded,) in self._tx.session.all(_ENTRIES)]

    def all_criteria(self) -> list[NetworkCriterion]:
        return [CRITERIA.decoded(bytes(encoded)) for (encoded,) in self._tx.session.all(_CRITERIA)]

    def all_flags(self) -> list[MunicipalFlag]:
        return [FLAGS.decoded(bytes(encoded)) for (encoded,) in self._tx.session.all(_FLAGS)]
