"""Who said what of an entry, and whose word holds.

Of every field three layers may speak: the national register, the provider, the municipality. The policy says whose
value is shown; what the others say is kept. Who said it, when it was said and when it was verified are three facts,
and none is ever derived from another.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from komplan_core.catalogue.places import LocationType, Place
from komplan_core.catalogue.services import Service
from komplan_core.errors import Invalid
from komplan_core.record import Entity

M = TypeVar("M", bound=Entity)


class Layer(StrEnum):
    """Who speaks of a field."""

    REGISTER = "register"
    """The national register of providers of social services (RPSS)."""
    PROVIDER = "provider"
    MUNICIPALITY = "municipality"


LOCAL_FIRST: Final = (Layer.MUNICIPALITY, Layer.PROVIDER, Layer.REGISTER)
REGISTER_FIRST: Final = (Layer.REGISTER, Layer.MUNICIPALITY, Layer.PROVIDER)
_IDENTITY: Final = """
service_class registration_number register_id service_type forms capacities validity provider
"""
POLICY: Final[Mapping[type[Entity], Mapping[str, tuple[Layer, ...]]]] = {
    Service: dict.fromkeys(_IDENTITY.split(), REGISTER_FIRST)
}
"""Whose word holds, first to last; `LOCAL_FIRST` where nothing stands. What a registered service is follows the
register (act 108/2006 Sb. §§ 79 and 85: the decision on registration is entered there); the rest is known better here.
"""

Said = dict[str, dict[Layer, str]]
"""What the layers say of one entry: field → layer → value as JSON. A layer that is silent on a field has no value."""


@dataclass(slots=True)
class Known:
    """What is known of one entry. Facts of a deleted one wait, so that it comes back as it was."""

    said: Said
    deleted: bool = False
    sources: dict[tuple[str, Layer], str] = field(default_factory=dict)
    """The import in which a layer said a field, or an empty text."""


_WHERE_IT_IS: Final = ("address", "point", "access")
_MAY_TELL_WHERE: Final = (
    "title", "places", "contacts", "description", "easy_text", "eligibility", "application", "alert",
)  # fmt: skip
"""Fields of a service in which an address may stand, or the name of a house."""
SECRET_TITLE: Final = "Místo s utajenou adresou"


@dataclass(frozen=True, slots=True)
class Fact:
    """What one layer says of one field. `changed_at` and `verified_at` know nothing of each other."""

    field: str
    layer: Layer
    value: str
    """As JSON."""
    source: str
    """The import in which it was said, or empty."""
    role: str
    """The role that said it; never a person."""
    changed_at: datetime
    verified_at: datetime | None
    verified_role: str


def order_of(model: type[Entity], field: str) -> tuple[Layer, ...]:
    """The layers in the order in which their word holds for a field."""
    return POLICY.get(model, {}).get(field, LOCAL_FIRST)


def winner(model: type[Entity], field: str, speaking: Collection[Layer]) -> Layer | None:
    """Whose word holds among the layers that speak of a field; None where all are silent."""
    return next((layer for layer in order_of(model, field) if layer in speaking), None)


def belongs_to_register(model: type[Entity], field: str, said: Said) -> bool:
    """Whether the register has said the field and its word holds, so that nobody else may change it."""
    return Layer.REGISTER in said.get(field, ()) and order_of(model, field)[0] is Layer.REGISTER


def differing(model: type[Entity], said: Said) -> tuple[str, ...]:
    """The fields on which layers disagree, in the order of the model."""
    wording = wording_of(model)
    return tuple(
        name
        for name in wording.fields
        if len(told := list(said.get(name, {}).values())) > 1
        and any(wording.value(name, value) != wording.value(name, told[0]) for value in told[1:])
    )


def without_location(model: type[Entity], said: Said, speaker: Layer) -> Said:
    """What may be kept: where a place with a secret address is, no layer says; its title is the municipality's.

    What `speaker` says of it is left in, unless it is the register, so that validation refuses it by name.
    """
    if model is not Place:
        return said
    kinds = said.get("location_type", {})
    holds = winner(model, "location_type", kinds)
    if holds is None or json.loads(kinds[holds]) != LocationType.CONFIDENTIAL:
        return said
    kept = dict(said)
    for name in _WHERE_IT_IS:
        told = {layer: value for layer, value in said.get(name, {}).items() if layer is speaker is not Layer.REGISTER}
        kept[name] = told
    # a title that comes from elsewhere may be a street
    kept["title"] = {layer: value for layer, value in said.get("title", {}).items() if layer is Layer.MUNICIPALITY}
    return kept


def in_vain(said: Said) -> tuple[str, ...]:
    """Fields of a service that may tell where it is, on which the register speaks while another's word holds."""
    told = {field: said.get(field, {}) for field in _MAY_TELL_WHERE}
    return tuple(
        field for field, by in told.items() if Layer.REGISTER in by and winner(Service, field, by) is not Layer.REGISTER
    )


