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
)
from sqlalchemy.orm import aliased

from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_planning.ports.feed import Published
from komplan_planning.rows.contents import SectionRow
from komplan_planning.rows.cycles import PlanRow
from komplan_planning.rows.monitoring import EvaluationRow, PublishedObservationRow
from komplan_planning.rows.needs import NeedRow
from komplan_planning.rows.needs_reports import NeedRoundRow, NeedsReportRow
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
_AFTER = bindparam("after", type_=BigInteger)
_VERSION_NUMBER = cast(VersionRow.etag, BigInteger)


def _number(row: Any) -> ColumnElement[int]:
    """The journal number of the last change of an entry or of its version."""
    own = cast(row.etag, BigInteger)
    return case((own > _VERSION_NUMBER, own), else_=_VERSION_NUMBER)


def _changed(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(_number(row), row.name, row.encoded).where(*conditions, _number(row) > _AFTER))


def _own(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    """Entries that stand in no version: published by themselves."""
    own = cast(row.etag, BigInteger)
    return Statement(select(own, row.name, row.encoded).where(own > _AFTER, *conditions))


def _removed(row: Any, named: str, but_not: str = "") -> Statement:
    """Entries that were removed and are not back. Of what is published only once it is fixed nothing is removed."""
    back = aliased(row)
    gone = and_(JournalRow.seq > _AFTER, JournalRow.deleted, JournalRow.name.like(named))
    return Statement(
        select(func.max(JournalRow.seq), JournalRow.name)
        .where(gone, JournalRow.name.not_like(but_not), ~exists(select(literal(1)).where(back.name == JournalRow.name)))
        .group_by(JournalRow.name)
    )


_SUCCESSOR = aliased(VersionRow)
_SUCCESSOR_NUMBER = func.max(cast(_SUCCESSOR.etag, BigInteger))
_CHANGED = {
    "plan": _changed(PlanRow, _CURRENT, VersionRow.plan_id == PlanRow.id),
    "version": _changed(VersionRow, _CURRENT),
    "node": _changed(NodeRow, _CURRENT, NodeRow.version_id == VersionRow.id),
    "measure": _changed(MeasureRow, _CURRENT, MeasureRow.version_id == VersionRow.id),
    "section": _changed(SectionRow, _CURRENT, SectionRow.version_id == VersionRow.id),
    "need": _own(NeedRow),
    "need_round": _own(NeedRoundRow),
    "needs_report": _own(NeedsReportRow, NeedsReportRow.state == "submitted"),
    "observation": _own(PublishedObservationRow),
    "evaluation": _own(EvaluationRow, EvaluationRow.state == "approved"),
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
    "need": _removed(NeedRow, "areas/%/needs/%"),
    "need_round": _removed(NeedRoundRow, "areas/%/need-rounds/%", "areas/%/need-rounds/%/reports/%"),
    "observation": _removed(PublishedObservationRow, "areas/%/plans/%/published-observations/%"),
}
_HEAD = Statement(select(func.coalesce(func.max(JournalRow.seq), 0)))


class FeedStore:
    """What is published, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def head(self) -> int:
        return int(self._tx.session.value(_HEAD))

    def changes(self, after: int) -> list[Published]:
        return [
            Published(int(number), kind, name, bytes(encoded[0]) if encoded else None)
            for statements in (_CHANGED, _GONE)
            for kind, statement in statements.items()
            for number, name, *encoded in self._tx.session.all(statement, after=after)
        ]
