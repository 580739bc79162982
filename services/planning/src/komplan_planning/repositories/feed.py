"""What is published, as the region reads it."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_planning.ports.feed import Published
from komplan_planning.rows.contents import SectionRow
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


def _public(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(row.etag, row.encoded).where(*conditions).order_by(row.id))


_PUBLIC = {
    "plans": _public(PlanRow, PlanRow.id.in_(_ADOPTED_PLANS)),
    "versions": _public(VersionRow, _CURRENT),
    "nodes": _public(NodeRow, NodeRow.version_id.in_(_ADOPTED)),
    "measures": _public(MeasureRow, MeasureRow.version_id.in_(_ADOPTED)),
    "needs": _public(NeedRow),
    "sections": _public(SectionRow, SectionRow.version_id.in_(_ADOPTED)),
}


def _last_change(row: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(func.max(cast(row.etag, BigInteger)).label("seq")).where(*conditions)


_NEEDS_REMOVED = and_(JournalRow.deleted, JournalRow.name.like("areas/%/needs/%"))
_CHANGES = union_all(
    _last_change(PlanRow, PlanRow.id.in_(_ADOPTED_PLANS)),
    _last_change(VersionRow, _CURRENT),
    _last_change(NodeRow, NodeRow.version_id.in_(_ADOPTED)),
    _last_change(MeasureRow, MeasureRow.version_id.in_(_ADOPTED)),
    _last_change(SectionRow, SectionRow.version_id.in_(_ADOPTED)),
    _last_change(NeedRow),
    select(func.max(JournalRow.seq).label("seq")).where(_NEEDS_REMOVED),
).subquery()
_LAST_REMOVAL = Statement(select(func.coalesce(func.max(JournalRow.seq), 0)).where(_NEEDS_REMOVED))
_REVISION = Statement(select(func.coalesce(func.max(_CHANGES.c.seq), 0)))
"""The journal number of the last change of anything that the feed shows; an etag is such a number."""


_AFTER = bindparam("after", type_=BigInteger)
_VERSION_NUMBER = cast(VersionRow.etag, BigInteger)


def _number(row: Any) -> ColumnElement[int]:
    """The journal number of the last change of an entry or of its version."""
    own = cast(row.etag, BigInteger)
    return case((own > _VERSION_NUMBER, own), else_=_VERSION_NUMBER)


def _changed(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(_number(row), row.name, row.encoded).where(*conditions, _number(row) > _AFTER))


_BACK = aliased(NeedRow)
_SUCCESSOR = aliased(VersionRow)
_SUCCESSOR_NUMBER = func.max(cast(_SUCCESSOR.etag, BigInteger))
_GONE_NUMBER = func.max(JournalRow.seq)
_CHANGED = {
    "plan": _changed(PlanRow, _CURRENT, VersionRow.plan_id == PlanRow.id),
    "version": _changed(VersionRow, _CURRENT),
    "node": _changed(NodeRow, _CURRENT, NodeRow.version_id == VersionRow.id),
    "measure": _changed(MeasureRow, _CURRENT, MeasureRow.version_id == VersionRow.id),
    "section": _changed(SectionRow, _CURRENT, SectionRow.version_id == VersionRow.id),
    "need": Statement(
        select(cast(NeedRow.etag, BigInteger), NeedRow.name, NeedRow.encoded).where(
            cast(NeedRow.etag, BigInteger) > _AFTER
        )
    ),
}
_GONE = {
    "version": Statement(
        select(_SUCCESSOR_NUMBER, VersionRow.name)
        .where(
            VersionRow.resolution_held_on.is_not(None),
            _SUPERSEDED,
            _SUCCESSOR.plan_id == VersionRow.plan_id,
            _SUCCESSOR.resolution_held_on.is_not(None),
            _SUCCESSOR.id != VersionRow.id,
        )
        .group_by(VersionRow.name)
        .having(_SUCCESSOR_NUMBER > _AFTER)
    ),
    "need": Statement(
        select(_GONE_NUMBER, JournalRow.name)
        .where(_NEEDS_REMOVED, ~exists(select(literal(1)).where(_BACK.name == JournalRow.name)))
        .group_by(JournalRow.name)
        .having(_GONE_NUMBER > _AFTER)
    ),
}
_HEAD = Statement(select(func.coalesce(func.max(JournalRow.seq), 0)))


class FeedStore:
    """What is published, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def revision(self) -> int:
        return int(self._tx.session.value(_REVISION))

    def head(self) -> int:
        return int(self._tx.session.value(_HEAD))

    def changes(self, after: int) -> list[Published]:
        return [
            Published(int(number), kind, name, bytes(encoded[0]) if encoded else None)
            for statements in (_CHANGED, _GONE)
            for kind, statement in statements.items()
            for number, name, *encoded in self._tx.session.all(statement, after=after)
        ]

    def last_removal(self) -> int:
        return int(self._tx.session.value(_LAST_REMOVAL))

    def published(self, part: str) -> list[tuple[int, bytes]]:
        return [(int(etag), bytes(encoded)) for etag, encoded in self._tx.session.all(_PUBLIC[part])]
