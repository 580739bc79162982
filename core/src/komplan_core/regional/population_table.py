"""Reads inhabitants from a table in the layout of the statistical office's open data: all of it or nothing.

Columns, one figure a row; further columns of the office's files are left aside:

| column | meaning |
|---|---|
| `vuzemi_cis` | code list of the territory: `43` municipality, `65` ORP; rows of other territories are left aside |
| `vuzemi_kod` | code: of a municipality as everywhere; of an ORP in RÚIAN, or the office's own with a table of both |
| `rok` | year; the state at its end |
| `pohlavi_kod` | `1` men, `2` women, empty for both together |
| `vek` | completed years: `7`, `7-10`, `81+`, the code of an age group such as `adults`; empty for all ages |
| `hodnota` | number of people; empty where it is confidential, which stays unknown |
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from komplan_core.codelists import CodeList, order_of
from komplan_core.errors import Invalid, Violation
from komplan_core.regional.ages import ANY_AGE, GROUPS, OLDEST, group_of, span
from komplan_core.regional.population import PopulationFigure, TerritoryLevel
from komplan_core.values import COUNT_LIMIT

COLUMNS: Final = ("vuzemi_cis", "vuzemi_kod", "rok", "pohlavi_kod", "vek", "hodnota")
LEVELS: Final = {"43": TerritoryLevel.MUNICIPALITY, "65": TerritoryLevel.ORP}
SEXES: Final = {"1": "men", "2": "women", "": "people"}
MOST_ROWS: Final = 2_000_000
MOST_FAULTS: Final = 50
_AGE = re.compile(r"([0-9]{1,3})(?:(\+)|[-–]([0-9]{1,3}))?")
_HIDDEN: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""No table of a statistical office has them, and none of them is seen by who looks at it."""
CODES: Final = {
    TerritoryLevel.MUNICIPALITY: re.compile(r"[0-9]{6}"),
    TerritoryLevel.ORP: re.compile(r"[0-9A-Z]{1,10}"),
}


@dataclass(frozen=True, slots=True)
class _Band:
    """One row that was read."""

    line: int
    first: int
    last: int
    people: int | None


_Cell = tuple[int, TerritoryLevel, str, str, str]
"""Year, level, code, age group, sex."""


def read_population(
    table: bytes, file: str = "table", orp_codes: Mapping[str, str] | None = None
) -> dict[int, tuple[PopulationFigure, ...]]:
    """Figures by year. Raises Invalid with every fault by line and column, such as `table:17.vek`.

    Single years of age, or bands, make up their age group exactly; a band that lies in two groups is refused,
    because no number is split by the program. `orp_codes` is the office's code of an ORP → the RÚIAN one.
    """
    faults: list[Violation] = []
    cells: dict[_Cell, list[_Band]] = {}
    for line, row in _rows(table, file):
        try:
            found = _read(row, line, file, orp_codes)
        except Invalid as error:
            faults.extend(error.violations)
            if len(faults) >= MOST_FAULTS:
                break
            continue
        if found is not None:
            cells.setdefault(found[0], []).append(found[1])
    if not faults:
        figures = _figures(cells, file, faults)
    if faults:
        raise Invalid(faults[0].reason, faults[0].message, faults)
    if not figures:
        raise Invalid.field(file, "IMPORT_EMPTY", "the table has no figure of a municipality or an ORP")
    return figures


def read_orp_codes(table: bytes, file: str = "orp_codes") -> dict[str, str]:
    """The office's code of an ORP → the RÚIAN one, of a table with columns KOD_ORP and orp_ruian. Raises Invalid."""
    found: dict[str, str] = {}
    for line, row in _rows(table, file, ("KOD_ORP", "orp_ruian")):
        code = row["KOD_ORP"]
        if not code or not row["orp_ruian"] or code in found:
            raise _fault(file, line, "KOD_ORP", "INVALID_VALUE", "each code stands once, with its RÚIAN code")
        found[code] = row["orp_ruian"]
    return found


def sha256_of(table: bytes) -> str:
    """Hash of a file, to tell which one was read."""
    return hashlib.sha256(table).hexdigest()


def _rows(table: bytes, file: str, columns: tuple[str, ...] = COLUMNS) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        text = table.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = table.decode("cp1250", errors="replace")  # as the office's older files are; codes and numbers are ASCII
    if "\0" in text:
        raise Invalid.field(file, "SOURCE_FORMAT", "this is no CSV file")
    if hidden := _HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise _fault(file, line, "", "TEXT_CONTROL", "remove control, bidirectional and invisible characters")
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        for name in columns:
            if header.count(name) != 1:
                raise _fault(file, 1, name, "TABLE_HEADER", "the header must name this column exactly once")
        places = {name: header.index(name) for name in columns}
        for number, row in enumerate(lines, 2):
            if number > MOST_ROWS:
                raise Invalid.field(file, "SOURCE_TOO_LARGE", f"a table has {MOST_ROWS} rows at most")
            if not row:
                continue
            if len(row) != len(header):
                raise _fault(file, number, "", "SOURCE_FORMAT", f"the row has {len(row)} cells, not {len(header)}")
            yield number, {name: row[place].strip() for name, place in places.items()}
    except csv.Error as error:
        raise Invalid.field(f"{file}:{lines.line_num}", "SOURCE_FORMAT", f"this is no CSV: {error}") from None


