"""The kinds of entities of planning, and how they are listed."""

from sqlalchemy import bindparam, select

from komplan.planning.v1 import member_pb2, need_pb2, plan_content_pb2, plan_pb2
from komplan_core import names
from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_core.planning import Measure, Plan, PlanChange, PlanNode, PlanSection, PlanVersion
from komplan_core.process import Cycle
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind
from komplan_planning.rows.contents import PlanChangeRow, SectionRow
from komplan_planning.rows.cycles import CycleRow, PlanRow
from komplan_planning.rows.members import MemberRow
from komplan_planning.rows.needs import NeedRow
from komplan_planning.rows.tables import Row
from komplan_planning.rows.tree import MeasureRow, NodeRow, VersionRow

METADATA = Row.metadata

PUBLISHED = VersionRow.content_sha256 != ""
IN_PUBLISHED = select(VersionRow.id).where(PUBLISHED)

CYCLES = Kind("cycle", names.CYCLE, Codec(plan_pb2.Cycle, Cycle), CycleRow)
PLANS = Kind("plan", names.PLAN, Codec(plan_pb2.Plan, Plan), PlanRow)
VERSIONS = Kind("plan version", names.VERSION, Codec(plan_pb2.PlanVersion, PlanVersion), VersionRow, public=PUBLISHED)
NODES = Kind(
    "plan node", names.NODE, Codec(plan_pb2.PlanNode, PlanNode), NodeRow, public=NodeRow.version_id.in_(IN_PUBLISHED)
)
MEASURES = Kind(
    "measure",
    names.MEASURE,
    Codec(plan_pb2.Measure, Measure),
    MeasureRow,
    public=MeasureRow.version_id.in_(IN_PUBLISHED),
)
SECTIONS = Kind(
    "plan section",
    names.SECTION,
    Codec(plan_content_pb2.PlanSection, PlanSection),
    SectionRow,
    public=SectionRow.version_id.in_(IN_PUBLISHED),
)
CHANGES = Kind("plan change", names.PLAN_CHANGE, Codec(plan_content_pb2.PlanChange, PlanChange), PlanChangeRow)
NEEDS = Kind("need", names.NEED, Codec(need_pb2.Need, Need), NeedRow)
MEMBERS = Kind(
    "member", names.MEMBER, Codec(member_pb2.Member, Member), MemberRow, only_encoded=("full_name", "contact")
)

OF_PLAN = VersionRow.plan_id == select(PlanRow.id).where(PlanRow.name == bindparam("parent")).scalar_subquery()
OF_VERSION = select(VersionRow.id).where(VersionRow.name == bindparam("parent")).scalar_subquery()

CYCLE_LIST = Listing(CYCLES)
PLAN_LIST = Listing(PLANS)
VERSION_LIST = Listing(VERSIONS, parent=OF_PLAN)
NODE_LIST = Listing(
    NODES, parent=NodeRow.version_id == OF_VERSION, filters={"level": NodeRow.level == bindparam("level")}
)
MEASURE_LIST = Listing(
    MEASURES,
    parent=MeasureRow.version_id == OF_VERSION,
    filters={
        "node": MeasureRow.node == bindparam("node"),
        "working_group": MeasureRow.working_group == bindparam("working_group"),
        "state": MeasureRow.state == bindparam("state"),
    },
)
SECTION_LIST = Listing(SECTIONS, parent=SectionRow.version_id == OF_VERSION)
OF_PLAN_ID = select(PlanRow.id).where(PlanRow.name == bindparam("parent")).scalar_subquery()
CHANGE_LIST = Listing(CHANGES, parent=PlanChangeRow.plan_id == OF_PLAN_ID)
NEED_LIST = Listing(
    NEEDS, filters={"year": NeedRow.year == bindparam("year"), "state": NeedRow.state == bindparam("state")}
)
MEMBER_LIST = Listing(MEMBERS, filters={"working_group": MemberRow.working_group == bindparam("working_group")})
