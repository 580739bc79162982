"""Social services and related activities, and who provides them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from komplan_core.codelists import CapacityUnitCode, FormCode, FounderTypeCode, ServiceTypeCode, TargetGroupCode
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import MunicipalityCode, Period, Text, Title, unique


def is_ico(text: str) -> bool:
    """Whether the text is eight digits with a correct check digit (modulo 11)."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(text, range(8, 1, -1), strict=False))
    return int(text[7]) == (11 - weighted % 11) % 10


def _ico(value: str) -> str:
    if value and not is_ico(value):
        violated("ICO_CHECKSUM", "an IČO is eight digits, leading zeros included, with a correct check digit")
    return value


Ico = Annotated[str, AfterValidator(_ico)]
"""Identification number of an organisation (IČO): text, eight digits, or empty where there is none."""


class Contact(Record):
    """How to reach an organisation or a service. Roles and offices, not persons."""

    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    web: Annotated[str, Field(max_length=500)] = ""
    address: Text = ""


class Provider(Entity):
    """An organisation that provides services."""

    title: Title
    ico: Ico = ""
    founder_type: FounderTypeCode | None = None
    contact: Contact | None = None
    description: Text = ""


class ServiceClass(StrEnum):
    """Registered under act 108/2006 Sb. § 78, or a related activity outside the register."""

    REGISTERED = "registered"
    RELATED = "related"


class Capacity(Record):
    """A registered maximum of one form in one unit. Units are never added to each other."""

    unit: CapacityUnitCode
    form: FormCode
    registered: Annotated[int, Field(ge=0, le=10_000_000)]
    as_of: date


class Service(Entity):
    """A social service or a related activity, as the catalogue shows it."""

    title: Title
    provider: str
    """Resource name of the provider."""
    service_class: ServiceClass
    registration_number: Annotated[str, Field(max_length=40)] = ""
    service_type: ServiceTypeCode | None = None
    forms: Annotated[tuple[FormCode, ...], unique("a form")] = ()
    target_groups: Annotated[tuple[TargetGroupCode, ...], unique("a target group")] = ()
    capacities: Annotated[
        tuple[Capacity, ...], unique("a capacity of one form and unit", lambda capacity: (capacity.form, capacity.unit))
    ] = ()
    municipalities: tuple[MunicipalityCode, ...] = ()
    """Where it serves; empty for the whole area."""
    contact: Contact | None = None
    description: Text = ""
    validity: Period | None = None

    def model_post_init(self, context: Any, /) -> None:
        registered = self.service_class is ServiceClass.REGISTERED
        if registered and (self.service_type is None or not self.registration_number):
            violated("REQUIRED", "a registered service has its type and its number", "registration_number")
        if not registered and self.registration_number:
            violated("INVALID_VALUE", "a related service has no registration number", "registration_number")
