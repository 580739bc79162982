"""Many changes of a draft at once: all of them or none, and every refusal told with its row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from komplan.planning.v1 import plan_batch_pb2 as pb
from komplan_core import names
from komplan_core.errors import Invalid, PlanError, Stale, Violation
from komplan_core.record import Entity
from komplan_kit.store import Collection, Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.sections import Sections
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.tree import Tree

MOST_PROBLEMS: Final = 1_000
KINDS: Final = ("section", "node", "measure")
_PLACE: Final = ("position", "parent", "node")


class NotKept(Exception):
    """Ends the transaction of changes of which nothing is kept: a dry run, or one with problems."""

    def __init__(self, report: pb.PlanBatchReport) -> None:
        super().__init__("nothing is kept")
        self.report = report


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted of one section, node or measure."""

    position: int
    kind: str
    """One of KINDS."""
    name: str
    etag: str
    delete: bool
    values: Mapping[str, Any]
    """All that it says, for a new one."""
    changes: Mapping[str, Any] | PlanError
    """What is to be replaced in one that is there, or why that cannot be said."""


class Writing(NamedTuple):
    """How one kind is written: where it is kept, and the use cases that decide."""

    pattern: names.Pattern
    field: str
    kept: Callable[[PlanningTx], Collection[Any]]
    create: Callable[[PlanningTx, str, Mapping[str, Any], str], Written]
    update: Callable[[PlanningTx, str, str, Mapping[str, Any]], Written]
    delete: Callable[[PlanningTx, str, str], Written]


@dataclass
class _Run:
    """One run over the changes of a version."""

    tx: PlanningTx
    parent: str
    report: pb.PlanBatchReport = field(default_factory=pb.PlanBatchReport)
    stored: dict[str, Entity] = field(default_factory=dict)
    """What was there before, by name."""


class Batch:
    """Makes many changes."""

    def __init__(self, structure: Structure, tree: Tree, sections: Sections) -> None:
        self._city = structure
        self._kinds: dict[str, Writing] = {
            "section": Writing(
                names.SECTION,
                "plan_section",
                lambda tx: tx.content.sections,
                sections.create,
                sections.update,
                sections.delete,
            ),
            "node": Writing(
                names.NODE, "plan_node", lambda tx: tx.nodes, tree.create_node, tree.update_node, tree.delete_node
            ),
            "measure": Writing(
                names.MEASURE,
                "measure",
                lambda tx: tx.measures,
                tree.create_measure,
                tree.update_measure,
                tree.delete_measure,
            ),
        }

    def apply(self, tx: PlanningTx, parent: str, changes: Iterable[Change], dry_run: bool) -> Written:
        """Make all changes of a draft. Raises NotKept with the report; Refused for a version that is no draft."""
        names.VERSION.parse(parent, "parent")
        self._city.check_draft(tx.versions.get(parent, "parent"))
        run = _Run(tx, parent)
        every = list(changes)
        ready = [change for change in every if self._tried(run, change, self._check)]
        wanted = [change for change in ready if not change.delete and not self._is_there_already(run, change)]
        removals = [change for change in ready if change.delete]
        # those that are refused leave too: nothing will be kept, and nobody is told of a place that was to be free
        leaving = {change.name: change for change in every if self._leaves_its_place(run, change)}
        for name in leaving:
            tx.content.set_aside(name)
        for change in _in_order(run, wanted):
            moved = leaving.pop(change.name, None) is not None
            self._tried(run, change, self._write)
            if moved and change.kind == "node":  # what stands below was written anew, at its old place
                for name in leaving:
                    tx.content.set_aside(name)
        for change in _from_below(run, removals):
            self._tried(run, change, self._remove)
        if dry_run or run.report.refused:
            raise NotKept(run.report)
        run.report.stored = True
        reply = run.report.SerializeToString(deterministic=True)
        return Written("", "", reply, reply)

    def _check(self, run: _Run, change: Change) -> None:
        """Whether the change can be tried. Etags are compared before anything is renumbered."""
        of = self._kinds[change.kind]
        if not change.name and not change.delete:
            return
        of.pattern.parse(change.name, f"{of.field}.name")
        if names.parent(change.name) != run.parent:
            raise Invalid.field(f"{of.field}.name", "NAME_FORMAT", "it stands in another version")
        if change.name in run.stored:
            raise Invalid.field(f"{of.field}.name", "DUPLICATE_CODE", "another change is about the same")
        before = of.kept(run.tx).find(change.name)
        if before is not None:
            run.stored[change.name] = before
        if change.etag and (before is None or before.etag != change.etag):
            message = "it was changed since it was read: read it again and repeat"
            raise Stale("STALE_ETAG", message, (Violation("etag", "STALE_ETAG", message),))
        if before is None and change.delete:
            raise Invalid.field(f"{of.field}.name", "REFERENCE_MISSING", "there is no such thing to remove")
        if before is not None and isinstance(change.changes, PlanError) and not change.delete:
            raise change.changes

    def _is_there_already(self, run: _Run, change: Change) -> bool:
        before = run.stored.get(change.name)
        if before is None or isinstance(change.changes, PlanError):
            return False
        of = self._kinds[change.kind]
        try:
            same = bool(of.kept(run.tx).merged(before, change.changes, of.field) == before)
        except PlanError:
            return False  # told when it is written
        run.report.unchanged += same
        return same

    def _leaves_its_place(self, run: _Run, change: Change) -> bool:
        before = run.stored.get(change.name)
        if before is None:
            return False
        said = change.changes if not isinstance(change.changes, PlanError) else {}
        return change.delete or any(slot in said and said[slot] != getattr(before, slot) for slot in _PLACE)

    def _write(self, run: _Run, change: Change) -> None:
        of = self._kinds[change.kind]
        if change.name in run.stored and not isinstance(change.changes, PlanError):
            of.update(run.tx, change.name, "", change.changes)
            run.report.updated += 1
        else:
            of.create(run.tx, run.parent, change.values, names.last_id(change.name))
            run.report.created += 1

    def _remove(self, run: _Run, change: Change) -> None:
        self._kinds[change.kind].delete(run.tx, change.name, "")
        run.report.deleted += 1

    def _tried(self, run: _Run, change: Change, step: Callable[[_Run, Change], None]) -> bool:
        try:
            with run.tx.attempt():
                step(run, change)
        except PlanError as error:
            run.report.refused += 1
            for violation in error.violations or (Violation("", error.reason, error.message),):
                if len(run.report.problems) < MOST_PROBLEMS:
                    told = {"field": violation.field, "reason": violation.reason, "message": violation.message}
                    run.report.problems.add(position=change.position, name=change.name, **told)
            return False
        return True


