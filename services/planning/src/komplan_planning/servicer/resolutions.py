"""The register of resolutions."""

from typing import Any

from komplan.planning.v1 import resolution_editor_service_pb2 as edit
from komplan.planning.v1 import resolution_service_pb2 as pb
from komplan_core import names
from komplan_kit.reading import Listing
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.resolutions import Resolutions


class ResolutionServicer:
    """Reading."""

    def __init__(self, database: Planning, listing: Listing) -> None:
        self._db, self._listing = database, listing

    async def GetResolution(self, request: pb.GetResolutionRequest, context: Any) -> bytes:
        return await self._db.get(self._listing.kind, request.name)

    async def ListResolutions(self, request: pb.ListResolutionsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._listing, request)


class ResolutionEditorServicer:
    """Writing."""

    def __init__(self, database: Planning, listing: Listing, resolutions: Resolutions) -> None:
        self._db, self._codec, self._resolutions = database, listing.kind.codec, resolutions

    async def CreateResolution(self, request: edit.CreateResolutionRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._codec.values(request.resolution)
        return await self._db.write(self._resolutions.create, values, request.resolution_id)

    async def UpdateResolution(self, request: edit.UpdateResolutionRequest, context: Any) -> bytes:
        changed = request.resolution
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._resolutions.update, changed.name, changed.etag, changes)

    async def DeleteResolution(self, request: edit.DeleteResolutionRequest, context: Any) -> bytes:
        return await self._db.write(self._resolutions.delete, request.name, request.etag)
