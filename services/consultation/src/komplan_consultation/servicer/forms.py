"""Paper forms."""

from typing import Any

from komplan.consultation.v1 import form_office_service_pb2 as edit
from komplan.consultation.v1 import form_pb2
from komplan.consultation.v1 import form_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.forms import Forms, balance_message
from komplan_core import names
from komplan_core.consultation.forms import added
from komplan_kit.reading import Listing


class FormServicer:
    """What everybody may know of paper forms."""

    def __init__(self, database: Consultation, forms: Forms) -> None:
        self._db, self._forms = database, forms

    async def GetFormBalance(self, request: pb.GetFormBalanceRequest, context: Any) -> pb.GetFormBalanceResponse:
        balances, reconciled = await self._db.read(self._forms.balance, request.parent)
        return pb.GetFormBalanceResponse(
            total=balance_message(added(balances.values())),
            by_contact_point={point: balance_message(balance) for point, balance in balances.items()},
            reconciled=reconciled,
        )


class FormOfficeServicer:
    """Handing out forms and accounting for them."""

    def __init__(self, database: Consultation, batch_list: Listing, forms: Forms) -> None:
        self._db, self._list, self._forms = database, batch_list, forms

    async def IssueForms(self, request: edit.IssueFormsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        values = self._list.kind.codec.values(request.form_batch)
        return await self._db.write(self._forms.issue, request.parent, values, request.form_batch_id, alone=True)

    async def GetFormBatch(self, request: edit.GetFormBatchRequest, context: Any) -> bytes:
        return await self._db.get(self._list.kind, request.name)

    async def ListFormBatches(self, request: edit.ListFormBatchesRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._list, request, parent=request.parent)

    async def ListForms(self, request: edit.ListFormsRequest, context: Any) -> edit.ListFormsResponse:
        found = await self._db.read(self._forms.of_batch, request.parent)
        return edit.ListFormsResponse(
            forms=[form_pb2.Form(serial=form.serial, state=form.state, comment=form.comment or 0) for form in found]
        )

    async def SpoilForms(self, request: edit.SpoilFormsRequest, context: Any) -> bytes:
        return await self._db.write(self._forms.spoil, request.parent, tuple(request.serials))

    async def ReturnForms(self, request: edit.ReturnFormsRequest, context: Any) -> bytes:
        return await self._db.write(self._forms.give_back, request.parent, tuple(request.serials))

    async def ReconcileForms(self, request: edit.ReconcileFormsRequest, context: Any) -> bytes:
        return await self._db.write(self._forms.reconcile, request.parent, alone=True)
