"""Forms of municipalities."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from komplan.region.v1 import need_intake_service_pb2 as pb
from komplan.region.v1 import need_round_pb2
from komplan_core.errors import Full, Invalid
from komplan_core.regional.need_records import NeedForm
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.rates import Rate, Rates, address_of
from komplan_kit.reading import Listing
from komplan_region.ports.need_forms import NeedForms, ReadForm
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import OFFICE
from komplan_region.usecases.need_intake import Correction, NeedIntake, Sender

WITHOUT_ACCOUNT: Final = Rate(20, 6.0)
"""Calls of one address that give a code or none: who guesses codes is slow."""
AT_ONCE: Final = 2
"""Workbooks that are read at the same time."""
FORM: Final = Codec(need_round_pb2.NeedForm, NeedForm)


class NeedIntakeServicer:
    """Takes forms from the region's staff, and from who has a municipality's one-time code."""

    def __init__(self, database: Database[RegionTx], rounds: Listing, intake: NeedIntake, forms: NeedForms) -> None:
        self._db, self._rounds, self._intake, self._forms = database, rounds, intake, forms
        self._rates = Rates()
        self._reading = 0

    async def GetNeedFormStatus(self, request: pb.GetNeedFormStatusRequest, context: Any) -> pb.NeedFormStatus:
        sender = self._sender(request.code, context)
        found = await self._db.read(self._intake.status, request.parent, request.municipality, sender)
        return pb.NeedFormStatus(
            round=self._rounds.kind.codec.encode(found.round),
            municipality=found.municipality,
            title=found.title,
            report=found.report,
            last_year=found.last_year,
            last_needs=found.last_needs,
        )

    async def GetNeedFormTemplate(self, request: pb.GetNeedFormTemplateRequest, context: Any) -> pb.NeedFormTemplate:
        self._sender("", context)
        round_, title = await self._db.read(self._intake.title, request.parent, request.municipality)
        id_ = round_.name.rsplit("/", 1)[-1]
        with self._place():
            workbook = await asyncio.to_thread(self._forms.template, id_, request.municipality, title)
        name = "-".join(filter(None, ("potreby", id_, request.municipality)))
        return pb.NeedFormTemplate(filename=f"{name}.xlsx", workbook=workbook)

    async def SubmitNeedForm(self, request: pb.SubmitNeedFormRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        form = FORM.decode(request.form, "form")
        return await self._db.write(self._intake.submit, request.parent, form, sender, _correction(request))

    async def UploadNeedForm(self, request: pb.UploadNeedFormRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        round_ = await self._db.read(self._intake.admit, request.parent, sender)
        with self._place():
            read = await asyncio.to_thread(self._forms.read, request.workbook)
        for line in read.form.capacities:
            line.from_year = line.from_year or round_.year
        form = _checked(read, round_.name.rsplit("/", 1)[-1])
        try:
            return await self._db.write(self._intake.submit, request.parent, form, sender, _correction(request))
        except Invalid as error:
            raise read.refused(error) from None

    async def ConfirmNoChange(self, request: pb.ConfirmNoChangeRequest, context: Any) -> bytes:
        sender = self._sender(request.code, context)
        given = (request.parent, request.municipality, request.approved_by, sender)
        return await self._db.write(self._intake.confirm_no_change, *given)

    def _sender(self, code: str, context: Any) -> Sender:
        caller = current.get().caller
        sender = Sender(bool(caller.roles & OFFICE), code)
        if not sender.is_staff:
            self._rates.take(address_of(context, caller), WITHOUT_ACCOUNT)
        return sender

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the few places for workbooks that are made or read at the same time. Raises Full: none is free."""
        if self._reading >= AT_ONCE:
            raise Full("TOO_MANY_CALLS", "other workbooks are being read: repeat after a few seconds")
        self._reading += 1
        try:
            yield
        finally:
            self._reading -= 1


def _checked(read: ReadForm, round_id: str) -> NeedForm:
    """The form of a workbook. Raises Invalid with all that is wrong with it, by sheet, row and column."""
    faults = list(read.faults)
    if read.round and read.round != round_id:
        error = Invalid.field("form.round", "INVALID_VALUE", f"the workbook was made for the round `{read.round}`")
        faults.extend(read.refused(error).violations)
    try:
        form = FORM.decode(read.form, "form")
    except Invalid as error:
        told = {fault.field for fault in faults}
        faults.extend(fault for fault in read.refused(error).violations if fault.field not in told)
        form = None
    if form is None or faults:
        message = f"{len(faults)} faults in the workbook; nothing was taken" if len(faults) > 1 else faults[0].message
        raise Invalid(faults[0].reason, message, faults)
    return form


def _correction(request: Any) -> Correction:
    return Correction(request.correction_reason, request.correction_approved_by)
