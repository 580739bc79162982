"""How plans are stored: kinds, listings, and the queries that the use cases ask."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from komplan.planning.v1 import member_pb2, need_pb2, plan_pb2
from komplan_core import names
from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_core.planning import Measure, Plan, PlanNode, PlanVersion
from komplan_core.process import Cycle
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.ports import Kept
from komplan_planning.rows import (
    CycleRow,
    JournalRow,
    MeasureNeedRow,
    MeasureRow,
    MemberRow,
    NeedRow,
    NodeRow,
    PlanRow,
    Row,
    VersionRow,
)

METADATA = Row.metadata

_PUBLISHED = VersionRow.content_sha256 != ""
_IN_PUBLISHED = select(VersionRow.id).where(_PUBLISHED)

CYCLES = Kind("cycle", names.CYCLE, Codec(plan_pb2.Cycle, Cycle), CycleRow)
PLANS = Kind("plan", names.PLAN, Codec(plan_pb2.Plan, Plan), PlanRow)
VERSIONS = Kind("plan version", names.VERSION, Codec(plan_pb2.PlanVersion, PlanVersion), VersionRow, public=_PUBLISHED)
NODES = Kind(
    "plan node", names.NODE, Codec(plan_pb2.PlanNode, PlanNode), NodeRow, public=NodeRow.version_id.in_(_IN_PUBLISHED)
)
MEASURES = Kind(
    "measure",
    names.MEASURE,
    Codec(plan_pb2.Measure, Measure),
    MeasureRow,
    public=MeasureRow.version_id.in_(_IN_PUBLISHED),
)
NEEDS = Kind("need", names.NEED, Codec(need_pb2.Need, Need), NeedRow)
MEMBERS = Kind(
    "member", names.MEMBER, Codec(member_pb2.Member, Member), MemberRow, only_encoded=("full_name", "contact")
)

_OF_PLAN = VersionRow.plan_id == select(PlanRow.id).where(PlanRow.name == bindparam("parent")).scalar_subquery()
_VERSION = select(VersionRow.id).where(VersionRow.name == bindparam("parent")).scalar_subquery()

CYCLE_LIST = Listing(CYCLES)
PLAN_LIST = Listing(PLANS)
VERSION_LIST = Listing(VERSIONS, parent=_OF_PLAN)
NODE_LIST = Listing(
    NODES, parent=NodeRow.version_id == _VERSION, filters={"level": NodeRow.level == bindparam("level")}
)
MEASURE_LIST = Listing(
    MEASURES,
    parent=MeasureRow.version_id == _VERSION,
    filters={
        "node": MeasureRow.node == bindparam("node"),
        "working_group": MeasureRow.working_group == bindparam("working_group"),
        "state": MeasureRow.state == bindparam("state"),
    },
)
NEED_LIST = Listing(
    NEEDS, filters={"year": NeedRow.year == bindparam("year"), "state": NeedRow.state == bindparam("state")}
)
MEMBER_LIST = Listing(MEMBERS, filters={"working_group": MemberRow.working_group == bindparam("working_group")})

KEPT = Kept(CYCLE_LIST, PLAN_LIST, VERSION_LIST, NODE_LIST, MEASURE_LIST, NEED_LIST, MEMBER_LIST)

_NODES_OF = Statement(select(NodeRow.encoded).where(NodeRow.version_id == _VERSION).order_by(NodeRow.id))
_MEASURES_OF = Statement(select(MeasureRow.encoded).where(MeasureRow.version_id == _VERSION).order_by(MeasureRow.id))


def _used(*conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(literal(1)).where(exists(select(literal(1)).where(*conditions))))


_USES = {
    names.CYCLE: (
        _used(PlanRow.cycle_id == CycleRow.id, CycleRow.name == bindparam("of")),
        _used(CycleRow.predecessor == bindparam("id")),
    ),
    names.PLAN: (_used(VersionRow.plan_id == PlanRow.id, PlanRow.name == bindparam("of")),),
    names.NODE: (
        _used(MeasureRow.node_id == NodeRow.id, NodeRow.name == bindparam("of")),
        _used(NodeRow.version_id == _VERSION, NodeRow.parent == bindparam("id")),
    ),
    names.NEED: (_used(MeasureNeedRow.value == bindparam("of")),),
}
_SIBLING_NODE = Statement(
    select(NodeRow.name).where(
        NodeRow.version_id == _VERSION, NodeRow.parent == bindparam("above"), NodeRow.position == bindparam("place")
    )
)
_SIBLING_MEASURE = Statement(
    select(MeasureRow.name).where(
        MeasureRow.version_id == _VERSION,
        MeasureRow.node == bindparam("above"),
        MeasureRow.position == bindparam("place"),
    )
)

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
_HAS_PUBLISHED = _used(
    VersionRow.plan_id == PlanRow.id, PlanRow.name == bindparam("of"), VersionRow.content_sha256 != ""
)
"""Of each plan the version that was adopted last."""


class PlanningStore:
    """One transaction over the plans, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
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

    def revision(self) -> int:
        return int(self._tx.session.value(_REVISION))

    def published(self, part: str) -> list[bytes]:
        return [bytes(row[0]) for row in self._tx.session.all(_PUBLIC[part])]
