"""What the process commands print as JSON."""

from collections.abc import Iterable
from typing import Any

from google.type.date_pb2 import Date

from komplan.planning.v1 import process_pb2
from komplan.planning.v1 import process_service_pb2 as read


def date_text(given: Date) -> str | None:
    """A day as `2027-01-31`, or None where there is none."""
    return f"{given.year:04}-{given.month:02}-{given.day:02}" if given.year else None


def plain_entry(entry: process_pb2.CalendarEntry) -> dict[str, Any]:
    """An entry of a calendar."""
    return {
        "name": entry.name,
        "title": entry.title,
        "kind": entry.kind,
        "starts_on": date_text(entry.starts_on),
        "ends_on": date_text(entry.ends_on),
        "origin": entry.origin,
        "public": entry.public,
        "done_on": date_text(entry.done_on),
    }


def plain_step(step: process_pb2.Step) -> dict[str, Any]:
    """A step of a cycle."""
    return {"name": step.name, "title": step.title, "state": step.state, "body": step.body, "reason": step.reason}


def plain_findings(findings: Iterable[process_pb2.ProcessFinding]) -> list[dict[str, str]]:
    """Findings."""
    return [{"kind": item.kind, "subject": item.subject, "message": item.message} for item in findings]


def plain_status(found: read.ProcessStatus) -> dict[str, Any]:
    """Where a cycle stands."""
    return {
        "cycle": found.cycle,
        "day": date_text(found.day),
        "steps": [plain_step(step) for step in found.steps],
        "steps_done": found.steps_done,
        "steps_counted": found.steps_counted,
        "percent": found.percent if found.HasField("percent") else None,
        "coming": [plain_entry(entry) for entry in found.coming],
        "overdue": [
            {"resource": item.resource, "task": item.task, "title": item.title, "days_late": item.days_late}
            for item in found.overdue
        ],
        "milestones": [
            {"code": item.code, "reached_on": date_text(item.reached_on), "skipped": item.skipped}
            for item in found.milestones
        ],
        "findings": plain_findings(found.findings),
    }
