"""How lists of contacts, hours, prices and capacities stand in one cell: an item a line, its parts between bars."""

import re
from collections.abc import Mapping
from typing import Any, Final

from komplan_core.codelists import CodeList
from komplan_core.values import Money
from komplan_kit.sheets.cells import (
    Cell,
    Unreadable,
    escaped,
    joined,
    lines,
    parts,
    read_day,
    unescaped,
    write_day,
)
from komplan_kit.sheets.vocabularies import titled

Values = Mapping[str, Any]
_WEEKDAYS: Final = ("po", "út", "st", "čt", "pá", "so", "ne")
_APPOINTMENT: Final = "objednání"
_CLOSED: Final = "zavřeno"
_TIMES: Final = re.compile(r"([0-9]{1,2}:[0-9]{2}) ?[-–] ?([0-9]{1,2}:[0-9]{2})(\+1)?")
_FORM, _UNIT = titled(CodeList.FORMS), titled(CodeList.CAPACITY_UNITS)

CONTACT_PARTS: Final = ("kdo", "telefon", "e-mail", "web", "poznámka")
CAPACITY_PARTS: Final = ("forma", "jednotka", "počet", "ke dni")
COST_PARTS: Final = ("za co", "částka", "za jednotku")
HOURS_PARTS: Final = ("po 08:00–16:00", _APPOINTMENT, "poznámka")
EXCEPTION_PARTS: Final = (f"2026-12-24..2026-12-26 {_CLOSED}", "poznámka")


def _write_contact(contact: Any) -> str:
    single = [value for value in (contact.phone, contact.email, contact.web) if value]
    if len(single) == 1 and not contact.label and not contact.note:
        return escaped(single[0])
    said = joined((contact.label, contact.phone, contact.email, contact.web, contact.note))
    return said if "|" in said else f"{said} |"


def _read_contact(line: str) -> Values:
    if "|" not in line:  # a telephone, an e-mail or a web alone
        value = unescaped(line)
        return {"web" if "://" in value else "email" if "@" in value else "phone": value}
    return dict(zip(("label", "phone", "email", "web", "note"), parts(line, CONTACT_PARTS), strict=True))


def _write_capacity(capacity: Any) -> str:
    form, unit = _FORM.write(capacity.form), _UNIT.write(capacity.unit)
    return joined((form, unit, str(capacity.registered), write_day(capacity.as_of)))


def _read_capacity(line: str) -> Values:
    form, unit, count, day = parts(line, CAPACITY_PARTS)
    if not re.fullmatch(r"[0-9]{1,10}", count):
        raise Unreadable("INVALID_VALUE", f"write {' | '.join(CAPACITY_PARTS)}; the number is whole")
    values = {"form": _FORM.read(form), "unit": _UNIT.read(unit), "registered": int(count)}
    return {**values, "as_of": read_day(day)} if day else values


def _write_cost(cost: Any) -> str:
    return joined((cost.title, str(Money(cost.amount)) if cost.HasField("amount") else "", cost.unit))


def _read_cost(line: str) -> Values:
    title, amount, unit = parts(line, COST_PARTS)
    if not amount:
        return {"title": title, "unit": unit}
    try:
        return {"title": title, "unit": unit, "amount": Money.parse(amount).hal}
    except ValueError:
        raise Unreadable("MONEY_FORMAT", "write the amount in Kč with at most two decimals, such as 120,00") from None


def _write_times(item: Any) -> str:
    return f"{item.opens}–{item.closes}{'+1' if item.over_midnight else ''}" if item.opens or item.closes else ""


def _read_times(text: str) -> Values:
    found = _TIMES.fullmatch(text.strip())
    if found is None:
        raise Unreadable("TIME_FORMAT", "write times as 08:00–16:00, and 20:00–02:00+1 where it closes the next day")
    opens, closes = (time.rjust(5, "0") for time in (found[1], found[2]))
    return {"opens": opens, "closes": closes, "over_midnight": bool(found[3])}


def _write_hours(item: Any) -> str:
    appointment = _APPOINTMENT if item.by_appointment else ""
    return joined((f"{_WEEKDAYS[item.weekday - 1]} {_write_times(item)}", appointment, item.note))


def _read_hours(line: str) -> Values:
    when, appointment, note = parts(line, HOURS_PARTS)
    day, _, times = when.partition(" ")
    if day.casefold() not in _WEEKDAYS or appointment not in ("", _APPOINTMENT):
        raise Unreadable("TIME_FORMAT", f"write {' | '.join(HOURS_PARTS)}, one stretch a line")
    weekday = _WEEKDAYS.index(day.casefold()) + 1
    return {"weekday": weekday, **_read_times(times), "by_appointment": bool(appointment), "note": note}


def _write_exception(item: Any) -> str:
    days = f"{write_day(item.days.start)}..{write_day(item.days.end)}"
    said = (days, _CLOSED if item.closed else "", _write_times(item))
    return joined((" ".join(filter(None, said)), item.note))


def _read_exception(line: str) -> Values:
    when, note = parts(line, EXCEPTION_PARTS)
    days, _, rest = when.partition(" ")
    start, several, end = days.partition("..")
    period = {"start": read_day(start)}
    if end or not several:
        period["end"] = read_day(end or start)
    closed = rest.startswith(_CLOSED)
    times = rest.removeprefix(_CLOSED).strip()
    return {"days": period, "closed": closed, **(_read_times(times) if times or not closed else {}), "note": note}


CONTACTS: Final = lines(Cell(_write_contact, _read_contact))
CAPACITIES: Final = lines(Cell(_write_capacity, _read_capacity, parts=(("forma", _FORM), ("jednotka", _UNIT))))
COSTS: Final = lines(Cell(_write_cost, _read_cost))
HOURS: Final = lines(Cell(_write_hours, _read_hours))
EXCEPTIONS: Final = lines(Cell(_write_exception, _read_exception))
