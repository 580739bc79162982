"""How questions of funding, their answers, and what is asked for are stored."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, bindparam, delete, insert, select

from komplan.region.v1 import funding_pb2
from komplan_core import names
from komplan_core.regional.funding.asking import AskedLine
from komplan_core.regional.funding.scenario import Funding
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.ports.funding import MeasureWithLines, Outcome
from komplan_region.repositories.copied_plans import IN_TIME
from komplan_region.rows.funding import FundedMeasureRow, FundingRow
from komplan_region.rows.money import CopyLineRow, CopyMeasureRow, CopyPlanRow

FUNDINGS = Kind(
    "funding",
    names.FUNDING,
    Codec(funding_pb2.Funding, Funding),
    FundingRow,
    only_encoded=(
        "budgets",
        "eligibility",
        "group_points",
        "default_points",
        "measure_points",
        "without_continuity",
        "mandatory",
        "fair_shares",
        "part_payment_from",
        "seconds",
        "result",
    ),
    public=FundingRow.__table__.c.published.is_(True),
)
FUNDING_LIST = Listing(FUNDINGS)

_MEASURES = Statement(
    select(
        CopyMeasureRow.plan_id,
        CopyMeasureRow.place,
        CopyMeasureRow.name,
        CopyMeasureRow.code,
        CopyMeasureRow.title,
        CopyMeasureRow.change,
        CopyMeasureRow.service_type,
        CopyMeasureRow.groups,
        CopyMeasureRow.territory,
    )
    .join(CopyPlanRow, CopyPlanRow.id == CopyMeasureRow.plan_id)
    .where(IN_TIME)
    .order_by(CopyMeasureRow.name)
)
_LINES = Statement(
    select(
        CopyLineRow.plan_id,
        CopyLineRow.place,
        CopyLineRow.year,
        CopyLineRow.source,
        CopyLineRow.kind,
        CopyLineRow.planned,
        CopyLineRow.secured,
    )
    .join(CopyPlanRow, CopyPlanRow.id == CopyLineRow.plan_id)
    .where(IN_TIME, CopyLineRow.year >= bindparam("first"), CopyLineRow.year <= bindparam("last"))
    .order_by(CopyLineRow.id)
)
_CLEAR = Statement(delete(FundedMeasureRow).where(FundedMeasureRow.funding_id == bindparam("funding")))
_PUT = Statement(insert(FundedMeasureRow))


def _outcomes(*conditions: ColumnElement[bool]) -> Statement:
    return Statement(
        select(FundedMeasureRow.id, FundedMeasureRow.measure, FundedMeasureRow.percent, FundedMeasureRow.encoded)
        .join(FundingRow, FundingRow.id == FundedMeasureRow.funding_id)
        .where(FundingRow.name == bindparam("of"), FundedMeasureRow.id > bindparam("after"), *conditions)
        .order_by(FundedMeasureRow.id)
        .limit(bindparam("most"))
    )


_OUTCOMES = {
    None: _outcomes(),
    True: _outcomes(FundedMeasureRow.percent > 0),
    False: _outcomes(FundedMeasureRow.percent == 0),
}


class FundingStore:
    """Questions, answers and what is asked for, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.fundings = Collection(FUNDINGS, transaction)

    def measures(self, first: int, last: int) -> list[MeasureWithLines]:
        days = {"start": date(first, 1, 1), "end": date(last, 12, 31)}
        lines: dict[tuple[int, int], list[AskedLine]] = {}
        for plan_id, place, *line in self._tx.session.all(_LINES, first=first, last=last, **days):
            lines.setdefault((plan_id, place), []).append(AskedLine(*line))
        return [
            MeasureWithLines(
                name,
                code,
                title,
                change,
                kind,
                tuple(groups.split()),
                tuple(territory.split()),
                tuple(lines[plan_id, place]),
            )
            for plan_id, place, name, code, title, change, kind, groups, territory in self._tx.session.all(
                _MEASURES, **days
            )
            if (plan_id, place) in lines
        ]

    def put_outcomes(self, name: str, outcomes: Iterable[Outcome]) -> None:
        row_id = self.fundings.refer(name, "name")
        self._tx.session.run(_CLEAR, funding=row_id)
        rows = [
            {"funding_id": row_id, "measure": item.measure, "percent": item.percent, "encoded": item.encoded}
            for item in sorted(outcomes, key=lambda item: item.measure)
        ]
        if rows:
            self._tx.session.run_many(_PUT, rows)

    def outcomes(self, name: str, after: int, most: int, chosen: bool | None) -> Sequence[tuple[int, Outcome]]:
        rows = self._tx.session.all(_OUTCOMES[chosen], of=name, after=after, most=most)
        return [(row_id, Outcome(measure, percent, bytes(encoded))) for row_id, measure, percent, encoded in rows]