def nowhere(place: Place) -> Place:
    """The place without anything that tells where it is; its title of that time may have been a street."""
    return place.revised({"address": None, "point": None, "access": "", "title": SECRET_TITLE})


class Wording(Generic[M]):
    """How the values of one kind of entry are written down as JSON, field by field, and read again."""

    def __init__(self, model: type[M]) -> None:
        self.model = model
        self.fields: tuple[str, ...] = tuple(name for name in model.model_fields if name not in ("name", "etag"))
        self._adapters: dict[str, TypeAdapter[Any]] = {}
        self.unsaid: dict[str, str] = {}
        """The values of fields on which all layers are silent; a required field has none."""
        self.optional: set[str] = set()
        """Fields that may be absent."""
        for name in self.fields:
            field = model.model_fields[name]
            annotation: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            adapter: TypeAdapter[Any] = TypeAdapter(annotation)
            self._adapters[name] = adapter
            if not field.is_required():
                default = field.get_default(call_default_factory=True)
                self.unsaid[name] = adapter.dump_json(default).decode()
                if default is None:
                    self.optional.add(name)

    def written(self, values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
        """Values of some fields as JSON, each checked by itself. Raises Invalid with field paths below `prefix`."""
        found, wrong = {}, []
        for name, value in values.items():
            adapter = self._adapters.get(name)
            if adapter is None:
                field = f"{prefix}.{name}" if prefix else name
                raise Invalid.field(field, "UNKNOWN_FIELD", f"there is no field `{name[:60]}`")
            try:
                found[name] = adapter.dump_json(adapter.validate_python(value)).decode()
            except ValidationError as error:
                wrong.append(Invalid.of(error, f"{prefix}.{name}" if prefix else name))
        if wrong:
            raise Invalid(wrong[0].reason, wrong[0].message, [item for error in wrong for item in error.violations])
        return found

    def value(self, field: str, written: str) -> Any:
        """The value that stands there as JSON."""
        return self._adapters[field].validate_json(written)

    def values(self, fields: Iterable[str], written: Mapping[str, str]) -> dict[str, Any]:
        """The values of some fields."""
        return {name: self.value(name, written[name]) for name in fields}

    def of_record(self, record: M, fields: Iterable[str] = ()) -> dict[str, str]:
        """What a valid record says, field by field."""
        held = record.__dict__
        return {name: self._adapters[name].dump_json(held[name]).decode() for name in fields or self.fields}

    def holding(self, said: Said) -> dict[str, str]:
        """The values that hold, of the fields on which a layer speaks."""
        held = {}
        for name, told in said.items():
            layer = winner(self.model, name, told)
            if layer is not None:
                held[name] = told[layer]
        return held

    def record(self, name: str, holding: Mapping[str, str], prefix: str = "") -> M:
        """The entry as it is shown. Raises Invalid with field paths below `prefix`: layers may not fit together."""
        parts = [f'"name":{json.dumps(name)}', *(f'"{field}":{value}' for field, value in holding.items())]
        try:
            return self.model.model_validate_json("{" + ",".join(parts) + "}")
        except ValidationError as error:
            raise Invalid.of(error, prefix) from None


def wording_of(model: type[M]) -> Wording[M]:
    """The wording of one kind of entry."""
    found: Wording[M] = _wording(model)
    return found


@cache
def _wording(model: Any) -> Any:
    return Wording(model)
