"""Two entries that are one: which value stays, field by field, and what is lost by it.

Lists are united, what is said on one side only is kept, and where both say something else the kept entry's word holds
unless somebody chooses. Registered maxima are never added: of one form and unit one number stays.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from komplan_core.catalogue.organisations import Provider
from komplan_core.catalogue.places import Place
from komplan_core.catalogue.services import Service, ServiceClass
from komplan_core.errors import Invalid, Refused
from komplan_core.record import Entity

M = TypeVar("M", bound=Entity)


class Side(StrEnum):
    """Whose value is taken."""

    KEEP = "keep"
    GONE = "gone"
    BOTH = "both"
    """The union of two lists, those of the kept entry first."""


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """One field in which the two differ: whose value is taken, what then stands there, and what is lost."""

    field: str
    taken: Side
    kept: Any
    lost: Any
    """The other's value, or the items of it that do not stand in the result; empty when nothing is lost."""

    @property
    def conflict(self) -> bool:
        """Whether something is lost."""
        return not _is_empty(self.lost)


@dataclass(frozen=True, slots=True)
class Merging:
    """What becomes of two entries."""

    fields: tuple[FieldMerge, ...]
    """The fields in which they differ, in the order of the model."""

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the kept entry that change, with their new values."""
        return {item.field: item.kept for item in self.fields if item.taken is not Side.KEEP}


_TOGETHER: Final[Mapping[type[Entity], tuple[tuple[str, ...], ...]]] = {
    Service: (
        ("service_class", "registration_number", "register_id", "service_type"),
        ("min_age", "max_age"),
        ("municipalities", "orps"),
    ),
    Place: (("address", "point"),),
}
"""Fields that mean something together only: all of them come from one side, unless a list of both is wanted."""

_IDENTITY: Final = _TOGETHER[Service][0]
_COVERAGE: Final = _TOGETHER[Service][2]
_KEYS: Final[Mapping[str, Callable[[Any], object]]] = {
    "capacities": lambda item: (item.form, item.unit),
    "places": lambda item: item.place,
}
"""By what the items of a list are the same; whole items where nothing stands."""


def merge(
    keep: M, gone: M, choices: Mapping[str, Side] | None = None, owner: Side | None = None, owned: Collection[str] = ()
) -> Merging:
    """What becomes of `keep` when `gone` is merged into it.

    `choices` say whose value to take for a field. `owned` fields belong to the register and follow the side of `owner`.
    Raises Refused for two that are certainly different, Invalid for a choice that cannot be made.
    """
    check_same(keep, gone)
    chosen = _checked(keep, choices or {}, owned)
    sides = dict.fromkeys(owned, owner) if owner is not None else {}
    fields = [name for name in type(keep).model_fields if name not in ("name", "etag")]
    for group in _TOGETHER.get(type(keep), ()):
        if not sides.keys() & set(group):
            side = _side_of_group(keep, gone, group, chosen)
            sides.update({name: side for name in group if side is not None})
    found = []
    for name in fields:
        ours, theirs = getattr(keep, name), getattr(gone, name)
        if ours != theirs:
            found.append(_field(name, ours, theirs, sides.get(name, chosen.get(name))))
    return Merging(tuple(found))


def check_same(keep: Entity, gone: Entity) -> None:
    """Raise Refused for two entries that are certainly not one."""
    if type(keep) is not type(gone) or keep.name == gone.name:
        raise Refused("MERGE_REFUSED", "two different entries of one kind are merged")
    if isinstance(keep, Service) and isinstance(gone, Service):
        registered = ServiceClass.REGISTERED
        both = keep.service_class is registered and gone.service_class is registered
        if both and keep.registration_number != gone.registration_number:
            raise Refused("MERGE_REFUSED", "they have different registration numbers: in law they are two services")
    if isinstance(keep, Provider) and isinstance(gone, Provider) and keep.ico and gone.ico and keep.ico != gone.ico:
        raise Refused("MERGE_REFUSED", "they have different IČO: in law they are two organisations")
    if isinstance(keep, Place) and isinstance(gone, Place) and keep.location_type is not gone.location_type:
        raise Refused("MERGE_REFUSED", "a secret, a physical and a virtual place are never one and the same")


def _checked(keep: Entity, choices: Mapping[str, Side], owned: Collection[str]) -> Mapping[str, Side]:
    for name, side in choices.items():
        if name not in type(keep).model_fields or name in ("name", "etag"):
            fields = ", ".join(field for field in type(keep).model_fields if field not in ("name", "etag"))
            raise Invalid.field("choices", "UNKNOWN_FIELD", f"`{name[:60]}` is no field to choose for: {fields}")
        if side is Side.BOTH and not isinstance(getattr(keep, name), tuple):
            raise Invalid.field("choices", "INVALID_VALUE", f"`{name}` is no list: take one side's value")
        if name in owned:
            raise Refused("FIELD_OF_REGISTER", f"`{name}` is what the register says: it cannot be chosen")
    return choices


def _side_of_group(keep: Entity, gone: Entity, group: Iterable[str], chosen: Mapping[str, Side]) -> Side | None:
    """The side from which the fields of a group come; None when each goes its own way."""
    group = tuple(group)
    wanted = {chosen[name] for name in group if name in chosen}
    if len(wanted) > 1:
        raise Invalid.field("choices", "INVALID_VALUE", f"{', '.join(group)} come from one side together")
    if isinstance(keep, Service) and isinstance(gone, Service) and group == _IDENTITY:
        if keep.service_class is not gone.service_class:  # what is registered stays registered
            return Side.KEEP if keep.service_class is ServiceClass.REGISTERED else Side.GONE
        return None
    if wanted:
        return wanted.pop()
    ours, theirs = ([getattr(entry, name) for name in group] for entry in (keep, gone))
    if group == _COVERAGE:  # who names nothing serves the whole area, and so does the union
        return Side.KEEP if not any(ours) else Side.GONE if not any(theirs) else None
    return (
        Side.GONE if all(_is_empty(own) or own == their for own, their in zip(ours, theirs, strict=True)) else Side.KEEP
    )


def _field(name: str, ours: Any, theirs: Any, side: Side | None) -> FieldMerge:
    if isinstance(ours, tuple) and side in (None, Side.BOTH):
        return _united(name, ours, theirs)
    if side is None:
        side = Side.GONE if _is_empty(ours) else Side.KEEP
    kept, other = (theirs, ours) if side is Side.GONE else (ours, theirs)
    lost = tuple(item for item in other if item not in kept) if isinstance(other, tuple) else other
    return FieldMerge(name, side, kept, lost)


def _itself(item: Any) -> object:
    return item


def _united(name: str, ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> FieldMerge:
    key = _KEYS.get(name, _itself)
    keys = [key(item) for item in ours]
    added = tuple(item for item in theirs if key(item) not in keys)
    lost = tuple(item for item in theirs if item not in ours and item not in added)
    return FieldMerge(name, Side.BOTH if added else Side.KEEP, (*ours, *added), lost)


def _is_empty(value: Any) -> bool:
    """Whether a value says nothing. `False` does: a service that is not said to be nonstop is not."""
    return value is None or value == "" or value == ()


class Merge(Entity):
    """That two entries were merged: who asks for `gone` gets `target`."""

    gone: str
    """Resource name of the entry that is gone."""
    kept: str
    """Resource name of the entry into which it was merged."""
    target: str
    """Resource name of the entry that stands for it now: the end of the chain."""
    merged_on: date
    dropped: tuple[str, ...] = ()
    """Resource names of capacity reports that were dropped; the journal keeps them."""


def redirected(merges: Iterable[Merge]) -> list[Merge]:
    """The merges whose target is not the end of their chain, with the right one. An entry that is there ends a chain.

    Chains are followed through `kept`; they have no circle when nobody is merged into an entry that is gone.
    """
    all_of = list(merges)
    kept = {merge.gone: merge.kept for merge in all_of}
    found = []
    for merge in all_of:
        target = merge.kept
        while target in kept:
            target = kept[target]
        if target != merge.target:
            found.append(merge.revised({"target": target}))
    return found
