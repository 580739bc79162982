"""The steps of a cycle: tasks, what is left behind, and when a step may close."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.organisation import WorkingGroup
from komplan_core.process.declarations import ExpectedOutput, ProcessStep
from komplan_core.process.entries import Evidence
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Period, Text, Title, unique


class StepState(StrEnum):
    """Where a step stands."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


class StepTask(Record):
    """Something to do in a step, and by when."""

    code: Code
    title: Title
    done: bool = False
    due: date | None = None
    note: Text = ""


class StepEvidence(Evidence):
    """Evidence of one output; of a working group where each group must have its own."""

    output: Code
    working_group: OptionalCode = ""


class Step(Entity):
    """A step of a cycle, made of the city's declaration when the process starts."""

    position: Annotated[int, Field(ge=1, le=1000)]
    title: Title
    state: StepState = StepState.NOT_STARTED
    reason: Text = ""
    """Why it was skipped, or opened again."""
    body: OptionalCode = ""
    """The body that answers for it."""
    period: Period | None = None
    """Days in which it is to be done; steps may overlap."""
    started_on: date | None = None
    closed_on: date | None = None
    tasks: Annotated[tuple[StepTask, ...], Field(max_length=200), unique("a task", lambda task: task.code)] = ()
    outputs: Annotated[
        tuple[ExpectedOutput, ...], Field(max_length=100), unique("an output", lambda output: output.code)
    ] = ()
    evidence: Annotated[
        tuple[StepEvidence, ...],
        Field(max_length=1000),
        unique("a piece of evidence", lambda item: (item.output, item.working_group, item.resource, item.document)),
    ] = ()

    def model_post_init(self, context: Any, /) -> None:
        outputs = {output.code: output for output in self.outputs}
        for item in self.evidence:
            output = outputs.get(item.output)
            if output is None:
                violated("UNKNOWN_CODE", f"the step leaves no `{item.output}` behind", "evidence")
            if output.collection and item.resource and item.resource.split("/")[-2:-1] != [output.collection]:
                violated("INVALID_VALUE", f"`{output.code}` is shown by one of `{output.collection}`", "evidence")
            if output.per_working_group and not item.working_group:
                violated("REQUIRED", f"say which working group's `{output.code}` it is", "evidence")

    @property
    def open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.state in (StepState.NOT_STARTED, StepState.RUNNING)


@dataclass(frozen=True)
class Lack:
    """An output of which there is too little evidence, of a working group where each must have its own."""

    output: ExpectedOutput
    found: int
    working_group: str = ""

    def __str__(self) -> str:
        of = f" ({self.working_group})" if self.working_group else ""
        return f"{self.output.code}{of}: {self.found} of {self.output.at_least}"


def begun(declared: Sequence[ProcessStep], bodies: Mapping[str, str]) -> list[dict[str, Any]]:
    """Values of a new cycle's steps by the city's declaration; `bodies` gives a body for each kind."""
    return [
        {
            "position": position,
            "title": step.title,
            "body": bodies.get(step.responsible, "") if step.responsible else "",
            "tasks": tuple(StepTask(code=task.code, title=task.title) for task in step.tasks),
            "outputs": step.outputs,
        }
        for position, step in enumerate(declared, 1)
    ]


def lacking(step: Step, groups: Iterable[WorkingGroup], day: date) -> list[Lack]:
    """What keeps a step from closing on a day: required outputs without enough evidence.

    Where each working group must have its own, the groups that exist on that day count; what the groups before them
    left behind is theirs too. Subgroups are a matter of their group.
    """
    known = {group.code: group for group in groups}
    here = [group for group in known.values() if group.validity.covers(day) and not group.subgroup_of]
    found = []
    for output in step.outputs:
        if not output.required:
            continue
        shown = [item.working_group for item in step.evidence if item.output == output.code]
        if not output.per_working_group:
            counts = [Lack(output, len(shown))]
        else:
            counts = [Lack(output, sum(map(shown.count, _lineage(group, known))), group.code) for group in here]
            counts = counts or [Lack(output, len(shown))]
        found += [lack for lack in counts if lack.found < output.at_least]
    return found


def _lineage(group: WorkingGroup, known: Mapping[str, WorkingGroup]) -> set[str]:
    """The group with all that came before it."""
    found: set[str] = set()
    waiting = [group.code]
    while waiting:
        code = waiting.pop()
        if code not in found and code in known:
            found.add(code)
            waiting += known[code].predecessors
    return found
