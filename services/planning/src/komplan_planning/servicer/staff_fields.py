"""Extra fields for staff."""

from typing import Any

from komplan.planning.v1 import staff_fields_service_pb2 as pb
from komplan.planning.v1.staff_fields_pb2 import StaffFields as StaffFieldsMessage
from komplan_core.extra_fields import StaffFields
from komplan_kit.codec import Codec
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.staff_fields import StaffValues

STAFF_FIELDS = Codec(StaffFieldsMessage, StaffFields)


class StaffFieldsServicer:
    """Reading and setting."""

    def __init__(self, database: Planning, values: StaffValues) -> None:
        self._db, self._values = database, values

    async def SetStaffFields(self, request: pb.SetStaffFieldsRequest, context: Any) -> bytes:
        given = [{"field": item.field, "value": item.value} for item in request.extra]
        return await self._db.write(self._values.put, request.name, given, request.etag)

    async def GetStaffFields(self, request: pb.GetStaffFieldsRequest, context: Any) -> Any:
        return STAFF_FIELDS.encode(await self._db.read(self._values.get, request.name))
