"""What stands above the measures: sections of text, and the nodes of the tree."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.planning.extra import ExtraValues
from komplan_core.record import Entity
from komplan_core.values import Code, OptionalCode, Text, Title

Position = Annotated[int, Field(ge=1, le=10_000)]
"""Place among siblings, from 1."""


class SectionKind(StrEnum):
    """What a section of text is about; the contents that act 108/2006 Sb., § 3 letter h, asks for are found by it."""

    VISION = "vision"
    INTRODUCTION = "introduction"
    MAKING = "making"
    """How the plan was made (P1)."""
    ANALYSIS = "analysis"
    """Resources and needs with economic evaluation (P2)."""
    STRATEGY = "strategy"
    """How services are secured and developed (P3)."""
    DUTIES = "duties"
    """Duties of those involved (P4)."""
    MONITORING = "monitoring"
    """How fulfilment is watched and evaluated (P5)."""
    CHANGES = "changes"
    """How services, and the plan, may be changed (P6)."""
    OTHER = "other"


class PlanSection(Entity):
    """A part of the plan that is text."""

    kind: SectionKind
    position: Position
    title: Title
    text: Text = ""
    extra: ExtraValues = ()


class PlanNode(Entity):
    """A node above the measures: a chapter, a priority, a goal. Without a working group it is systemic."""

    level: Code
    parent: OptionalCode = ""
    """Id of the parent node, or empty at the top."""
    position: Position
    code: str = ""
    """Printed number, from the city's numbering."""
    title: Title
    text: Text = ""
    working_group: OptionalCode = ""
    extra: ExtraValues = ()
