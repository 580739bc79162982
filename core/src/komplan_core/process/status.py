"""Where a cycle stands on a day: steps, what is next, what is late, which milestones are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from komplan_core.names import last_id
from komplan_core.process.declarations import Process, ProcessMilestone
from komplan_core.process.entries import CalendarEntry
from komplan_core.process.findings import FindingKind, ProcessFinding
from komplan_core.process.steps import Step, StepState

NEXT: Final = 10
"""Coming entries that are told."""


@dataclass(frozen=True)
class OverdueItem:
    """Something that should have been done: an entry, or a task of an open step."""

    resource: str
    task: str
    """Code of the task, or empty for an entry or a whole step."""
    title: str
    body: str
    due: date
    days_late: int


@dataclass(frozen=True)
class ReachedMilestone:
    """A milestone with the day on which its last step was closed, or None."""

    milestone: ProcessMilestone
    reached_on: date | None
    skipped: bool
    """Whether nothing of it is open any more, and a step of it was skipped: it was not reached, and will not be."""


@dataclass(frozen=True)
class ProcessStatus:
    """Where a cycle stands on a day."""

    day: date
    steps: tuple[Step, ...]
    done: int
    counted: int
    """Steps without the skipped ones."""
    percent: Decimal | None
    """Steps done of those counted, two decimals, half up."""
    coming: tuple[CalendarEntry, ...]
    overdue: tuple[OverdueItem, ...]
    milestones: tuple[ReachedMilestone, ...]
    findings: tuple[ProcessFinding, ...]


def status(
    process: Process,
    steps: Iterable[Step],
    entries: Iterable[CalendarEntry],
    day: date,
    findings: Iterable[ProcessFinding] = (),
) -> ProcessStatus:
    """Where a cycle with these steps and entries stands on a day; `findings` of its calendar and project are added."""
    by_position = sorted(steps, key=lambda step: step.position)
    by_day = sorted(entries, key=lambda entry: (entry.starts_on, entry.name))
    counted = [step for step in by_position if step.state is not StepState.SKIPPED]
    done = sum(step.state is StepState.DONE for step in counted)
    coming = [entry for entry in by_day if entry.done_on is None and entry.last_day >= day]
    return ProcessStatus(
        day=day,
        steps=tuple(by_position),
        done=done,
        counted=len(counted),
        percent=_percent(done, len(counted)),
        coming=tuple(coming[:NEXT]),
        overdue=tuple(overdue(by_position, by_day, day)),
        milestones=tuple(_reached(milestone, by_position) for milestone in process.milestones),
        findings=(*(_disputed(entry) for entry in by_day if entry.disputed), *findings),
    )


def overdue(steps: Iterable[Step], entries: Iterable[CalendarEntry], day: date) -> list[OverdueItem]:
    """What should have been done before the day, the latest first."""
    found = [
        OverdueItem(entry.name, "", entry.title, entry.body, entry.last_day, late)
        for entry in entries
        if (late := entry.overdue(day))
    ]
    for step in steps:
        if not step.open:
            continue
        if step.period is not None and step.period.end is not None and step.period.end < day:
            end = step.period.end
            found.append(OverdueItem(step.name, "", step.title, step.body, end, (day - end).days))
        found += [
            OverdueItem(step.name, task.code, task.title, step.body, task.due, (day - task.due).days)
            for task in step.tasks
            if not task.done and task.due is not None and task.due < day
        ]
    return sorted(found, key=lambda item: (-item.days_late, item.resource, item.task))


def _percent(part: int, whole: int) -> Decimal | None:
    if whole == 0:
        return None
    return (Decimal(part * 100) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _reached(milestone: ProcessMilestone, steps: list[Step]) -> ReachedMilestone:
    its = [step for step in steps if last_id(step.name) in milestone.steps]
    over = len(its) == len(milestone.steps) and not any(step.open for step in its)
    skipped = over and any(step.state is StepState.SKIPPED for step in its)
    days = [step.closed_on for step in its if step.closed_on is not None]
    return ReachedMilestone(milestone, max(days) if over and not skipped and days else None, skipped)


def _disputed(entry: CalendarEntry) -> ProcessFinding:
    stated = "; ".join(f"{_czech(item.day)} ({item.source})" for item in entry.stated_days)
    return ProcessFinding(
        kind=FindingKind.DAYS_DISPUTED, subject=entry.name, message=f"{entry.title}: prameny se rozcházejí: {stated}"
    )


def _czech(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"
