"""The region's directory of planning areas, and the state of its copy of each."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Code, Title


class CopyState(StrEnum):
    """How current the region's copy of an area is. The last good copy is kept in every state."""

    NEVER = "never"
    FRESH = "fresh"
    STALE = "stale"
    UNREACHABLE = "unreachable"
    QUARANTINED = "quarantined"


def _target(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536 or "/" in host or " " in host:
        violated("INVALID_VALUE", "write the address as host:port")
    return value


class Municipality(Entity):
    """A planning area in the region's directory."""

    code: Code
    title: Title
    target: Annotated[str, Field(max_length=255), AfterValidator(_target)]
    """Address of its planning service."""
    blocked: bool = False
    state: CopyState = CopyState.NEVER
    revision: int = 0
    collected_at: datetime | None = None
    reason: str = ""
