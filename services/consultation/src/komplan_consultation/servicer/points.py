"""The handling of points."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import point_codes_pb2 as codes_pb
from komplan.consultation.v1 import point_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.points import Points
from komplan_consultation.usecases.reminding import Reminding
from komplan_core import names
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.days import day_message, given_day


class PointServicer:
    """Categories, groups, handlers, advice, parts, days."""

    def __init__(self, database: Consultation, points: Points, reminding: Reminding) -> None:
        self._db, self._points, self._reminding = database, points, reminding

    async def GetPointCodes(self, request: pb.GetPointCodesRequest, context: Any) -> codes_pb.PointCodes:
        found = await self._db.read(self._points.codes, request.name)
        return codes_pb.PointCodes(
            name=request.name,
            states=[codes_pb.PointCode(code=s.code, title=s.title, kernel=s.kernel) for s in found.states],
            categories=[
                codes_pb.PointCategory(
                    code=item.code, title=item.title, working_group=group, days_to_settle=item.days_to_settle
                )
                for item, group in found.categories
            ],
            working_groups=[codes_pb.PointCode(code=group.code, title=group.title) for group in found.working_groups],
            bodies=[codes_pb.PointCode(code=body.code, title=body.title) for body in found.bodies],
            outcomes=[codes_pb.PointCode(code=o.code, title=o.title, kernel=o.kernel.value) for o in found.outcomes],
        )

    async def CategorisePoint(self, request: pb.CategorisePointRequest, context: Any) -> bytes:
        return await self._written(self._points.categorise, request.name, request.category)

    async def AssignPoint(self, request: pb.AssignPointRequest, context: Any) -> bytes:
        due_on = given_day(request, "due_on")
        return await self._written(self._points.assign, request.name, request.working_group, due_on)

    async def ClaimPoint(self, request: pb.ClaimPointRequest, context: Any) -> bytes:
        return await self._written(self._points.claim, request.name, request.take_over)

    async def ReferPoint(self, request: pb.ReferPointRequest, context: Any) -> bytes:
        return await self._written(self._points.refer, request.name, request.to_body, request.question)

    async def ReturnReferral(self, request: pb.ReturnReferralRequest, context: Any) -> bytes:
        returned_on = given_day(request, "returned_on")
        return await self._written(self._points.return_referral, request.name, request.advice, returned_on)

    async def SplitPoint(self, request: pb.SplitPointRequest, context: Any) -> bytes:
        return await self._written(self._points.split, request.name, tuple(request.parts))

    async def ListOverduePoints(
        self, request: pb.ListOverduePointsRequest, context: Any
    ) -> pb.ListOverduePointsResponse:
        names.ROUND.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        found, day = await self._db.read(
            self._points.overdue,
            request.parent,
            request.working_group,
            request.handler,
            request.within_days,
            after,
            size + 1,
        )
        return pb.ListOverduePointsResponse(
            points=[
                pb.DuePoint(
                    name=point.name,
                    label=point.label,
                    working_group=point.working_group,
                    handler=point.handler,
                    state=point.state,
                    due_on=day_message(point.due_on),
                    days_over=(day - point.due_on).days,
                )
                for point in found[:size]
            ],
            next_page_token=pages.token(found[size - 1].row_id, request) if len(found) > size else "",
        )

    async def WriteReminders(self, request: pb.WriteRemindersRequest, context: Any) -> AsyncIterator[pb.Reminder]:
        names.ROUND.parse(request.parent, "parent")
        for letter in await self._db.read(self._reminding.letters, request.parent, request.within_days):
            yield pb.Reminder(**asdict(letter))

    async def _written(self, use_case: Any, *arguments: Any) -> bytes:
        """Comments hold sealed words: a kept answer is made readable again."""
        return await self._db.write(use_case, *arguments, current.get().caller, personal=Comment)