def _in_order(run: _Run, changes: list[Change]) -> Iterator[Change]:
    """Sections, nodes from the top, measures after those on which they depend."""
    yield from (change for change in changes if change.kind == "section")
    depth = _depth(run, changes)
    yield from sorted((change for change in changes if change.kind == "node"), key=depth)
    left = {change.name or str(index): change for index, change in enumerate(changes) if change.kind == "measure"}
    while left:
        path = [next(iter(left))]
        while path:
            earlier = (name for name in _earlier(run, left[path[-1]]) if name in left and name not in path)
            if name := next(earlier, ""):
                path.append(name)
            else:
                yield left.pop(path.pop())


def _earlier(run: _Run, change: Change) -> list[str]:
    """Names of the measures on which one will depend."""
    return [f"{run.parent}/measures/{earlier}" for earlier in _said(run, change).get("depends_on", ())]


def _said(run: _Run, change: Change) -> Mapping[str, Any]:
    """The fields that the change sets."""
    if change.name in run.stored and not isinstance(change.changes, PlanError):
        return change.changes
    return change.values


def _depth(run: _Run, changes: Iterable[Change] = ()) -> Callable[[Change], int]:
    """How many nodes stand above one when the changes are made."""
    above = {names.last_id(node.name): node.parent for node in run.tx.nodes_of(run.parent)}
    for change in changes:
        if change.kind == "node" and "parent" in (said := _said(run, change)):
            above[names.last_id(change.name)] = said["parent"]

    def depth(change: Change) -> int:
        if change.kind != "node":
            return 0
        node, steps = names.last_id(change.name), 0
        if not node:
            node, steps = change.values.get("parent", ""), 1
        while (node := above.get(node, "")) and steps <= len(above):
            steps += 1
        return steps

    return depth


def _from_below(run: _Run, removals: Iterable[Change]) -> list[Change]:
    """Measures, nodes from below, sections."""
    depth = _depth(run)
    return sorted(removals, key=lambda change: (-KINDS.index(change.kind), -depth(change)))
