"""Forms that municipalities without an account send."""

from typing import Any, Final

from komplan.region.v1 import need_intake_pb2
from komplan.region.v1 import need_intake_service_pb2 as pb
from komplan_core.errors import Invalid
from komplan_kit.caller import current
from komplan_kit.database import Database
from komplan_kit.rates import Rate, Rates, address_of
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.need_messages import form_status_message
from komplan_region.servicer.need_workbooks import FORM, Workbooks
from komplan_region.usecases.need_intake import Correction, NeedIntake, Sender

WITHOUT_ACCOUNT: Final = Rate(20, 6.0)
"""Calls of one address that give a code or none: who guesses codes is slow."""


class NeedIntakeServicer:
    """Takes forms from whoever has a municipality's one-time code."""

    def __init__(self, database: Database[RegionTx], intake: NeedIntake, workbooks: Workbooks) -> None:
        self._db, self._intake, self._workbooks = database, intake, workbooks
        self._rates = Rates()

    async def GetNeedFormStatus(
        self, request: pb.GetNeedFormStatusRequest, context: Any
    ) -> need_intake_pb2.NeedFormStatus:
        sender = self._sender(request.code, context)
        return form_status_message(
            await self._db.read(self._intake.status, request.parent, request.municipality, sender)
        )

    async def GetNeedFormTemplate(self, request: pb.GetNeedFormTemplateRequest, context: Any) -> pb.NeedFormTemplate:
        self._slow_down(context)
        round_, title = await self._db.read(self._intake.title, request.parent, request.municipality)
        id_ = round_.name.rsplit("/", 1)[-1]
        workbook = await self._workbooks.template(id_, request.municipality, title)
        name = "-".join(filter(None, ("potreby", id_, request.municipality)))
        return pb.NeedFormTemplate(filename=f"{name}.xlsx", workbook=workbook)

    async def SubmitNeedForm(self, request: pb.SubmitNeedFormRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        form = FORM.decode(request.form, "form")
        correction = Correction(request.correction_reason)
        return await self._db.write(self._intake.submit, request.parent, form, sender, correction)

    async def UploadNeedForm(self, request: pb.UploadNeedFormRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        round_ = await self._db.read(self._intake.admit, request.parent, sender)
        read, form = await self._workbooks.read(request.workbook, round_)
        correction = Correction(request.correction_reason)
        try:
            return await self._db.write(self._intake.submit, request.parent, form, sender, correction)
        except Invalid as error:
            raise read.refused(error) from None

    async def ConfirmNoChange(self, request: pb.ConfirmNoChangeRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        given = (request.parent, request.municipality, request.approved_by, sender)
        return await self._db.write(self._intake.confirm_no_change, *given)

    def _sender(self, code: str, context: Any) -> Sender:
        self._slow_down(context)
        return Sender(code)

    def _slow_down(self, context: Any) -> None:
        self._rates.take(address_of(context, current.get().caller), WITHOUT_ACCOUNT)
