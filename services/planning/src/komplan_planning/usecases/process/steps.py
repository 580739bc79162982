"""Steps of a cycle: made from the city's process, worked on, closed when what they leave behind is there."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.process.steps import Lack, Step, StepState, begun, lacking
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.process.desk import ProcessDesk

Values = Mapping[str, Any]


class Steps:
    """The steps of the area's cycles."""

    def __init__(self, desk: ProcessDesk) -> None:
        self._desk = desk

    def start_process(self, tx: PlanningTx, cycle: str, answer: Callable[[list[Written]], bytes]) -> Written:
        """Make the steps of a cycle. `answer` encodes what came of it."""
        tx.cycles.get(cycle, "parent")
        cycle_id = tx.cycles.refer(cycle, "parent")
        if tx.process.steps_of(cycle):
            raise Refused("PROCESS_STARTED", f"`{cycle}` has its steps already")
        declared = self._desk.process.steps
        written = []
        for step, values in zip(declared, begun(declared, self._desk.bodies()), strict=True):
            made = tx.process.steps.make({**values, "name": f"{cycle}/steps/{step.code}"}, "step")
            written.append(tx.process.steps.add(made, cycle_id=cycle_id))
        reply = answer(written)
        return Written(cycle, "", reply, reply)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change an open step: title, body, days, tasks, evidence."""
        before = tx.process.steps.get(name, "step.name")
        self._check_open(before)
        step = tx.process.steps.merged(before, changes, "step")
        self._desk.check_body(step.body, "step.body")
        new = [(index, item) for index, item in enumerate(step.evidence) if item not in before.evidence]
        self._desk.check_evidence(tx, new, "step.evidence")
        for index, item in new:
            self._desk.check_group(item.working_group, f"step.evidence.{index}.working_group")
        return tx.process.steps.replace(step, etag)

    def start(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Begin a step; others may be running."""
        step = tx.process.steps.get(name)
        if step.state is not StepState.NOT_STARTED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {step.state}: only what is not started is started")
        changes = {"state": StepState.RUNNING, "started_on": self._desk.city.today(), "reason": ""}
        return tx.process.steps.replace(step.revised(changes), etag)

    def close(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Close a running step, when there is evidence of all that it leaves behind."""
        step = tx.process.steps.get(name)
        if step.state is not StepState.RUNNING:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {step.state}: only a running step is closed")
        if lacks := self.lacks(tx, step, self._desk.city.today()):
            message = f"`{name}` lacks {', '.join(map(str, lacks))}"
            found = [Violation("evidence", "STEP_INCOMPLETE", f"{lack.output.title}: {lack}") for lack in lacks]
            raise Refused("STEP_INCOMPLETE", message, found)
        changes = {"state": StepState.DONE, "closed_on": self._desk.city.today(), "reason": ""}
        return tx.process.steps.replace(step.revised(changes), etag)

    def skip(self, tx: PlanningTx, name: str, etag: str, reason: str) -> Written:
        """Leave an open step out, for a reason."""
        step = tx.process.steps.get(name)
        self._check_open(step)
        _check_reason(reason)
        changes = {"state": StepState.SKIPPED, "closed_on": self._desk.city.today(), "reason": reason}
        return tx.process.steps.replace(step.revised(changes), etag)

    def reopen(self, tx: PlanningTx, name: str, etag: str, reason: str) -> Written:
        """Go on with a closed or skipped step, for a reason."""
        step = tx.process.steps.get(name)
        if step.open:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {step.state}: it is open already")
        _check_reason(reason)
        started = step.started_on or self._desk.city.today()
        changes = {"state": StepState.RUNNING, "started_on": started, "closed_on": None, "reason": reason}
        return tx.process.steps.replace(step.revised(changes), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a step that this cycle does without and that was never started."""
        step = tx.process.steps.get(name)
        if step.state is not StepState.NOT_STARTED or step.evidence:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` was worked on: skip it and say why")
        return tx.process.steps.delete(name, etag)

    def lacks(self, tx: PlanningTx, step: Step, day: date) -> list[Lack]:
        """What keeps a step from closing on a day. Evidence that was deleted since counts no more."""
        standing = tuple(item for item in step.evidence if self._desk.stands(tx, item))
        counted = step.revised({"evidence": standing})
        return lacking(counted, self._desk.city.profile.working_groups, day)

    def _check_open(self, step: Step) -> None:
        if not step.open:
            raise Refused(
                "TRANSITION_NOT_ALLOWED", f"`{names.last_id(step.name)}` is {step.state}: open it again first"
            )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid.field("reason", "REQUIRED", "say why")
