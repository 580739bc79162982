"""The kinds of entities of the catalogue, and how they are listed."""

from sqlalchemy import bindparam, false, select

from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2, place_pb2
from komplan_catalogue.rows.capacities import CapacityReportRow
from komplan_catalogue.rows.entries import LifeSituationRow, ProviderRow
from komplan_catalogue.rows.places import ConfidentialAddressRow, PlaceRow, RestrictedDetailRow
from komplan_catalogue.rows.searching import SynonymsRow
from komplan_catalogue.rows.services import FormRow, ServiceRow, TargetGroupRow
from komplan_catalogue.rows.tables import Row
from komplan_core import names
from komplan_core.catalogue import (
    CapacityReport,
    ConfidentialAddress,
    LifeSituation,
    Place,
    Provider,
    RestrictedDetail,
    Service,
    Synonyms,
)
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind

METADATA = Row.metadata

PROVIDERS = Kind("provider", names.PROVIDER, Codec(catalogue_pb2.Provider, Provider), ProviderRow)
SERVICES = Kind("service", names.SERVICE, Codec(catalogue_pb2.Service, Service), ServiceRow)
PLACES = Kind("place", names.PLACE, Codec(place_pb2.Place, Place), PlaceRow)
SITUATIONS = Kind(
    "life situation", names.SITUATION, Codec(catalogue_pb2.LifeSituation, LifeSituation), LifeSituationRow
)
SYNONYMS = Kind("group of synonyms", names.SYNONYMS, Codec(catalogue_pb2.Synonyms, Synonyms), SynonymsRow)
CAPACITY_REPORTS = Kind(
    "capacity report",
    names.CAPACITY,
    Codec(capacity_pb2.CapacityReport, CapacityReport),
    CapacityReportRow,
    public=false(),
)
CONFIDENTIAL_ADDRESSES = Kind(
    "confidential address",
    names.CONFIDENTIAL_ADDRESS,
    Codec(place_pb2.ConfidentialAddress, ConfidentialAddress),
    ConfidentialAddressRow,
    only_encoded=("text",),
    public=false(),
)
RESTRICTED_DETAILS = Kind(
    "restricted detail",
    names.RESTRICTED_DETAIL,
    Codec(place_pb2.RestrictedDetail, RestrictedDetail),
    RestrictedDetailRow,
    only_encoded=("value",),
    public=false(),
)

OF_PROVIDER = (
    ServiceRow.provider_id == select(ProviderRow.id).where(ProviderRow.name == bindparam("provider")).scalar_subquery()
)

PROVIDER_LIST = Listing(PROVIDERS, filters={"founder_type": ProviderRow.founder_type == bindparam("founder_type")})
PLACE_LIST = Listing(PLACES, filters={"municipality": PlaceRow.address_municipality == bindparam("municipality")})
SITUATION_LIST = Listing(SITUATIONS)
SYNONYMS_LIST = Listing(SYNONYMS)
SERVICE_LIST = Listing(
    SERVICES,
    filters={
        "service_type": ServiceRow.service_type == bindparam("service_type"),
        "form": ServiceRow.id.in_(select(FormRow.service_id).where(FormRow.value == bindparam("form"))),
        "target_group": ServiceRow.id.in_(
            select(TargetGroupRow.service_id).where(TargetGroupRow.value == bindparam("target_group"))
        ),
        "provider": OF_PROVIDER,
        "service_class": ServiceRow.service_class == bindparam("service_class"),
    },
)
