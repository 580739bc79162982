"""SWOT: strengths, weaknesses, opportunities and threats as a working group sees them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.needs import Reference
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Text, Title, unique


class Quadrant(StrEnum):
    """Where an item stands."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


class SwotItem(Record):
    """One statement. `weight` is the group's order of importance: 1 is the most important, 0 none given."""

    code: Code
    quadrant: Quadrant
    text: Title
    weight: Annotated[int, Field(ge=0, le=1_000)] = 0


class SwotLink(Record):
    """What follows from an item: a need or a measure."""

    item: Code
    target: Reference
    """Name of a need or of a measure."""


class Swot(Entity):
    """The SWOT of a working group, or of the whole area where no group is named."""

    title: Title
    cycle: OptionalCode = ""
    working_group: OptionalCode = ""
    held_from: date | None = None
    held_to: date | None = None
    items: Annotated[tuple[SwotItem, ...], Field(max_length=500), unique("an item", lambda item: item.code)] = ()
    links: Annotated[
        tuple[SwotLink, ...], Field(max_length=2_000), unique("a link", lambda link: (link.item, link.target))
    ] = ()
    note: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        if self.held_from and self.held_to and self.held_to < self.held_from:
            violated("PERIOD_ORDER", "it ends before it begins", "held_to")
        known = {item.code for item in self.items}
        for index, link in enumerate(self.links):
            if link.item not in known:
                violated("UNKNOWN_CODE", f"the SWOT has no item `{link.item}`", f"links.{index}.item")
