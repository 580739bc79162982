"""One transaction over the plans, for the use cases."""

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal, select

from komplan_core import names
from komplan_core.planning import Measure, PlanNode
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Transaction
from komplan_planning.ports.adoption import AdoptionTx
from komplan_planning.ports.content import ContentTx
from komplan_planning.ports.evidence import EvidenceTx
from komplan_planning.ports.feed import FeedTx
from komplan_planning.ports.grants import GrantsTx
from komplan_planning.ports.meetings import MeetingTx
from komplan_planning.ports.monitoring import MonitoringTx
from komplan_planning.ports.organisation import OrganisationTx
from komplan_planning.ports.process import ProcessTx
from komplan_planning.repositories.adoption import AdoptionStore
from komplan_planning.repositories.content import ContentStore
from komplan_planning.repositories.evidence import EvidenceStore
from komplan_planning.repositories.feed import FeedStore
from komplan_planning.repositories.grants import GrantsStore
from komplan_planning.repositories.kinds import (
    CYCLES,
    MEASURES,
    MEMBERS,
    NEEDS,
    NODES,
    OF_VERSION,
    PLANS,
    VERSIONS,
)
from komplan_planning.repositories.meetings import MeetingStore
from komplan_planning.repositories.monitoring import MonitoringStore
from komplan_planning.repositories.organisation import OrganisationStore
from komplan_planning.repositories.process import ProcessStore
from komplan_planning.rows.cycles import CycleRow, PlanRow
from komplan_planning.rows.paying_projects import PayingProjectRow
from komplan_planning.rows.process import CalendarEntryRow, StepRow
from komplan_planning.rows.tables import JournalRow
from komplan_planning.rows.tree import FinancingRow, IndicatorRow, MeasureNeedRow, MeasureRow, NodeRow, VersionRow

_NODES_OF = Statement(select(NodeRow.encoded).where(NodeRow.version_id == OF_VERSION).order_by(NodeRow.id))
_MEASURES_OF = Statement(select(MeasureRow.encoded).where(MeasureRow.version_id == OF_VERSION).order_by(MeasureRow.id))


def _used(*conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(literal(1)).where(exists(select(literal(1)).where(*conditions))))


_USES = {
    names.CYCLE: (
        _used(PlanRow.cycle_id == CycleRow.id, CycleRow.name == bindparam("of")),
        _used(CycleRow.predecessor == bindparam("id")),
        *(
            _used(row.cycle_id == CycleRow.id, CycleRow.name == bindparam("of"))
            for row in (StepRow, CalendarEntryRow, PayingProjectRow)
        ),
    ),
    names.PLAN: (_used(VersionRow.plan_id == PlanRow.id, PlanRow.name == bindparam("of")),),
    names.NODE: (
        _used(MeasureRow.node_id == NodeRow.id, NodeRow.name == bindparam("of")),
        _used(NodeRow.version_id == OF_VERSION, NodeRow.parent == bindparam("id")),
    ),
    names.NEED: (_used(MeasureNeedRow.value == bindparam("of")),),
}
_DELETED = Statement(
    select(JournalRow.deleted).where(JournalRow.name == bindparam("of")).order_by(JournalRow.seq.desc()).limit(1)
)
_SIBLING_NODE = Statement(
    select(NodeRow.name).where(
        NodeRow.version_id == OF_VERSION, NodeRow.parent == bindparam("above"), NodeRow.position == bindparam("place")
    )
)
_SIBLING_MEASURE = Statement(
    select(MeasureRow.name).where(
        MeasureRow.version_id == OF_VERSION,
        MeasureRow.node == bindparam("above"),
        MeasureRow.position == bindparam("place"),
    )
)
_HAS_PUBLISHED = _used(
    VersionRow.plan_id == PlanRow.id, PlanRow.name == bindparam("of"), VersionRow.content_sha256 != ""
)
_PLANS_OF = Statement(
    select(PlanRow.name).where(PlanRow.cycle_id == CycleRow.id, CycleRow.name == bindparam("of")).order_by(PlanRow.id)
)
_OF_ITS_VERSIONS = and_(
    MeasureRow.version_id == VersionRow.id, VersionRow.plan_id == PlanRow.id, PlanRow.name == bindparam("of")
)
_YEARS_OF_MONEY = Statement(
    select(FinancingRow.year).where(FinancingRow.measure_id == MeasureRow.id, _OF_ITS_VERSIONS).distinct()
)
_YEARLY_TARGETS = Statement(
    select(IndicatorRow.yearly_targets).where(IndicatorRow.measure_id == MeasureRow.id, _OF_ITS_VERSIONS)
)


class PlanningStore:
    """One transaction over the plans, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.attempt = transaction.attempt
        self.feed: FeedTx = FeedStore(transaction)
        self.adoption: AdoptionTx = AdoptionStore(transaction)
        self.evidence: EvidenceTx = EvidenceStore(transaction)
        self.content: ContentTx = ContentStore(transaction)
        self.grants: GrantsTx = GrantsStore(transaction)
        self.organisation: OrganisationTx = OrganisationStore(transaction)
        self.meetings: MeetingTx = MeetingStore(transaction)
        self.monitoring: MonitoringTx = MonitoringStore(transaction)
        self.process: ProcessTx = ProcessStore(transaction)
        self.cycles = Collection(CYCLES, transaction)
        self.plans = Collection(PLANS, transaction)
        self.versions = Collection(VERSIONS, transaction)
        self.nodes = Collection(NODES, transaction)
        self.measures = Collection(MEASURES, transaction)
        self.needs = Collection(NEEDS, transaction)
        self.members = Collection(MEMBERS, transaction)

    def nodes_of(self, version: str) -> list[PlanNode]:
        return [NODES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_NODES_OF, parent=version)]

    def measures_of(self, version: str) -> list[Measure]:
        return [MEASURES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_MEASURES_OF, parent=version)]

    def exists(self, name: str) -> bool:
        for entry in reversed(self._tx.journal):  # what this group of use cases wrote is not in the table yet
            if entry.name == name:
                return not entry.deleted
        deleted = self._tx.session.value(_DELETED, of=name)
        return deleted is not None and not deleted

    def uses(self, name: str) -> bool:
        statements = next(found for pattern, found in _USES.items() if pattern.matches(name))
        known = {"of": name, "parent": names.parent(name), "id": names.last_id(name)}
        return any(self._tx.session.value(statement, **known) for statement in statements)

    def sibling(self, version: str, parent: str, position: int, of_measures: bool) -> str | None:
        statement = _SIBLING_MEASURE if of_measures else _SIBLING_NODE
        found = self._tx.session.value(statement, parent=version, above=parent, place=position)
        return str(found) if found is not None else None

    def has_published(self, plan: str) -> bool:
        return bool(self._tx.session.value(_HAS_PUBLISHED, of=plan))

    def plans_of(self, cycle: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_PLANS_OF, of=cycle)]

    def years_of(self, plan: str) -> set[int]:
        years = {int(row[0]) for row in self._tx.session.all(_YEARS_OF_MONEY, of=plan)}
        targets = self._tx.session.all(_YEARLY_TARGETS, of=plan)
        return years | {int(target["year"]) for row in targets for target in row[0]}
