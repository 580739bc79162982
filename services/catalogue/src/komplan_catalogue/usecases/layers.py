"""The one way in which providers, services and places are written: a layer says something, the policy decides.

What a layer says is remembered beside what the others say; the entry is what holds by the policy. Where that does not
change, the entry is not written.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict, TypeVar

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import refuges
from komplan_core.catalogue import Service
from komplan_core.catalogue.provenance import (
    Known,
    Layer,
    Said,
    Wording,
    belongs_to_register,
    without_location,
    wording_of,
)
from komplan_core.errors import Invalid, Refused, Taken, Violation
from komplan_core.record import Entity
from komplan_kit.store import Collection, Written

M = TypeVar("M", bound=Entity)
Values = Mapping[str, Any]
Keys = Callable[[M], Mapping[str, Any]]
"""Checks what a record refers to, and gives the row ids. Called when it is about to be stored."""


class How(TypedDict, total=False):
    """How a layer speaks; what each means stands at `Layers.put`."""

    source: str
    etag: str
    known: Known
    complete: bool
    over: Iterable[Layer]
    repeats: bool


def _nothing(record: Entity) -> Mapping[str, Any]:
    return {}


def check_free(tx: CatalogueTx, name: str) -> None:
    """Raise Taken for the name of an entry that was merged into another one: it leads there."""
    if target := tx.merges.target(name):
        raise Taken("ALREADY_EXISTS", f"`{name}` was merged into `{target}`: take another id")


class Layers:
    """What the layers say, and what is shown of it."""

    def put(
        self,
        tx: CatalogueTx,
        entries: Collection[M],
        name: str,
        layer: Layer,
        values: Values,
        *,
        source: str = "",
        etag: str = "",
        keys: Keys[M] = _nothing,
        prefix: str = "",
        known: Known | None = None,
        complete: bool = False,
        over: Iterable[Layer] = (),
        repeats: bool = False,
    ) -> Written | None:
        """Remember what a layer says of some fields and store the entry if it differs then; None if it does not.

        The register is silent on a field where it gives None or what stands in an empty entry; where it says nothing
        any more, its fact is withdrawn. The others say that a field is empty by giving it so, and repeat nothing that
        holds already: their facts are what they changed. They are refused a field that belongs to the register.
        `known` spares a read; `complete` withdraws what the layer said of all fields that are not given; `over`
        withdraws what these layers said of those that are; `repeats` lets a layer say again what it has said of a
        field of the register. Raises Invalid below `prefix`, Refused, Stale.
        """
        before = tx.facts.known(name) if known is None else known
        if not before.said:
            return self._enter(tx, entries, name, layer, values, source, keys, prefix)
        try:
            after = _after(wording_of(entries.model), before.said, layer, values, prefix, complete, over, repeats)
        except Invalid:
            if before.deleted:
                entries.make({**values, "name": name}, prefix)  # tells what is missing, too
            raise
        return self._store(tx, entries, name, before, after, layer, source, etag, keys, prefix)

    def proposed(
        self, tx: CatalogueTx, entries: Collection[M], name: str, layer: Layer, values: Values, *, prefix: str = ""
    ) -> M:
        """The entry as it would be if a layer's word were put in the place of what others say; nothing is written."""
        wording = wording_of(entries.model)
        after = _after(wording, tx.facts.known(name).said, layer, values, prefix, False, Layer)
        return wording.record(name, wording.holding(without_location(entries.model, after, layer)), prefix)

    def withdraw(
        self,
        tx: CatalogueTx,
        entries: Collection[M],
        name: str,
        layer: Layer,
        fields: Iterable[str],
        *,
        etag: str = "",
        keys: Keys[M] = _nothing,
        prefix: str = "",
    ) -> Written | None:
        """Forget what a layer said of some fields; the word of the next one holds. None if the entry stays as it is."""
        before = tx.facts.known(name)
        after = _told(before.said, [(field, layer) for field in fields], layer, {})
        return self._store(tx, entries, name, before, after, layer, "", etag, keys, prefix)

    def remove(self, tx: CatalogueTx, entries: Collection[M], name: str, etag: str = "") -> Written:
        """Delete an entry. What was said of it waits, in case that it is restored or comes back in the register."""
        written = entries.delete(name, etag)
        tx.facts.mark_deleted(name, True)
        return written

    def _enter(
        self,
        tx: CatalogueTx,
        entries: Collection[M],
        name: str,
        layer: Layer,
        values: Values,
        source: str,
        keys: Keys[M],
        prefix: str,
    ) -> Written:
        """Store an entry of which nobody has said anything before: it is checked once, as a whole."""
        wording = wording_of(entries.model)
        said = {field: value for field, value in values.items() if value is not None or field in wording.optional}
        record = entries.make({**said, "name": name}, prefix)
        written = entries.add(record, **keys(record))
        told = wording.of_record(record, [field for field in said if field not in ("name", "etag")])
        news = {field: value for field, value in told.items() if value != wording.unsaid.get(field)}
        tx.facts.add(name, layer, news, source)
        return written

    def _store(
        self,
        tx: CatalogueTx,
        entries: Collection[M],
        name: str,
        before: Known,
        after: Said,
        layer: Layer,
        source: str,
        etag: str,
        keys: Keys[M],
        prefix: str,
    ) -> Written | None:
        wording = wording_of(entries.model)
        new = before.deleted
        if entries.model is Service:
            after = _told(after, [(field, Layer.REGISTER) for field in refuges.untold(tx, after)], layer, {})
        if after == before.said and not new:
            _same(entries, name, etag)
            return None
        after = without_location(entries.model, after, layer)
        holding = wording.holding(after)
        stands = not new and _complete(wording, holding) == _complete(wording, wording.holding(before.said))
        written = None
        if stands:
            _same(entries, name, etag)
        else:
            record = wording.record(name, holding, prefix)
            row_ids = keys(record)
            written = entries.add(record, **row_ids) if new else entries.replace(record, etag, **row_ids)
            if new:
                tx.merges.come_back(name)
        _keep(tx, name, before, after, layer, source)
        return written


