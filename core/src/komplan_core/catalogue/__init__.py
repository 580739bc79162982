"""Social services and related activities, who provides them, where, when, and how much."""

from komplan_core.catalogue.capacity import Capacity, CapacityReport, CapacityStatus
from komplan_core.catalogue.opening import OpeningException, OpeningHours
from komplan_core.catalogue.organisations import Contact, Provider, is_ico
from komplan_core.catalogue.places import (
    Address,
    ConfidentialAddress,
    DetailKind,
    LocationType,
    Place,
    Point,
    RestrictedDetail,
    Visibility,
)
from komplan_core.catalogue.services import (
    Cost,
    LifeSituation,
    Service,
    ServiceClass,
    ServicePlace,
    ServiceStatus,
    Synonyms,
)

__all__ = [
    "Address",
    "Capacity",
    "CapacityReport",
    "CapacityStatus",
    "ConfidentialAddress",
    "Contact",
    "Cost",
    "DetailKind",
    "LifeSituation",
    "LocationType",
    "OpeningException",
    "OpeningHours",
    "Place",
    "Point",
    "Provider",
    "RestrictedDetail",
    "Service",
    "ServiceClass",
    "ServicePlace",
    "ServiceStatus",
    "Synonyms",
    "Visibility",
    "is_ico",
]
