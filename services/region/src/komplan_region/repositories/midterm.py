"""How the region's plan is stored, with what its versions were built from."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select

from komplan_core.monitoring import ActionPlan, Evaluation
from komplan_core.record import Entity
from komplan_core.regional.midterm.plans import RegionPlanSection, RegionPlanVersion
from komplan_core.regional.midterm.strategy import RegionMeasure, RegionPriority
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.ports.midterm import OwnRecord, ServiceMeasure
from komplan_region.repositories import midterm_kinds as kinds
from komplan_region.repositories.copied_plans import IN_TIME
from komplan_region.rows import midterm as rows
from komplan_region.rows.money import CopyMeasureRow, CopyPlanRow
from komplan_region.rows.tables import JournalHeadRow, JournalRow

M = TypeVar("M", bound=Entity)


def _under(row: Any, parent: Any, *order: Any) -> Statement:
    return Statement(select(row.encoded).where(parent).order_by(*order, row.id))


def _of_plan(row: Any, *order: Any) -> Statement:
    return _under(row, row.plan_id == kinds.OF_PLAN, *order)


_VERSIONS = _of_plan(rows.RegionVersionRow)
_PRIORITIES = _of_plan(rows.RegionPriorityRow, rows.RegionPriorityRow.position)
_MEASURES = _of_plan(rows.RegionMeasureRow, rows.RegionMeasureRow.priority, rows.RegionMeasureRow.position)
_ACTION_PLANS = _of_plan(rows.RegionActionPlanRow, rows.RegionActionPlanRow.year)
_EVALUATIONS = _of_plan(
    rows.RegionEvaluationRow, rows.RegionEvaluationRow.year.is_(None), rows.RegionEvaluationRow.year
)
_SECTIONS = _under(
    rows.RegionSectionRow, rows.RegionSectionRow.version_id == kinds.OF_VERSION, rows.RegionSectionRow.position
)
_OF_VERSION = rows.MidtermPartRow.version_id == kinds.OF_VERSION
_PARTS = Statement(
    select(rows.MidtermPartRow.code, rows.MidtermPartRow.encoded).where(_OF_VERSION).order_by(rows.MidtermPartRow.place)
)
_PART = Statement(select(rows.MidtermPartRow.encoded).where(_OF_VERSION, rows.MidtermPartRow.code == bindparam("part")))
_CLEAR_PARTS = Statement(delete(rows.MidtermPartRow).where(_OF_VERSION))
_PUT_PART = Statement(insert(rows.MidtermPartRow))
_AT_ONCE: Final = 100
"""Hashes that one statement asks for."""
_SOME = rows.PinnedContentRow.sha256.in_([bindparam(f"of_{place}") for place in range(_AT_ONCE)])
_PINNED = Statement(select(rows.PinnedContentRow.sha256, rows.PinnedContentRow.encoded).where(_SOME))
_KNOWN = Statement(select(rows.PinnedContentRow.sha256).where(_SOME))
_PIN = Statement(insert(rows.PinnedContentRow))
_HEAD = Statement(select(JournalHeadRow.seq))
_NEWEST = (
    select(
        JournalRow.name.label("name"), func.min(JournalRow.seq).label("first"), func.max(JournalRow.seq).label("seq")
    )
    .where(JournalRow.seq <= bindparam("until"))
    .group_by(JournalRow.name)
    .subquery()
)
_OWN = Statement(
    select(JournalRow.name, JournalRow.encoded)
    .join(_NEWEST, _NEWEST.c.seq == JournalRow.seq)
    .where(JournalRow.deleted.is_(False))
    .order_by(_NEWEST.c.first)
)
_SERVICES = Statement(
    select(CopyMeasureRow.name, CopyMeasureRow.service_type, CopyMeasureRow.change)
    .join(CopyPlanRow, CopyPlanRow.id == CopyMeasureRow.plan_id)
    .where(CopyMeasureRow.change != "", IN_TIME)
    .order_by(CopyMeasureRow.name)
)


def _in_parts(hashes: Names[bytes]) -> Iterator[dict[str, bytes]]:
    """Parameters of `_SOME`; the last part is filled up with a hash of its own."""
    left = iter(hashes)
    while some := list(islice(left, _AT_ONCE)):
        yield {f"of_{place}": some[min(place, len(some) - 1)] for place in range(_AT_ONCE)}


class MidtermStore:
    """The region's plans inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.plans = Collection(kinds.PLANS, transaction)
        self.versions = Collection(kinds.VERSIONS, transaction)
        self.sections = Collection(kinds.SECTIONS, transaction)
        self.priorities = Collection(kinds.PRIORITIES, transaction)
        self.measures = Collection(kinds.MEASURES, transaction)
        self.action_plans = Collection(kinds.ACTION_PLANS, transaction)
        self.evaluations = Collection(kinds.EVALUATIONS, transaction)

    def versions_of(self, plan: str) -> list[RegionPlanVersion]:
        return self._all(_VERSIONS, kinds.VERSIONS, plan)

    def sections_of(self, version: str) -> list[RegionPlanSection]:
        return self._all(_SECTIONS, kinds.SECTIONS, version)

    def priorities_of(self, plan: str) -> list[RegionPriority]:
        return self._all(_PRIORITIES, kinds.PRIORITIES, plan)

    def measures_of(self, plan: str) -> list[RegionMeasure]:
        return self._all(_MEASURES, kinds.MEASURES, plan)

    def action_plans_of(self, plan: str) -> list[ActionPlan]:
        return self._all(_ACTION_PLANS, kinds.ACTION_PLANS, plan)

    def evaluations_of(self, plan: str) -> list[Evaluation]:
        return self._all(_EVALUATIONS, kinds.EVALUATIONS, plan)

    def service_measures(self, start: date, end: date) -> list[ServiceMeasure]:
        return [ServiceMeasure(*row) for row in self._tx.session.all(_SERVICES, start=start, end=end)]

    def put_parts(self, version: str, parts: Iterable[tuple[str, bytes]]) -> None:
        version_id = self.versions.refer(version, "name")
        self._tx.session.run(_CLEAR_PARTS, parent=version)
        made = [
            {"version_id": version_id, "place": place, "code": code, "encoded": encoded}
            for place, (code, encoded) in enumerate(parts)
        ]
        self._tx.session.run_many(_PUT_PART, made)

    def parts(self, version: str) -> list[tuple[str, bytes]]:
        return [(code, bytes(encoded)) for code, encoded in self._tx.session.all(_PARTS, parent=version)]

    def part(self, version: str, code: str) -> bytes | None:
        encoded = self._tx.session.value(_PART, parent=version, part=code)
        return bytes(encoded) if encoded is not None else None

    def pin(self, contents: Mapping[bytes, bytes]) -> None:
        missing = self.not_pinned(contents)
        if missing:
            told = ({"sha256": key, "encoded": contents[key]} for key in sorted(missing))
            self._tx.session.run_many(_PIN, told)

    def pinned(self, hashes: Names[bytes]) -> dict[bytes, bytes]:
        found = (row for some in _in_parts(hashes) for row in self._tx.session.all(_PINNED, **some))
        return {bytes(key): bytes(encoded) for key, encoded in found}

    def not_pinned(self, hashes: Names[bytes]) -> set[bytes]:
        known = (bytes(row[0]) for some in _in_parts(hashes) for row in self._tx.session.all(_KNOWN, **some))
        return set(hashes) - set(known)

    def journal_number(self) -> int:
        return int(self._tx.session.value(_HEAD))

    def own_records(self, until: int) -> list[OwnRecord]:
        return [OwnRecord(name, bytes(encoded)) for name, encoded in self._tx.session.all(_OWN, until=until)]

    def _all(self, statement: Statement, kind: Kind[M], parent: str) -> list[M]:
        return [kind.decoded(bytes(row[0])) for row in self._tx.session.all(statement, parent=parent)]
