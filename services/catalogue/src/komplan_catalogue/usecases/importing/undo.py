"""Undoing an import: every entry that it touched goes back to what it was before, or none does."""

import json
from collections.abc import Iterable
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.ports.importing import SaidBefore, Touched
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.entries import model_of
from komplan_catalogue.usecases.importing.speaking import Desk
from komplan_core import names
from komplan_core.catalogue.importing import ImportRun, RunState
from komplan_core.catalogue.provenance import Layer, wording_of
from komplan_core.errors import PlanError, Refused, Violation
from komplan_kit.store import Written

MOST_NAMED: Final = 50
MOST_TOLD: Final = 5
"""Entries that the message itself names."""
_LAST_FIRST: Final = (names.SERVICE, names.PLACE, names.PROVIDER, names.SITUATION)
"""What refers goes before what it refers to."""


class Undo:
    """Takes imports back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def undo(self, tx: CatalogueTx, name: str) -> Written:
        """Take a run back. Raises Refused when something of it was changed since or is used by others, NotFound."""
        run = tx.imports.runs.get(name)
        if run.state is not RunState.APPLIED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the run is {run.state}: there is nothing to undo")
        touched = tx.imports.touched(run.first_entry, run.last_entry) if run.first_entry else []
        said = tx.imports.said_before(name)
        self._check(tx, run, touched, said)
        made = [item for item in touched if not item.was_there]
        for item in said:
            self._restore(tx, item)
        self._remove(tx, made)
        tx.imports.forget_records(name, [item.name for item in made if names.SERVICE.matches(item.name)])
        written = tx.imports.runs.replace(run.revised({"state": RunState.UNDONE}))
        report = pb.UndoReport(
            run=import_pb2.ImportRun.FromString(written.reply), removed=len(made), restored=len(touched) - len(made)
        )
        reply = report.SerializeToString(deterministic=True)
        return Written(written.name, written.etag, reply, reply)

    def _check(self, tx: CatalogueTx, run: ImportRun, touched: Iterable[Touched], said: Iterable[SaidBefore]) -> None:
        """Raise Refused when an entry says something else than after the run, or more hangs on it."""
        since = tx.imports.written_since(run.last_entry) - {run.name}
        below = {names.parent(name) for name in since}
        changed = {
            item.name
            for item in touched
            if item.name in below or (item.name in since and not tx.imports.says_the_same(item.name, run.last_entry))
        }
        known = tx.imports.known_of([item.name for item in said])
        for item in said:
            told = {field: by[Layer(item.layer)] for field, by in known[item.name].said.items() if item.layer in by}
            if told != json.loads(item.after):
                changed.add(item.name)
        changed |= {item.name for item in touched if not item.was_there and tx.details_of(item.name)}
        if changed:
            raise _refused(sorted(changed))

    def _restore(self, tx: CatalogueTx, item: SaidBefore) -> None:
        """Let the layer say again what it said before the run, as what it was taken from then."""
        before, after, sources, layer = (*map(json.loads, (item.before, item.after, item.sources)), Layer(item.layer))
        values = wording_of(model_of(item.name)).values(before, before)
        self._desk.entries.of(item.name).put(tx, item.name, layer, values, complete=True, repeats=True)
        for source in {sources[field] for field in before}:
            said = {field: value for field, value in before.items() if sources[field] == source}
            tx.facts.change(item.name, layer, {f: v for f, v in said.items() if v != after.get(f)}, source)

    def _remove(self, tx: CatalogueTx, made: Iterable[Touched]) -> None:
        """Delete what the run had made, and forget what it said of it."""
        known = list(made)
        for pattern in _LAST_FIRST:
            for item in (item for item in known if pattern.matches(item.name)):
                try:
                    self._case(item.name).delete(tx, item.name, "")
                except PlanError as error:
                    raise _refused([item.name]) from error
                if not item.was_known:
                    tx.facts.forget(item.name)

    def _case(self, name: str) -> Any:
        return self._desk.situations if names.SITUATION.matches(name) else self._desk.entries.of(name)


def _refused(changed: list[str]) -> Refused:
    first = ", ".join(f"`{name.split('/', 2)[2]}`" for name in changed[:MOST_TOLD])
    told = f"{first} and {len(changed) - MOST_TOLD} more" if len(changed) > MOST_TOLD else first
    message = f"changed since, or used by others: {told}; nothing was undone"
    violations = [Violation(name, "CHANGED_SINCE", message) for name in changed[:MOST_NAMED]]
    return Refused("CHANGED_SINCE", message, violations)
