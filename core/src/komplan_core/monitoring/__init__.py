"""How a plan is carried out: action plans, observations, deviations, projects, evaluations (domain: §§ 1.5, 5, 10)."""

from komplan_core.monitoring.action_plans import ActionCost, ActionEntry, ActionPlan, NetworkService
from komplan_core.monitoring.deviations import Deviation
from komplan_core.monitoring.evaluations import Evaluation
from komplan_core.monitoring.observations import Observation, ObservedMoney, PublishedObservation
from komplan_core.monitoring.projects import PlanProject, ProjectRevision

__all__ = [
    "ActionCost",
    "ActionEntry",
    "ActionPlan",
    "Deviation",
    "Evaluation",
    "NetworkService",
    "Observation",
    "ObservedMoney",
    "PlanProject",
    "ProjectRevision",
    "PublishedObservation",
]
