"""Lets a layer say of an entry what a source says, and remembers what it said before."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_pb2, place_pb2
from komplan_catalogue.ports.importing import SaidBefore
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.entries import Entries
from komplan_catalogue.usecases.situations import Situations
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.catalogue.provenance import Known, Layer
from komplan_core.record import Record
from komplan_kit.codec import Codec
from komplan_kit.store import Collection, Written

Values = Mapping[str, Any]
PROVIDER: Final = Codec(catalogue_pb2.Provider, Provider)
SERVICE: Final = Codec(catalogue_pb2.Service, Service)
PLACE: Final = Codec(place_pb2.Place, Place)
_OWN: Final = ("name", "etag")


@dataclass(frozen=True)
class Desk:
    """The use cases through which imports write."""

    directory: Directory
    entries: Entries
    situations: Situations


@dataclass(frozen=True, slots=True)
class Change:
    """What a run changed about an entry that was known."""

    name: str
    position: int
    """Line of the source that says so."""
    renamed_from: str = ""
    """What it was called, where it is called something else now."""
    cleared: tuple[str, ...] = ()
    """Fields that said something and say nothing now."""


@dataclass
class Speaker:
    """One layer in one run. It speaks of an entry once."""

    tx: CatalogueTx
    forget: Callable[[], None]
    """Makes `tx` read everything anew."""
    desk: Desk
    layer: Layer
    run: str
    written: int = 0
    position: int = 0
    """Line of the source that is being taken."""
    changes: list[Change] = field(default_factory=list)
    before: list[SaidBefore] = field(default_factory=list)
    _known: dict[str, Known] = field(default_factory=dict)

    def prepare(self, names: Iterable[str]) -> None:
        """Read at once what is known of entries that will be spoken of."""
        self._known = self.tx.imports.known_of(list(dict.fromkeys(names)))

    def known(self, name: str) -> Known:
        """What is known of an entry."""
        if name not in self._known:
            self._known[name] = self.tx.facts.known(name)
        return self._known[name]

    def exists(self, name: str) -> bool:
        """Whether there is such an entry."""
        known = self.known(name)
        return bool(known.said) and not known.deleted

    def register_id(self, name: str) -> str:
        """The record of the register that speaks of a service, or empty."""
        told = self.known(name).said.get("register_id", {}).get(Layer.REGISTER)
        return str(json.loads(told)) if told else ""

    def provider(self, name: str, values: Values, etag: str = "") -> bool:
        """Say something of a provider; whether that changed the entry."""
        return self._say(self.desk.entries.providers, self.tx.providers, name, values, etag, "provider")

    def place(self, name: str, values: Values, etag: str = "") -> bool:
        """Say something of a place."""
        return self._say(self.desk.entries.places, self.tx.places, name, values, etag, "place")

    def service(self, name: str, values: Values, etag: str = "", complete: bool = True) -> bool:
        """Say something of a service; what the register does not say again, it says no more, if this is `complete`."""
        return self._say(self.desk.entries.services, self.tx.services, name, values, etag, "service", complete)

    def mark(self) -> tuple[int, int, int]:
        """How far this run has come."""
        return self.written, len(self.before), len(self.changes)

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Forget what was done since, because it was rolled back."""
        self.written = mark[0]
        del self.before[mark[1] :]
        del self.changes[mark[2] :]
        self._known.clear()
        self.forget()

    def _say(
        self,
        use_case: Any,
        entries: Collection[Any],
        name: str,
        values: Values,
        etag: str,
        prefix: str,
        complete: bool = True,
    ) -> bool:
        known = self.known(name)
        there = bool(known.said) and not known.deleted
        change = Change(name, self.position)
        if there and self.layer is not Layer.REGISTER:
            record = entries.get(name)
            merged = entries.merged(record, values, prefix)
            if merged == record:
                return False
            renamed = record.title if merged.title != record.title else ""
            change = Change(name, self.position, renamed, tuple(cleared(record, merged)))
        put: Written | None = use_case.put(
            self.tx, name, self.layer, values, source=self.run, etag=etag if there else "", known=known,
            complete=complete and self.layer is Layer.REGISTER,
        )  # fmt: skip
        self._known.pop(name, None)
        if there:
            self._remember(name, known)
        if there and put is not None:
            self.changes.append(change)
        self.written += put is not None
        return put is not None

    def _remember(self, name: str, known: Known) -> None:
        before, after = _told(known, self.layer), _told(self.known(name), self.layer)
        if before != after:
            sources = {field: known.sources.get((field, self.layer), "") for field in before}
            told = (json.dumps(value) for value in (before, after, sources))
            self.before.append(SaidBefore(name, self.layer.value, *told))


def cleared(before: Record, after: Record) -> Iterator[str]:
    """Fields, and fields of a record inside, that said something before and say nothing after."""
    for name in type(before).model_fields:
        held, now = getattr(before, name), getattr(after, name)
        if isinstance(held, Record) and isinstance(now, Record):
            yield from (f"{name}.{below}" for below in cleared(held, now))
        elif _says(held) and not _says(now) and name != "etag":
            yield name


def _says(value: Any) -> bool:
    return value is not None and value is not False and value != "" and value != ()


def _told(known: Known, layer: Layer) -> dict[str, str]:
    """What one layer says, field by field."""
    return {name: told[layer] for name, told in sorted(known.said.items()) if layer in told}


def given(codec: Codec[Any], message: Any, fields: Iterable[str]) -> dict[str, Any]:
    """What a message says of these fields."""
    values = codec.values(message)
    wanted = set(fields)
    return {name: value for name, value in values.items() if name in wanted and name not in _OWN}
