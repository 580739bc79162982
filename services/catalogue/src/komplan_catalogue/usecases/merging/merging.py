"""Making one entry of two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.entries import Entries, collection_of
from komplan_catalogue.usecases.merging import redirects, references
from komplan_catalogue.usecases.merging.storage import MergeTx
from komplan_core.catalogue.merging import FieldMerge, Merging, Side, merge
from komplan_core.catalogue.provenance import Layer, Said, belongs_to_register, wording_of
from komplan_core.catalogue.sections import Beside, label_of, told
from komplan_core.errors import Invalid
from komplan_core.record import Entity
from komplan_kit.store import Collection, Written

_SIDES: Final = {side.value: side for side in Side}


@dataclass(frozen=True, slots=True)
class FieldPreview:
    """A field in which two entries differ, as people read it."""

    field: str
    label: str
    taken: Side
    kept: tuple[str, ...]
    lost: tuple[str, ...]
    of_register: bool


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do."""

    fields: tuple[FieldPreview, ...]
    keep_etag: str
    gone_etag: str
    moved: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    keep: Entity
    gone: Entity
    merging: Merging
    owner: Side | None
    owned: frozenset[str]
    """Fields that the register says; they follow the side of `owner`."""
    gone_said: Said


class Merges:
    """Two entries of the directory that are one."""

    def __init__(self, directory: Directory, entries: Entries, moves: references.Moves) -> None:
        self._directory, self._entries, self._moves = directory, entries, moves

    def preview(self, tx: MergeTx, keep: str, gone: str, choices: Mapping[str, str]) -> MergePreview:
        """What merging `gone` into `keep` would do. Writes nothing."""
        plan = self._plan(tx, keep, gone, choices)
        moves = self._moves.planned(tx, keep, gone)
        beside = references.beside(tx, plan.keep, plan.gone)
        fields = tuple(_told(type(plan.keep), item, beside, item.field in plan.owned) for item in plan.merging.fields)
        return MergePreview(fields, plan.keep.etag, plan.gone.etag, moves.moved, moves.dropped)

    def merge(
        self, tx: MergeTx, keep: str, gone: str, keep_etag: str, gone_etag: str, choices: Mapping[str, str]
    ) -> Written:
        """Merge `gone` into `keep`, both as they were previewed."""
        for field, etag in (("keep_etag", keep_etag), ("gone_etag", gone_etag)):
            if not etag:
                raise Invalid.field(field, "REQUIRED", "preview the merge and send back its etags")
        entries = _entries(tx, keep, gone)
        entries.unchanged(keep, keep_etag)
        entries.unchanged(gone, gone_etag)
        plan = self._plan(tx, keep, gone, choices)
        moves = self._moves.planned(tx, keep, gone)
        self._moves.move(tx, keep, gone)
        use = self._entries.of(keep)
        use.delete(tx, gone, "")
        if plan.owner is Side.GONE:
            said = {field: by[Layer.REGISTER] for field, by in plan.gone_said.items() if Layer.REGISTER in by}
            source = next((fact.source for fact in tx.facts.facts(gone) if fact.layer is Layer.REGISTER), "")
            use.put(tx, keep, Layer.REGISTER, wording_of(type(plan.keep)).values(said, said), source=source)
        changes = {field: value for field, value in plan.merging.changes.items() if field not in plan.owned}
        use.put(tx, keep, Layer.MUNICIPALITY, changes)
        today = self._directory.today()
        written = redirects.add(tx, self._directory.ids, keep, gone, today, moves.dropped)
        return tx.merges.told(written, entries.unchanged(keep).etag, moves.moved)

    def _plan(self, tx: MergeTx, keep: str, gone: str, choices: Mapping[str, str]) -> _Plan:
        entries = _entries(tx, keep, gone)
        kept, goes = entries.get(keep, "keep"), entries.get(gone, "gone")
        ours, theirs = tx.facts.known(keep).said, tx.facts.known(gone).said
        owner = Side.KEEP if _by_register(ours) else Side.GONE if _by_register(theirs) else None
        said = ours if owner is Side.KEEP else theirs
        owned = frozenset(field for field in said if belongs_to_register(entries.model, field, said))
        chosen = {field: _side(side) for field, side in choices.items()}
        return _Plan(kept, goes, merge(kept, goes, chosen, owner, owned), owner, owned, theirs)


def _entries(tx: MergeTx, keep: str, gone: str) -> Collection[Any]:
    """The entries among which both stand. Raises Invalid."""
    for pattern in redirects.MERGED:
        if pattern.matches(keep):
            pattern.parse(gone, "gone")
            return collection_of(tx, keep)
    raise Invalid.field("keep", "NAME_FORMAT", "providers, services and places are merged")


def _by_register(said: Said) -> bool:
    return any(Layer.REGISTER in by for by in said.values())


def _side(side: str) -> Side:
    if side not in _SIDES:
        raise Invalid.field("choices", "INVALID_VALUE", "take `keep`, `gone` or, of lists, `both`")
    return _SIDES[side]


def _told(model: type[Entity], item: FieldMerge, beside: Beside, of_register: bool) -> FieldPreview:
    kept = told(model, item.field, item.kept, beside)
    lost = told(model, item.field, item.lost, beside) if item.conflict else ()
    return FieldPreview(item.field, label_of(model, item.field), item.taken, kept, lost, of_register)
