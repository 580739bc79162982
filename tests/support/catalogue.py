"""A running catalogue with few words: each call is one line of a test."""

from typing import Any

import pytest
from google.protobuf.message import Message
from sqlalchemy import text

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1.catalogue_pb2 import Provider, Service
from komplan_core.errors import PlanError
from komplan_kit.engine import Store
from support.instance import Instance

AREA = "areas/vzorov"
CHARITA = f"{AREA}/providers/charita"


class Catalogue:
    """The public surface of one catalogue. What is written is written by the office that keeps it."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def provider(self, provider_id: str = "charita", request_id: str = "", **values: Any) -> Provider:
        """Create a provider."""
        provider = Provider(**{"title": "Charita Vzorov", **values})
        request = edit.CreateProviderRequest(
            parent=AREA, provider=provider, provider_id=provider_id, request_id=request_id
        )
        return self.write("CreateProvider", request)  # type: ignore[no-any-return]

    def service(self, service_id: str = "", request_id: str = "", **values: Any) -> Service:
        """Create a service, a related one of `charita` unless told otherwise."""
        service = Service(**{"title": "Půjčovna pomůcek", "provider": CHARITA, "service_class": "related", **values})
        request = edit.CreateServiceRequest(parent=AREA, service=service, service_id=service_id, request_id=request_id)
        return self.write("CreateService", request)  # type: ignore[no-any-return]

    def registered(self, service_id: str = "", service_type: str = "home-care", **values: Any) -> Service:
        """Create a registered service."""
        number = {"registration_number": "1234567", "service_class": "registered"}
        return self.service(service_id, service_type=service_type, **{**number, **values})

    def update_provider(self, *mask: str, **values: Any) -> Provider:
        """Update `charita`."""
        request = edit.UpdateProviderRequest(
            provider=Provider(**{"name": CHARITA, **values}), update_mask={"paths": mask}
        )
        return self.write("UpdateProvider", request)  # type: ignore[no-any-return]

    def update_service(self, name: str, *mask: str, **values: Any) -> Service:
        """Update a service."""
        request = edit.UpdateServiceRequest(service=Service(name=name, **values), update_mask={"paths": mask})
        return self.write("UpdateService", request)  # type: ignore[no-any-return]

    def delete(self, name: str, etag: str = "", request_id: str = "") -> None:
        """Delete a provider or a service."""
        kind = "Provider" if "/providers/" in name else "Service"
        request = getattr(edit, f"Delete{kind}Request")(name=name, etag=etag, request_id=request_id)
        self.write(f"Delete{kind}", request)

    def get(self, name: str) -> Any:
        """Read a provider or a service as a citizen."""
        kind = "Provider" if "/providers/" in name else "Service"
        return self.read(f"Get{kind}", getattr(read, f"Get{kind}Request")(name=name))

    def services(self, **filters: Any) -> list[str]:
        """Ids of the services listed for a citizen."""
        return ids(self.read("ListServices", read.ListServicesRequest(parent=AREA, **filters)).services)

    def search(self, query: str, **filters: Any) -> list[str]:
        """Ids of the services found by a citizen."""
        return ids(hit.service for hit in self.found(query, **filters).hits)

    def found(self, query: str = "", **filters: Any) -> Any:
        """What SearchServices answers to a citizen."""
        return self.read("SearchServices", read.SearchServicesRequest(parent=AREA, query=query, **filters))

    def counts(self) -> Any:
        """What CountServices tells a citizen."""
        return self.read("CountServices", read.CountServicesRequest(parent=AREA))

    def read(self, method: str, request: Message) -> Any:
        """Call a method of CatalogueService as a citizen."""
        return self.instance.ask(f"CatalogueService/{method}", request, roles=())

    def write(self, method: str, request: Message) -> Any:
        """Call a method of CatalogueEditorService as the office."""
        return self.instance.ask(f"CatalogueEditorService/{method}", request, roles=("catalogue-editor",))

    def journal(self) -> list[tuple[str, bytes, bool, str]]:
        """Name, message, whether deleted, and role of every journal entry, oldest first."""
        store = Store(self.instance.databases["catalogue"])
        with store.engine.connect() as connection:
            rows = connection.execute(text("SELECT name, encoded, deleted, role FROM journal ORDER BY seq"))
            return [(row[0], bytes(row[1]), bool(row[2]), row[3]) for row in rows]


def ids(entries: Any) -> list[str]:
    """The last parts of the names."""
    return [entry.name.rsplit("/", 1)[-1] for entry in entries]


def refusal(call: Any, *arguments: Any, **values: Any) -> tuple[str, str]:
    """Field and reason of the one rule that a call breaks."""
    with pytest.raises(PlanError) as found:
        call(*arguments, **values)
    return (found.value.violations[0].field if found.value.violations else "", found.value.reason)
