"""Finding entries that stand twice."""

from dataclasses import dataclass
from typing import Final

from komplan_catalogue.usecases.merging.storage import MergeTx
from komplan_core.catalogue.duplicates import Duplicate, provider_duplicates, service_duplicates
from komplan_core.errors import Invalid

USUAL: Final = 200
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that may be one, with the titles of their entries, and how many there are in all."""

    duplicates: list[Duplicate]
    titles: dict[str, str]
    total: int


def duplicates(tx: MergeTx, kind: str, most: int) -> Found:
    """The most certain pairs of a kind of entries, or of both."""
    if kind not in ("", "providers", "services"):
        raise Invalid.field("kind", "INVALID_VALUE", "`providers`, `services`, or empty for both")
    if most < 0:
        raise Invalid.field("most", "INVALID_VALUE", "at most so many pairs: not less than none")
    found: list[Duplicate] = []
    titles: dict[str, str] = {}
    providers = tx.merges.provider_traits()
    alike = provider_duplicates(providers)
    if kind != "services":
        found += alike
        titles.update({item.name: item.title for item in providers})
    if kind != "providers":
        services = tx.merges.service_traits()
        found += service_duplicates(services, alike)
        titles.update({item.name: item.title for item in services})
    found.sort(key=lambda pair: -pair.score)
    shown = found[: min(most or USUAL, MOST)]
    return Found(shown, {name: titles[name] for pair in shown for name in (pair.first, pair.second)}, len(found))
