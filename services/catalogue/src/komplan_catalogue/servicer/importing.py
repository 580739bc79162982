"""Taking over whole sources."""

from collections.abc import AsyncIterator
from typing import Any

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.importing.imports import Imports, NotTaken
from komplan_catalogue.usecases.importing.intake import Intake, Source
from komplan_catalogue.usecases.importing.undo import Undo
from komplan_core import names
from komplan_core.errors import Full, Refused
from komplan_kit.database import Database
from komplan_kit.reading import Listing


class CatalogueImportServicer:
    """Importing. One source at a time is collected, so that several cannot fill the memory together."""

    def __init__(self, database: Database[CatalogueTx], runs: Listing, imports: Imports, undo: Undo) -> None:
        self._db, self._runs, self._imports, self._undo = database, runs, imports, undo
        self._busy = False

    async def Import(self, requests: AsyncIterator[pb.ImportRequest], context: Any) -> bytes:
        if self._busy:
            raise Full("TOO_MANY_CALLS", "another import is under way: repeat when it has ended")
        self._busy = True
        try:
            intake = Intake()
            async for request in requests:
                intake.take(request)
            source = intake.whole()
            reply = await self._taken(source)
        finally:
            self._busy = False
        report = pb.ImportReport.FromString(reply)
        if source.dry_run:
            return reply
        if report.run.refusal == "IMPORT_SHRINKS":
            raise Refused("IMPORT_SHRINKS", report.message)
        if report.run.refusal == "IMPORT_EMPTY":
            raise Refused("IMPORT_EMPTY", report.message)
        return reply  # errors of rows are told with the rows

    async def _taken(self, source: Source) -> bytes:
        try:
            return await self._db.write(self._imports.take, source, alone=True)
        except NotTaken as refused:
            if source.dry_run:
                return refused.report()
            return await self._db.write(self._imports.note_refused, refused)

    async def UndoRun(self, request: pb.UndoRunRequest, context: Any) -> bytes:
        return await self._db.write(self._undo.undo, request.name, alone=True)

    async def GetRun(self, request: pb.GetRunRequest, context: Any) -> bytes:
        return await self._db.get(self._runs.kind, request.name)

    async def ListRuns(self, request: pb.ListRunsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._runs, request)
