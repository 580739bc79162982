"""How drafts, their texts and the places of points in them are stored."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, insert, select

from komplan.consultation.v1 import draft_pb2
from komplan_consultation.ports.drafts import AnchoredPoint
from komplan_consultation.repositories.kinds import OF_ROUND
from komplan_consultation.rows.comments import CommentRow, PointRow
from komplan_consultation.rows.drafts import DraftBlockRow, DraftRow, PlaceRow
from komplan_consultation.rows.rounds import RoundRow
from komplan_core import names
from komplan_core.consultation.anchors import CERTAIN, Place
from komplan_core.consultation.comments import Anchor
from komplan_core.consultation.drafts import Draft, DraftBlock
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

DRAFTS: Final = Kind("draft", names.DRAFT, Codec(draft_pb2.Draft, Draft), DraftRow)
PLACES: Final = Kind("place", names.PLACE_IN_DRAFT, Codec(draft_pb2.Place, Place), PlaceRow)
_OF_DRAFT = select(DraftRow.id).where(DraftRow.name == bindparam("parent")).scalar_subquery()
DRAFT_LIST: Final = Listing(DRAFTS, parent=DraftRow.round_id == OF_ROUND)
PLACE_LIST: Final = Listing(
    PLACES,
    parent=PlaceRow.draft_id == _OF_DRAFT,
    filters={"unconfirmed": and_(PlaceRow.confidence < CERTAIN, PlaceRow.confirmed_by == "")},
)

_PARTS: Final = (DraftBlockRow.block, DraftBlockRow.number, DraftBlockRow.title, DraftBlockRow.text)
_IN_ORDER: Final = select(DraftBlockRow.id, *_PARTS, DraftBlockRow.sha256).where(DraftBlockRow.draft_id == _OF_DRAFT)
_ADD = Statement(insert(DraftBlockRow.__table__))  # type: ignore[arg-type]  # a declarative class has its table
_BLOCKS = Statement(_IN_ORDER.order_by(DraftBlockRow.id))
_BLOCK = Statement(_IN_ORDER.where(DraftBlockRow.block == bindparam("of")))
_PAGE = Statement(
    _IN_ORDER.where(DraftBlockRow.id > bindparam("after")).order_by(DraftBlockRow.id).limit(bindparam("most"))
)
_OF_KIND = Statement(select(func.count()).where(DraftRow.round_id == OF_ROUND, DraftRow.kind == bindparam("of")))
_ANCHORED = Statement(
    select(
        CommentRow.name,
        CommentRow.number,
        PointRow.number,
        PointRow.anchor_block,
        PointRow.anchor_block_sha256,
        PointRow.anchor_exact,
        PointRow.anchor_prefix,
        PointRow.anchor_suffix,
    )
    .join(PointRow, PointRow.comment_id == CommentRow.id)
    .join(RoundRow, RoundRow.id == CommentRow.round_id)
    .where(RoundRow.name == bindparam("of_round"), PointRow.anchor_block.is_not(None))
    .order_by(CommentRow.number, PointRow.number)
)
_PLACES = Statement(select(PlaceRow.encoded).where(PlaceRow.draft_id == _OF_DRAFT))


class DraftStore:
    """The drafts inside a transaction."""

    def __init__(self, transaction: Transaction, rounds: Collection[Any]) -> None:
        self._tx, self._rounds = transaction, rounds
        self._drafts = Collection(DRAFTS, transaction)
        self._places = Collection(PLACES, transaction)

    def get(self, name: str) -> Draft:
        return self._drafts.get(name)

    def publish(self, draft: Draft, blocks: Iterable[DraftBlock]) -> Written:
        written = self._drafts.add(draft, round_id=self._rounds.refer(names.parent(draft.name), "parent"))
        draft_id = self._drafts.refer(draft.name, "name")
        self._tx.session.run_many(_ADD, (_row(draft_id, block) for block in blocks))
        return written

    def of_kind(self, round_name: str, kind: str) -> int:
        return int(self._tx.session.value(_OF_KIND, parent=round_name, of=kind))

    def blocks(self, name: str) -> list[DraftBlock]:
        return [_block(row) for row in self._tx.session.all(_BLOCKS, parent=name)]

    def block(self, name: str, block: str) -> DraftBlock | None:
        row = self._tx.session.first(_BLOCK, parent=name, of=block)
        return _block(row) if row is not None else None

    def page(self, name: str, after: int, most: int) -> list[tuple[int, DraftBlock]]:
        return [(int(row[0]), _block(row)) for row in self._tx.session.all(_PAGE, parent=name, after=after, most=most)]

    def anchors(self, round_name: str) -> Iterator[AnchoredPoint]:
        for comment, of, number, *parts in self._tx.session.all(_ANCHORED, of_round=round_name):
            block, sha256, exact, prefix, suffix = parts
            anchor = Anchor(block=block, block_sha256=sha256, exact=exact, prefix=prefix, suffix=suffix)
            yield AnchoredPoint(f"{comment}/points/{number}", f"{of}-{number}", anchor)

    def places(self, name: str) -> dict[str, Place]:
        found = (PLACES.codec.parse(bytes(encoded)) for (encoded,) in self._tx.session.all(_PLACES, parent=name))
        return {place.point: place for place in found}

    def put(self, place: Place) -> None:
        if place.etag:
            self._places.replace(place, place.etag)
        else:
            self._places.add(place, draft_id=self._drafts.refer(names.parent(place.name), "parent"))

    def place(self, name: str) -> Place:
        return self._places.get(name)

    def confirm(self, place: Place, etag: str) -> Written:
        return self._places.replace(place, etag)


def _row(draft_id: int, block: DraftBlock) -> dict[str, Any]:
    return {
        "draft_id": draft_id,
        "block": block.id,
        "number": block.number,
        "title": block.title,
        "text": block.text,
        "sha256": block.sha256,
    }


def _block(row: tuple[Any, ...]) -> DraftBlock:
    _, block, number, title, text, sha256 = row
    return DraftBlock(id=block, number=number, title=title, text=text, sha256=sha256)
