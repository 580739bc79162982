"""Services: registered ones and related activities."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.usecases import search
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.places import delete_details
from komplan_core.catalogue import Service
from komplan_core.errors import Invalid
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
        provider_id = self._checked(tx, service)
        written = tx.services.add(service, provider_id=provider_id)
        self._make_findable(tx, service)
        return written

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a service; it stays with its provider or moves to another."""
        service = tx.services.changed(name, changes, "service")
        provider_id = self._checked(tx, service)
        written = tx.services.replace(service, etag, provider_id=provider_id)
        self._make_findable(tx, service)
        return written

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a service with its reports of capacity and what is restricted about it."""
        for report in tx.capacity_reports_of(name):
            tx.capacity_reports.delete(report.name)
        delete_details(tx, name)
        return tx.services.delete(name, etag)

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

    def _make_findable(self, tx: CatalogueTx, service: Service) -> None:
        tx.put_search_text(service.name, search.text_of(service, tx.providers.get(service.provider)))
