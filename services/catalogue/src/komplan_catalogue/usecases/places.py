"""Places, their secret addresses, and details that are not for the public."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, Unpack

from komplan.type.v1.personal_pb2 import KEY_SCOPE_RECORD
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import findable, refuges
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.layers import How, Layers, check_free
from komplan_core import names
from komplan_core.catalogue import LocationType, Place, RestrictedDetail, Visibility
from komplan_core.catalogue.provenance import Known, Layer
from komplan_core.errors import Invalid, Refused
from komplan_kit.caller import Caller
from komplan_kit.store import Written

Values = Mapping[str, Any]
OF_ADDRESS_POINT: Final = "ap-"
"""Begins the id of a place that an import knows by its address point."""
_OWNERS: Final = (names.SERVICE, names.PLACE, names.PROVIDER)


class Places:
    """Where services are provided."""

    def __init__(self, directory: Directory, layers: Layers) -> None:
        self._directory, self._layers = directory, layers

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a place."""
        name = self._directory.new_name("places", wanted, "place_id")
        check_free(tx, name)
        tx.facts.forget(name)
        put = self.put(tx, name, Layer.MUNICIPALITY, values, known=Known({}))
        return put or tx.places.unchanged(name)

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a place. Raises Refused when a secret place would become public while its address is kept."""
        tx.places.get(name, "place.name")
        put = self.put(tx, name, Layer.MUNICIPALITY, changes, etag=etag)
        return put or tx.places.unchanged(name, etag)

    def put(self, tx: CatalogueTx, name: str, layer: Layer, values: Values, **how: Unpack[How]) -> Written | None:
        """Let a layer speak of a place; see `Layers.put`."""
        if (known := how.get("known")) is not None and not known.said:  # it is new: nothing names it yet
            _check_becoming_secret(tx, name, values)
            return self._layers.put(tx, tx.places, name, layer, values, prefix="place", **how)
        secret = _check_becoming_secret(tx, name, values)
        keys = partial(_keep_secret, tx)
        put = self._layers.put(tx, tx.places, name, layer, values, keys=keys, prefix="place", **how)
        if put is not None:
            _make_findable(tx, name)
        if secret:
            for service in tx.search.at_place(name):  # what the register says of it in vain goes
                self._layers.withdraw(tx, tx.services, service.name, Layer.REGISTER, ())
        return put

    def withdraw(
        self, tx: CatalogueTx, name: str, layer: Layer, fields: Iterable[str], etag: str = ""
    ) -> Written | None:
        """Forget what a layer said of some fields of a place."""
        tx.places.get(name)
        keys = partial(_keep_secret, tx)
        put = self._layers.withdraw(tx, tx.places, name, layer, fields, etag=etag, keys=keys, prefix="place")
        if put is not None:
            _make_findable(tx, name)
        return put

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a place at which nothing is provided, with what is restricted about it."""
        names.PLACE.parse(name)
        if tx.is_place_used(name):
            raise Refused("STILL_REFERRED_TO", f"services are provided at `{name}`: give them another place first")
        if tx.confidential_addresses.find(_secret_of(name)):
            _erase(tx.confidential_addresses, _secret_of(name), "")
        delete_details(tx, name)
        return self._layers.remove(tx, tx.places, name, etag)


class Restricted:
    """What is not for the public. Each is sealed under a key of its own, which goes with it."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def set_address(self, tx: CatalogueTx, place: str, values: Values) -> Written:
        """Keep the secret address of a place."""
        found = tx.places.get(place, "place")
        if found.location_type is not LocationType.CONFIDENTIAL:
            raise Refused("ADDRESS_NOT_PUBLIC", f"`{place}` is no place with a secret address")
        if not values.get("text"):
            raise Invalid.field("address.text", "REQUIRED", "give the address")
        name = _secret_of(place)
        given = {**values, "name": name, "place": place}
        before = tx.confidential_addresses.find(name)
        if before is None:
            return tx.confidential_addresses.add(tx.confidential_addresses.make(given, "address"))
        changed = tx.confidential_addresses.merged(before, {"text": given.get("text", "")}, "address")
        return tx.confidential_addresses.replace(changed)

    def delete_address(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Delete a secret address with its key."""
        return _erase(tx.confidential_addresses, name, etag)

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Keep a detail about an existing service, place or provider."""
        name = self._directory.new_name("details", wanted, "detail_id")
        detail = tx.restricted_details.make({**values, "name": name}, "detail")
        if not detail.value:
            raise Invalid.field("detail.value", "REQUIRED", "give the value")
        _check_owner(detail.owner, "detail.owner")
        if not any(entries.find(detail.owner) for entries in (tx.services, tx.places, tx.providers)):
            raise Invalid.field("detail.owner", "REFERENCE_MISSING", f"there is no `{detail.owner}`")
        return tx.restricted_details.add(detail)

    def of(self, tx: CatalogueTx, owner: str, caller: Caller) -> list[RestrictedDetail]:
        """The details of one owner that the caller may see: professionals do not see what is hidden."""
        _check_owner(owner, "owner")
        found = [tx.restricted_details.get(name) for name in tx.details_of(owner)]
        return [
            detail for detail in found if Directory.is_office(caller) or detail.visibility is Visibility.PROFESSIONALS
        ]

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Delete a detail with its key."""
        return _erase(tx.restricted_details, name, etag)


def _check_becoming_secret(tx: CatalogueTx, name: str, values: Values) -> bool:
    """Whether a place becomes secret. It takes a new title with it: the one before may be a street, as its name may."""
    if values.get("location_type") != LocationType.CONFIDENTIAL:
        return False
    before = tx.places.find(name)
    if before is not None and before.location_type is LocationType.CONFIDENTIAL:
        return False
    if before is not None and not values.get("title"):
        raise Invalid.field("place.title", "REQUIRED", "give the place a title that does not tell where it is")
    refuges.check_name(tx, name)
    if before is not None:
        refuges.check_services(tx, before)
    return True


def _keep_secret(tx: CatalogueTx, place: Place) -> Values:
    secret = _secret_of(place.name)
    if place.location_type is not LocationType.CONFIDENTIAL and tx.confidential_addresses.find(secret):
        raise Refused("STILL_REFERRED_TO", f"delete the secret address of `{place.name}` first")
    return {}


def _make_findable(tx: CatalogueTx, place: str) -> None:
    """Services are found under the names of their places."""
    for service in tx.search.at_place(place):
        findable.keep(tx, service)


def delete_details(tx: CatalogueTx, owner: str) -> None:
    """Delete all restricted details of an entry that goes."""
    for name in tx.details_of(owner):
        _erase(tx.restricted_details, name, "")


def _check_owner(owner: str, field: str) -> None:
    if not any(pattern.matches(owner) for pattern in _OWNERS):
        raise Invalid.field(field, "NAME_FORMAT", "the owner is a service, a place or a provider")


def _secret_of(place: str) -> str:
    area, _, place_id = place.rpartition("/places/")
    return f"{area}/addresses/{place_id}"


def _erase(entries: Any, name: str, etag: str) -> Written:
    entries.erase(name, KEY_SCOPE_RECORD)
    written: Written = entries.delete(name, etag)
    return written
