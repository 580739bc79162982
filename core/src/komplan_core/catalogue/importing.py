"""What is remembered of an import: what was read, what came of it, and what nobody knew."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from komplan_core.record import Entity, Record
from komplan_core.values import Count, MunicipalityCode, unique


class SourceKind(StrEnum):
    """Where the rows of an import come from."""

    REGISTER = "register"
    """The national register's open data; they form a layer of their own."""
    TABLE = "table"
    """A sheet that the municipality filled."""
    HSDS = "hsds"
    """Services in the form of HSDS, one a line."""


class RunState(StrEnum):
    """What became of an import."""

    APPLIED = "applied"
    REFUSED = "refused"
    """Nothing of it was taken."""
    UNDONE = "undone"


class RunCounts(Record):
    """Records by what came of them. One record is one service with its provider and places."""

    read: Count = 0
    outside: Count = 0
    """Left out: neither in the municipalities asked for nor known here."""
    created: Count = 0
    changed: Count = 0
    unchanged: Count = 0
    revived: Count = 0
    """Were gone and came back."""
    gone: Count = 0
    """Known here and missing in the source; kept and marked as defunct."""
    refused: Count = 0
    """Have errors; left as they were."""
    written: Count = 0
    """Entries of the directory that were stored: providers, places, services, life situations."""
    providers_changed: Count = 0
    """Providers that were known and of which something is different."""
    places_changed: Count = 0
    cleared: Count = 0
    """Fields that said something and are empty now, because a cell of a sheet is."""


class UnknownCode(Record):
    """A code of the source that no code list has."""

    code_list: Annotated[str, Field(max_length=60)]
    code: Annotated[str, Field(max_length=100)]
    count: Count


class ReasonCount(Record):
    """How often something was warned of."""

    reason: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,59}$")]
    count: Count


class ImportRun(Entity):
    """One import."""

    kind: SourceKind
    state: RunState
    refusal: Annotated[str, Field(max_length=60)] = ""
    """Why nothing was taken: a reason of the closed list."""
    title: Annotated[str, Field(max_length=500)] = ""
    """What the source is called, such as the name of its file."""
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Of the source's bytes."""
    fetched_at: datetime | None = None
    """When the source was fetched; nothing is said of whether anybody verified it."""
    imported_at: datetime
    municipalities: Annotated[tuple[MunicipalityCode, ...], unique("a municipality")] = ()
    """RÚIAN codes of those asked for; all when empty."""
    counts: RunCounts = RunCounts()
    unknown_codes: Annotated[tuple[UnknownCode, ...], Field(max_length=1000)] = ()
    warnings: Annotated[tuple[ReasonCount, ...], Field(max_length=200)] = ()
    first_entry: Annotated[int, Field(ge=0)] = 0
    """Number of the first journal entry that it wrote; 0 for none."""
    last_entry: Annotated[int, Field(ge=0)] = 0
    """Number of the last journal entry that it wrote; between both stands nothing else."""
