"""Places: HSDS location, address and accessibility. A place with a secret address has no address object."""

from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import Address, LocationType, Place

DECIMALS = 6
"""Of degrees: a tenth of a metre."""


def location(town: Town, place: Place) -> Object:
    """A place. One with a secret address is virtual and says that it was redacted."""
    location_id = town.ids.of(place.name)
    if place.location_type is not LocationType.PHYSICAL:
        redacted = place.location_type is LocationType.CONFIDENTIAL
        return present(
            id=location_id,
            location_type="virtual",
            name=place.title,
            transportation="" if redacted else place.access,
            accessibility=_accessibility(town, place),
            cz_redacted=True if redacted else None,
        )
    address, point = place.address, place.point
    code = address.address_point if address else None
    return present(
        id=location_id,
        location_type="physical",
        name=place.title,
        transportation=place.access,
        latitude=round(point.latitude, DECIMALS) if point else None,
        longitude=round(point.longitude, DECIMALS) if point else None,
        external_identifier=code,
        external_identifier_type="RUIAN" if code else None,
        addresses=[_address(town, place.name, address)] if address else [],
        accessibility=_accessibility(town, place),
    )


def _address(town: Town, place: str, address: Address) -> Object:
    """HSDS requires all fields; what is not known is empty."""
    return present(
        id=town.ids.of(place, "address"),
        location_id=town.ids.of(place),
    ) | {
        "address_1": address.street,
        "city": address.city,
        "state_province": town.region_of(address.municipality),
        "postal_code": address.postal_code or "",
        "country": "CZ",
        "address_type": "physical",
    }


def _accessibility(town: Town, place: Place) -> list[Object]:
    if not place.accessibility:
        return []
    own = town.ids.of(place.name, "accessibility")
    attributes = [
        {
            "id": town.ids.of(place.name, f"accessibility/{code}"),
            "link_id": own,
            "link_entity": "accessibility",
            "link_type": "accessibility",
            "value": code,
        }
        for code in place.accessibility
    ]
    description = ", ".join(place.accessibility)
    return [{"id": own, "location_id": town.ids.of(place.name), "description": description, "attributes": attributes}]
