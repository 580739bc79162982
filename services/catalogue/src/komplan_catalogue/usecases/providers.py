"""Providers of services."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.usecases import search
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.places import delete_details
from komplan_core import names
from komplan_core.errors import Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Providers:
    """Organisations that provide services."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a provider."""
        name = self._directory.new_name("providers", wanted, "provider_id")
        return tx.providers.add(tx.providers.make({**values, "name": name}, "provider"))

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a provider; its services are found under its new title."""
        before = tx.providers.get(name, "provider.name")
        provider = tx.providers.merged(before, changes, "provider")
        written = tx.providers.replace(provider, etag)
        if provider.title != before.title:
            for service in tx.services_of(name):
                tx.put_search_text(service.name, search.text_of(service, provider))
        return written

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a provider without services."""
        names.PROVIDER.parse(name)
        if tx.has_services(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has services: remove them or give them another provider")
        delete_details(tx, name)
        return tx.providers.delete(name, etag)
