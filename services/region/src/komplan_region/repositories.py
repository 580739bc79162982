"""How the region stores its directory and the copies of its cities."""

from array import array
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, insert, or_, select, update

from komplan.region.v1 import region_pb2
from komplan_core import names
from komplan_core.directory import CopyState, Municipality
from komplan_core.regional import Sum
from komplan_kit.codec import Codec
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, sha256
from komplan_region.ports import CopiedPlan, Copy, Standing
from komplan_region.rows import (
    CopyFigureRow,
    CopyGroupRow,
    CopyMeasureRow,
    CopyPlanRow,
    CopyRecordRow,
    CopyRow,
    CopyTotalRow,
    CopyUnmappedRow,
    MunicipalityRow,
    Row,
)

METADATA = Row.metadata
MUNICIPALITIES = Kind(
    "municipality",
    names.MUNICIPALITY,
    Codec(region_pb2.Municipality, Municipality),
    MunicipalityRow,
    only_encoded=("state", "revision", "collected_at", "reason"),
)

_STANDING = select(
    MunicipalityRow.encoded,
    MunicipalityRow.id,
    CopyRow.state,
    CopyRow.revision,
    CopyRow.collected_at,
    CopyRow.reason,
    CopyRow.profile,
).outerjoin(CopyRow, CopyRow.municipality_id == MunicipalityRow.id)
_STANDINGS = Statement(
    _STANDING.where(MunicipalityRow.id > bindparam("after")).order_by(MunicipalityRow.id).limit(bindparam("most"))
)
_ONE = Statement(_STANDING.where(MunicipalityRow.name == bindparam("of")))

_OF: BindParameter[int] = bindparam("municipality")
_CLEAR = (
    Statement(delete(CopyRecordRow).where(CopyRecordRow.municipality_id == _OF)),
    Statement(delete(CopyPlanRow).where(CopyPlanRow.municipality_id == _OF)),
    Statement(delete(CopyRow).where(CopyRow.municipality_id == _OF)),
)
_PUT_COPY = Statement(insert(CopyRow))
_PUT_RECORD = Statement(insert(CopyRecordRow))
_PUT_PLAN = Statement(insert(CopyPlanRow).returning(CopyPlanRow.id))
_PUT_MEASURE = Statement(insert(CopyMeasureRow))
_PUT_FIGURE = Statement(insert(CopyFigureRow))
_PUT_TOTAL = Statement(insert(CopyTotalRow))
_PUT_GROUP = Statement(insert(CopyGroupRow))
_PUT_UNMAPPED = Statement(insert(CopyUnmappedRow))
_COPY_KNOWN = Statement(select(CopyRow.municipality_id).where(CopyRow.municipality_id == _OF))
_HELD = Statement(select(CopyRow.revision, CopyRow.collected_at).where(CopyRow.municipality_id == _OF))
_MARK = Statement(
    update(CopyRow)
    .where(CopyRow.municipality_id == _OF)
    .values(state=bindparam("new_state"), reason=bindparam("new_reason"))
)
_CONFIRM = Statement(
    update(CopyRow).where(CopyRow.municipality_id == _OF).values(collected_at=bindparam("new_collected_at"))
)


def _in_time(query: Any) -> Statement:
    """Only plans whose period touches the days."""
    return Statement(
        query.where(
            CopyPlanRow.period_start <= bindparam("end"),
            or_(CopyPlanRow.period_end.is_(None), CopyPlanRow.period_end >= bindparam("start")),
        )
    )


def _of_plan(row: Any, *columns: Any) -> Statement:
    return _in_time(select(row.plan_id, *columns).join(CopyPlanRow, CopyPlanRow.id == row.plan_id).order_by(row.id))


