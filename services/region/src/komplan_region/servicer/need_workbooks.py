"""Workbooks of forms: made and read a few at a time, for whoever sends them."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from komplan.region.v1 import need_round_pb2
from komplan_core.errors import Full, Invalid
from komplan_core.regional.need_records import NeedForm, RegionNeedRound
from komplan_kit.codec import Codec
from komplan_region.ports.need_forms import NeedForms, ReadForm

AT_ONCE: Final = 2
"""Workbooks that are made or read at the same time."""
FORM: Final = Codec(need_round_pb2.NeedForm, NeedForm)
T = TypeVar("T")


class Workbooks:
    """The few places in which workbooks are made and read."""

    def __init__(self, forms: NeedForms) -> None:
        self._forms, self._taken = forms, 0

    async def template(self, round_id: str, municipality: str, title: str) -> bytes:
        """The empty form. Raises Full."""
        return await self._in_a_place(partial(self._forms.template, round_id, municipality, title))

    async def read(self, workbook: bytes, round_: RegionNeedRound) -> tuple[ReadForm, NeedForm]:
        """The form of a workbook, as it was read and as it is taken. Raises Full, Invalid with all that is wrong."""
        read = await self._in_a_place(partial(self._forms.read, workbook))
        for line in read.form.capacities:
            line.from_year = line.from_year or round_.year
        return read, _checked(read, round_.name.rsplit("/", 1)[-1])

    async def _in_a_place(self, work: Callable[[], T]) -> T:
        """What comes of the work. Its place is taken until it has ended, also where nobody waits for it any more."""
        if self._taken >= AT_ONCE:
            raise Full("TOO_MANY_CALLS", "other workbooks are being read: repeat after a few seconds")
        self._taken += 1
        working = asyncio.get_running_loop().run_in_executor(None, work)
        working.add_done_callback(self._free)
        return await asyncio.shield(working)

    def _free(self, working: "asyncio.Future[Any]") -> None:
        self._taken -= 1
        if not working.cancelled():
            working.exception()  # has been told, or nobody waits for it


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
