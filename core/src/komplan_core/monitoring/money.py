"""Money of a measure: what its sheet plans, and what observations say was secured and spent."""

from collections.abc import Sequence

from komplan_core.monitoring.evaluations import MoneyFact
from komplan_core.monitoring.observations import Observed
from komplan_core.planning import FinancingLine, Measure


def money_facts(measure: Measure, observations: Sequence[Observed]) -> tuple[MoneyFact, ...]:
    """Money of a measure by year, source and kind; `observations` are its own, oldest first.

    Observed amounts count from the beginning of the year, so a later one stands in place of an earlier one, and both
    in place of what the sheet says.
    """
    known = {(line.year, line.source, line.kind): line for line in measure.financing}
    for observation in observations:
        for item in observation.money:
            key = (observation.year, item.source, item.kind)
            before = known.get(key) or FinancingLine(year=key[0], source=key[1], kind=key[2])
            said = {name: value for name in ("secured", "actual") if (value := getattr(item, name)) is not None}
            known[key] = before.revised(said)
    return tuple(
        MoneyFact(
            year=line.year,
            source=line.source,
            kind=line.kind,
            planned=line.planned,
            secured=line.secured,
            actual=line.actual,
            gap=line.gap,
        )
        for _, line in sorted(known.items())
    )