_AMOUNTS = ("year", "source", "planned", "secured", "actual", "measures")
_ROWS = {
    "plans": _in_time(
        select(
            CopyPlanRow.id,
            CopyPlanRow.municipality_id,
            CopyPlanRow.measures,
            CopyPlanRow.priorities,
            CopyPlanRow.systemic_priorities,
        ).order_by(CopyPlanRow.id)
    ),
    "measures": _of_plan(
        CopyMeasureRow, CopyMeasureRow.place, CopyMeasureRow.name, CopyMeasureRow.code, CopyMeasureRow.title
    ),
    "figures": _of_plan(CopyFigureRow, CopyFigureRow.target_group, *(getattr(CopyFigureRow, n) for n in _AMOUNTS)),
    "totals": _of_plan(CopyTotalRow, *(getattr(CopyTotalRow, name) for name in _AMOUNTS)),
    "groups": _of_plan(CopyGroupRow, CopyGroupRow.target_group, CopyGroupRow.priorities, CopyGroupRow.measures),
    "unmapped": _of_plan(CopyUnmappedRow, CopyUnmappedRow.kind, CopyUnmappedRow.code, CopyUnmappedRow.measures),
}


class RegionStore:
    """One transaction over the region, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.municipalities = Collection(MUNICIPALITIES, transaction)

    def now(self) -> datetime:
        return self._tx.now

    def standings(self, after: int, most: int) -> list[Standing]:
        return [_standing(row) for row in self._tx.session.all(_STANDINGS, after=after, most=most)]

    def standing(self, name: str) -> Standing | None:
        row = self._tx.session.first(_ONE, of=name)
        return _standing(row) if row is not None else None

    def held(self, row_id: int) -> tuple[int, datetime | None]:
        row = self._tx.session.first(_HELD, municipality=row_id)
        return (row[0], _utc(row[1])) if row is not None else (0, None)

    def put_copy(self, row_id: int, copy: Copy) -> None:
        session = self._tx.session
        for statement in _CLEAR:
            session.run(statement, municipality=row_id)
        session.run(
            _PUT_COPY,
            municipality_id=row_id,
            state=CopyState.FRESH.value,
            revision=copy.revision,
            collected_at=self._tx.now,
            reason="",
            profile=copy.profile,
        )
        self._put(
            _PUT_RECORD,
            (
                {"municipality_id": row_id, "part": part, "name": name, "encoded": encoded}
                for part, name, encoded in copy.records
            ),
        )
        for plan in copy.plans:
            self._put_plan(row_id, plan)

    def mark(self, row_id: int, state: CopyState, reason: str, confirmed: bool) -> None:
        session = self._tx.session
        if session.value(_COPY_KNOWN, municipality=row_id) is None:
            session.run(
                _PUT_COPY,
                municipality_id=row_id,
                state=state.value,
                revision=0,
                collected_at=None,
                reason=reason,
                profile=b"",
            )
        session.run(_MARK, municipality=row_id, new_state=state.value, new_reason=reason)
        if confirmed:
            session.run(_CONFIRM, municipality=row_id, new_collected_at=self._tx.now)

    def rows(self, what: str, start: date, end: date) -> list[tuple[Any, ...]]:
        return self._tx.session.all(_ROWS[what], start=start, end=end)

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
                {"plan_id": plan_id, "place": place, "name": name, "code": code, "title": title}
                for place, (name, code, title) in enumerate(plan.measures)
            ),
        )
        self._put(
            _PUT_FIGURE,
            (
                {"plan_id": plan_id, "target_group": group, "year": year, "source": source, **_amounts(total)}
                for (group, year, source), total in plan.by_group.items()
            ),
        )
        self._put(
            _PUT_TOTAL,
            (
                {"plan_id": plan_id, "year": year, "source": source, **_amounts(total)}
                for (year, source), total in plan.by_source.items()
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


def _amounts(total: Sum) -> dict[str, Any]:
    return {
        "planned": total.planned,
        "secured": total.secured,
        "actual": total.actual,
        "measures": packed(total.measures),
    }


def _standing(row: tuple[Any, ...]) -> Standing:
    encoded, row_id, state, revision, collected_at, reason, profile = row
    municipality = MUNICIPALITIES.codec.parse(bytes(encoded))
    known = CopyState(state or "never")
    if municipality.blocked and collected_at is not None:
        known = CopyState.STALE  # nobody asks any more, whatever the last answer was
    return Standing(
        municipality, row_id, known, revision or 0, _utc(collected_at), reason or "", sha256(bytes(profile or b""))
    )


def _utc(moment: datetime | None) -> datetime | None:
    """SQLite gives back what was stored in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
