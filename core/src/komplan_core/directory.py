"""The region's directory of planning areas, and the state of its copy of each."""

import re
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


_HOST_PORT = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")


def _target(value: str) -> str:
    found = _HOST_PORT.fullmatch(value)
    if found is None or not 0 < int(found[1]) < 65536:
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
