"""Cells of tables about the network, and capacities and days as they are typed."""

import re
from datetime import datetime
from typing import Any

from komplan.region.v1 import network_pb2
from komplan.type.v1 import period_pb2
from komplan_cli.days import czech_day
from komplan_core.codelists import CodeList, entry, known
from komplan_core.errors import Invalid
from komplan_kit.days import day_message


def told_capacities(items: Any) -> str:
    """Capacities in one cell."""
    told = (
        f"{told_code(CodeList.CAPACITY_UNITS, item.unit)} {item.quantity} ({told_code(CodeList.FORMS, item.form)})"
        for item in items
    )
    return ", ".join(told)


def told_period(period: period_pb2.Period) -> str:
    """Days from and to; nothing for none."""
    return f"{czech_day(period.start)} – {czech_day(period.end)}".strip(" –") if period.HasField("start") else ""


def told_code(of: CodeList, code: str) -> str:
    """The Czech title of a code, or the code where the list does not have it."""
    return entry(of, code).title if known(of, code) else code


def typed_capacities(said: list[str] | None) -> list[network_pb2.NetworkCapacity]:
    """Capacities such as `residential/beds=40`. Raises Invalid."""
    found = []
    for item in said or ():
        read = re.fullmatch(r"([a-z-]+)/([a-z-]+)=([0-9]{1,9})", item)
        if read is None:
            message = f"`{item[:60]}`: write it as form/unit=number, such as residential/beds=40"
            raise Invalid.field("--capacity", "INVALID_VALUE", message)
        found.append(network_pb2.NetworkCapacity(form=read[1], unit=read[2], quantity=int(read[3])))
    return found


def typed_day(day: datetime | None) -> Any:
    """A day for the contract; none where none was given."""
    return day_message(day.date()) if day is not None else None
