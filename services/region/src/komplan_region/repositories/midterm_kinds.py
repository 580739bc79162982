"""The entities of the region's plan, and their tables."""

from sqlalchemy import bindparam, select

from komplan.planning.v1 import action_plan_pb2, evaluation_pb2
from komplan.region.v1 import midterm_pb2
from komplan_core import names
from komplan_core.monitoring import ActionPlan, Evaluation
from komplan_core.regional.midterm.plans import RegionPlan, RegionPlanSection, RegionPlanVersion
from komplan_core.regional.midterm.strategy import RegionMeasure, RegionPriority
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind
from komplan_region.rows.midterm import (
    RegionActionPlanRow,
    RegionEvaluationRow,
    RegionMeasureRow,
    RegionPlanRow,
    RegionPriorityRow,
    RegionSectionRow,
    RegionVersionRow,
)

_PUBLISHED = select(RegionVersionRow.id).where(RegionVersionRow.state != "draft")
PLANS = Kind("plan", names.REGION_PLAN, Codec(midterm_pb2.RegionPlan, RegionPlan), RegionPlanRow)
VERSIONS = Kind(
    "version",
    names.REGION_VERSION,
    Codec(midterm_pb2.RegionPlanVersion, RegionPlanVersion),
    RegionVersionRow,
    only_encoded=("inputs", "consultation", "rules", "program"),
    public=RegionVersionRow.state != "draft",
)
SECTIONS = Kind(
    "section",
    names.REGION_SECTION,
    Codec(midterm_pb2.RegionPlanSection, RegionPlanSection),
    RegionSectionRow,
    only_encoded=("text",),
    public=RegionSectionRow.version_id.in_(_PUBLISHED),
)
PRIORITIES = Kind(
    "priority",
    names.REGION_PRIORITY,
    Codec(midterm_pb2.RegionPriority, RegionPriority),
    RegionPriorityRow,
    only_encoded=("text", "target_groups"),
)
MEASURES = Kind(
    "measure",
    names.REGION_MEASURE,
    Codec(midterm_pb2.RegionMeasure, RegionMeasure),
    RegionMeasureRow,
    only_encoded=(
        "text",
        "cooperating",
        "indicators",
        "no_indicator_reason",
        "financing",
        "supports",
        "state_text",
    ),
)
ACTION_PLANS = Kind(
    "action plan",
    names.REGION_ACTION_PLAN,
    Codec(action_plan_pb2.ActionPlan, ActionPlan),
    RegionActionPlanRow,
    only_encoded=("entries", "costs", "network", "needs", "settlement", "resolution", "fictional"),
    public=RegionActionPlanRow.state == "approved",
)
EVALUATIONS = Kind(
    "evaluation",
    names.REGION_EVALUATION,
    Codec(evaluation_pb2.Evaluation, Evaluation),
    RegionEvaluationRow,
    only_encoded=("facts", "texts", "resolution", "fictional"),
    public=RegionEvaluationRow.state == "approved",
)

OF_PLAN = select(RegionPlanRow.id).where(RegionPlanRow.name == bindparam("parent")).scalar_subquery()
OF_VERSION = select(RegionVersionRow.id).where(RegionVersionRow.name == bindparam("parent")).scalar_subquery()
PLAN_LIST = Listing(PLANS)
VERSION_LIST = Listing(VERSIONS, parent=RegionVersionRow.plan_id == OF_PLAN)
SECTION_LIST = Listing(SECTIONS, parent=RegionSectionRow.version_id == OF_VERSION)
PRIORITY_LIST = Listing(PRIORITIES, parent=RegionPriorityRow.plan_id == OF_PLAN)
MEASURE_LIST = Listing(MEASURES, parent=RegionMeasureRow.plan_id == OF_PLAN)
ACTION_PLAN_LIST = Listing(ACTION_PLANS, parent=RegionActionPlanRow.plan_id == OF_PLAN)
EVALUATION_LIST = Listing(EVALUATIONS, parent=RegionEvaluationRow.plan_id == OF_PLAN)
