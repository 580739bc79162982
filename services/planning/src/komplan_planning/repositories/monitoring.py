"""How action plans, observations, deviations, projects and evaluations are stored, and what was known on a day."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan.planning.v1 import action_plan_pb2, evaluation_pb2, observation_pb2, plan_project_pb2
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.monitoring import (
    ActionPlan,
    Deviation,
    Evaluation,
    Observation,
    PlanProject,
    ProjectRevision,
    PublishedObservation,
)
from komplan_core.planning import Measure
from komplan_core.record import Entity
from komplan_kit.codec import Codec
from komplan_kit.history import History, Journal
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.repositories.kinds import MEASURES, NEEDS, NODES, OF_PLAN_ID, PLANS, SECTIONS, VERSIONS
from komplan_planning.rows.cycles import CycleRow, PlanRow
from komplan_planning.rows.monitoring import (
    ActionPlanRow,
    DeviationRow,
    EvaluationRow,
    ObservationRow,
    PublishedObservationRow,
)
from komplan_planning.rows.plan_projects import PlanProjectRow, ProjectRevisionRow
from komplan_planning.rows.tables import JournalRow

ACTION_PLANS = Kind(
    "action plan",
    names.ACTION_PLAN,
    Codec(action_plan_pb2.ActionPlan, ActionPlan),
    ActionPlanRow,
    public=ActionPlanRow.state == "approved",
)
OBSERVATIONS = Kind("observation", names.OBSERVATION, Codec(observation_pb2.Observation, Observation), ObservationRow)
PUBLISHED = Kind(
    "published observation",
    names.PUBLISHED_OBSERVATION,
    Codec(observation_pb2.PublishedObservation, PublishedObservation),
    PublishedObservationRow,
)
DEVIATIONS = Kind("deviation", names.DEVIATION, Codec(observation_pb2.Deviation, Deviation), DeviationRow)
PROJECTS = Kind("project", names.PLAN_PROJECT, Codec(plan_project_pb2.PlanProject, PlanProject), PlanProjectRow)
REVISIONS = Kind(
    "project revision",
    names.PROJECT_REVISION,
    Codec(plan_project_pb2.ProjectRevision, ProjectRevision),
    ProjectRevisionRow,
    public=ProjectRevisionRow.stage == "accepted",
)
EVALUATIONS = Kind(
    "evaluation",
    names.EVALUATION,
    Codec(evaluation_pb2.Evaluation, Evaluation),
    EvaluationRow,
    public=EvaluationRow.state == "approved",
)

_PROJECT: Final = select(PlanProjectRow.id).where(PlanProjectRow.name == bindparam("parent")).scalar_subquery()
ACTION_PLAN_LIST = Listing(
    ACTION_PLANS,
    parent=ActionPlanRow.plan_id == OF_PLAN_ID,
    filters={"year": ActionPlanRow.year == bindparam("year")},
)
OBSERVATION_LIST = Listing(
    OBSERVATIONS,
    parent=ObservationRow.plan_id == OF_PLAN_ID,
    filters={
        "measure": ObservationRow.measure == bindparam("measure"),
        "year": ObservationRow.year == bindparam("year"),
        "stage": ObservationRow.stage == bindparam("stage"),
    },
)
PUBLISHED_LIST = Listing(
    PUBLISHED,
    parent=PublishedObservationRow.plan_id == OF_PLAN_ID,
    filters={
        "measure": PublishedObservationRow.measure == bindparam("measure"),
        "year": PublishedObservationRow.year == bindparam("year"),
    },
)
DEVIATION_LIST = Listing(
    DEVIATIONS, parent=DeviationRow.plan_id == OF_PLAN_ID, filters={"year": DeviationRow.year == bindparam("year")}
)
PLAN_PROJECT_LIST = Listing(
    PROJECTS,
    parent=PlanProjectRow.plan_id == OF_PLAN_ID,
    filters={"provider": PlanProjectRow.provider == bindparam("provider")},
)
REVISION_LIST = Listing(REVISIONS, parent=ProjectRevisionRow.project_id == _PROJECT)
OWN_REVISION_LIST = Listing(
    Kind(REVISIONS.title, REVISIONS.pattern, REVISIONS.codec, ProjectRevisionRow),
    parent=ProjectRevisionRow.project_id == _PROJECT,
)
"""For those who see all revisions of a project."""
EVALUATION_LIST = Listing(
    EVALUATIONS,
    parent=EvaluationRow.plan_id == OF_PLAN_ID,
    filters={"kind": EvaluationRow.kind == bindparam("kind")},
)


def _all_of(row: Any) -> Statement:
    return Statement(select(row.encoded).where(row.plan_id == OF_PLAN_ID).order_by(row.id))


_ACTION_PLANS_OF, _OBSERVATIONS_OF, _PUBLISHED_OF, _DEVIATIONS_OF, _PROJECTS_OF, _EVALUATIONS_OF = (
    _all_of(row)
    for row in (
        ActionPlanRow,
        ObservationRow,
        PublishedObservationRow,
        DeviationRow,
        PlanProjectRow,
        EvaluationRow,
    )
)
_REVISIONS_OF = Statement(
    select(ProjectRevisionRow.encoded)
    .where(ProjectRevisionRow.project_id == PlanProjectRow.id, PlanProjectRow.plan_id == OF_PLAN_ID)
    .order_by(ProjectRevisionRow.id)
)
_PLANS_OF = Statement(
    select(PlanRow.name).where(PlanRow.cycle_id == CycleRow.id, CycleRow.name == bindparam("of")).order_by(PlanRow.id)
)
KNOWN: Final[tuple[Kind[Any], ...]] = (
    PLANS,
    VERSIONS,
    NODES,
    MEASURES,
    SECTIONS,
    NEEDS,
    ACTION_PLANS,
    OBSERVATIONS,
    PUBLISHED,
    DEVIATIONS,
    PROJECTS,
    REVISIONS,
    EVALUATIONS,
)
"""Kinds of which the journal tells. None of them holds personal data."""
_JOURNAL: Final = Journal(JournalRow)
_ALL: Final = 1_000_000
"""More than a plan has observations."""


class MonitoringStore:
    """How plans are carried out, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self._history = History(_JOURNAL, transaction)
        self.action_plans = Collection(ACTION_PLANS, transaction)
        self.observations = Collection(OBSERVATIONS, transaction)
        self.published = Collection(PUBLISHED, transaction)
        self.deviations = Collection(DEVIATIONS, transaction)
        self.projects = Collection(PROJECTS, transaction)
        self.revisions = Collection(REVISIONS, transaction)
        self.evaluations = Collection(EVALUATIONS, transaction)

    def action_plans_of(self, plan: str) -> list[ActionPlan]:
        return self._parsed(ACTION_PLANS, _ACTION_PLANS_OF, plan)

    def observations_of(self, plan: str) -> list[Observation]:
        return self._parsed(OBSERVATIONS, _OBSERVATIONS_OF, plan)

    def published_of(self, plan: str) -> list[PublishedObservation]:
        return self._parsed(PUBLISHED, _PUBLISHED_OF, plan)

    def deviations_of(self, plan: str) -> list[Deviation]:
        return self._parsed(DEVIATIONS, _DEVIATIONS_OF, plan)

    def projects_of(self, plan: str) -> list[PlanProject]:
        return self._parsed(PROJECTS, _PROJECTS_OF, plan)

    def revisions_of(self, plan: str) -> list[ProjectRevision]:
        return self._parsed(REVISIONS, _REVISIONS_OF, plan)

    def evaluations_of(self, plan: str) -> list[Evaluation]:
        return self._parsed(EVALUATIONS, _EVALUATIONS_OF, plan)

    def plans_of(self, cycle: str) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_PLANS_OF, of=cycle)]

    def known(self, name: str, day: date) -> tuple[datetime, Entity] | None:
        kind = next((kind for kind in KNOWN if kind.pattern.matches(name)), None)
        if kind is None:
            raise Invalid.field("name", "NAME_FORMAT", "expected the name of something of a plan, or of a need")
        found = self._history.known(name, day)
        return (found.at, kind.codec.parse(found.encoded)) if found is not None else None

    def known_measures(self, version: str, day: date, after: int, most: int) -> list[tuple[int, Measure]]:
        rows = self._history.known_below(f"{version}/measures", day, after, most)
        return [(number, MEASURES.codec.parse(known.encoded)) for number, known in rows]

    def known_published(self, plan: str, day: date) -> list[PublishedObservation]:
        rows = self._history.known_below(f"{plan}/published-observations", day, 0, _ALL)
        return [PUBLISHED.codec.parse(known.encoded) for _, known in rows]

    def _parsed(self, kind: Kind[Any], statement: Statement, plan: str) -> list[Any]:
        return [kind.codec.parse(bytes(row[0])) for row in self._tx.session.all(statement, parent=plan)]
