"""The few places in which workbooks of forms are read are taken until the reading has ended."""

import asyncio
import threading
from datetime import date

import pytest

from komplan_core.errors import Full, Invalid
from komplan_core.regional.need_records import RegionNeedRound
from komplan_region.ports.need_forms import ReadForm
from komplan_region.servicer.need_workbooks import AT_ONCE, Workbooks
from komplan_region.sources.need_forms import WorkbookForms

ROUND = RegionNeedRound(
    name="regions/kraj/need-rounds/2027", title="2027", year=2027, opens=date(2026, 1, 1), closes=date(2026, 2, 1)
)


class Slow(WorkbookForms):
    """Reads when it is let go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Semaphore(0), threading.Event()

    def read(self, workbook: bytes) -> ReadForm:
        self.begun.release()
        assert self.go_on.wait(10)
        return super().read(workbook)


def test_who_goes_away_leaves_no_place_until_what_was_begun_has_ended() -> None:
    async def trial() -> None:
        forms = Slow()
        workbooks = Workbooks(forms)
        reading = [asyncio.create_task(workbooks.read(b"x", ROUND)) for _ in range(AT_ONCE)]
        for _ in reading:
            assert await asyncio.to_thread(forms.begun.acquire, timeout=10)
        for task in reading:
            task.cancel()
        assert all(
            isinstance(item, asyncio.CancelledError) for item in await asyncio.gather(*reading, return_exceptions=True)
        )
        for _ in range(3):
            with pytest.raises(Full):
                await workbooks.read(b"x", ROUND)
        forms.go_on.set()
        while True:  # until the threads have told that they ended
            try:
                with pytest.raises(Invalid):
                    await workbooks.read(b"x", ROUND)
                break
            except Full:
                await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(trial(), 20))
