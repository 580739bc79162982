"""What everybody may read of the comment book."""

from collections.abc import AsyncIterator
from typing import Any

from komplan.consultation.v1 import public_comment_pb2, trail_pb2
from komplan.consultation.v1 import publication_service_pb2 as pb
from komplan.consultation.v1.settlement_table_pb2 import PublicTableRow
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.tables import Tables
from komplan_consultation.servicer.trails import TrailMessages, changed_passage
from komplan_consultation.usecases.publishing import Publishing
from komplan_consultation.usecases.tabulating import Line, Tabulating
from komplan_core import names
from komplan_core.consultation import Comment, Point, Round
from komplan_core.consultation.publishing import shown_settlement, shown_state, shown_words, visibility
from komplan_core.workflow import Workflow
from komplan_kit import pages
from komplan_kit.days import day_message


class PublicationServicer:
    """Public reading: numbers, words that were let out, released settlements, trails, the table, counts."""

    def __init__(
        self,
        database: Consultation,
        publishing: Publishing,
        tabulating: Tabulating,
        trails: TrailMessages,
        tables: Tables,
        points: Workflow,
    ) -> None:
        self._db, self._publishing, self._tabulating = database, publishing, tabulating
        self._trails, self._tables, self._points = trails, tables, points

    async def GetPublicComment(
        self, request: pb.GetPublicCommentRequest, context: Any
    ) -> public_comment_pb2.PublicComment:
        return self._message(*await self._db.read(self._publishing.public, request.name))

    async def ListPublicComments(
        self, request: pb.ListPublicCommentsRequest, context: Any
    ) -> pb.ListPublicCommentsResponse:
        size, after = pages.size_of(request.page_size), pages.after(request)
        held, found = await self._db.read(self._publishing.page, request.parent, after, size)
        return pb.ListPublicCommentsResponse(
            public_comments=[self._message(held, comment) for comment in found[:size]],
            next_page_token=pages.token(found[size - 1].number, request) if len(found) > size else "",
        )

    async def GetTrail(self, request: pb.GetTrailRequest, context: Any) -> trail_pb2.Trail:
        return await self._trails.of(await self._db.read(self._trails.trailing.public, request.name))

    async def ListChangedPassages(
        self, request: pb.ListChangedPassagesRequest, context: Any
    ) -> pb.ListChangedPassagesResponse:
        found = await self._db.read(self._trails.trailing.changed, request.parent)
        return pb.ListChangedPassagesResponse(passages=map(changed_passage, found))

    async def ExportPublicTable(
        self, request: pb.ExportPublicTableRequest, context: Any
    ) -> AsyncIterator[pb.ExportPublicTableResponse]:
        names.ROUND.parse(request.parent, "parent")
        async for rows, head, end in self._tables.parts(request.parent, public=True):
            yield pb.ExportPublicTableResponse(
                rows=[PublicTableRow(named_author=row.submitter, **beside) for row, beside in rows],
                head=head,
                end=end,
            )

    async def GetSettlementStatistics(
        self, request: pb.GetSettlementStatisticsRequest, context: Any
    ) -> pb.SettlementStatistics:
        found = await self._db.read(self._tabulating.statistics, request.parent)
        return pb.SettlementStatistics(
            verdicts=_verdicts(found.verdicts),
            author_kinds=[_line(code, line) for code, line in found.author_kinds.items()],
            chapters=[_line(code, line) for code, line in found.chapters.items()],
            working_groups=[_line(code, line) for code, line in found.working_groups.items()],
            comments=found.comments,
            authors=found.authors,
        )

    def _message(self, held: Round, comment: Comment) -> public_comment_pb2.PublicComment:
        return public_comment_pb2.PublicComment(
            name=f"{held.name}/public-comments/{comment.number}",
            number=comment.number,
            received_on=day_message(comment.received_on),
            channel=comment.channel.value,
            authors=[
                public_comment_pb2.PublicAuthor(
                    kind=author.kind.value, side=author.side.value, authority=author.authority
                )
                for author in comment.authors
            ],
            publication=comment.publication.value,
            publication_reason=comment.publication_reason,
            standing=comment.standing.value,
            points=[self._point(held, comment, point) for point in comment.points],
            leaf=comment.leaf,
        )

    def _point(self, held: Round, comment: Comment, point: Point) -> public_comment_pb2.PublicPoint:
        text, wording, reason = shown_words(comment, point)
        answer = shown_settlement(point)
        return public_comment_pb2.PublicPoint(
            label=f"{comment.number}/{point.number}",
            visibility=visibility(comment, point).value,
            text=text,
            proposed_wording=wording,
            reason=reason,
            severity=point.severity.value,
            block=point.anchor.block if point.anchor else "",
            plan_part=point.plan_part,
            working_group=point.working_group,
            state=shown_state(self._points.kernel(point.state)),
            settlement=self._trails.settlement(held, answer),
        )


def _verdicts(found: Any) -> list[pb.VerdictCount]:
    return [pb.VerdictCount(kernel=kernel, points=points) for kernel, points in sorted(found.items())]


def _line(code: str, line: Line) -> pb.StatisticsLine:
    return pb.StatisticsLine(
        code=code, title=line.title, comments=len(line.comments), verdicts=_verdicts(line.verdicts)
    )
