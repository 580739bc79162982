"""Any chart by its code."""

from collections.abc import Sequence

from komplan_core.profile import Profile
from komplan_core.reporting.charts import Chart, ChartCode, PeriodFigures
from komplan_core.reporting.money_charts import cost_per_unit, money_by_founder, sources_by_year
from komplan_core.reporting.people_charts import clients_by_area, refusals_by_reason
from komplan_core.reporting.work_charts import occupancy_by_service, workload_by_type


def draw(code: ChartCode, history: Sequence[PeriodFigures], profile: Profile, everybody: bool) -> Chart:
    """The chart of the last period of `history`; `everybody` may not tell people apart."""
    figures = history[-1]
    match code:
        case ChartCode.MONEY_BY_FOUNDER:
            return money_by_founder(figures, profile.area.municipalities)
        case ChartCode.CLIENTS_BY_AREA:
            return clients_by_area(figures, profile, everybody)
        case ChartCode.COST_PER_UNIT:
            return cost_per_unit(figures, everybody)
        case ChartCode.WORKLOAD:
            return workload_by_type(figures)
        case ChartCode.SOURCES:
            return sources_by_year(history)
        case ChartCode.OCCUPANCY:
            return occupancy_by_service(figures)
        case ChartCode.REFUSALS:
            return refusals_by_reason(figures, everybody)
