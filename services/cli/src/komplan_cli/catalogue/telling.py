"""What came of an import, told to people and as JSON."""

import contextlib
import resource
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources.columns import header_of
from komplan_cli.output import give_json, say
from komplan_core.names import last_id
from komplan_core.reasons import REASONS

MOST_SHOWN: Final = 20
_NEXT_STEP: Final = {"STALE_ETAG": "export the catalogue anew and repeat the change there"}
_CODES_ADVICE: Final = "the records are taken without them; whoever keeps the code lists of komplan can add them"


def peak_memory() -> int:
    """The most memory that this process held (peak RSS), in megabytes of 10⁶ bytes."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):  # the system's own figure counts what the process was before its program began
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes * 1024 / 1e6)


def show(report: pb.ImportReport, notices: Iterable[tuple[str, str]], as_json: bool, dry_run: bool) -> None:
    """Print the report, and on stderr what may not have been meant."""
    _print(report, notices, as_json, dry_run)
    if (counts := report.run.counts).read and counts.outside == counts.read:
        say("[yellow]nothing taken[/]: no record has a place there; are these RÚIAN codes of six digits?")
    if not as_json:
        say(f"peak memory: {peak_memory()} MB")


def _print(report: pb.ImportReport, notices: Iterable[tuple[str, str]], as_json: bool, dry_run: bool) -> None:
    run = report.run
    counts = {field.name: getattr(run.counts, field.name) for field in run.counts.DESCRIPTOR.fields}
    if as_json:
        give_json(
            {
                "run": run.name,
                "state": run.state,
                "refusal": run.refusal,
                "message": report.message,
                "counts": counts,
                "errors": [_plain(problem) for problem in report.errors],
                "warnings": {item.reason: item.count for item in run.warnings},
                "warned": [_plain(problem) for problem in report.warnings],
                "notices": [{"reason": reason, "message": message} for reason, message in notices],
                "unknown_codes": {f"{item.code_list} {item.code}": item.count for item in run.unknown_codes},
                "gone": list(report.gone),
                "peak_memory_mb": peak_memory(),
            }
        )
        return
    with contextlib.suppress(BrokenPipeError):
        state = f"would be {run.state}" if dry_run else run.state
        print(f"{run.name or 'dry run'}: {state}{f', {report.message}' if report.message else ''}")
        print("  " + ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count))
        _list("errors", [_line(problem) for problem in report.errors])
        _list("gone", list(report.gone))
        for item in run.warnings:
            told = [_line(problem) for problem in report.warnings if problem.reason == item.reason]
            _list(f"{item.reason}: {item.count} - {REASONS.get(item.reason, '').removesuffix('.')}", told, item.count)
        _list("notices", [f"{reason}: {message}" for reason, message in notices])
        codes = [f"{item.code_list} {item.code}: {item.count}" for item in run.unknown_codes]
        _list(f"unknown codes - {_CODES_ADVICE}", codes)


def _plain(problem: import_pb2.RowProblem) -> dict[str, Any]:
    field, service = header_of(problem.field), problem.service
    told = {"row": problem.position, "field": field, "reason": problem.reason, "message": problem.message}
    return {**told, "service": service} if service else told


def _line(problem: import_pb2.RowProblem) -> str:
    where = ", ".join(filter(None, (f"row {problem.position}", last_id(problem.service) if problem.service else "")))
    said = "; ".join(filter(None, (problem.message, _NEXT_STEP.get(problem.reason, ""))))
    return f"{where}, {header_of(problem.field) or 'record'}: {said or 'see the reason'} [{problem.reason}]"


def _list(title: str, lines: Sequence[str], total: int = 0) -> None:
    if lines or total:
        print(f"{title}:")
        for line in lines[:MOST_SHOWN]:
            print(f"  {line}")
        if (more := max(total, len(lines)) - min(len(lines), MOST_SHOWN)) > 0:
            print(f"  … and {more} more")
