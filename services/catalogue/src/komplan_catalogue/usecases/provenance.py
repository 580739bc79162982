"""Who said what of an entry, verified by whom, and where layers disagree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import refuges
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.entries import Entries, collection_of, model_of
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.catalogue.provenance import Fact, Layer, differing, winner, wording_of
from komplan_core.errors import Forbidden, Invalid
from komplan_core.record import Entity
from komplan_kit.caller import Caller
from komplan_kit.store import Written

_REACHED_BY: Final = ("contacts", "seat")
"""Fields in which a person may stand."""


@dataclass(frozen=True, slots=True)
class FieldProvenance:
    """Where one field comes from."""

    field: str
    shown: Fact
    others: tuple[Fact, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class LayerValues:
    """What one layer says of some fields, as values of the model."""

    layer: Layer
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the fields of one entry come from."""

    name: str
    fields: tuple[FieldProvenance, ...]
    others: tuple[LayerValues, ...]
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Differences:
    """The fields of one service on which layers disagree, whose word is shown, and what each layer says."""

    row_id: int
    service: str
    fields: tuple[str, ...]
    shown: tuple[Layer, ...]
    layers: tuple[LayerValues, ...]


class Provenances:
    """What is known of who said what."""

    def __init__(self, directory: Directory, entries: Entries) -> None:
        self._directory, self._entries = directory, entries

    def of(self, tx: CatalogueTx, name: str, caller: Caller) -> Provenance:
        """Where the fields of an entry come from. Raises NotFound.

        Of what is said besides what is shown, citizens see the values of the register, which is public; what a provider
        or the office said and is no more shown may have been taken back because it was not for the public. Contacts
        may be replaced because they were a person's, and where a refuge is the register may tell.
        """
        entry = collection_of(tx, name).get(name)
        model = type(entry)
        by_field: dict[str, dict[Layer, Fact]] = {}
        for fact in tx.facts.facts(name):
            by_field.setdefault(fact.field, {})[fact.layer] = fact
        fields = tuple(_field(model, field, by_field[field]) for field in wording_of(model).fields if field in by_field)
        beside = [fact for field in fields for fact in field.others]
        if not self._directory.is_office(caller):
            secret = isinstance(entry, Service) and refuges.is_secret(tx, entry.places)
            beside = [fact for fact in beside if fact.layer is Layer.REGISTER and fact.field not in _REACHED_BY]
            beside = [] if secret else beside
        return Provenance(name, fields, _by_layer(model, beside), tx.facts.register_fetched_at())

    def verify(self, tx: CatalogueTx, name: str, paths: Iterable[str], etag: str, caller: Caller) -> Written:
        """Note that the caller verified what is shown in some fields, in all if none is named; nothing else changes."""
        collection = collection_of(tx, name)
        entry = collection.get(name)
        self._may_verify(tx, caller, entry)
        collection.unchanged(name, etag)
        note_verified(tx, name, _checked(type(entry), paths))
        return Written(name, "", b"", b"")

    def withdraw(self, tx: CatalogueTx, name: str, layer: str, paths: Iterable[str], etag: str) -> Written:
        """Forget what a layer said of some fields."""
        if layer not in list(Layer):
            raise Invalid.field("layer", "UNKNOWN_CODE", "a layer is `register`, `provider` or `municipality`")
        fields = _checked(model_of(name), paths)
        if not fields:
            raise Invalid.field("paths", "REQUIRED", "name the fields")
        self._entries.of(name).withdraw(tx, name, Layer(layer), fields, etag)
        return Written(name, "", b"", b"")

    def differences(self, tx: CatalogueTx, after: int, most: int) -> list[Differences]:
        """Services after a row id on which layers disagree, in the order of creation."""
        return [_differences(tx, row_id, name) for row_id, name in tx.facts.differing_services(after, most)]

    def _may_verify(self, tx: CatalogueTx, caller: Caller, entry: Entity) -> None:
        if isinstance(entry, Place) and not self._directory.is_office(caller):
            own = tx.services_of(f"{self._directory.area}/providers/{caller.subject}")
            if not any(at.place == entry.name for service in own for at in service.places):
                raise Forbidden("ROLE_REQUIRED", "a provider speaks for the places of its own services only")
        if isinstance(entry, Service | Provider):
            self._directory.may_speak_for(caller, entry.provider if isinstance(entry, Service) else entry.name)


def note_verified(tx: CatalogueTx, name: str, fields: Iterable[str] = (), role: str = "") -> None:
    """What is shown in these fields of an entry, in all if none is named, was verified now.

    The role of the caller did it unless another one is named.
    """
    model, said = model_of(name), tx.facts.known(name).said
    shown = [(field, layer) for field in tuple(fields) or said if (layer := winner(model, field, said.get(field, ())))]
    tx.facts.verify(name, shown, role)


def _field(model: type[Entity], field: str, facts: dict[Layer, Fact]) -> FieldProvenance:
    layer = winner(model, field, facts)
    shown = next(fact for fact in facts.values() if fact.layer is layer)
    others = tuple(fact for by, fact in sorted(facts.items()) if by is not layer)
    value = wording_of(model).value
    differs = any(value(field, fact.value) != value(field, shown.value) for fact in others)
    return FieldProvenance(field, shown, others, differs)


def _by_layer(model: type[Entity], facts: Iterable[Fact]) -> tuple[LayerValues, ...]:
    found: dict[Layer, dict[str, Any]] = {}
    for fact in facts:
        found.setdefault(fact.layer, {})[fact.field] = wording_of(model).value(fact.field, fact.value)
    return tuple(LayerValues(layer, values) for layer, values in sorted(found.items()))


def _differences(tx: CatalogueTx, row_id: int, name: str) -> Differences:
    said = tx.facts.known(name).said
    fields = differing(Service, said)
    wording = wording_of(Service)
    layers: dict[Layer, dict[str, Any]] = {}
    for field in fields:
        for layer, value in said[field].items():
            layers.setdefault(layer, {})[field] = wording.value(field, value)
    shown = tuple(by for field in fields if (by := winner(Service, field, said[field])))
    told = tuple(LayerValues(layer, values) for layer, values in sorted(layers.items()))
    return Differences(row_id, name, fields, shown, told)


def _checked(model: type[Entity], paths: Iterable[str]) -> tuple[str, ...]:
    fields = tuple(dict.fromkeys(paths))
    for field in fields:
        if field not in wording_of(model).fields:
            raise Invalid.field("paths", "MASK_PATH", f"`{field[:60]}` is no field")
    return fields
