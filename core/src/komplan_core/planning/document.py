"""A whole version as one JSON document, for exchange: amounts in haléře, days as 2027-01-31, numbers as text.

It holds what the version says and nothing about people: neither votes nor scores nor comments.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from komplan_core.planning.contents import PlanNode, PlanSection
from komplan_core.planning.measures import Measure
from komplan_core.planning.plans import PlanVersion
from komplan_core.record import Record

FORMAT: Final = "komplan-plan"
SCHEMA_VERSION: Final = 1


class PlanDocument(Record):
    """A version with all that stands in it. Its schema is `docs/reference/plan.schema.json`."""

    format: Literal["komplan-plan"] = FORMAT
    schema_version: Literal[1] = SCHEMA_VERSION
    version: PlanVersion
    sections: Annotated[tuple[PlanSection, ...], Field(max_length=5_000)] = ()
    nodes: Annotated[tuple[PlanNode, ...], Field(max_length=5_000)] = ()
    measures: Annotated[tuple[Measure, ...], Field(max_length=5_000)] = ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PlanDocument.model_json_schema()}
