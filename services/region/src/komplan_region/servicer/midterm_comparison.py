"""Comparing versions, cities and years of the region's plan."""

from typing import Any, Final

from komplan.region.v1 import midterm_comparison_service_pb2 as pb
from komplan.region.v1 import midterm_table_pb2 as tables
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.midterm import is_office
from komplan_region.usecases.midterm_comparing import compared, compared_areas, compared_years

MOST_FIGURES: Final = 10_000


class MidtermComparisonServicer:
    """Comparing."""

    def __init__(self, database: Database[RegionTx]) -> None:
        self._db = database

    async def CompareRegionPlanVersions(
        self, request: pb.CompareRegionPlanVersionsRequest, context: Any
    ) -> pb.CompareRegionPlanVersionsResponse:
        found = await self._db.read(compared, request.name, request.other, is_office(), request.area, request.part)
        response = pb.CompareRegionPlanVersionsResponse(figure_count=len(found.figures))
        for item in found.figures[:MOST_FIGURES]:
            response.figures.add(
                part=item.part,
                table=item.table,
                row=item.row,
                column=item.column,
                area=item.area,
                before=item.before,
                after=item.after,
                kind=item.kind,
                table_title=item.titles[0],
                row_title=item.titles[1],
                column_title=item.titles[2],
                before_word=item.instead[0],
                after_word=item.instead[1],
            )
        for text in found.texts:
            response.texts.add(section=text.section, before=text.before, after=text.after)
        for area, feed, before, after in found.inputs:
            told = after or before
            response.inputs.add(
                area=area,
                title=told.title if told is not None else "",
                feed=feed,
                before=before.revision if before is not None else None,
                after=after.revision if after is not None else None,
            )
        return response

    async def CompareAreas(self, request: pb.CompareAreasRequest, context: Any) -> pb.CompareAreasResponse:
        found, titles = await self._db.read(compared_areas, request.name, tuple(request.areas), is_office())
        response = pb.CompareAreasResponse()
        told: set[str] = set()
        for item in found:
            table = item.table
            if table.code not in told:
                told.add(table.code)
                columns = [tables.MidtermColumn(code=c.code, title=c.title, kind=c.kind) for c in table.columns]
                response.tables.add(code=table.code, part=table.part, title=table.title, columns=columns)
            line = response.lines.add(table=table.code, row=item.row, row_title=item.title)
            for area, figures in item.figures.items():
                known = {code: cell.number for code, cell in figures.items() if cell.number is not None}
                line.areas.add(area=area, title=titles[area], figures=known)
        return response

    async def CompareYears(self, request: pb.CompareYearsRequest, context: Any) -> pb.CompareYearsResponse:
        found = await self._db.read(compared_years, request.name, request.year, request.other_year, is_office())
        response = pb.CompareYearsResponse()
        for item in found:
            source_title, column_title = item.titles
            response.lines.add(
                source=item.source,
                column=item.column,
                before=item.before,
                after=item.after,
                source_title=source_title,
                column_title=column_title,
            )
        return response
