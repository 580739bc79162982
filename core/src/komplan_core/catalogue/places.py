"""Where services are provided, and what about it may be told."""

from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.catalogue.organisations import Label
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, MunicipalityCode, Text, Title, unique

CZECHIA: Final = ((48.5, 51.1), (12.0, 18.9))
"""Latitudes and longitudes between which the country lies."""

AddressPointCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}$")]
"""RÚIAN code of an address point: text."""

PostalCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
"""PSČ: text, five digits."""


class LocationType(StrEnum):
    """What kind of place it is."""

    PHYSICAL = "physical"
    CONFIDENTIAL = "confidential"
    """A secret address: a refuge. Nothing that stands in a `Place` tells where it is."""
    VIRTUAL = "virtual"
    """A crisis line or a web."""


class Point(Record):
    """A position in WGS 84, degrees."""

    latitude: float
    longitude: float

    def model_post_init(self, context: Any, /) -> None:
        (south, north), (west, east) = CZECHIA
        if not (south <= self.latitude <= north and west <= self.longitude <= east):
            violated("POINT_OUTSIDE", "the point lies outside Czechia; latitude comes first")


class Address(Record):
    """A public address. `address_point` identifies it where the register of addresses (RÚIAN) knows it."""

    street: Annotated[str, Field(max_length=300)] = ""
    """Street and numbers, or the part of the municipality and the house number."""
    city: Annotated[str, Field(max_length=200)] = ""
    """Name of the municipality, for people."""
    postal_code: PostalCode | None = None
    municipality: MunicipalityCode | None = None
    """RÚIAN code of the municipality, for programs."""
    address_point: AddressPointCode | None = None


class Place(Entity):
    """A place. One with a secret address carries no address, no point and no access."""

    title: Title
    location_type: LocationType
    address: Address | None = None
    point: Point | None = None
    accessibility: Annotated[tuple[Code, ...], unique("an accessibility"), Field(max_length=50)] = ()
    """What helps people get in, such as `step-free`, `lift`, `induction-loop`."""
    access: Text = ""
    """How to get there."""

    def model_post_init(self, context: Any, /) -> None:
        if self.location_type is not LocationType.PHYSICAL and (self.address or self.point):
            violated("ADDRESS_NOT_PUBLIC", "only a physical place has an address that everybody may see", "address")
        if self.location_type is LocationType.CONFIDENTIAL and self.access:
            violated("ADDRESS_NOT_PUBLIC", "how to get to a secret place is told by its provider", "access")


class ConfidentialAddress(Entity):
    """The secret address of one place: an entity of its own, so that no view of a place can hold it."""

    place: str
    """Resource name of the place."""
    text: Annotated[str, StringConstraints(max_length=1000)] = ""
    """Empty once its key is deleted."""


class DetailKind(StrEnum):
    """What a restricted detail is."""

    PHONE = "phone"
    EMAIL = "email"
    CONTACT = "contact"
    TEXT = "text"


class Visibility(StrEnum):
    """Who may see a value."""

    PUBLIC = "public"
    PROFESSIONALS = "professionals"
    HIDDEN = "hidden"


class RestrictedDetail(Entity):
    """A telephone, contact or text about a service, place or provider that is not for the public."""

    owner: str
    """Resource name of the service, place or provider."""
    kind: DetailKind
    visibility: Visibility
    label: Label = ""
    value: Annotated[str, StringConstraints(max_length=10_000)] = ""
    """Empty once its key is deleted."""

    def model_post_init(self, context: Any, /) -> None:
        if self.visibility is Visibility.PUBLIC:
            violated("INVALID_VALUE", "what is public is a contact or a text of its owner", "visibility")
