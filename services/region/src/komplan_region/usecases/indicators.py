"""What cities reached of their indicators, in the region's codes: for chapters of the midterm plan."""

from collections.abc import Iterable, Iterator

from komplan_core import names
from komplan_core.directory import Feed
from komplan_core.monitoring import Evaluation
from komplan_core.regional.crosswalk import Crosswalk
from komplan_core.regional.indicators import ComparedIndicator, compared
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import PROFILE
from komplan_region.usecases.reading import Reading


def indicators_reached(tx: RegionTx, standings: Iterable[Standing], before: int) -> Iterator[ComparedIndicator]:
    """The indicators of all cities' published evaluations: those of years before a year, and of whole plans."""
    for standing in standings:
        held = tx.copies.held(standing.row_id, Feed.PLANNING, ("plans", "evaluations"))
        if not held.profile:
            continue
        found = Reading(held.records, {}).found(("plans", "evaluations"))
        began = {plan.name: plan.period.start for plan in found["plans"]}
        crosswalk = Crosswalk(PROFILE.parse(held.profile), tx.crosswalks.of_row(standing.row_id))
        evaluations: list[Evaluation] = sorted(found["evaluations"], key=lambda item: item.name)
        for item in evaluations:
            plan = names.parent(item.name)
            if plan in began and (item.year is None or item.year < before):
                yield from compared(item, standing.municipality.code, crosswalk, began[plan])
