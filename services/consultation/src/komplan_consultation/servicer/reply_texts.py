"""Prepared texts."""

from typing import Any

from komplan.consultation.v1 import reply_text_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.reply_texts import ReplyTexts
from komplan_core import names
from komplan_kit.reading import Listing


class ReplyTextServicer:
    """Prepared texts of which answers are made."""

    def __init__(self, database: Consultation, text_list: Listing, texts: ReplyTexts) -> None:
        self._db, self._texts_list, self._texts = database, text_list, texts

    async def GetReplyText(self, request: pb.GetReplyTextRequest, context: Any) -> bytes:
        return await self._db.get(self._texts_list.kind, request.name)

    async def ListReplyTexts(self, request: pb.ListReplyTextsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._texts_list, request)

    async def CreateReplyText(self, request: pb.CreateReplyTextRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._texts_list.kind.codec.values(request.reply_text)
        return await self._db.write(self._texts.create, values, request.reply_text_id)

    async def UpdateReplyText(self, request: pb.UpdateReplyTextRequest, context: Any) -> bytes:
        changed = request.reply_text
        changes = self._texts_list.kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._texts.update, changed.name, changed.etag, changes)

    async def DeleteReplyText(self, request: pb.DeleteReplyTextRequest, context: Any) -> bytes:
        return await self._db.write(self._texts.delete, request.name, request.etag)

    async def ListReplyTextUses(
        self, request: pb.ListReplyTextUsesRequest, context: Any
    ) -> pb.ListReplyTextUsesResponse:
        points, total = await self._db.read(self._texts.uses, request.name)
        return pb.ListReplyTextUsesResponse(points=points, labels=points.values(), total=total)
