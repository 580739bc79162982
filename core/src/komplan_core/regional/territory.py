"""The region's territory as it was from a day on: its ORP and municipalities by RÚIAN code.

Hierarchy is obec → ORP → region on the day of what is reported, never by district (domain § 13).
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.declarations import AreaLevel, PlanningArea
from komplan_core.errors import Invalid, violated
from komplan_core.record import Entity
from komplan_core.territory import (
    MUNICIPALITIES_FILE,
    ORPS_FILE,
    REGIONS_FILE,
    Municipality,
    Orp,
    Region,
    Territory,
    UnitCode,
)
from komplan_core.values import Text, Title

LARGEST_LOSS: Final = 20
"""A newer territory may lack one in so many municipalities; of more somebody has to say that it is right."""


class RegionTerritory(Entity):
    """ORP and municipalities of one region, valid from a day until the next such list begins."""

    valid_from: date
    region: UnitCode
    """RÚIAN code of the region."""
    title: Title
    source: Text = ""
    """Where the list is from, in words."""
    orps: Annotated[tuple[Orp, ...], Field(min_length=1, max_length=500)]
    municipalities: Annotated[tuple[Municipality, ...], Field(min_length=1, max_length=10_000)]

    def model_post_init(self, context: Any, /) -> None:
        whole = Region(code=self.region, title=self.title, nuts3="0")
        try:
            Territory((whole,), self.orps, self.municipalities)
        except Invalid as error:
            violated(error.reason, error.message, error.violations[0].field)


@dataclass(frozen=True, slots=True)
class Units:
    """The territory in force on a day, looked up by code. It is empty before the first list begins."""

    valid_from: date | None = None
    orps: Mapping[str, Orp] = field(default_factory=dict)
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)

    def orp_of(self, municipality: str) -> str:
        """RÚIAN code of the ORP that a municipality belongs to; empty for one that the region does not have."""
        found = self.municipalities.get(municipality)
        return found.orp if found else ""

    def title(self, municipality: str) -> str:
        """Title of a municipality, or its code where the region has no such one."""
        found = self.municipalities.get(municipality)
        return found.title if found else municipality

    def orp_title(self, orp: str) -> str:
        """Title of an ORP, or its code where the region has no such one."""
        found = self.orps.get(orp)
        return found.title if found else orp

    def check_orp(self, code: str, told: Collection[str] = (), field: str = "orp") -> None:
        """Raise Invalid for a code of no ORP; `told` are codes that may stand in its place, such as `unknown`.

        Nothing is refused before the first list begins, nor for an empty code, which means all.
        """
        if not code or not self.orps or code in self.orps or code in told:
            return
        meant = [orp for orp in self.orps.values() if orp.title.casefold() == code.strip().casefold()]
        if meant:
            message = f"`{code[:60]}` is a title: write the code of the ORP, `{meant[0].code}`"
        else:
            first = ", ".join(f"`{orp.code}` ({orp.title})" for orp in list(self.orps.values())[:3])
            message = f"the region has no ORP `{code[:60]}`; its list of territory begins with {first}"
        raise Invalid.field(field, "UNKNOWN_CODE", message)

    def of_orp(self, orp: str) -> tuple[str, ...]:
        """Codes of the municipalities of an ORP, in the order of the list."""
        return tuple(code for code, town in self.municipalities.items() if town.orp == orp)


def units(territory: RegionTerritory) -> Units:
    """The look-ups of a list."""
    return Units(
        territory.valid_from,
        {orp.code: orp for orp in territory.orps},
        {town.code: town for town in territory.municipalities},
    )


def of_region(whole: Territory, region: str, valid_from: date, source: str = "") -> RegionTerritory:
    """The part of a territory that one region is; `region` may be empty where there is one only. Raises Invalid."""
    if not region and len(whole.regions) != 1:
        raise Invalid.field("region_code", "REQUIRED", "the tables hold several regions: say which by its RÚIAN code")
    found = whole.region(region) if region else whole.regions[0]
    towns = whole.municipalities_of_region(found.code)
    if not towns:
        raise Invalid.field("region_code", "IMPORT_EMPTY", f"the tables have no municipality of {found.title}")
    return RegionTerritory(
        valid_from=valid_from,
        region=found.code,
        title=found.title,
        source=source,
        orps=whole.orps_of_region(found.code),
        municipalities=towns,
    )


def shrinks(before: RegionTerritory, after: RegionTerritory) -> bool:
    """Whether more municipalities are gone than merge in a year or two: then the tables are likely not whole."""
    kept = {town.code for town in after.municipalities}
    lost = sum(town.code not in kept for town in before.municipalities)
    return lost * LARGEST_LOSS > len(before.municipalities)


def territory_of_areas(areas: Iterable[PlanningArea], region: str, title: str, valid_from: date) -> RegionTerritory:
    """A made territory that has just what some planning areas speak of, for demonstrations: all of them lie in it.

    Their own codes of region are not asked for, so that cities of several regions can stand in one.
    """
    orps: dict[str, Orp] = {}
    towns: dict[str, Municipality] = {}
    for area in sorted(areas, key=lambda area: (area.level is not AreaLevel.ORP, area.code)):
        orps.setdefault(area.orp, Orp(code=area.orp, title=area.title.removeprefix("ORP "), region=region))
        for code in area.municipalities:
            named = area.title if len(area.municipalities) == 1 else f"obec {code}"
            if code not in towns or len(area.municipalities) == 1:
                towns[code] = Municipality(code=code, title=named, orp=area.orp, district="0")
    return RegionTerritory(
        valid_from=valid_from,
        region=region,
        title=title,
        source="made of the planning areas' own codes; no official list",
        orps=tuple(orps.values()),
        municipalities=tuple(towns.values()),
    )


def official_tables(territory: RegionTerritory) -> dict[str, bytes]:
    """The list as tables in the official layout, by file name: what an import reads back as the same list."""
    region = (territory.region, territory.title)
    return {
        REGIONS_FILE: _table(("vusc_kod", "kraj_nazev", "nuts3"), [(*region, "0")]),
        ORPS_FILE: _table(
            ("orp_ruian", "orp_nazev", "vusc_kod"), [(orp.code, orp.title, orp.region) for orp in territory.orps]
        ),
        MUNICIPALITIES_FILE: _table(
            ("obec_kod", "obec_nazev", "orp_ruian", "okres_kod", "vusc_kod"),
            [(town.code, town.title, town.orp, town.district, territory.region) for town in territory.municipalities],
        ),
    }


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode()
