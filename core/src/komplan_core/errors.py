"""What can go wrong, as seen by a caller.

Every error that may cross the wire is one class here with a stable `reason` from `reasons.REASONS`.
Classes say what is the case; the reason says which rule; the message says what to do next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from komplan_core.reasons import OTHER_PATTERN, PATTERN_WORDS, PYDANTIC_REASONS, PYDANTIC_WORDS, REASONS


@dataclass(frozen=True, slots=True)
class Violation:
    """One field that breaks a rule: dotted path, reason, and what to do."""

    field: str
    reason: str
    message: str


class PlanError(Exception):
    """Root of all errors that a caller may see."""

    def __init__(self, reason: str, message: str, violations: Iterable[Violation] = ()) -> None:
        if reason not in REASONS:
            raise KeyError(f"undocumented reason {reason}")
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.violations = tuple(violations)


class Invalid(PlanError):
    """The request itself is wrong; `violations` name the fields."""

    @classmethod
    def field(cls, field: str, reason: str, message: str) -> "Invalid":
        """One violated field."""
        return cls(reason, message, (Violation(field, reason, message),))

    @classmethod
    def of(cls, error: ValidationError, prefix: str = "") -> "Invalid":
        """The violations found by a model, without the offending values."""
        found = []
        for item in error.errors(include_input=False, include_url=False):
            named = str(item.get("ctx", {}).get("field", ""))
            path = ".".join(filter(None, [prefix, *map(str, item["loc"]), named]))
            kind = item["type"]
            reason = kind if kind in REASONS else PYDANTIC_REASONS.get(kind, "INVALID_VALUE")
            message = PYDANTIC_WORDS[kind].format(**item.get("ctx", {})) if kind in PYDANTIC_WORDS else item["msg"]
            if kind == "string_pattern_mismatch":
                message = PATTERN_WORDS.get(item["ctx"]["pattern"], OTHER_PATTERN)
            found.append(Violation(path or prefix, reason, message))
        return cls(found[0].reason, found[0].message, found)


class NotFound(PlanError):
    """No such resource, or none that the caller may know of."""


class Stale(PlanError):
    """Somebody changed the resource since it was read: read again, then repeat."""


class Refused(PlanError):
    """The resource is not in a state in which this may be done."""


class Forbidden(PlanError):
    """The caller may not do this."""


class Unidentified(PlanError):
    """The caller did not say, or could not prove, who it is."""


class Taken(PlanError):
    """The id, number or `request_id` is already used for something else."""


class Full(PlanError):
    """A limit of size, rate or storage is reached: try later or send less."""


class Unavailable(PlanError):
    """The service cannot answer now; the outcome of a write may be unknown. Repeat with the same `request_id`."""


class Late(PlanError):
    """The caller's deadline is too near or has passed."""


def violated(reason: str, message: str, field: str = "") -> NoReturn:
    """Refuse a value inside a model. Pydantic adds the path; a rule over several fields names its `field`."""
    if reason not in REASONS:
        raise KeyError(f"undocumented reason {reason}")
    raise PydanticCustomError(reason, "{message}", {"message": message, "field": field})
