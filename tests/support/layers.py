"""A catalogue in which the register and providers speak too, as imports and accepted proposals let them."""

import asyncio
from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import provenance_editor_service_pb2 as settle
from komplan.catalogue.v1 import provenance_service_pb2 as tell
from komplan_catalogue.repositories import METADATA
from komplan_catalogue.repositories.transaction import CatalogueStore
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.entries import Entries
from komplan_catalogue.usecases.layers import Layers
from komplan_catalogue.usecases.places import Places
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.services import Services
from komplan_core.catalogue.provenance import Layer
from komplan_kit.caller import Call, Caller, current
from komplan_kit.clock import random_id, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.store import Written
from support.catalogue import AREA, Catalogue
from support.instance import Instance

OFFICE = ("catalogue-editor",)
TESTER = f"{AREA}/providers/tester"
"""The provider for which callers with the role `provider` speak: their code is `tester`."""


class LayeredCatalogue(Catalogue):
    """A running catalogue, and a second process beside it that lets layers speak."""

    def __init__(self, instance: Instance) -> None:
        super().__init__(instance)
        directory, layers = Directory(AREA, random_id, utc_now), Layers()
        self._entries = Entries(Providers(directory, layers), Services(directory, layers), Places(directory, layers))
        self._beside: Database[Any] = Database(Store(instance.databases["catalogue"]), METADATA, CatalogueStore)
        self.reply: bytes | None = None

    def say(self, layer: Layer, name: str, values: dict[str, Any], **how: Any) -> bool:
        """Let a layer say something; whether the entry changed."""
        return self.transact(lambda tx: self._entries.of(name).put(tx, name, layer, values, **how)) is not None

    def register(self, name: str, source: str = "", complete: bool = False, **values: Any) -> bool:
        """Let the register say something."""
        return self.say(Layer.REGISTER, name, values, source=source, complete=complete)

    def transact(self, work: Callable[[Any], Any]) -> Any:
        """Do something in one transaction, as an administrator's command does."""
        results: list[Any] = []

        def use_case(tx: Any) -> Written:
            results.append(work(tx))
            return Written("", "", b"", b"")

        async def run() -> None:
            current.set(Call(Caller("import", frozenset({"admin"}))))
            await self._beside.write(use_case)

        asyncio.run(run())
        return results[0]

    def statements(self, work: Callable[[Any], Any]) -> int:
        """How many statements something takes."""

        def counted(tx: Any) -> int:
            session = tx._tx.session
            before: int = session.count
            work(tx)
            return int(session.count) - before

        return int(self.transact(counted))

    def close(self) -> None:
        """End the process beside."""
        self._beside.close()

    def place(self, place_id: str, **values: Any) -> Any:
        """Create a place, a physical one unless told otherwise."""
        place = {"title": "Dům", "location_type": "physical", **values}
        return self.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id=place_id))

    def update_place(self, name: str, *mask: str, **values: Any) -> Any:
        """Update a place."""
        place = {"name": name, **values}
        return self.write("UpdatePlace", edit.UpdatePlaceRequest(place=place, update_mask={"paths": mask}))

    def provenance(self, name: str, roles: tuple[str, ...] = OFFICE) -> Any:
        """What GetProvenance tells the office."""
        return self.call("ProvenanceService/GetProvenance", tell.GetProvenanceRequest(name=name), roles=roles)

    def layers_of(self, name: str) -> dict[str, str]:
        """Whose word is shown, field by field."""
        return {field.field: field.shown.layer for field in self.provenance(name).fields}

    def verify(self, name: str, *paths: str, roles: tuple[str, ...] = OFFICE, **values: Any) -> Any:
        """Verify what is shown."""
        request = settle.VerifyEntryRequest(name=name, paths=paths, **values)
        return self.call("ProvenanceEditorService/VerifyEntry", request, roles)

    def withdraw(self, name: str, layer: str, *paths: str, etag: str = "") -> Any:
        """Forget what a layer said."""
        request = settle.WithdrawFactsRequest(name=name, layer=layer, paths=paths, etag=etag)
        return self.call("ProvenanceEditorService/WithdrawFacts", request)

    def differences(self, **values: Any) -> Any:
        """One page of the services on which layers disagree."""
        request = settle.ListDifferencesRequest(parent=AREA, **values)
        return self.call("ProvenanceEditorService/ListDifferences", request)

    def call(self, method: str, request: Message, roles: tuple[str, ...] = OFFICE) -> Any:
        """Call any method, as the office unless told otherwise."""
        return self.instance.ask(method, request, roles=roles)
