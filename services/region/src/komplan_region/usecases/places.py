"""Where a measure is done: its municipalities by ORP, on the day of the report (never by district)."""

from collections import Counter
from collections.abc import Iterable

from komplan_core.regional.territory import Units


def orps_of(municipalities: Iterable[str], units: Units) -> dict[str, int]:
    """ORP code → how many of the municipalities lie in it; nothing where one of them is not known.

    The numbers are the weights by which a measure's money is split among ORP.
    """
    found = Counter(units.orp_of(code) for code in municipalities)
    return {} if found[""] else dict(sorted(found.items()))
