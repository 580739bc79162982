"""Money added up by the database, and the lines behind it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, select

from komplan_core.planning import FinancingKind
from komplan_core.regional.money import MeasureLine
from komplan_kit.statements import Session, Statement
from komplan_region.ports.money import SUMMED, LineRow, Spread, SummedRow
from komplan_region.repositories.copied_plans import IN_TIME
from komplan_region.rows.directory import MunicipalityRow
from komplan_region.rows.money import (
    CopyFigureRow,
    CopyLineRow,
    CopyMeasureRow,
    CopyPaidRow,
    CopyPlanRow,
    CopySumRow,
)

_PLANNED, _SECURED = func.coalesce(CopyLineRow.planned, 0), func.coalesce(CopyLineRow.secured, 0)
_SUMS = (
    func.sum(_PLANNED),
    func.sum(_SECURED),
    func.sum(func.coalesce(CopyLineRow.actual, 0)),
    func.sum(case((_PLANNED > _SECURED, _PLANNED - _SECURED), else_=0)),
    func.sum(case((CopyLineRow.actual > CopyLineRow.planned, CopyLineRow.actual - CopyLineRow.planned), else_=0)),
    func.count(),
    func.sum(case((CopyLineRow.planned.is_(None), 1), else_=0)),
    func.sum(case((CopyLineRow.secured.is_(None), 1), else_=0)),
    func.sum(case((CopyLineRow.actual.is_(None), 1), else_=0)),
)


@cache
def _summed(by: str) -> Statement:
    if by == "target-group":
        row = CopyFigureRow
        sums = [func.sum(getattr(row, name)) for name in SUMMED]
        keys: list[Any] = [row.target_group, row.year, row.source]
        query = select(row.target_group, row.year, row.source, literal(""), *sums)
        joined = query.join(CopyPlanRow, CopyPlanRow.id == row.plan_id)
        years = and_(row.year >= bindparam("first"), row.year <= bindparam("last"))
        return Statement(joined.where(IN_TIME, years).group_by(*keys).order_by(*keys))
    # only a split by municipalities needs the lines: the rest is added up from each plan's own sums
    line: Any = CopyLineRow if by == "territory" else CopySumRow
    key = {"region": literal(""), "area": MunicipalityRow.code, "territory": CopyLineRow.territory}[by]
    keys = [*([key] if by != "region" else []), line.year, line.source, line.kind]
    added: Any = _SUMS if by == "territory" else tuple(func.sum(getattr(line, name)) for name in SUMMED)
    joined = select(key, line.year, line.source, line.kind, *added).join(CopyPlanRow, CopyPlanRow.id == line.plan_id)
    if by == "area":
        joined = joined.join(MunicipalityRow, MunicipalityRow.id == CopyPlanRow.municipality_id)
    years = and_(line.year >= bindparam("first"), line.year <= bindparam("last"))
    return Statement(joined.where(IN_TIME, years).group_by(*keys).order_by(*keys))


def _years() -> ColumnElement[bool]:
    return and_(CopyLineRow.year >= bindparam("first"), CopyLineRow.year <= bindparam("last"))


def summed(session: Session, by: str, first: int, last: int) -> list[SummedRow]:
    """Sums by key, year, source and kind."""
    rows = session.all(_summed(by), first=first, last=last, **_days(first, last))
    return [
        SummedRow(key, year, source, kind, tuple(int(value) for value in values))
        for key, year, source, kind, *values in rows
    ]


_PAID = Statement(
    select(CopyPaidRow.paid, func.sum(CopyPaidRow.measures))
    .join(CopyPlanRow, CopyPlanRow.id == CopyPaidRow.plan_id)
    .where(IN_TIME)
    .group_by(CopyPaidRow.paid)
)


def spread(session: Session, first: int, last: int) -> Spread:
    """How measures with planned money spread over sources."""
    measures = with_several = 0
    found: set[str] = set()
    for paid, count in session.all(_PAID, **_days(first, last)):
        told = (item.partition(":") for item in paid.split())
        sources = {source for year, _, source in told if first <= int(year) <= last}
        found |= sources
        measures += int(count) * bool(sources)
        with_several += int(count) * (len(sources) > 1)
    return Spread(measures, with_several, tuple(sorted(found)))


_FILTERS: dict[str, ColumnElement[bool]] = {
    "year": CopyLineRow.year == bindparam("year"),
    "source": CopyLineRow.source == bindparam("source"),
    "area": MunicipalityRow.code == bindparam("area"),
    "target_group": CopyMeasureRow.groups.contains(bindparam("target_group")),
    "first": CopyLineRow.year >= bindparam("first"),
    "last": CopyLineRow.year <= bindparam("last"),
}
_LINE = (
    CopyLineRow.place,
    CopyLineRow.year,
    CopyLineRow.source,
    CopyLineRow.local_source,
    CopyLineRow.kind,
    CopyLineRow.planned,
    CopyLineRow.secured,
    CopyLineRow.actual,
)


@cache
def _lines(used: frozenset[str]) -> Statement:
    query = (
        select(
            CopyLineRow.id,
            CopyMeasureRow.name,
            CopyMeasureRow.code,
            CopyMeasureRow.title,
            MunicipalityRow.code,
            CopyMeasureRow.service,
            CopyMeasureRow.service_type,
            *_LINE,
        )
        .join(CopyPlanRow, CopyPlanRow.id == CopyLineRow.plan_id)
        .join(MunicipalityRow, MunicipalityRow.id == CopyPlanRow.municipality_id)
        .join(
            CopyMeasureRow,
            and_(CopyMeasureRow.plan_id == CopyLineRow.plan_id, CopyMeasureRow.place == CopyLineRow.place),
        )
        .where(CopyLineRow.id > bindparam("after"), *(_FILTERS[name] for name in sorted(used)))
    )
    return Statement(query.order_by(CopyLineRow.id).limit(bindparam("most")))


_OTHERWISE = Statement(
    select(CopyMeasureRow.name)
    .distinct()
    .join(CopyLineRow, and_(CopyMeasureRow.plan_id == CopyLineRow.plan_id, CopyMeasureRow.place == CopyLineRow.place))
    .where(CopyLineRow.source != bindparam("source"), CopyLineRow.planned > 0, _years())
)


def paid_otherwise(session: Session, source: str, first: int, last: int) -> set[str]:
    """Names of measures with planned money of these years from another source."""
    return {name for (name,) in session.all(_OTHERWISE, source=source, first=first, last=last)}


def lines(session: Session, after: int, most: int, only: Mapping[str, Any]) -> list[LineRow]:
    """Lines in the order in which they were stored."""
    bound = {**only, "target_group": f" {only['target_group']} "} if "target_group" in only else dict(only)
    found = []
    for row_id, name, code, title, area, service, service_type, *line in session.all(
        _lines(frozenset(only)), after=after, most=most, **bound
    ):
        place, year, source, local, kind, *amounts = line
        told = MeasureLine(place, year, source, local, FinancingKind(kind), *amounts)
        found.append(LineRow(row_id, name, code, title, area, told, service, service_type))
    return found


def _days(first: int, last: int) -> dict[str, date]:
    return {"start": date(first, 1, 1), "end": date(last, 12, 31)}
