"""Providers of services."""

from collections.abc import Iterable, Mapping
from typing import Any, Unpack

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import findable
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.layers import How, Layers, check_free
from komplan_catalogue.usecases.places import delete_details
from komplan_core import names
from komplan_core.catalogue import Provider
from komplan_core.catalogue.provenance import Known, Layer
from komplan_core.errors import Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Providers:
    """Organisations that provide services."""

    def __init__(self, directory: Directory, layers: Layers) -> None:
        self._directory, self._layers = directory, layers

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a provider."""
        name = self._directory.new_name("providers", wanted, "provider_id")
        check_free(tx, name)
        tx.facts.forget(name)
        put = self._layers.put(tx, tx.providers, name, Layer.MUNICIPALITY, values, prefix="provider", known=Known({}))
        return put or tx.providers.unchanged(name)

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a provider; its services are found under its new title."""
        tx.providers.get(name, "provider.name")
        put = self.put(tx, name, Layer.MUNICIPALITY, changes, etag=etag)
        return put or tx.providers.unchanged(name, etag)

    def put(self, tx: CatalogueTx, name: str, layer: Layer, values: Values, **how: Unpack[How]) -> Written | None:
        """Let a layer speak of a provider; see `Layers.put`."""
        before = tx.providers.find(name) if {"title", "description"} & set(values) else None
        put = self._layers.put(tx, tx.providers, name, layer, values, prefix="provider", **how)
        if put is not None and before is not None:
            self._make_findable(tx, before)
        return put

    def withdraw(
        self, tx: CatalogueTx, name: str, layer: Layer, fields: Iterable[str], etag: str = ""
    ) -> Written | None:
        """Forget what a layer said of some fields of a provider."""
        before = tx.providers.get(name)
        put = self._layers.withdraw(tx, tx.providers, name, layer, fields, etag=etag, prefix="provider")
        if put is not None:
            self._make_findable(tx, before)
        return put

    def _make_findable(self, tx: CatalogueTx, before: Provider) -> None:
        """Its services are found by its title and its description."""
        provider = tx.providers.get(before.name)
        if (provider.title, provider.description) != (before.title, before.description):
            for service in tx.services_of(before.name):
                findable.keep(tx, service)

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a provider without services."""
        names.PROVIDER.parse(name)
        if tx.has_services(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has services: remove them or give them another provider")
        delete_details(tx, name)
        return self._layers.remove(tx, tx.providers, name, etag)
