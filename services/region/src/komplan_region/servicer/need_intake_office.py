"""Forms that the region's office takes down."""

from typing import Any

from komplan.region.v1 import need_intake_office_service_pb2 as pb
from komplan.region.v1 import need_intake_pb2
from komplan_core.errors import Invalid
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.need_messages import form_status_message
from komplan_region.servicer.need_workbooks import FORM, Workbooks
from komplan_region.usecases.need_intake import OFFICE, Correction, NeedIntake


class NeedIntakeOfficeServicer:
    """Takes forms from the region's staff."""

    def __init__(self, database: Database[RegionTx], intake: NeedIntake, workbooks: Workbooks) -> None:
        self._db, self._intake, self._workbooks = database, intake, workbooks

    async def GetIntakeStatus(self, request: pb.GetIntakeStatusRequest, context: Any) -> need_intake_pb2.NeedFormStatus:
        found = await self._db.read(self._intake.status, request.parent, request.municipality, OFFICE)
        return form_status_message(found)

    async def EnterNeedForm(self, request: pb.EnterNeedFormRequest, context: Any) -> bytes:
        form = FORM.decode(request.form, "form")
        return await self._db.write(self._intake.submit, request.parent, form, OFFICE, _correction(request))

    async def EnterNeedWorkbook(self, request: pb.EnterNeedWorkbookRequest, context: Any) -> bytes:
        round_ = await self._db.read(self._intake.admit, request.parent, OFFICE)
        read, form = await self._workbooks.read(request.workbook, round_)
        try:
            return await self._db.write(self._intake.submit, request.parent, form, OFFICE, _correction(request))
        except Invalid as error:
            raise read.refused(error) from None

    async def EnterNoChange(self, request: pb.EnterNoChangeRequest, context: Any) -> bytes:
        given = (request.parent, request.municipality, request.approved_by, OFFICE, request.late_reason)
        return await self._db.write(self._intake.confirm_no_change, *given)


def _correction(request: pb.EnterNeedFormRequest | pb.EnterNeedWorkbookRequest) -> Correction:
    return Correction(request.correction_reason, request.correction_approved_by, request.late_reason)
