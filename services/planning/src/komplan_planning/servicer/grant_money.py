"""Computed money of grants as messages."""

from collections.abc import Iterable

from komplan.planning.v1 import grant_money_pb2 as pb
from komplan.planning.v1 import grant_service_pb2 as read
from komplan_core.grants.totals import Stated, YearOfMoney, YearOfServices
from komplan_core.grants.tracing import GrantShare, MeasureFunding, TraceLine
from komplan_core.values import Money
from komplan_kit.codec import Codec

TRACE_LINE = Codec(pb.GrantTraceLine, TraceLine)
SHARE = Codec(pb.GrantShare, GrantShare)


def totals_message(money: Iterable[YearOfMoney], services: Iterable[YearOfServices]) -> read.GetGrantTotalsResponse:
    """Money and services by year."""
    return read.GetGrantTotalsResponse(
        money=[
            pb.GrantMoneyYear(
                year=row.year,
                kind=row.kind,
                calls=row.calls,
                budget=row.budget.hal,
                decided=row.decided,
                successful=row.successful,
                requested=row.requested.hal,
                granted=row.granted.hal,
                paid=row.paid.hal,
                drawn=row.drawn.hal,
                returned=row.returned.hal,
                stated=_stated(row.stated),
                contradicts=row.contradicts,
            )
            for row in money
        ],
        services=[
            pb.GrantServiceYear(
                year=row.year,
                new=row.new,
                extended=row.extended,
                transformed=row.transformed,
                stated=_stated(row.stated),
            )
            for row in services
        ],
    )


def trace_message(lines: Iterable[TraceLine]) -> read.GetGrantTraceResponse:
    """Money by subject."""
    return read.GetGrantTraceResponse(lines=[TRACE_LINE.encode(line) for line in lines])


def funding_message(funding: MeasureFunding) -> pb.MeasureFunding:
    """The money of one measure."""
    return pb.MeasureFunding(
        measure=funding.measure,
        lines=[
            pb.MeasureFundingLine(
                year=line.year,
                financing_kind=line.financing_kind,
                planned=_hal(line.planned),
                secured=_hal(line.secured),
                actual=_hal(line.actual),
                grants_secured=line.grants_secured.hal,
                grants_actual=line.grants_actual.hal,
                uncovered=_hal(line.uncovered),
            )
            for line in funding.lines
        ],
        grants=[SHARE.encode(share) for share in funding.grants],
    )


def _stated(values: Iterable[Stated]) -> list[pb.GrantStatement]:
    return [pb.GrantStatement(value=format(item.value, "f"), sources=item.sources) for item in values]


def _hal(money: Money | None) -> int | None:
    return money.hal if money is not None else None
