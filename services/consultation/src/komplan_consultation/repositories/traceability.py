"""Why texts changed: how it is stored and asked for."""

from collections.abc import Collection as Codes

from sqlalchemy import and_, bindparam, exists, insert, literal, select

from komplan.consultation.v1 import incorporation_pb2
from komplan_consultation.ports.traceability import PointAt
from komplan_consultation.repositories.kinds import OF_ROUND, STANDING, UNSETTLED
from komplan_consultation.rows.comments import CommentRow, PointRow
from komplan_consultation.rows.log import LogHeadRow
from komplan_consultation.rows.rounds import RoundRow
from komplan_consultation.rows.traceability import IncorporationPointRow, IncorporationRow, MonitoringEntryRow
from komplan_core import names
from komplan_core.consultation.traceability import Incorporation
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

INCORPORATIONS = Kind(
    "incorporation", names.INCORPORATION, Codec(incorporation_pb2.Incorporation, Incorporation), IncorporationRow
)
INCORPORATION_LIST = Listing(
    INCORPORATIONS,
    parent=IncorporationRow.round_id == OF_ROUND,
    filters={
        "point": exists(
            select(literal(1)).where(
                IncorporationPointRow.incorporation_id == IncorporationRow.id,
                IncorporationPointRow.value == bindparam("point"),
            )
        )
    },
)

_OF_ROUND = Statement(
    select(IncorporationRow.encoded)
    .where(IncorporationRow.round_id == bindparam("of_round"))
    .order_by(IncorporationRow.id)
)
_DECIDED = Statement(
    select(CommentRow.name, CommentRow.number, PointRow.number, PointRow.settlement_outcome, PointRow.state)
    .where(PointRow.comment_id == CommentRow.id, CommentRow.round_id == bindparam("of_round"), STANDING, ~UNSETTLED)
    .order_by(CommentRow.number, PointRow.number)
)
_ENTERED = Statement(
    select(literal(1)).where(
        and_(
            MonitoringEntryRow.plan == bindparam("of_plan"),
            MonitoringEntryRow.source == bindparam("of_source"),
            MonitoringEntryRow.sha256 == bindparam("of_sha256"),
        )
    )
)
_ENTER = Statement(insert(MonitoringEntryRow))
_CONSULTED = Statement(select(RoundRow.plan_version).distinct().order_by(RoundRow.plan_version))
_BEGUN = Statement(select(literal(1)).where(LogHeadRow.round_name == bindparam("of_plan")))


class TraceStore:
    """Why texts changed, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.incorporations = Collection(INCORPORATIONS, transaction)

    def of_round(self, round_id: int) -> list[Incorporation]:
        rows = self._tx.session.all(_OF_ROUND, of_round=round_id)
        return [INCORPORATIONS.codec.parse(bytes(row[0])) for row in rows]

    def add(self, incorporation: Incorporation, round_id: int) -> Written:
        return self.incorporations.add(incorporation, round_id=round_id)

    def decided(self, round_id: int, outcomes: Codes[str], states: Codes[str]) -> list[PointAt]:
        rows = self._tx.session.all(_DECIDED, of_round=round_id)
        return [
            PointAt(f"{name}/points/{point}", f"{number}/{point}")
            for name, number, point, outcome, state in rows
            if outcome in outcomes and state in states
        ]

    def is_entered(self, plan: str, source: str, sha256: str) -> bool:
        found = self._tx.session.value(_ENTERED, of_plan=plan, of_source=source, of_sha256=sha256)
        return found is not None

    def entered(self, plan: str, source: str, sha256: str, leaf: int) -> None:
        self._tx.session.run(_ENTER, plan=plan, source=source, sha256=sha256, leaf=leaf)

    def consulted(self) -> list[str]:
        return [str(version) for (version,) in self._tx.session.all(_CONSULTED)]

    def is_begun(self, plan: str) -> bool:
        return self._tx.session.value(_BEGUN, of_plan=plan) is not None
