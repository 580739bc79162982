"""What stands in a version, read from its rows."""

from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, literal, select, update

from komplan_core import names
from komplan_core.planning import Measure, PlanNode, PlanSection
from komplan_core.planning.outline import Place, VersionContent
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Transaction
from komplan_planning.ports.content import MoneyTotal, StoredContent
from komplan_planning.repositories.kinds import CHANGES, MEASURES, NODES, OF_PLAN_ID, OF_VERSION, SECTIONS, VERSIONS
from komplan_planning.rows.contents import SectionRow
from komplan_planning.rows.sheet import MeasureDependencyRow
from komplan_planning.rows.tree import FinancingRow, MeasureRow, NodeRow, VersionRow

_SECTIONS = Statement(
    select(SectionRow.name, literal(""), SectionRow.position, SectionRow.encoded)
    .where(SectionRow.version_id == OF_VERSION)
    .order_by(SectionRow.position)
)
_NODES = Statement(
    select(NodeRow.name, NodeRow.parent, NodeRow.position, NodeRow.encoded)
    .where(NodeRow.version_id == OF_VERSION)
    .order_by(NodeRow.position, NodeRow.id)
)
_MEASURES = Statement(
    select(MeasureRow.name, MeasureRow.node, MeasureRow.position, MeasureRow.encoded)
    .where(MeasureRow.version_id == OF_VERSION)
    .order_by(MeasureRow.position, MeasureRow.id)
)
_GAP = case(
    (
        FinancingRow.planned > func.coalesce(FinancingRow.secured, 0),
        FinancingRow.planned - func.coalesce(FinancingRow.secured, 0),
    ),
    else_=0,
)
_OVERRUN = case(
    (FinancingRow.actual > FinancingRow.planned, FinancingRow.actual - FinancingRow.planned),
    (FinancingRow.actual <= FinancingRow.planned, 0),  # and nothing where either is not known
)
_KEY = (FinancingRow.year, FinancingRow.source, FinancingRow.kind)
_TOTALS = Statement(
    select(
        *_KEY,
        func.sum(FinancingRow.planned),
        func.sum(FinancingRow.secured),
        func.sum(FinancingRow.actual),
        func.sum(_GAP),
        func.sum(_OVERRUN),
        func.count(),
    )
    .where(FinancingRow.measure_id == MeasureRow.id, MeasureRow.version_id == OF_VERSION)
    .group_by(*_KEY)
    .order_by(*_KEY)
)
_SECTION_AT = Statement(
    select(SectionRow.name).where(SectionRow.version_id == OF_VERSION, SectionRow.position == bindparam("place"))
)
_ASIDE = 1_000_000
"""Added to a place: further than any place is, and no two that were apart come together."""
_SET_ASIDE = {
    pattern: Statement(update(row).where(row.name == bindparam("of")).values(position=row.position + _ASIDE))
    for pattern, row in ((names.SECTION, SectionRow), (names.NODE, NodeRow), (names.MEASURE, MeasureRow))
}
_DEPENDENCIES = Statement(
    select(MeasureRow.name, MeasureDependencyRow.value).where(
        MeasureDependencyRow.measure_id == MeasureRow.id, MeasureRow.version_id == OF_VERSION
    )
)
_WAITED_FOR = Statement(
    select(literal(1)).where(
        exists(
            select(literal(1)).where(
                and_(
                    MeasureDependencyRow.measure_id == MeasureRow.id,
                    MeasureRow.version_id == OF_VERSION,
                    MeasureDependencyRow.value == bindparam("id"),
                )
            )
        )
    )
)
_APPROVED = Statement(
    select(VersionRow.name)
    .where(VersionRow.plan_id == OF_PLAN_ID, VersionRow.resolution_held_on.is_not(None))
    .order_by(VersionRow.resolution_held_on.desc(), VersionRow.id.desc())
    .limit(1)
)


class ContentStore:
    """What stands in versions, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.sections = Collection(SECTIONS, transaction)
        self.changes = Collection(CHANGES, transaction)

    def version(self, name: str, staff: bool) -> bytes | None:
        found = self._tx.session.value(VERSIONS.select if staff else VERSIONS.select_public, of=name)
        return bytes(found) if found is not None else None

    def stored(self, version: str) -> StoredContent:
        return StoredContent(
            self._places(_SECTIONS, version), self._places(_NODES, version), self._places(_MEASURES, version)
        )

    def totals(self, version: str) -> list[MoneyTotal]:
        rows = self._tx.session.all(_TOTALS, parent=version)
        return [
            MoneyTotal(
                year, source, kind, _sum(planned), _sum(secured), _sum(actual), int(gap), _sum(overrun), int(lines)
            )
            for year, source, kind, planned, secured, actual, gap, overrun, lines in rows
        ]

    def of(self, version: str) -> VersionContent:
        stored = self.stored(version)
        return VersionContent(
            tuple(self.section(place.item) for place in stored.sections),
            tuple(self.node(place.item) for place in stored.nodes),
            tuple(self.measure(place.item) for place in stored.measures),
        )

    def section(self, encoded: bytes) -> PlanSection:
        return SECTIONS.codec.parse(encoded)

    def node(self, encoded: bytes) -> PlanNode:
        return NODES.codec.parse(encoded)

    def measure(self, encoded: bytes) -> Measure:
        return MEASURES.codec.parse(encoded)

    def section_at(self, version: str, position: int) -> str | None:
        found = self._tx.session.value(_SECTION_AT, parent=version, place=position)
        return str(found) if found is not None else None

    def set_aside(self, name: str) -> None:
        self._tx.session.run(next(found for pattern, found in _SET_ASIDE.items() if pattern.matches(name)), of=name)

    def dependencies(self, version: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, earlier in self._tx.session.all(_DEPENDENCIES, parent=version):
            found.setdefault(names.last_id(name), []).append(earlier)
        return found

    def is_waited_for(self, measure: str) -> bool:
        found = self._tx.session.value(_WAITED_FOR, parent=names.parent(measure), id=names.last_id(measure))
        return found is not None

    def approved(self, plan: str) -> str | None:
        found = self._tx.session.value(_APPROVED, parent=plan)
        return str(found) if found is not None else None

    def _places(self, statement: Statement, version: str) -> list[Place[bytes]]:
        rows = self._tx.session.all(statement, parent=version)
        return [Place(names.last_id(name), under, position, bytes(item)) for name, under, position, item in rows]


def _sum(value: Any) -> int | None:
    """A sum as PostgreSQL gives it is a decimal."""
    return int(value) if value is not None else None
