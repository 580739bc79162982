"""How many providers and services there are."""

from collections import Counter
from dataclasses import dataclass

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_core.catalogue import ServiceClass
from komplan_core.catalogue.capacity import totals
from komplan_core.codelists import CodeList, entry


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one consistent state. A service of unknown category or founder type counts in `registered` only."""

    providers: int
    registered: int
    related: int
    by_category: dict[str, int]
    by_founder_type: dict[str, int]
    capacities: dict[tuple[str, str], int]
    """Registered maxima by form and unit."""


def counted(tx: CatalogueTx) -> Counts:
    """Count the directory."""
    by_class = tx.count_by_class()
    by_category: Counter[str] = Counter()
    for service_type, number in tx.count_registered_by_type().items():
        if category := entry(CodeList.SERVICE_TYPES, service_type).category:
            by_category[category] += number
    return Counts(
        tx.provider_count(),
        by_class.get(ServiceClass.REGISTERED, 0),
        by_class.get(ServiceClass.RELATED, 0),
        dict(by_category),
        tx.count_registered_by_founder_type(),
        totals(tx.registered_capacities()),
    )
