"""What if: capacities added, removed or set in some ORP and years, beside what there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.codelists import CapacityUnitCode, FormCode, ServiceTypeCode
from komplan_core.record import Entity, Record
from komplan_core.regional.gaps import Place
from komplan_core.territory import UnitCode
from komplan_core.values import Count, Text, Title, Year


class CapacityChangeKind(StrEnum):
    """What happens to a capacity."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"
    """It is the given number from then on."""


class CapacityChange(Record):
    """One assumed change of the registered capacity of one kind in one ORP, from the beginning of a year."""

    kind: CapacityChangeKind
    service_type: ServiceTypeCode
    form: FormCode
    unit: CapacityUnitCode
    orp: UnitCode
    year: Year
    quantity: Count
    note: Annotated[Text, Field(max_length=2000)] = ""

    @property
    def place(self) -> Place:
        """Which capacity it changes."""
        return self.orp, self.service_type, self.form, self.unit


class Scenario(Entity):
    """Assumed changes, to be set beside the base and beside another scenario. It is no plan and changes nothing."""

    title: Title
    note: Annotated[Text, Field(max_length=10_000)] = ""
    changes: Annotated[tuple[CapacityChange, ...], Field(max_length=1000)] = ()
    published: bool = False
    """Whether everybody may read it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a scenario makes of one capacity."""

    value: int | None
    """Capacity with the changes; None where it is not known what there is now."""
    change: int | None
    """How much it differs from the base; None where that is not known."""
    below_zero: bool = False
    """Whether more would be removed than there is; then there is nothing left, not less."""


def effects(changes: Iterable[CapacityChange], base: Mapping[Place, int | None], year: int) -> dict[Place, Effect]:
    """What the changes up to the end of a year make of each capacity that they touch, and of the region's sums.

    Changes act year by year, in one year as they are written. A place without services has 0; one whose services do not
    tell their capacity is None. The region's sum differs by what its ORP differ, because a service may serve several.
    """
    found: dict[Place, Effect] = {}
    in_time = sorted((change for change in changes if change.year <= year), key=lambda change: change.year)
    for change in in_time:
        before = found.get(change.place) or Effect(base.get(change.place, 0), 0)
        found[change.place] = _after(before, change)
    whole: dict[Place, list[Effect]] = {}
    for (_, *kind), effect in found.items():
        whole.setdefault(("", *kind), []).append(effect)  # type: ignore[arg-type]
    for place, several in whole.items():
        known = [effect.change for effect in several if effect.change is not None]
        differs = sum(known) if len(known) == len(several) else None
        there = base.get(place, 0)
        value = there + differs if there is not None and differs is not None else None
        found[place] = Effect(value, differs, any(effect.below_zero for effect in several))
    return found


def _after(before: Effect, change: CapacityChange) -> Effect:
    value, differs = before.value, before.change
    if change.kind is CapacityChangeKind.SET:
        known = value is not None and differs is not None
        return Effect(change.quantity, differs + change.quantity - value if known else None, before.below_zero)  # type: ignore[operator]
    step = change.quantity if change.kind is CapacityChangeKind.ADD else -change.quantity
    short = value is not None and value + step < 0
    if short:
        assert value is not None
        step = -value
    return Effect(
        value + step if value is not None else None,
        differs + step if differs is not None else None,
        before.below_zero or short,
    )


def gap_after(gap: int | None, effect: Effect | None) -> int | None:
    """What is missing with the changes, not below zero; None where the gap or the change is not known."""
    if effect is None:
        return gap
    return None if gap is None or effect.change is None else max(gap - effect.change, 0)
