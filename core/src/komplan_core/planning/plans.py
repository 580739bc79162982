"""Plans, their versions, and the records by which an approved plan changes."""

from datetime import date
from typing import Annotated

from pydantic import Field

from komplan_core.record import Entity, Record
from komplan_core.values import Code, MunicipalityCode, OptionalCode, Period, Text, Title


class Plan(Entity):
    """A plan of the area; plans of one area may overlap in time and territory (Český Krumlov)."""

    title: Title
    cycle: Code
    period: Period
    municipalities: tuple[MunicipalityCode, ...] = ()
    """RÚIAN codes of the plan's territory; empty for the whole area."""
    fictional: bool = False
    """Whether the plan is made-up data for a demonstration."""


class Resolution(Record):
    """A decision of a council (rada) or assembly (zastupitelstvo)."""

    body: Code
    number: Title
    held_on: date


class PlanVersion(Entity):
    """One version of a plan. It is edited as a draft and immutable once published."""

    title: Title
    state: OptionalCode = ""
    resolution: Resolution | None = None
    content_sha256: str = ""
    """Hash over sections, nodes and measures, set when the version leaves the draft."""
    based_on: OptionalCode = ""
    """Id of the version of the same plan from which everything was copied, ids included; empty for an empty start."""
    change: OptionalCode = ""
    """Id of the change record by which this version changes an approved plan; empty where none was approved."""


class PlanChange(Entity):
    """Why an approved plan changes (rule P6): the change procedure that act 108/2006 Sb., § 3 letter h, asks for."""

    what: Annotated[Text, Field(min_length=1)]
    why: Annotated[Text, Field(min_length=1)]
    from_version: Code
    """Id of the approved version that is to change."""
    to_version: OptionalCode = ""
    """Id of the version that brings the change; empty until it is begun."""
    resolution: Resolution | None = None
    """By which the change was decided; at the latest the one that adopts the new version."""
