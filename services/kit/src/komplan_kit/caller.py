"""Who calls, and under which request: known to every step of a call."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

ANYONE: Final = "anyone"
ADMIN: Final = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """An identified caller. `subject` is a code of an office or a certificate name, never a person's name."""

    subject: str
    roles: frozenset[str]

    @property
    def acting_roles(self) -> frozenset[str]:
        """The roles in which the caller may act on a workflow: an administrator stands in for every office."""
        return self.roles | STAFF if "admin" in self.roles else self.roles

    @property
    def role(self) -> str:
        """The role as it stands in the journal."""
        return min(self.roles - {ANYONE}, default=ANYONE)


STAFF: Final = frozenset({"admin", "editor", "clerk", "catalogue-editor"})
"""The roles of an office. Which of them see a service's drafts and working records, the service says."""
NOBODY: Final = Caller("", frozenset({ANYONE}))
"""A caller who presented nothing: a citizen."""


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes a repeated request the same one."""

    caller: str
    request_id: str
    sha256: bytes


@dataclass(slots=True)
class Call:
    """One call in progress."""

    caller: Caller
    key: RequestKey | None = None
    deadline: float | None = None
    """`time.monotonic()` after which nobody waits any more."""


current: ContextVar[Call] = ContextVar("komplan_call", default=Call(NOBODY))  # noqa: B039
