"""Groups of like points, and what the points say."""

from collections.abc import Collection as Names
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from komplan.consultation.v1 import comment_pb2, similarity_pb2
from komplan_consultation.ports.similarity import Said
from komplan_consultation.repositories.kinds import HAS_UNSETTLED, OF_ROUND, STANDING
from komplan_consultation.rows.comments import CommentRow
from komplan_consultation.rows.similarity import SimilarityGroupRow, SimilarPointRow
from komplan_core import names
from komplan_core.consultation.groups import SimilarityGroup, SimilarityState
from komplan_kit import sealing
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

SIMILARITY_GROUPS = Kind(
    "similarity group",
    names.SIMILARITY_GROUP,
    Codec(similarity_pb2.SimilarityGroup, SimilarityGroup),
    SimilarityGroupRow,
)
SIMILARITY_GROUP_LIST = Listing(
    SIMILARITY_GROUPS,
    parent=SimilarityGroupRow.round_id == OF_ROUND,
    filters={"state": SimilarityGroupRow.state == bindparam("state")},
)
_CONFIRMED = SimilarityGroupRow.state == SimilarityState.CONFIRMED.value
_CONFIRMED_OF = Statement(
    select(SimilarityGroupRow.name).where(
        SimilarPointRow.group_id == SimilarityGroupRow.id, SimilarPointRow.point == bindparam("of_point"), _CONFIRMED
    )
)
_IN_STATE = Statement(
    select(SimilarityGroupRow.encoded)
    .where(SimilarityGroupRow.round_id == bindparam("of_round"), SimilarityGroupRow.state == bindparam("in_state"))
    .order_by(SimilarityGroupRow.id)
)
_GROUPED = Statement(
    select(SimilarPointRow.point).where(
        SimilarPointRow.group_id == SimilarityGroupRow.id,
        SimilarityGroupRow.round_id == bindparam("of_round"),
        _CONFIRMED,
    )
)
_TO_COMPARE = Statement(
    select(CommentRow.encoded)
    .where(CommentRow.round_id == bindparam("of_round"), STANDING, HAS_UNSETTLED)
    .order_by(CommentRow.number)
)
_COMMENT = Statement(select(CommentRow.encoded).where(CommentRow.name == bindparam("of")))
_NUMBER = Statement(select(CommentRow.number).where(CommentRow.name == bindparam("of")))


class SimilarityStore:
    """Groups of like points inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.groups = Collection(SIMILARITY_GROUPS, transaction)

    def add(self, group: SimilarityGroup, round_id: int) -> Written:
        return self.groups.add(group, round_id=round_id)

    def confirmed_of(self, point: str) -> str:
        return str(self._tx.session.value(_CONFIRMED_OF, of_point=point) or "")

    def in_state(self, round_id: int, state: str) -> list[SimilarityGroup]:
        rows = self._tx.session.all(_IN_STATE, of_round=round_id, in_state=state)
        return [SIMILARITY_GROUPS.codec.parse(bytes(encoded)) for (encoded,) in rows]

    def comparable(self, round_id: int) -> list[Said]:
        grouped = {point for (point,) in self._tx.session.all(_GROUPED, of_round=round_id)}
        rows = self._tx.session.all(_TO_COMPARE, of_round=round_id)
        return [
            said
            for (encoded,) in rows
            for said, point in self._points(bytes(encoded))
            if not point.settlement.HasField("decided_on") and said.name not in grouped and said.text
        ]

    def labels(self, points: Names[str]) -> dict[str, str]:
        numbers: dict[str, Any] = {}
        for comment in dict.fromkeys(names.parent(point) for point in points):
            numbers[comment] = self._tx.session.value(_NUMBER, of=comment)
        return {
            point: f"{no}/{names.last_id(point)}"
            for point in points
            if (no := numbers[names.parent(point)]) is not None
        }

    def said(self, points: Sequence[str]) -> list[Said]:
        found: dict[str, Said] = {}
        for comment in dict.fromkeys(names.parent(point) for point in points):
            encoded = self._tx.session.value(_COMMENT, of=comment)
            if encoded is not None:
                found.update((said.name, said) for said, _ in self._points(bytes(encoded)))
        return [found[point] for point in points if point in found]

    def _points(self, encoded: bytes) -> Iterator[tuple[Said, Any]]:
        comment = comment_pb2.Comment.FromString(encoded)
        comment.ClearField("authors")  # who said it decides nothing here, and their keys are not asked for
        sealing.unseal(comment, self._tx.key)
        for point in comment.points:
            label = f"{comment.number}/{point.number}"
            yield Said(f"{comment.name}/points/{point.number}", label, point.quote or point.text), point