def _after(
    wording: Wording[M],
    said: Said,
    layer: Layer,
    values: Values,
    prefix: str,
    complete: bool,
    over: Iterable[Layer],
    repeats: bool = False,
) -> Said:
    """What the layers say once one has spoken."""
    written, silent = _given(wording, layer, values, prefix)
    if layer is not Layer.REGISTER:
        written = _news(wording, said, layer, written, prefix, repeats)
    own = [field for field, told in said.items() if layer in told] if complete else []
    withdrawn = [(field, layer) for field in (*silent, *own) if field not in written]
    withdrawn += [(field, other) for other in over for field in written if other is not layer]
    return _told(said, withdrawn, layer, written)


def _given(wording: Wording[M], layer: Layer, values: Values, prefix: str) -> tuple[dict[str, str], list[str]]:
    """What a layer says as JSON, and the fields on which it is silent."""
    by_register = layer is Layer.REGISTER
    silent = [
        field for field, value in values.items() if value is None and (by_register or field not in wording.optional)
    ]
    unwritten = {"name", "etag", *silent}
    written = wording.written({field: value for field, value in values.items() if field not in unwritten}, prefix)
    if by_register:
        silent += [field for field, value in written.items() if wording.unsaid.get(field) == value]
        written = {field: value for field, value in written.items() if field not in silent}
    return written, silent


def _news(
    wording: Wording[M], said: Said, layer: Layer, written: dict[str, str], prefix: str, repeats: bool
) -> dict[str, str]:
    """What a person says anew. Raises Refused for fields that belong to the register."""
    holding = wording.holding({field: said[field] for field in written if field in said})
    refused = [
        field
        for field, value in written.items()
        if value != holding.get(field)
        and not (repeats and value == said.get(field, {}).get(layer))
        and belongs_to_register(wording.model, field, said)
    ]
    if refused:
        message = "the register says this; ask the provider to have it changed there"
        paths = [f"{prefix}.{field}" if prefix else field for field in refused]
        raise Refused("FIELD_OF_REGISTER", message, [Violation(path, "FIELD_OF_REGISTER", message) for path in paths])
    return {
        field: value
        for field, value in written.items()
        if layer in said.get(field, ()) or value != holding.get(field, wording.unsaid.get(field))
    }


def _told(said: Said, withdrawn: Iterable[tuple[str, Layer]], layer: Layer, written: Mapping[str, str]) -> Said:
    told = {field: dict(facts) for field, facts in said.items()}
    for field, silent in withdrawn:
        told.get(field, {}).pop(silent, None)
    for field, value in written.items():
        told.setdefault(field, {})[layer] = value
    return told


def _complete(wording: Wording[M], holding: Mapping[str, str]) -> dict[str, str]:
    return {**wording.unsaid, **holding}


def _same(entries: Collection[M], name: str, etag: str) -> None:
    if etag:
        entries.unchanged(name, etag)


def _keep(tx: CatalogueTx, name: str, before: Known, after: Said, layer: Layer, source: str) -> None:
    """Write the facts that differ."""
    old = {field: told[layer] for field, told in before.said.items() if layer in told}
    own = {field: told[layer] for field, told in after.items() if layer in told}
    gone = [(field, by) for field, told in before.said.items() for by in told if by not in after.get(field, ())]
    if added := {field: value for field, value in own.items() if field not in old}:
        tx.facts.add(name, layer, added, source)
    if changed := {field: value for field, value in own.items() if old.get(field, value) != value}:
        tx.facts.change(name, layer, changed, source)
    if gone:
        tx.facts.remove(name, gone)
    if before.deleted:
        tx.facts.mark_deleted(name, False)
