"""The community plan: plans, versions, their tree, and the measure sheet (act 108/2006 Sb., § 3 letter h)."""

from komplan_core.planning.contents import PlanNode, PlanSection, SectionKind
from komplan_core.planning.extra import ExtraValue
from komplan_core.planning.indicators import Direction, Indicator, YearlyTarget
from komplan_core.planning.levels import CommonLevel
from komplan_core.planning.measures import (
    Activity,
    Grade,
    Measure,
    Milestone,
    Risk,
    ServiceChange,
    ServiceChangeKind,
    StateNote,
)
from komplan_core.planning.money import FinancingKind, FinancingLine
from komplan_core.planning.plans import Plan, PlanChange, PlanVersion, Resolution

__all__ = [
    "Activity",
    "CommonLevel",
    "Direction",
    "ExtraValue",
    "FinancingKind",
    "FinancingLine",
    "Grade",
    "Indicator",
    "Measure",
    "Milestone",
    "Plan",
    "PlanChange",
    "PlanNode",
    "PlanSection",
    "PlanVersion",
    "Resolution",
    "Risk",
    "SectionKind",
    "ServiceChange",
    "ServiceChangeKind",
    "StateNote",
    "YearlyTarget",
]
