"""What the region itself says of a city's codes: where the city maps nothing, or wrongly."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.codelists import CodeList, known
from komplan_core.errors import violated
from komplan_core.planning import CommonLevel
from komplan_core.record import Entity
from komplan_core.values import Code, Period, Share, Text, shares_are_whole


class CodeKind(StrEnum):
    """Which vocabulary of a city a code belongs to."""

    TARGET_GROUP = "target-group"
    LEVEL = "level"
    INDICATOR = "indicator"
    FUNDING_SOURCE = "funding-source"


_LISTS = {CodeKind.TARGET_GROUP: CodeList.TARGET_GROUPS, CodeKind.FUNDING_SOURCE: CodeList.FUNDING_SOURCES}


class CrosswalkEntry(Entity):
    """A code of one city and the canonical ones that it stands for, with shares, in some days.

    It fills what the city left open. What the city itself states it replaces only as a correction, with a reason.
    """

    area: Code
    """Code of the planning area in the directory."""
    kind: CodeKind
    code: Code
    """The city's own code; one that the city does not declare any more is allowed."""
    canonical: Annotated[dict[Code, Share], Field(min_length=1, max_length=50)]
    """Canonical code → share; for an indicator the code under which the region compares it. The shares add up to 1."""
    validity: Period
    """Money of a year is mapped by what holds on the year's first day; a plan by what holds on its first day."""
    correction: bool = False
    """Whether it goes before what the city states."""
    note: Annotated[Text, Field(max_length=2000)] = ""
    """Why; a correction needs a reason."""

    def model_post_init(self, context: object, /) -> None:
        if not shares_are_whole(self.canonical):
            violated("SHARES_SUM", "the shares of the canonical codes must add up to exactly 1", "canonical")
        if self.correction and not self.note.strip():
            violated("REQUIRED", "say why the city's own statement is not taken", "note")
        if self.kind in _LISTS:
            unknown = [code for code in self.canonical if not known(_LISTS[self.kind], code)]
        else:
            levels = set(CommonLevel) if self.kind is CodeKind.LEVEL else set(self.canonical)
            unknown = sorted(set(self.canonical) - levels)
            if len(self.canonical) > 1:
                violated("INVALID_VALUE", "a level or an indicator stands for one canonical code", "canonical")
        if unknown:
            violated("UNKNOWN_CODE", f"{unknown} are no canonical codes of this kind", "canonical")

    def meets(self, other: "CrosswalkEntry") -> bool:
        """Whether both speak of the same code on some day."""
        same = (self.area, self.kind, self.code) == (other.area, other.kind, other.code)
        return same and self.validity.overlaps(other.validity)
