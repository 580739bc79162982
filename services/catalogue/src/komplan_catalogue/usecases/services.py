"""Services: registered ones and related activities."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.usecases import search
from komplan_catalogue.usecases.directory import Directory
from komplan_core.catalogue import Service
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Services:
    """What is provided. Municipalities may lie outside the area: a service serves its neighbours too."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a service of an existing provider."""
        name = self._directory.new_name("services", wanted, "service_id")
        service = tx.services.make({**values, "name": name}, "service")
        provider_id = tx.providers.refer(service.provider, "service.provider")
        written = tx.services.add(service, provider_id=provider_id)
        self._make_findable(tx, service)
        return written

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a service; it stays with its provider or moves to another."""
        service = tx.services.changed(name, changes, "service")
        provider_id = tx.providers.refer(service.provider, "service.provider")
        written = tx.services.replace(service, etag, provider_id=provider_id)
        self._make_findable(tx, service)
        return written

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a service."""
        return tx.services.delete(name, etag)

    def _make_findable(self, tx: CatalogueTx, service: Service) -> None:
        tx.put_search_text(service.name, search.text_of(service, tx.providers.get(service.provider)))
