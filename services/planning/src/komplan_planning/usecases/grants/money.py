"""Money of grants by year, and traced to measures and services. Everybody may read it: it is made of what is public."""

from komplan_core import names
from komplan_core.errors import Invalid, NotFound
from komplan_core.grants.totals import YearOfMoney, YearOfServices, services_by_year, totals
from komplan_core.grants.tracing import MeasureFunding, Traced, TraceLine, measure_funding, trace
from komplan_core.profile import Profile
from komplan_kit.caller import Caller
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import is_office


class GrantMoney:
    """What was granted, and for what."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def by_year(self, tx: PlanningTx) -> tuple[tuple[YearOfMoney, ...], tuple[YearOfServices, ...]]:
        """Money by year and kind, and developed services by year, beside what sources state."""
        results, figures = tx.grants.all_results(), tx.grants.stated_figures()
        return totals(tx.grants.announced_calls(), results, figures), services_by_year(results, figures)

    def traced(self, tx: PlanningTx, to: str, year: int) -> tuple[TraceLine, ...]:
        """Money by measure or service. Raises Invalid for another subject."""
        if to and to not in list(Traced):
            raise Invalid.field("to", "UNKNOWN_CODE", f"money is traced to {' or '.join(Traced)}")
        results = [item for item in tx.grants.all_results() if year in (0, item.year)]
        return trace(results, Traced(to or Traced.MEASURES))

    def funding(self, tx: PlanningTx, name: str, caller: Caller) -> MeasureFunding:
        """One measure's municipal money. Raises NotFound, also for a measure of a draft unless the office asks."""
        measure = tx.measures.get(name)
        if not is_office(caller) and not tx.versions.get(names.parent(name)).content_sha256:
            raise NotFound("NOT_FOUND", f"there is no measure `{name}`")
        return measure_funding(measure, tx.grants.all_results(), self._profile.canonical_source)
