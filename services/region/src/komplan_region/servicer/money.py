"""Reading the region's money."""

from typing import Any

from komplan.region.v1 import money_pb2
from komplan.region.v1 import money_service_pb2 as pb
from komplan_core import names
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_region.ports.money import SUMMED, LineRow, SummedRow
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import copies_of
from komplan_region.usecases.money_figures import (
    SubsidyItem,
    SubsidyTotal,
    money_figures,
    money_lines,
    subsidy_totals,
    whole_subsidy_request,
)
from komplan_region.usecases.years import years_between


class MoneyServicer:
    """Reading."""

    def __init__(self, database: Database[RegionTx]) -> None:
        self._db = database

    async def GetMoney(self, request: pb.GetMoneyRequest, context: Any) -> money_pb2.MoneyFigures:
        names.REGION.parse(request.parent, "parent")
        years = years_between(request.from_year, request.to_year, following=2)
        first, last = years[0], years[-1]
        found = await self._db.read(money_figures, first, last, request.by or "region")
        percent = found.several_percent
        return money_pb2.MoneyFigures(
            from_year=first,
            to_year=last,
            by=found.by,
            figures=(_figure(row, found.titles.get(row.key, "")) for row in found.rows),
            spread=money_pb2.SourceSpread(
                measures=found.spread.measures,
                with_several_sources=found.spread.with_several,
                percent=format(percent, "f") if percent is not None else "",
                sources=found.spread.sources,
            ),
            coverage=copies_of(found.standings),
        )

    async def ListMoneyLines(self, request: pb.ListMoneyLinesRequest, context: Any) -> pb.ListMoneyLinesResponse:
        names.REGION.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        only = {name: value for name in ("year", "area", "target_group") if (value := getattr(request, name))}
        if request.HasField("source"):
            only["source"] = request.source

        found = await self._db.read(money_lines, after, size + 1, only)
        response = pb.ListMoneyLinesResponse(lines=(_line(row, found.revisions[row.area]) for row in found.rows[:size]))
        if len(found.rows) > size:
            response.next_page_token = pages.token(found.rows[size - 1].row_id, request)
        return response

    async def GetSubsidyRequest(self, request: pb.GetSubsidyRequestRequest, context: Any) -> money_pb2.SubsidyRequest:
        names.REGION.parse(request.parent, "parent")
        years = years_between(request.year, 0, following=2, field="year")

        found = await self._db.read(whole_subsidy_request, years[0])
        revisions = found.revisions
        return money_pb2.SubsidyRequest(
            year=years[0],
            items=(_item(item, revisions[item.line.area]) for item in found.items),
            totals=map(_total, subsidy_totals(found.items, years)),
            coverage=copies_of(found.standings),
        )


def _figure(row: SummedRow, title: str) -> money_pb2.MoneyFigure:
    told = dict(zip(SUMMED, row.sums, strict=True))
    return money_pb2.MoneyFigure(key=row.key, key_title=title, year=row.year, source=row.source, kind=row.kind, **told)


def _line(row: LineRow, revision: int) -> money_pb2.MoneyLine:
    line = row.line
    return money_pb2.MoneyLine(
        measure=row.measure,
        code=row.code,
        title=row.title,
        area=row.area,
        revision=revision,
        year=line.year,
        source=line.source,
        local_source=line.local_source,
        kind=line.kind,
        planned=line.planned,
        secured=line.secured,
        actual=line.actual,
    )


def _item(item: SubsidyItem, revision: int) -> money_pb2.SubsidyItem:
    row = item.line
    return money_pb2.SubsidyItem(
        measure=row.measure,
        code=row.code,
        title=row.title,
        area=row.area,
        revision=revision,
        service=row.service,
        service_type=row.service_type,
        amounts=(money_pb2.SubsidyAmount(year=year, amount=amount) for year, amount in item.amounts.items()),
        findings=item.findings,
    )


def _total(total: SubsidyTotal) -> money_pb2.SubsidyTotal:
    return money_pb2.SubsidyTotal(
        year=total.year, amount=total.amount, investment=total.investment, unknown=total.unknown
    )
