"""What the use cases of monitoring share: the adopted version, its measures, resolutions, what stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.monitoring import Observation
from komplan_core.monitoring.observations import Observed, Stage
from komplan_core.monitoring.terms import days_of
from komplan_core.planning import Measure, Plan, Resolution
from komplan_core.resolutions import ResolutionResult
from komplan_core.workflow import Workflow
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure


@dataclass(frozen=True)
class MonitoringDesk:
    """One planning area's monitoring."""

    city: Structure

    @property
    def workflow(self) -> Workflow:
        """The city's states of measures."""
        return self.city.profile.workflow("measure")

    @property
    def meanings(self) -> dict[str, str]:
        """The fixed meanings of the city's states of measures."""
        return {state.code: state.kernel for state in self.workflow.states}

    def plan(self, tx: PlanningTx, name: str, field: str) -> Plan:
        """The plan. Raises NotFound."""
        return tx.plans.get(name, field)

    def adopted(self, tx: PlanningTx, plan: str, field: str) -> str:
        """The name of the plan's adopted version. Raises Refused where there is none."""
        version = tx.content.approved(plan)
        if version is None:
            message = f"no version of `{plan}` is adopted"
            raise Refused("PLAN_NOT_ADOPTED", message, [Violation(field, "PLAN_NOT_ADOPTED", message)])
        return version

    def measure(self, tx: PlanningTx, name: str, version: str, field: str) -> Measure:
        """A measure of the adopted version. Raises Invalid for `field` for any other."""
        names.MEASURE.parse(name, field)
        found = tx.measures.find(name) if names.parent(name) == version else None
        if found is None:
            message = f"`{name}` is no measure of the adopted version `{names.last_id(version)}`"
            raise Invalid.field(field, "REFERENCE_MISSING", message)
        return found

    def check_year(self, plan: Plan, year: int, half: int, field: str) -> None:
        """Raise Invalid for a year or half-year of which no day lies in the plan's period."""
        if not 1 <= year <= date.max.year or not plan.period.overlaps(days_of(year, half)):
            raise Invalid.field(field, "OUTSIDE_PERIOD", f"{year} lies outside the plan's period")

    def check_own(self, name: str, pattern: names.Pattern, field: str) -> None:
        """Raise Invalid unless the name is one of this area's."""
        if pattern.parse(name, field)["area"] != self.city.profile.area.code:
            raise Invalid.field(field, "AREA_MISMATCH", "it belongs to another planning area")

    def cited(self, tx: PlanningTx, by: str, subject: str, results: Collection[ResolutionResult]) -> Resolution:
        """The resolution that decides on `subject` with one of these results. Raises Invalid, Refused."""
        tx.adoption.resolutions.refer(by, "resolution")
        found = tx.adoption.resolutions.get(by, "resolution")
        if found.subject != subject:
            raise Invalid.field("resolution", "INVALID_VALUE", f"`{by}` decides on `{found.subject}`")
        if found.result not in results:
            raise Refused("RESOLUTION_NOT_POSITIVE", f"`{by}` says `{found.result}`: it approves nothing")
        return found.cited

    def standing(self, tx: PlanningTx, plan: str, stages: Collection[Stage]) -> list[Observed]:
        """For each observation the working record where it has come to one of the stages, else what is published."""
        published = {names.last_id(item.name): item for item in tx.monitoring.published_of(plan)}
        found: list[Observed] = []
        for record in tx.monitoring.observations_of(plan):
            shown: Observed | None = record if record.stage in stages else published.get(names.last_id(record.name))
            if shown is not None:
                found.append(shown)
        return found

    def is_newest(self, tx: PlanningTx, observation: Observation, stages: Collection[Stage]) -> bool:
        """Whether no other record of the measure that has come to one of the stages is of a later time."""
        plan, own = names.parent(observation.name), names.last_id(observation.measure)
        return not any(
            other.term > observation.term
            for other in self.standing(tx, plan, stages)
            if names.last_id(other.measure) == own and names.last_id(other.name) != names.last_id(observation.name)
        )
