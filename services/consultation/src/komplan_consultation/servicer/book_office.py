"""Keeping the comment books."""

import asyncio
from typing import Any

from komplan.consultation.v1 import book_office_service_pb2 as pb
from komplan.consultation.v1.book_pb2 import BookFinding
from komplan_consultation.ports.log import BookGuard
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.book_office import BookOffice
from komplan_core import names


class BookOfficeServicer:
    """Keys, recovery, checks."""

    def __init__(self, database: Consultation, office: BookOffice, guard: BookGuard) -> None:
        self._db, self._office, self._guard = database, office, guard

    async def RotateKey(self, request: pb.RotateKeyRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(self._office.rotate)

    async def RecoverBook(self, request: pb.RecoverBookRequest, context: Any) -> bytes:
        return await self._db.write(self._office.recover, request.name)

    async def CheckBooks(self, request: pb.CheckBooksRequest, context: Any) -> pb.CheckBooksResponse:
        names.AREA.parse(request.parent, "parent")
        findings = await asyncio.to_thread(self._guard.check, True)
        told = [BookFinding(origin=item.origin, problem=item.problem, breaks=item.breaks) for item in findings]
        return pb.CheckBooksResponse(findings=told)
