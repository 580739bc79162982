"""What a measure sheet refers to: codes of the city, years of the cycle, other measures, needs and comments."""

from datetime import date

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.planning import Measure, Plan
from komplan_core.planning.dependencies import waits_for_itself
from komplan_core.values import Period
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure


class Sheet:
    """Whether what a measure says fits the city, its plan and its version."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def check(self, tx: PlanningTx, measure: Measure, plan: Plan) -> None:
        """Raise Invalid for the first reference that leads nowhere."""
        self._city.check_group(measure.working_group, plan, "measure.working_group")
        self._city.check_target_groups(measure.target_groups, "measure.target_groups")
        self._city.check_municipalities(measure.municipalities, plan.municipalities, "measure.municipalities")
        self._check_money(tx, measure, plan)
        if measure.service_change and measure.service_change.service:
            self._check_own(measure.service_change.service, names.SERVICE, "measure.service_change.service")
        for index, need in enumerate(measure.needs):
            tx.needs.refer(need, f"measure.needs.{index}")
        for index, swot in enumerate(measure.swots):
            self._check_swot(tx, swot, f"measure.swots.{index}")
        for index, comment in enumerate(measure.shaped_by):
            self._check_comment(comment, f"measure.shaped_by.{index}")
        if measure.approval is not None:
            self._city.check_body(measure.approval.body, "measure.approval.body")
        self._city.check_extra("measure", measure.extra, "measure.extra")
        if measure.depends_on:
            self._check_dependencies(tx, measure)

    def _check_money(self, tx: PlanningTx, measure: Measure, plan: Plan) -> None:
        for index, line in enumerate(measure.financing):
            self._city.check_source(line.source, f"measure.financing.{index}.source")
        years = {f"measure.financing.{index}.year": line.year for index, line in enumerate(measure.financing)}
        for index, indicator in enumerate(measure.indicators):
            targets = enumerate(indicator.yearly_targets)
            years |= {f"measure.indicators.{index}.yearly_targets.{place}.year": at.year for place, at in targets}
        if not years:
            return
        period = tx.cycles.get(f"{self._area}/cycles/{plan.cycle}").period
        for field, year in years.items():
            if not period.overlaps(Period(start=date(year, 1, 1), end=date(year, 12, 31))):
                raise Invalid.field(field, "YEAR_OUTSIDE_CYCLE", f"{year} lies outside the period of the cycle")

    def _check_own(self, name: str, pattern: names.Pattern, field: str) -> None:
        if pattern.parse(name, field)["area"] != self._city.profile.area.code:
            raise Invalid.field(field, "AREA_MISMATCH", "it belongs to another planning area")

    def _check_swot(self, tx: PlanningTx, name: str, field: str) -> None:
        swot, _, item = name.partition("/items/")
        tx.evidence.swots.refer(swot, field)
        if name != swot and item not in {known.code for known in tx.evidence.swots.get(swot, field).items}:
            raise Invalid.field(field, "REFERENCE_MISSING", f"the SWOT has no item `{item[:63]}`")

    def _check_comment(self, name: str, field: str) -> None:
        self._check_own(name, names.POINT if "/points/" in name else names.COMMENT, field)

    def _check_dependencies(self, tx: PlanningTx, measure: Measure) -> None:
        version, own = names.parent(measure.name), names.last_id(measure.name)
        for index, earlier in enumerate(measure.depends_on):
            if earlier != own:
                tx.measures.refer(f"{version}/measures/{earlier}", f"measure.depends_on.{index}")
        depends_on = {**tx.content.dependencies(version), own: list(measure.depends_on)}
        if waits_for_itself(own, depends_on):
            raise Invalid.field("measure.depends_on", "DEPENDENCY_CYCLE", "the measure would wait for itself")
