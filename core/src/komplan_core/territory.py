"""Where people live: municipalities, ORP and regions by RÚIAN code, and the official tables that they are read from."""

import csv
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, TextIO, TypeVar

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
Place = Callable[[str, int, str], str]
"""Names the field of a fault from table, index and attribute."""


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
        _check(self.regions, self.orps, self.municipalities, lambda *path: ".".join(map(str, path)))

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


def _check(
    regions: Iterable[Region], orps: Iterable[Orp], municipalities: Iterable[Municipality], place: Place
) -> None:
    """Raise Invalid at the first code that stands twice or parent that is not there."""
    above: set[str] = set()
    levels: tuple[tuple[str, str, Iterable[Region | Orp | Municipality]], ...] = (
        ("regions", "", regions),
        ("orps", "region", orps),
        ("municipalities", "orp", municipalities),
    )
    for table, parent, units in levels:
        codes: set[str] = set()
        for index, unit in enumerate(units):
            if unit.code in codes:
                raise _refused(place(table, index, "code"), f"the code {unit.code} stands twice; keep one row")
            if parent and getattr(unit, parent) not in above:
                message = f"no {parent} has the code {getattr(unit, parent)}; add or correct it"
                raise _refused(place(table, index, parent), message)
            codes.add(unit.code)
        above = codes


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


def load_territory(folder: Path) -> Territory:
    """Read the official files of a folder; corrections are applied where their file is there. Raises Invalid."""
    with ExitStack() as opened:

        def table(file: str) -> TextIO:
            try:
                return opened.enter_context((folder / file).open(encoding="utf-8", newline=""))
            except FileNotFoundError:
                raise _refused(file, "the file is missing; put it into the folder") from None

        corrections = table(CORRECTIONS_FILE) if (folder / CORRECTIONS_FILE).exists() else None
        return read_territory(table(REGIONS_FILE), table(ORPS_FILE), table(MUNICIPALITIES_FILE), corrections)


def read_territory(
    regions: TextIO, orps: TextIO, municipalities: TextIO, corrections: TextIO | None = None
) -> Territory:
    """Read tables in the official layout: kraje.csv, orp.csv, obce.csv and the corrections over obce.csv, which win.

    A missing column, a code that stands twice, an unknown parent or rows that contradict each other raise Invalid
    (TERRITORY_LAYOUT) with file, line and column, such as `obce.csv:17.orp_ruian`.
    """
    region_rows = _rows(REGIONS_FILE, regions, _REGION.values())
    orp_rows = _rows(ORPS_FILE, orps, _ORP.values())
    town_rows = _rows(MUNICIPALITIES_FILE, municipalities, [*_MUNICIPALITY.values(), "vusc_kod"])
    if corrections is not None:
        _correct(town_rows, _rows(CORRECTIONS_FILE, corrections, ["obec_kod", *_CORRECTED.values()]))
    units = (
        tuple(row.unit(Region, _REGION) for row in region_rows),
        tuple(row.unit(Orp, _ORP) for row in orp_rows),
        tuple(row.unit(Municipality, _MUNICIPALITY) for row in town_rows),
    )
    tables = {
        "regions": (region_rows, _REGION),
        "orps": (orp_rows, _ORP),
        "municipalities": (town_rows, _MUNICIPALITY),
    }

    def place(table: str, index: int, attribute: str) -> str:
        rows, columns = tables[table]
        return rows[index].at(columns[attribute])

    _check(*units, place)
    territory = Territory(*units)
    for row in town_rows:
        if row.cells["vusc_kod"] != territory.orp_of(row.cells["obec_kod"]).region:
            raise _refused(row.at("vusc_kod"), "the municipality's ORP lies in another region; correct one of them")
    return territory


@dataclass
class _Row:
    place: str
    cells: dict[str, str]
    correction: str = ""

    def at(self, column: str) -> str:
        if self.correction and column in _CORRECTED:
            return f"{self.correction}.{_CORRECTED[column]}"
        return f"{self.place}.{column}"

    def unit(self, model: type[Unit], columns: Mapping[str, str]) -> Unit:
        try:
            return model.model_validate({attribute: self.cells[column] for attribute, column in columns.items()})
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            raise _refused(self.at(columns[str(first["loc"][0])]), first["msg"]) from None


def _rows(file: str, stream: TextIO, columns: Iterable[str]) -> list[_Row]:
    lines = csv.reader(stream, strict=True)
    rows = []
    try:
        # spreadsheets put a byte order mark before the first column
        header = [column.removeprefix("\ufeff") for column in next(lines, [])]
        for column in columns:
            if header.count(column) != 1:
                raise _refused(f"{file}:1.{column}", "the header must name this column exactly once")
        for cells in lines:
            if cells and len(cells) != len(header):
                raise _refused(f"{file}:{lines.line_num}", f"the row has {len(cells)} cells, the header {len(header)}")
            if cells:
                rows.append(_Row(f"{file}:{lines.line_num}", dict(zip(header, cells, strict=True))))
    except UnicodeDecodeError:
        raise _refused(file, "the file is not UTF-8; export it as UTF-8") from None
    except csv.Error:
        raise _refused(f"{file}:{lines.line_num}", "the row is not valid CSV; look at its quotation marks") from None
    return rows


def _correct(towns: Iterable[_Row], corrections: Iterable[_Row]) -> None:
    by_code = {town.cells["obec_kod"]: town for town in towns}
    for row in corrections:
        town = by_code.get(row.cells["obec_kod"])
        if town is None or town.correction:
            raise _refused(row.at("obec_kod"), "each correction names one municipality of obce.csv, and none twice")
        town.cells.update({column: row.cells[corrected] for column, corrected in _CORRECTED.items()})
        town.correction = row.place
