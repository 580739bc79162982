"""Social services and related activities."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from komplan_core.catalogue.capacity import Capacity
from komplan_core.catalogue.opening import OpeningException, OpeningHours
from komplan_core.catalogue.organisations import Contacts, Label
from komplan_core.codelists import FormCode, ServiceTypeCode, TargetGroupCode
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, MunicipalityCode, Period, Text, Title, unique


class ServiceClass(StrEnum):
    """Registered under act 108/2006 Sb. § 78, or a related activity outside the register."""

    REGISTERED = "registered"
    RELATED = "related"


class ServiceStatus(StrEnum):
    """Whether it is provided; the values of HSDS."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TEMPORARILY_CLOSED = "temporarily closed"
    DEFUNCT = "defunct"


class ServicePlace(Record):
    """That a service is provided at a place, and what that site is called."""

    place: str
    """Resource name of the place."""
    title: Annotated[str, Field(max_length=500)] = ""
    validity: Period | None = None


class Cost(Record):
    """What a user pays. Free of charge is an amount of zero; an amount that is not known is absent."""

    title: Label = ""
    amount: Amount | None = None
    unit: Label = ""
    """Per what: `hodina`, `den`, `úkon`."""


def _age(value: object) -> object:
    if isinstance(value, float):
        violated("INVALID_VALUE", "write the age as a decimal text, such as 0.5")
    return value


Age = Annotated[Decimal, BeforeValidator(_age), Field(ge=0, le=150, max_digits=6, decimal_places=3)]
"""Years; parts of a year as decimals."""

OrpCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}$")]
"""RÚIAN code of a municipality with extended powers (ORP): text."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639 code of a language: two letters where there are some, else three (`cse` is Czech sign language)."""


def _distinct(capacity: Capacity) -> object:
    return capacity.form, capacity.unit


class Service(Entity):
    """A social service or a related activity, as the catalogue shows it to everybody."""

    title: Title
    provider: str
    """Resource name of the provider."""
    service_class: ServiceClass
    registration_number: Annotated[str, Field(max_length=40)] = ""
    register_id: Annotated[str, Field(max_length=40)] = ""
    """Stable id of the register's record (`portalId`)."""
    service_type: ServiceTypeCode | None = None
    """A registered service has one, unless the register gave it a type that the code list does not have yet."""
    status: ServiceStatus = ServiceStatus.ACTIVE
    forms: Annotated[tuple[FormCode, ...], unique("a form")] = ()
    target_groups: Annotated[tuple[TargetGroupCode, ...], unique("a target group")] = ()
    min_age: Age | None = None
    max_age: Age | None = None
    capacities: Annotated[tuple[Capacity, ...], unique("a capacity of one form and unit", _distinct)] = ()
    municipalities: Annotated[tuple[MunicipalityCode, ...], unique("a municipality")] = ()
    """RÚIAN codes of municipalities that it serves; it serves the whole area when these and `orps` are empty."""
    orps: Annotated[tuple[OrpCode, ...], unique("an ORP")] = ()
    """RÚIAN codes of ORP that it serves as a whole."""
    places: Annotated[tuple[ServicePlace, ...], unique("a place", lambda item: item.place)] = ()
    contacts: Contacts = ()
    hours: Annotated[tuple[OpeningHours, ...], Field(max_length=100)] = ()
    exceptions: Annotated[tuple[OpeningException, ...], Field(max_length=200)] = ()
    nonstop: bool = False
    languages: Annotated[tuple[LanguageCode, ...], unique("a language")] = ()
    costs: Annotated[tuple[Cost, ...], Field(max_length=100)] = ()
    required_documents: Annotated[tuple[Title, ...], Field(max_length=50)] = ()
    situations: Annotated[tuple[Code, ...], unique("a life situation")] = ()
    """Ids of life situations of this catalogue."""
    description: Text = ""
    easy_text: Text = ""
    """The description in easy-to-read language."""
    eligibility: Text = ""
    application: Text = ""
    """How to ask for the service."""
    alert: Annotated[str, Field(max_length=1000)] = ""
    """What is different just now."""
    validity: Period | None = None

    def model_post_init(self, context: Any, /) -> None:
        registered = self.service_class is ServiceClass.REGISTERED
        typed = self.service_type is not None or self.register_id
        if registered and not (typed and self.registration_number):
            violated("REQUIRED", "a registered service has its type and its number", "registration_number")
        if not registered and (self.registration_number or self.register_id):
            violated("INVALID_VALUE", "a related service has no registration number", "registration_number")
        if self.min_age is not None and self.max_age is not None and self.min_age > self.max_age:
            violated("AGE_ORDER", "the lowest age is above the highest", "min_age")


class LifeSituation(Entity):
    """A situation in which people look for help, such as debts; its id is the code that services carry."""

    title: Title
    description: Text = ""
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


Term = Annotated[str, StringConstraints(min_length=2, max_length=100)]


class Synonyms(Entity):
    """Words and phrases of one meaning: who asks for one of `terms` finds all, and what `leads_to` names."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1, max_length=50), unique("a term")]
    leads_to: Annotated[tuple[Term, ...], Field(max_length=50), unique("a term")] = ()

    def model_post_init(self, context: Any, /) -> None:
        if len(self.terms) + len(self.leads_to) < 2:
            violated("REQUIRED", "a group has at least two terms", "terms")