def _read(
    row: Mapping[str, str], line: int, file: str, orp_codes: Mapping[str, str] | None
) -> tuple[_Cell, _Band] | None:
    level = LEVELS.get(row["vuzemi_cis"])
    if level is None:
        if not row["vuzemi_cis"].isdigit():
            raise _fault(file, line, "vuzemi_cis", "UNKNOWN_CODE", "43 is a municipality, 65 an ORP")
        return None
    code = row["vuzemi_kod"]
    if level is TerritoryLevel.ORP and orp_codes is not None:
        code = orp_codes.get(code, "")
    if not CODES[level].fullmatch(code):
        raise _fault(file, line, "vuzemi_kod", "UNKNOWN_CODE", "use a RÚIAN code, or send a table of the codes of ORP")
    if not re.fullmatch(r"[0-9]{4}", row["rok"]) or not 1990 <= int(row["rok"]) <= 2150:
        raise _fault(file, line, "rok", "INVALID_VALUE", "write the year as four digits")
    if row["pohlavi_kod"] not in SEXES:
        raise _fault(file, line, "pohlavi_kod", "UNKNOWN_CODE", "1 is men, 2 women, empty both")
    group, first, last = _ages(row["vek"], line, file)
    people = row["hodnota"]
    if people and (not re.fullmatch(r"[0-9]{1,10}", people) or int(people) > COUNT_LIMIT):
        raise _fault(file, line, "hodnota", "INVALID_VALUE", "write a whole number of people, without blanks")
    cell = (int(row["rok"]), level, code, group, SEXES[row["pohlavi_kod"]])
    return cell, _Band(line, first, last, int(people) if people else None)


def _ages(said: str, line: int, file: str) -> tuple[str, int, int]:
    if said in ("", ANY_AGE):
        return ANY_AGE, 0, OLDEST
    if said in GROUPS:
        return said, *span(said)
    found = _AGE.fullmatch(said)
    if found is None:
        raise _fault(
            file, line, "vek", "INVALID_VALUE", "write completed years such as 7, 7-10 or 81+, or an age group"
        )
    first = int(found[1])
    last = OLDEST if found[2] else int(found[3] or first)
    group = group_of(first, last) if first <= last else None
    if group is None:
        message = f"the band {said} lies in no single age group: use single years of age, nothing is split by guess"
        raise _fault(file, line, "vek", "AGE_BAND", message)
    return group, first, last


def _figures(
    cells: Mapping[_Cell, list[_Band]], file: str, faults: list[Violation]
) -> dict[int, tuple[PopulationFigure, ...]]:
    numbers: dict[tuple[int, TerritoryLevel, str, str], dict[str, int]] = {}
    for (year, level, code, group, sex), bands in cells.items():
        whole = _whole(group, bands, file, faults)
        if whole is not None:
            numbers.setdefault((year, level, code, group), {})[sex] = whole
    years: dict[int, list[PopulationFigure]] = {}
    for (year, level, code, group), said in sorted(numbers.items(), key=_by_age):
        people = said.get("people")
        both = said["men"] + said["women"] if {"men", "women"} <= said.keys() else None
        if people is not None and both is not None and people != both:
            line = cells[year, level, code, group, "people"][0].line
            message = f"{people} people are stated, men and women make {both}"
            faults.extend(_fault(file, line, "hodnota", "TOTAL_DIFFERS", message).violations)
        total = people if people is not None else both
        if total is not None:
            years.setdefault(year, []).append(
                PopulationFigure(
                    territory=code,
                    level=level,
                    age_group=group,
                    men=said.get("men"),
                    women=said.get("women"),
                    people=total,
                )
            )
    for year, figures in years.items():
        _check_totals(year, figures, cells, file, faults)
    return {year: tuple(figures) for year, figures in sorted(years.items())}


def _whole(group: str, bands: list[_Band], file: str, faults: list[Violation]) -> int | None:
    """The sum of bands that make up a group exactly; None where one of them is confidential."""
    first, last = (0, OLDEST) if group == ANY_AGE else span(group)
    expected = first
    for band in sorted(bands, key=lambda band: (band.first, band.line)):
        if band.first != expected:
            what = "stands twice" if band.first < expected else f"is missing from {expected} years on"
            faults.extend(_fault(file, band.line, "vek", "AGE_BAND", f"a part of the group {group} {what}").violations)
            return None
        expected = band.last + 1
    if expected != last + 1:
        message = f"the group {group} goes to {last} years, the table to {expected - 1}"
        faults.extend(_fault(file, bands[-1].line, "vek", "AGE_BAND", message).violations)
        return None
    known = [band.people for band in bands if band.people is not None]
    return sum(known) if len(known) == len(bands) else None


def _by_age(item: tuple[tuple[int, TerritoryLevel, str, str], object]) -> tuple[int, str, str, tuple[int, str]]:
    year, level, code, group = item[0]
    return year, level, code, order_of(CodeList.AGE_GROUPS, group)


def _check_totals(
    year: int,
    figures: Iterable[PopulationFigure],
    cells: Mapping[_Cell, list[_Band]],
    file: str,
    faults: list[Violation],
) -> None:
    by_territory: dict[tuple[TerritoryLevel, str], dict[str, int]] = {}
    for figure in figures:
        by_territory.setdefault((figure.level, figure.territory), {})[figure.age_group] = figure.people
    for (level, code), said in by_territory.items():
        if (
            ANY_AGE in said
            and set(GROUPS) <= said.keys()
            and said[ANY_AGE] != (parts := sum(map(said.__getitem__, GROUPS)))
        ):
            found = next(
                iter(
                    cells.get((year, level, code, ANY_AGE, sex), [])[0]
                    for sex in SEXES.values()
                    if (year, level, code, ANY_AGE, sex) in cells
                )
            )
            message = f"{said[ANY_AGE]} people are stated, the age groups make {parts}"
            faults.extend(_fault(file, found.line, "hodnota", "TOTAL_DIFFERS", message).violations)


def _fault(file: str, line: int, column: str, reason: str, message: str) -> Invalid:
    return Invalid.field(f"{file}:{line}.{column}".rstrip("."), reason, message)
