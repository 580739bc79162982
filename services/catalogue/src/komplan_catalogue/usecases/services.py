"""Services: registered ones and related activities."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Unpack

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import findable, refuges
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.layers import How, Layers, check_free
from komplan_catalogue.usecases.places import delete_details
from komplan_core.catalogue import Service
from komplan_core.catalogue.provenance import Known, Layer
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Services:
    """What is provided. Municipalities may lie outside the area: a service serves its neighbours too."""

    def __init__(self, directory: Directory, layers: Layers) -> None:
        self._directory, self._layers = directory, layers

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a service of an existing provider."""
        name = self._directory.new_name("services", wanted, "service_id")
        check_free(tx, name)
        tx.facts.forget(name)
        put = self.put(tx, name, Layer.MUNICIPALITY, values, known=Known({}))
        return put or tx.services.unchanged(name)

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a service; it stays with its provider or moves to another."""
        tx.services.get(name, "service.name")
        put = self.put(tx, name, Layer.MUNICIPALITY, changes, etag=etag)
        return put or tx.services.unchanged(name, etag)

    def put(self, tx: CatalogueTx, name: str, layer: Layer, values: Values, **how: Unpack[How]) -> Written | None:
        """Let a layer speak of a service; see `Layers.put`. What the service then refers to must exist."""
        stored: list[Service] = []
        keys = partial(self._keys, tx, stored)
        moves = layer is not Layer.REGISTER and "places" in values
        before = tx.services.find(name) if moves else None
        put = self._layers.put(tx, tx.services, name, layer, values, keys=keys, prefix="service", **how)
        new = (known := how.get("known")) is not None and not known.said
        for service in stored:
            if before is not None:
                refuges.check_moved(tx, before, service)
            findable.keep(tx, service, new)
        return put

    def proposed(self, tx: CatalogueTx, name: str, layer: Layer, values: Values) -> Service:
        """The service as it would be if a layer's word held, checked as if it were written; nothing is."""
        proposal = self._layers.proposed(tx, tx.services, name, layer, values, prefix="service")
        self._checked(tx, proposal)
        return proposal

    def withdraw(
        self, tx: CatalogueTx, name: str, layer: Layer, fields: Iterable[str], etag: str = ""
    ) -> Written | None:
        """Forget what a layer said of some fields of a service."""
        tx.services.get(name)
        stored: list[Service] = []
        keys = partial(self._keys, tx, stored)
        put = self._layers.withdraw(tx, tx.services, name, layer, fields, etag=etag, keys=keys, prefix="service")
        for service in stored:
            findable.keep(tx, service)
        return put

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a service with its reports of capacity and what is restricted about it."""
        if tx.reporting.is_reported(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has yearly reports: end its validity instead")
        for report in tx.capacity_reports_of(name):
            tx.capacity_reports.delete(report.name)
        delete_details(tx, name)
        return self._layers.remove(tx, tx.services, name, etag)

    def _keys(self, tx: CatalogueTx, stored: list[Service], service: Service) -> Values:
        stored.append(service)
        return {"provider_id": self._checked(tx, service)}

    def _checked(self, tx: CatalogueTx, service: Service) -> int:
        """The row id of the provider, when everything that the service names exists."""
        provider_id = tx.providers.refer(service.provider, "service.provider")
        for number, at in enumerate(service.places):
            tx.places.refer(at.place, f"service.places.{number}.place")
        for number, code in enumerate(service.situations):
            name = f"{self._directory.area}/situations/{code}"
            if tx.situations.find(name) is None:
                raise Invalid.field(f"service.situations.{number}", "UNKNOWN_CODE", f"there is no `{name}`")
        return provider_id
