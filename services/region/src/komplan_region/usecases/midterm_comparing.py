"""Comparing versions of the region's plan, its cities and its years."""

from collections.abc import Collection
from dataclasses import dataclass

from komplan_core.errors import Invalid
from komplan_core.regional.midterm.differences import (
    AreaLine,
    FigureDifference,
    TextDifference,
    by_area,
    figure_differences,
    text_differences,
)
from komplan_core.regional.midterm.plans import PinnedInput
from komplan_core.regional.midterm.rules import PART_TITLES
from komplan_core.regional.midterm.tables import Table
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.midterm_content import decoded
from komplan_region.usecases.midterm_reading import shown

MOST_AREAS = 20
YEAR_COLUMNS = ("planned", "secured", "actual", "gap")


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """Two versions against each other."""

    figures: tuple[FigureDifference, ...]
    texts: tuple[TextDifference, ...]
    inputs: tuple[tuple[str, str, PinnedInput | None, PinnedInput | None], ...]
    """City, feed, and the input on either side; those whose records differ."""


def compared(tx: RegionTx, name: str, other: str, staff: bool, area: str = "", part: str = "") -> ComparedVersions:
    """What differs between two versions. Raises NotFound, Invalid for a city of neither or a part of no plan."""
    before, after = shown(tx, name, staff, "name"), shown(tx, other, staff, "other")
    if area and area not in {item.area for version in (before, after) for item in version.inputs}:
        message = f"neither version was built from a city `{area[:63]}`"
        raise Invalid.field("area", "REFERENCE_MISSING", message)
    if part and part not in PART_TITLES:
        raise Invalid.field("part", "UNKNOWN_CODE", f"one of {', '.join(PART_TITLES)}")
    tables = [decoded(tx.midterm.parts(version.name)) for version in (before, after)]
    figures = tuple(
        item
        for item in figure_differences(*tables)
        if (not area or item.area == area) and (not part or item.part == part)
    )
    sections = [
        [item for item in tx.midterm.sections_of(version.name) if not part or item.part == part]
        for version in (before, after)
    ]
    old, new = ({(item.area, item.feed): item for item in version.inputs} for version in (before, after))
    inputs = tuple(
        (*key, old.get(key), new.get(key))
        for key in sorted({**old, **new})
        if _manifest(old.get(key)) != _manifest(new.get(key)) and (not area or key[0] == area)
    )
    return ComparedVersions(figures, text_differences(*sections), inputs)


def compared_areas(
    tx: RegionTx, name: str, areas: Collection[str], staff: bool
) -> tuple[tuple[AreaLine, ...], dict[str, str]]:
    """The figures of some cities side by side, and the cities' titles by their codes. Raises NotFound, Invalid."""
    version = shown(tx, name, staff, "name")
    if not 2 <= len(set(areas)) <= MOST_AREAS:
        raise Invalid.field("areas", "TOO_MANY" if areas else "REQUIRED", f"name 2 to {MOST_AREAS} cities")
    known = {item.area: item.title for item in version.inputs}
    for index, code in enumerate(areas):
        if code not in known:
            message = f"`{name}` was built without a city `{code[:63]}`"
            raise Invalid.field(f"areas.{index}", "REFERENCE_MISSING", message)
    titles = {code: known[code] for code in areas}
    return by_area(decoded(tx.midterm.parts(name)).values(), titles), titles


@dataclass(frozen=True, slots=True)
class YearLine:
    """Money of one source in two years, in haléře."""

    source: str
    """Canonical source; empty for what is not mapped."""
    column: str
    titles: tuple[str, str]
    """Of the source and the column."""
    before: int | None
    after: int | None


def compared_years(tx: RegionTx, name: str, year: int, other: int, staff: bool) -> list[YearLine]:
    """The money of two years, source by source. Raises NotFound, Invalid."""
    shown(tx, name, staff, "name")
    years = tx.midterm.plans.get(name.rsplit("/", 2)[0]).years
    for field, asked in (("year", year), ("other_year", other)):
        if asked not in years:
            message = f"the plan is for {years.start} to {years.stop - 1}"
            raise Invalid.field(field, "OUTSIDE_PERIOD", message)
    table: Table = decoded(tx.midterm.parts(name))["money"]
    found = {column: table.numbers(column) for column in YEAR_COLUMNS}
    heads, codes = {column.code: column.title for column in table.columns}, table.codes("source")
    titles = {key.partition("/")[2]: (codes[key], title) for key, title in table.texts("source").items()}
    return [
        YearLine(code, column, (title, heads[column]), told.get(f"{year}/{source}"), told.get(f"{other}/{source}"))
        for source, (code, title) in sorted(titles.items())
        for column, told in found.items()
        if f"{year}/{source}" in told or f"{other}/{source}" in told
    ]


def _manifest(item: PinnedInput | None) -> str:
    return item.manifest_sha256 if item is not None else ""
