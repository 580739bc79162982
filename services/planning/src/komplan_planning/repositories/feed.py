"""What is published, as the region reads it."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_planning.rows.cycles import PlanRow
from komplan_planning.rows.needs import NeedRow
from komplan_planning.rows.tables import JournalRow
from komplan_planning.rows.tree import MeasureRow, NodeRow, VersionRow

_LATER = aliased(VersionRow)
_SUPERSEDED = exists(
    select(literal(1)).where(
        _LATER.plan_id == VersionRow.plan_id,
        or_(
            _LATER.resolution_held_on > VersionRow.resolution_held_on,
            and_(_LATER.resolution_held_on == VersionRow.resolution_held_on, _LATER.id > VersionRow.id),
        ),
    )
)
_CURRENT = and_(VersionRow.resolution_held_on.is_not(None), ~_SUPERSEDED)
_ADOPTED = select(VersionRow.id).where(_CURRENT)
_ADOPTED_PLANS = select(VersionRow.plan_id).where(_CURRENT)
_PUBLIC = {
    "plans": Statement(select(PlanRow.encoded).where(PlanRow.id.in_(_ADOPTED_PLANS)).order_by(PlanRow.id)),
    "versions": Statement(select(VersionRow.encoded).where(_CURRENT).order_by(VersionRow.id)),
    "nodes": Statement(select(NodeRow.encoded).where(NodeRow.version_id.in_(_ADOPTED)).order_by(NodeRow.id)),
    "measures": Statement(
        select(MeasureRow.encoded).where(MeasureRow.version_id.in_(_ADOPTED)).order_by(MeasureRow.id)
    ),
    "needs": Statement(select(NeedRow.encoded).order_by(NeedRow.id)),
}


def _last_change(row: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(func.max(cast(row.etag, BigInteger)).label("seq")).where(*conditions)


_NEEDS_REMOVED = and_(JournalRow.deleted, JournalRow.name.like("areas/%/needs/%"))
_CHANGES = union_all(
    _last_change(PlanRow, PlanRow.id.in_(_ADOPTED_PLANS)),
    _last_change(VersionRow, _CURRENT),
    _last_change(NodeRow, NodeRow.version_id.in_(_ADOPTED)),
    _last_change(MeasureRow, MeasureRow.version_id.in_(_ADOPTED)),
    _last_change(NeedRow),
    select(func.max(JournalRow.seq).label("seq")).where(_NEEDS_REMOVED),
).subquery()
_REVISION = Statement(select(func.coalesce(func.max(_CHANGES.c.seq), 0)))
"""The journal number of the last change of anything that the feed shows; an etag is such a number."""


class FeedStore:
    """What is published, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def revision(self) -> int:
        return int(self._tx.session.value(_REVISION))

    def published(self, part: str) -> list[bytes]:
        return [bytes(row[0]) for row in self._tx.session.all(_PUBLIC[part])]
