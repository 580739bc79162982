"""The files that came with submissions and comments, on their way."""

from collections.abc import AsyncIterator
from typing import Any, Final

from komplan.consultation.v1 import attachment_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.files import PART, Files
from komplan_core.consultation.attachments import LARGEST_ATTACHMENT
from komplan_core.errors import Full, Invalid

MOST_AT_ONCE: Final = 4
"""Files that are taken at the same time, so that they cannot fill the memory together."""


class AttachmentServicer:
    """Files come and go in parts."""

    def __init__(self, database: Consultation, files: Files) -> None:
        self._db, self._files, self._under_way = database, files, 0

    async def UploadAttachment(self, requests: AsyncIterator[pb.UploadAttachmentRequest], context: Any) -> bytes:
        if self._under_way >= MOST_AT_ONCE:
            raise Full("TOO_MANY_CALLS", "other files are on their way: repeat when they have arrived")
        self._under_way += 1
        try:
            parent, sha256, content, ended = "", "", bytearray(), False
            async for request in requests:
                if not parent:
                    parent, sha256 = request.parent, request.sha256
                    await self._db.read(self._files.named, parent, sha256)
                content += request.data
                ended = request.end
                if len(content) > LARGEST_ATTACHMENT:
                    raise Full("SOURCE_TOO_LARGE", f"a file has {LARGEST_ATTACHMENT >> 20} MiB at most")
            if not ended:
                raise Invalid.field("end", "REQUIRED", "the file broke off; nothing was kept")
            return await self._db.write(self._files.put, parent, sha256, bytes(content))
        finally:
            self._under_way -= 1

    async def DownloadAttachment(
        self, request: pb.DownloadAttachmentRequest, context: Any
    ) -> AsyncIterator[pb.AttachmentPart]:
        content = await self._db.read(self._files.get, request.parent, request.sha256)
        for start in range(0, len(content), PART):
            yield pb.AttachmentPart(data=content[start : start + PART])
