"""K3: evaluation of the plan before: the region's own, and those of its cities."""

from collections.abc import Iterator

from komplan_core.directory import Feed
from komplan_core.monitoring import Evaluation
from komplan_core.monitoring.evaluations import EvaluationKind, EvaluationState
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, coded, figure, words
from komplan_core.values import Money
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.feeds import PARTS

_AIMS = {True: "splněny", False: "nesplněny", None: "neznámo"}
_COLUMNS = (
    Column("kind", "Druh"),
    Column("year", "Rok"),
    Column("aims", "Cíle"),
    Column("measures", "Opatření", CellKind.COUNT),
    Column("fulfilled", "Splněno", CellKind.COUNT),
    Column("planned", "Plánováno", CellKind.MONEY),
    Column("secured", "Zajištěno", CellKind.MONEY),
    Column("actual", "Skutečnost", CellKind.MONEY),
)


def tables(of: Composing) -> Iterator[Table]:
    """Evaluations of the years before the plan, and final ones; figures that are not known are absent."""
    own = [item for item in _own(of) if item.state is EvaluationState.APPROVED]
    rows = tuple(Row(item.name.rsplit("/", 1)[-1], _cells(item)) for item in own)
    yield Table("own-evaluation", "K3", "Vyhodnocení předchozího plánu kraje", _COLUMNS, rows, heads=2)
    found = []
    for standing in of.standings:
        city = standing.municipality
        for item in _of_city(of, standing.row_id):
            if item.year is None or item.year < of.plan.from_year:
                key = f"{city.code}/{'/'.join(item.name.split('/')[3::2])}"
                found.append(Row(key, (*words(city.title), *_cells(item)), city.code))
    columns = (Column("title", "Město"), *_COLUMNS)
    yield Table("evaluations", "K3", "Vyhodnocení plánů měst", columns, tuple(found), heads=3)


def _own(of: Composing) -> list[Evaluation]:
    return of.tx.midterm.evaluations_of(of.plan.previous) if of.plan.previous else []


def _of_city(of: Composing, row_id: int) -> list[Evaluation]:
    held = of.tx.copies.held(row_id, Feed.PLANNING, ("evaluations",))
    part = PARTS["evaluations"]
    found = [part.parse(r.name, r.encoded) for _, r in sorted(held.records.items()) if r.part == "evaluations"]
    return [item for item in found if item.facts is not None]


def _cells(item: Evaluation) -> tuple[Cell, ...]:
    facts, by = item.facts, [item.name]
    assert facts is not None
    fulfilled = sum(state.measures for state in facts.states if state.state == "fulfilled")
    kind = "celý plán" if item.kind is EvaluationKind.FINAL else "roční"
    return (
        coded(item.kind, kind),
        *words(str(item.year or ""), _AIMS[facts.aims_reached]),
        figure(facts.measures, by),
        figure(fulfilled, by),
        *(figure(_hal(amount), by) for amount in (facts.planned, facts.secured, facts.actual)),
    )


def _hal(amount: Money | None) -> int | None:
    return amount.hal if amount is not None else None
