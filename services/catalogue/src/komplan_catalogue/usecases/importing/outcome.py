"""What came of an import, while it is decided and when it is told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.usecases.importing.speaking import Change
from komplan_core import names
from komplan_core.catalogue.importing import ReasonCount, RunCounts, UnknownCode
from komplan_core.errors import PlanError
from komplan_core.reasons import REASONS

_OWNERS: Final = ((names.PROVIDER, "provider"), (names.PLACE, "place"), (names.SERVICE, "service"))
MOST_TOLD: Final = 1_000
MOST_CODES: Final = 1_000
MOST_REASONS: Final = 200


class Refusal(Exception):
    """Nothing of the source is taken: reason and message."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


@dataclass
class Outcome:
    """Counts and findings so far."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[import_pb2.RowProblem] = field(default_factory=list)
    warnings: list[import_pb2.RowProblem] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refusal: str = ""
    message: str = ""
    _reasons: Counter[str] = field(default_factory=Counter)
    _codes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def refuse(self, problems: Iterable[import_pb2.RowProblem]) -> None:
        """A row cannot be taken."""
        self.counts["refused"] += 1
        for problem in problems:
            if len(self.errors) < MOST_TOLD:
                self.errors.append(_short(problem))

    def refused(self, refusal: Refusal) -> None:
        """Nothing is taken: what was done so far is not done."""
        self.refusal, self.message = refusal.reason, refusal.message
        for counted in RunCounts.model_fields.keys() - {"read", "outside", "refused", "gone"}:
            self.counts[counted] = 0

    def note(self, row: import_pb2.ImportRow, service: str) -> None:
        """Count what a row that is taken warns of, and the codes that nobody knows."""
        self.warn_of(service, row.warnings)
        for unknown in row.unknown_codes:
            self._codes[unknown.code_list[:60], unknown.code[:100]] += 1

    def changed(self, change: Change) -> None:
        """Count an entry that was known and is different, and warn where somebody may not have meant that."""
        owner = next(owner for pattern, owner in _OWNERS if pattern.matches(change.name))
        if owner != "service":
            self.counts[f"{owner}s_changed"] += 1
        if owner == "provider" and change.renamed_from:
            known = f"the catalogue knows it as `{change.renamed_from}`: look whether the IČO or the id is right"
            self._warn(change, "provider.title", "PROVIDER_RENAMED", known)
        self.counts["cleared"] += len(change.cleared)
        for field_name in change.cleared:
            self._warn(change, f"{owner}.{field_name}", "FIELD_CLEARED", "the cell is empty: what stood there goes")

    def _warn(self, change: Change, field_name: str, reason: str, message: str) -> None:
        problem = import_pb2.RowProblem(position=change.position, field=field_name, reason=reason, message=message)
        problem.service = change.name if names.SERVICE.matches(change.name) else ""
        self.warn(problem)

    def warn_of(self, service: str, problems: Iterable[import_pb2.RowProblem]) -> None:
        """What is worth a look about a service."""
        for problem in problems:
            problem.service = service
            self.warn(problem)

    def warn(self, problem: import_pb2.RowProblem) -> None:
        """Something is worth a look."""
        self._reasons[_known(problem.reason)] += 1
        if len(self.warnings) < MOST_TOLD:
            self.warnings.append(_short(problem))

    def run_counts(self) -> RunCounts:
        """The counts as they are kept."""
        return RunCounts(**{name: self.counts[name] for name in RunCounts.model_fields})

    def unknown_codes(self) -> tuple[UnknownCode, ...]:
        """Codes that no list has, the most frequent first."""
        ordered = sorted(self._codes.items(), key=lambda item: (-item[1], item[0]))[:MOST_CODES]
        return tuple(UnknownCode(code_list=key[0], code=key[1], count=count) for key, count in ordered)

    def reasons(self) -> tuple[ReasonCount, ...]:
        """Reasons of warnings, the most frequent first."""
        ordered = sorted(self._reasons.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]
        return tuple(ReasonCount(reason=reason, count=count) for reason, count in ordered)


def problems_of(error: PlanError, position: int, path: str = "") -> list[import_pb2.RowProblem]:
    """What an error says about a row. Fields stand below `path`."""
    told = [(item.field, item.reason, item.message) for item in error.violations] or [("", error.reason, error.message)]
    return [
        import_pb2.RowProblem(position=position, field=f"{path}{field}", reason=reason, message=message)
        for field, reason, message in told
    ]


def _known(reason: str) -> str:
    """The reason, if it is one of the closed list: a client may have made it up."""
    return reason if reason in REASONS else "INVALID_VALUE"


def _short(problem: import_pb2.RowProblem) -> import_pb2.RowProblem:
    return import_pb2.RowProblem(
        position=problem.position,
        field=problem.field[:200],
        reason=_known(problem.reason),
        message=problem.message[:300],
        service=problem.service[:200],
    )
