"""How measures and money of the copied plans are stored."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from komplan_core.regional.money import AMOUNTS, SPLIT, UNKNOWN, MoneySum
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.ports.money import CopiedPlan, LineRow, Spread, SummedRow
from komplan_region.repositories import money_sums as sums
from komplan_region.repositories.copied_plans import IN_TIME
from komplan_region.rows.money import (
    CopyFigureRow,
    CopyGroupRow,
    CopyLineRow,
    CopyMeasureRow,
    CopyPaidRow,
    CopyPlanRow,
    CopySumRow,
    CopyTotalRow,
    CopyUnmappedRow,
)

_CLEAR = Statement(delete(CopyPlanRow).where(CopyPlanRow.municipality_id == bindparam("municipality")))
_PUT_PLAN = Statement(insert(CopyPlanRow).returning(CopyPlanRow.id))
_PUT_MEASURE = Statement(insert(CopyMeasureRow))
_PUT_FIGURE = Statement(insert(CopyFigureRow))
_PUT_TOTAL = Statement(insert(CopyTotalRow))
_PUT_SUM = Statement(insert(CopySumRow))
_PUT_PAID = Statement(insert(CopyPaidRow))
_PUT_GROUP = Statement(insert(CopyGroupRow))
_PUT_UNMAPPED = Statement(insert(CopyUnmappedRow))
_PUT_LINE = Statement(insert(CopyLineRow))


def _in_time(query: Any) -> Statement:
    return Statement(query.where(IN_TIME))


def _of_plan(row: Any, *columns: Any) -> Statement:
    joined = select(row.plan_id, *columns).join(CopyPlanRow, CopyPlanRow.id == row.plan_id)
    return _in_time(joined.order_by(CopyPlanRow.municipality_id, CopyPlanRow.name, row.id))


_SUMS = (*SPLIT, "lines", *UNKNOWN)
_AMOUNTS = ("year", "source", "planned", "secured", "actual", "measures")
_ROWS = {
    "plans": _in_time(
        select(
            CopyPlanRow.id,
            CopyPlanRow.municipality_id,
            CopyPlanRow.measures,
            CopyPlanRow.priorities,
            CopyPlanRow.systemic_priorities,
        ).order_by(CopyPlanRow.municipality_id, CopyPlanRow.name)
    ),
    "measures": _of_plan(
        CopyMeasureRow, CopyMeasureRow.place, CopyMeasureRow.name, CopyMeasureRow.code, CopyMeasureRow.title
    ),
    "territories": _of_plan(CopyMeasureRow, CopyMeasureRow.place, CopyMeasureRow.territory),
    "figures": _of_plan(CopyFigureRow, CopyFigureRow.target_group, *(getattr(CopyFigureRow, n) for n in _AMOUNTS)),
    "totals": _of_plan(CopyTotalRow, *(getattr(CopyTotalRow, name) for name in _AMOUNTS)),
    "groups": _of_plan(CopyGroupRow, CopyGroupRow.target_group, CopyGroupRow.priorities, CopyGroupRow.measures),
    "unmapped": _of_plan(CopyUnmappedRow, CopyUnmappedRow.kind, CopyUnmappedRow.code, CopyUnmappedRow.measures),
}


class MoneyStore:
    """Measures and money of the copied plans inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def put(self, row_id: int, plans: Sequence[CopiedPlan]) -> None:
        self._tx.session.run(_CLEAR, municipality=row_id)
        for plan in plans:
            self._put_plan(row_id, plan)

    def rows(self, what: str, start: date, end: date) -> list[tuple[Any, ...]]:
        return self._tx.session.all(_ROWS[what], start=start, end=end)

    def summed(self, by: str, first: int, last: int) -> list[SummedRow]:
        return sums.summed(self._tx.session, by, first, last)

    def spread(self, first: int, last: int) -> Spread:
        return sums.spread(self._tx.session, first, last)

    def lines(self, after: int, most: int, **only: Any) -> list[LineRow]:
        return sums.lines(self._tx.session, after, most, only)

    def paid_otherwise(self, source: str, first: int, last: int) -> set[str]:
        return sums.paid_otherwise(self._tx.session, source, first, last)

    def _put_plan(self, row_id: int, plan: CopiedPlan) -> None:
        plan_id = self._tx.session.value(
            _PUT_PLAN,
            municipality_id=row_id,
            name=plan.name,
            period_start=plan.period_start,
            period_end=plan.period_end,
            measures=len(plan.measures),
            priorities=plan.priorities,
            systemic_priorities=plan.systemic_priorities,
        )
        self._put(
            _PUT_MEASURE,
            (
                {
                    "plan_id": plan_id,
                    "place": place,
                    "name": measure.name,
                    "code": measure.code,
                    "title": measure.title,
                    "change": measure.change,
                    "service": measure.service,
                    "service_type": measure.service_type,
                    "territory": " ".join(measure.territory),
                    "groups": f" {' '.join(measure.groups)} ",
                }
                for place, measure in enumerate(plan.measures)
            ),
        )
        self._put(
            _PUT_LINE,
            (
                {
                    "plan_id": plan_id,
                    "place": line.measure,
                    "year": line.year,
                    "source": line.source,
                    "local_source": line.local_source,
                    "kind": line.kind.value,
                    "territory": " ".join(plan.measures[line.measure].territory),
                    "planned": line.planned,
                    "secured": line.secured,
                    "actual": line.actual,
                }
                for line in plan.lines
            ),
        )
        self._put(
            _PUT_FIGURE,
            (
                {"plan_id": plan_id, "target_group": group, "year": year, "source": source}
                | _sums(total, _SUMS)
                | {"measures": packed(total.measures)}
                for (group, year, source), total in plan.by_group.items()
            ),
        )
        self._put(
            _PUT_TOTAL,
            (
                {"plan_id": plan_id, "year": year, "source": source}
                | _sums(total, AMOUNTS)
                | {"measures": packed(total.measures)}
                for (year, source), total in plan.by_source.items()
            ),
        )
        self._put(
            _PUT_SUM,
            (
                {"plan_id": plan_id, "year": year, "source": source, "kind": kind.value} | _sums(total, _SUMS)
                for (year, source, kind), total in plan.by_kind.items()
            ),
        )
        self._put(
            _PUT_PAID,
            (
                {"plan_id": plan_id, "paid": " ".join(f"{year}:{source}" for year, source in paid), "measures": count}
                for paid, count in plan.paid.items()
            ),
        )
        self._put(
            _PUT_GROUP,
            (
                {"plan_id": plan_id, "target_group": group, "priorities": count, "measures": packed(places)}
                for group, (count, places) in plan.groups.items()
            ),
        )
        self._put(
            _PUT_UNMAPPED,
            (
                {"plan_id": plan_id, "kind": kind, "code": code, "measures": packed(places)}
                for kind, code, places in plan.unmapped
            ),
        )

    def _put(self, statement: Statement, rows: Iterable[dict[str, Any]]) -> None:
        if found := list(rows):
            self._tx.session.run_many(statement, found)


def packed(places: Iterable[int]) -> bytes:
    """Places of measures, 32 bits each."""
    return array("I", places).tobytes()


def _sums(total: MoneySum, wanted: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(total, name) for name in wanted}
