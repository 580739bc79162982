"""The region's directory of planning areas, and the state of its copy of each."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Title


class CopyState(StrEnum):
    """How current the region's copy of an area is. The last good copy is kept in every state."""

    NEVER = "never"
    FRESH = "fresh"
    STALE = "stale"
    UNREACHABLE = "unreachable"
    QUARANTINED = "quarantined"


class Feed(StrEnum):
    """What a region collects of an area, each from a service of its own."""

    PLANNING = "planning"
    CATALOGUE = "catalogue"


_HOST_PORT = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")


def _target(value: str) -> str:
    found = _HOST_PORT.fullmatch(value)
    if found is None or not 0 < int(found[1]) < 65536:
        violated("INVALID_VALUE", "write the address as host:port")
    return value


def _target_or_none(value: str) -> str:
    return _target(value) if value else value


class Freshness(Record):
    """How current the copy of one feed is."""

    feed: Feed
    state: CopyState = CopyState.NEVER
    as_of: datetime | None = None
    """When the copy was last confirmed by the city."""
    revision: int = 0
    """Journal number of the last published change in the copy."""
    reason: str = ""
    """Why it is not fresh."""
    records: int = 0
    digest: str = ""


class Municipality(Entity):
    """A planning area in the region's directory."""

    code: Code
    title: Title
    target: Annotated[str, Field(max_length=255), AfterValidator(_target)]
    """Address of its planning service."""
    catalogue_target: Annotated[str, Field(max_length=255), AfterValidator(_target_or_none)] = ""
    """Address of its catalogue service; its catalogue is not collected if empty."""
    blocked: bool = False
    state: CopyState = CopyState.NEVER
    revision: int = 0
    collected_at: datetime | None = None
    reason: str = ""
    feeds: tuple[Freshness, ...] = ()
    reset_reason: Annotated[str, Field(max_length=1000)] = ""
    """Why its state was last taken anew from the beginning."""
