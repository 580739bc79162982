"""K3: indicators of cities' plans under the codes by which the region compares them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.regional.indicators import ComparedIndicator, totals
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, coded, figure, words
from komplan_region.usecases.chapters.coded import NOT_MAPPED
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.chapters.money import UNMAPPED_KEY
from komplan_region.usecases.indicators import indicators_reached

_WHOLE = "celý plán"
_REACHED = {True: "splněno", False: "nesplněno", None: "neznámo"}
_COUNTS = (
    Column("code", "Ukazatel"),
    Column("year", "Rok"),
    Column("indicators", "Ukazatelů", CellKind.COUNT),
    Column("due", "S cílem v tomto roce", CellKind.COUNT),
    Column("reached", "Splněno", CellKind.COUNT),
    Column("unknown", "Hodnota neznámá", CellKind.COUNT),
)
_VALUES = (
    Column("code", "Ukazatel"),
    Column("title", "Město"),
    Column("indicator", "Ukazatel města"),
    Column("unit", "Jednotka"),
    Column("year", "Rok"),
    Column("target", "Cíl"),
    Column("actual", "Hodnota"),
    Column("reached", "Splnění"),
)


def tables(of: Composing) -> Iterator[Table]:
    """How many indicators were reached, and the values of those that the region compares."""
    found = list(indicators_reached(of.tx, of.standings, of.plan.from_year))
    titles = {
        indicator.code: indicator.title
        for measure in of.tx.midterm.measures_of(of.plan.name)
        for indicator in measure.indicators
    }
    rows = tuple(
        Row(
            f"{total.code or UNMAPPED_KEY}/{total.year or UNMAPPED_KEY}",
            (
                _code(total.code, titles),
                *words(str(total.year or _WHOLE)),
                *(_counted(items) for items in (total.indicators, total.due, total.reached, total.unknown)),
            ),
        )
        for total in totals(found)
    )
    note = "Počty ukazatelů z vyhodnocení plánů měst; hodnoty různých měst se nesčítají."
    yield Table("indicators", "K3", "Splnění ukazatelů měst", _COUNTS, rows, note, heads=2)
    values = (_value(of, item, titles) for item in found if item.code != UNMAPPED)
    note = "Jen ukazatele, které kraj převodníkem zařadil; ostatní jsou v přehledu splnění bez přiřazení."
    yield Table("indicator-values", "K3", "Hodnoty porovnávaných ukazatelů", _VALUES, tuple(values), note, heads=5)


def _value(of: Composing, item: ComparedIndicator, titles: Mapping[str, str]) -> Row:
    fact, by = item.fact, (item.evaluation, item.fact.measure)
    target, actual = (Cell(_number(value), sources=by) for value in (fact.target, fact.actual))
    told = words(of.titles[item.area], fact.title, fact.unit, str(item.year or _WHOLE))
    key = "/".join((item.area, *item.evaluation.split("/")[3::2], *fact.measure.split("/")[-1:], fact.code))
    return Row(key, (_code(item.code, titles), *told, target, actual, *words(_REACHED[fact.reached])), item.area)


def _code(code: str, titles: Mapping[str, str]) -> Cell:
    return coded(code, titles.get(code, code)) if code != UNMAPPED else Cell(NOT_MAPPED)


def _counted(items: Sequence[ComparedIndicator]) -> Cell:
    return figure(len(items), [item.evaluation for item in items])


def _number(value: Decimal | None) -> str:
    return format(value, "f").replace(".", ",") if value is not None else ""
