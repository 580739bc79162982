"""Where people live: municipalities, ORP and regions by RÚIAN code, and the official tables that they are read from."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, TextIO, TypeVar

from pydantic import StringConstraints, ValidationError

from komplan_core.errors import Invalid
from komplan_core.record import Record
from komplan_core.values import MunicipalityCode, Title

UnitCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,10}$")]
"""Code of an ORP, district or region: RÚIAN, not ČSÚ; text, never a number. Letters mark NUTS and fictional units."""


class Region(Record):
    """A region (kraj)."""

    code: UnitCode
    title: Title
    nuts3: UnitCode
    """Joins the region to the map layers, which know no RÚIAN code of regions."""


class Orp(Record):
    """The territory of a municipality with extended powers (ORP). Praha fills the place of one, but is none in law."""

    code: UnitCode
    title: Title
    region: UnitCode


class Municipality(Record):
    """A municipality (obec). Titles repeat, even inside one ORP: the code is the key."""

    code: MunicipalityCode
    title: Title
    orp: UnitCode
    district: UnitCode
    """Okres, to be shown only: an ORP may cross districts, so nothing is derived from it."""


Unit = TypeVar("Unit", Region, Orp, Municipality)


@dataclass(frozen=True)
class Territory:
    """Regions, their ORP and the municipalities of these, looked up by code and listed in the order given.

    A municipality belongs to an ORP and through it to a region, never through its district. A code that stands
    twice, or a parent that is not there, raises Invalid (TERRITORY_LAYOUT) with a field like `municipalities.7.orp`.
    """

    regions: tuple[Region, ...]
    orps: tuple[Orp, ...]
    municipalities: tuple[Municipality, ...]

    def __post_init__(self) -> None:
        fault = _first_fault(self.regions, self.orps, self.municipalities)
        if fault:
            raise _refused(f"{fault.table}.{fault.index}.{fault.attribute}", fault.message)

    def region(self, code: str) -> Region:
        """Raises Invalid (UNKNOWN_CODE), as do all look-ups by code."""
        return _found(self._region_by_code, code, "region")

    def orp(self, code: str) -> Orp:
        """The ORP of this RÚIAN code."""
        return _found(self._orp_by_code, code, "orp")

    def municipality(self, code: str) -> Municipality:
        """The municipality of this RÚIAN code."""
        return _found(self._municipality_by_code, code, "municipality")

    def knows_municipality(self, code: str) -> bool:
        """Whether a municipality of this code is in the territory."""
        return code in self._municipality_by_code

    def orp_of(self, municipality: str) -> Orp:
        """The ORP that the municipality with this code belongs to."""
        return self.orp(self.municipality(municipality).orp)

    def region_of(self, municipality: str) -> Region:
        """The region that the municipality with this code belongs to, through its ORP."""
        return self.region(self.orp_of(municipality).region)

    def orps_of_region(self, region: str) -> tuple[Orp, ...]:
        """All ORP of the region with this code."""
        return self._orps_by_region.get(self.region(region).code, ())

    def municipalities_of_orp(self, orp: str) -> tuple[Municipality, ...]:
        """All municipalities of the ORP with this code."""
        return self._municipalities_by_orp.get(self.orp(orp).code, ())

    def municipalities_of_region(self, region: str) -> tuple[Municipality, ...]:
        """All municipalities of the region with this code, ORP by ORP."""
        return tuple(town for orp in self.orps_of_region(region) for town in self.municipalities_of_orp(orp.code))

    def municipalities_titled(self, title: str) -> tuple[Municipality, ...]:
        """All municipalities of exactly this name; empty for none. More than one: let a person choose."""
        return self._municipalities_by_title.get(title, ())

    @cached_property
    def _region_by_code(self) -> Mapping[str, Region]:
        return {region.code: region for region in self.regions}

    @cached_property
    def _orp_by_code(self) -> Mapping[str, Orp]:
        return {orp.code: orp for orp in self.orps}

    @cached_property
    def _municipality_by_code(self) -> Mapping[str, Municipality]:
        return {town.code: town for town in self.municipalities}

    @cached_property
    def _orps_by_region(self) -> Mapping[str, tuple[Orp, ...]]:
        return _grouped((orp.region, orp) for orp in self.orps)

    @cached_property
    def _municipalities_by_orp(self) -> Mapping[str, tuple[Municipality, ...]]:
        return _grouped((town.orp, town) for town in self.municipalities)

    @cached_property
    def _municipalities_by_title(self) -> Mapping[str, tuple[Municipality, ...]]:
        return _grouped((town.title, town) for town in self.municipalities)


class _Fault(NamedTuple):
    table: str
    index: int
    attribute: str
    message: str


def _first_fault(
    regions: Sequence[Region], orps: Sequence[Orp], municipalities: Sequence[Municipality]
) -> _Fault | None:
    above: frozenset[str] = frozenset()
    levels = (("regions", "", regions), ("orps", "region", orps), ("municipalities", "orp", municipalities))
    for table, parent, units in levels:
        codes: set[str] = set()
        for index, unit in enumerate(units):
            if unit.code in codes:
                return _Fault(table, index, "code", f"the code {unit.code} stands twice; keep one row")
            if parent and getattr(unit, parent) not in above:
                return _Fault(table, index, parent, f"no {parent} has the code {getattr(unit, parent)}; add or correct it")
            codes.add(unit.code)
        above = frozenset(codes)
    return None


def _refused(field: str, message: str) -> Invalid:
    return Invalid.field(field, "TERRITORY_LAYOUT", message)


def _found(units: Mapping[str, Unit], code: str, level: str) -> Unit:
    if code not in units:
        raise Invalid.field(level, "UNKNOWN_CODE", f"use the RÚIAN code of a {level} of this territory")
    return units[code]


def _grouped(pairs: Iterable[tuple[str, Unit]]) -> Mapping[str, tuple[Unit, ...]]:
    groups: dict[str, list[Unit]] = {}
    for key, unit in pairs:
        groups.setdefault(key, []).append(unit)
    return {key: tuple(units) for key, units in groups.items()}


REGIONS_FILE: Final = "kraje.csv"
ORPS_FILE: Final = "orp.csv"
MUNICIPALITIES_FILE: Final = "obce.csv"
CORRECTIONS_FILE: Final = "obce_rozdily_2024-06.csv"

_REGION: Final = {"code": "vusc_kod", "title": "kraj_nazev", "nuts3": "nuts3"}
_ORP: Final = {"code": "orp_ruian", "title": "orp_nazev", "region": "vusc_kod"}
_MUNICIPALITY: Final = {"code": "obec_kod", "title": "obec_nazev", "orp": "orp_ruian", "district": "okres_kod"}
_CORRECTED: Final = {"orp_ruian": "orp_ruian_2024_06", "okres_kod": "okres_kod_2024_06"}
