"""Services in the form of HSDS 3.1, one JSON object a line, as another catalogue publishes them.

They come without the register: all of them are related activities that the municipality speaks for. What its
extensions say of registrations is left out, for only the register can say that.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from komplan.catalogue.v1 import catalogue_pb2, import_pb2
from komplan_catalogue.sources.findings import Findings, line
from komplan_core.catalogue.organisations import names_a_person
from komplan_core.errors import Invalid
from komplan_core.values import is_code

LARGEST_LINE: Final = 1 << 20
PROVIDER_FIELDS: Final = ("title", "description", "contacts")
SERVICE_FIELDS: Final = (
    "title", "provider", "service_class", "status", "places", "contacts", "languages", "situations", "description",
    "eligibility", "application", "alert", "nonstop", "hours", "costs",
)  # fmt: skip
PLACE_FIELDS: Final = ("title", "location_type", "address", "point")
_STATUSES: Final = ("active", "inactive", "defunct", "temporarily closed")
_POSTAL_CODE: Final = re.compile(r"[0-9]{3} ?[0-9]{2}")
_VIRTUAL: Final = "virtual"
_FREE: Final = re.compile(r"\b(zdarma|bezplatn)", re.IGNORECASE)
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DESCRIBED: Final = re.compile(r"(po[-–]pá )?([0-9]{1,2}:[0-9]{2}) ?[-–] ?([0-9]{1,2}:[0-9]{2})(?: denně)?")


def rows(stream: BinaryIO) -> Iterator[import_pb2.ImportRow]:
    """What each line says. Raises Invalid for a line that is no JSON object in UTF-8."""
    number = 0
    while raw := stream.readline(LARGEST_LINE + 1):
        number += 1
        if len(raw) > LARGEST_LINE:
            raise _wrong(number, "SOURCE_TOO_LARGE", "a record has 1 MiB at most")
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            record = json.loads(text) if text.strip() else None
        except UnicodeDecodeError as error:
            raise _wrong(number, "TEXT_ENCODING", f"byte {error.start + 1} is not UTF-8") from None
        except json.JSONDecodeError as error:
            raise _wrong(number, "SOURCE_FORMAT", f"column {error.colno} is no valid JSON") from None
        except (ValueError, RecursionError):
            raise _wrong(number, "SOURCE_FORMAT", "the record is no valid JSON") from None
        if record is not None:
            yield row_of(record, number)


def row_of(record: Any, position: int) -> import_pb2.ImportRow:
    """What one service says of itself, its organisation and its locations."""
    row = import_pb2.ImportRow(position=position)
    found = Findings(row)
    if not isinstance(record, dict) or not isinstance(record.get("organization"), dict):
        found.error("organization", "REQUIRED", "a service is an object with its organisation inside")
        return row
    organisation = record["organization"]
    row.key, row.provider_key = line(record.get("id")).lower(), line(organisation.get("id")).lower()
    for field, key in (("id", row.key), ("organization.id", row.provider_key)):
        if not is_code(key):
            found.error(field, "CODE_FORMAT", "an id is a UUID or another short code")
    row.provider.title = _short(organisation.get("name"))
    row.provider.description = _text(organisation.get("description"))
    _add_contacts(row.provider.contacts, organisation, "website", found)
    status = line(record.get("status"))
    service = row.service
    service.title, service.service_class = _short(record.get("name")), "related"
    service.status = status if status in _STATUSES else ""
    service.description = _text(record.get("description"))
    service.eligibility = _text(record.get("eligibility_description"))
    service.application = _text(record.get("application_process"))
    service.alert = _text(record.get("alert"))[:1000]
    _add_contacts(service.contacts, record, "url", found)
    service.languages.extend(
        dict.fromkeys(code for item in _objects(record, "languages") if (code := line(item.get("code"))))
    )
    _add_situations(row, record)
    for number, item in enumerate(_objects(record, "service_at_locations")):
        location = item.get("location")
        if isinstance(location, dict):
            _add_place(row, location, f"service_at_locations.{number}", found)
    if fees := _short(record.get("fees_description"), 200):
        service.costs.add(title=fees, amount=0 if _FREE.search(fees) else None)
    for schedule in _objects(record, "schedules"):
        _add_hours(service, schedule)
    return row


def _add_contacts(contacts: Any, holder: Mapping[str, Any], web: str, found: Findings) -> None:
    """Telephones, the e-mail and the web; never the persons that HSDS calls contacts."""
    for item in _objects(holder, "phones"):
        if number := line(item.get("number")):
            contacts.add(phone=number, label=_short(item.get("description"), 200))
    if email := line(holder.get("email")):
        if names_a_person(email):
            found.warning("email", "EMAIL_NAMES_PERSON", "ask for consent or for the address of an office")
        contacts.add(email=email)
    if address := line(holder.get(web)):
        contacts.add(web=address)


def _add_situations(row: import_pb2.ImportRow, record: Mapping[str, Any]) -> None:
    for item in _objects(record, "attributes"):
        term = item.get("taxonomy_term")
        if item.get("link_type") != "life_situation" or not isinstance(term, dict):
            continue
        code = line(term.get("code")) or line(term.get("id")).lower()
        if is_code(code) and code not in row.service.situations:
            row.service.situations.append(code)
            row.situations.add(name=code, title=_short(term.get("name")), description=_text(term.get("description")))


def _add_place(row: import_pb2.ImportRow, location: Mapping[str, Any], path: str, found: Findings) -> None:
    key = line(location.get("id")).lower()
    if not is_code(key):
        found.error(f"{path}.location.id", "CODE_FORMAT", "an id is a UUID or another short code")
        return
    if any(place.key == key for place in row.places):
        return
    made = row.places.add(key=key, title=_short(location.get("name")))
    place = made.place
    place.location_type = _VIRTUAL if line(location.get("location_type")) == _VIRTUAL else "physical"
    address = next(_objects(location, "addresses"), {})
    if place.location_type != _VIRTUAL and address:
        place.address.street, place.address.city = (
            _short(address.get("address_1"), 300),
            _short(address.get("city"), 200),
        )
        postal_code = line(address.get("postal_code"))
        if _POSTAL_CODE.fullmatch(postal_code):
            place.address.postal_code = postal_code.replace(" ", "")
        if line(location.get("external_identifier_type")) == "RUIAN":
            place.address.address_point = line(location.get("external_identifier"))
        latitude, longitude = location.get("latitude"), location.get("longitude")
        if isinstance(latitude, int | float) and isinstance(longitude, int | float):
            place.point.latitude, place.point.longitude = latitude, longitude
    where = ", ".join(filter(None, (place.address.street, place.address.city)))
    place.title = where or made.title or ("linka nebo web" if place.location_type == _VIRTUAL else "místo bez adresy")


def _add_hours(service: catalogue_pb2.Service, schedule: Mapping[str, Any]) -> None:
    """Weekly hours, from the fields of HSDS or from a description such as `Po-Pá 9:00-17:00`."""
    said = line(schedule.get("description")).casefold()
    days = [_DAYS.index(day.strip()) + 1 for day in line(schedule.get("byday")).split(",") if day.strip() in _DAYS]
    opens, closes = line(schedule.get("opens_at"))[:5], line(schedule.get("closes_at"))[:5]
    if found := _DESCRIBED.fullmatch(said):
        days = list(range(1, 6 if found[1] else 8))
        opens, closes = found[2].rjust(5, "0"), found[3].rjust(5, "0")
    if said in ("24/7", "nonstop") or (opens == "00:00" and closes == "24:00" and len(days) == 7):
        service.nonstop = True
    elif opens and closes and opens < closes:
        for day in days:
            service.hours.add(weekday=day, opens=opens, closes=closes)


def _objects(holder: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    listed = holder.get(key)
    return (item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict))


def _text(value: Any) -> str:
    """A text with its lines."""
    return "\n".join(map(line, value.splitlines()))[:100_000] if isinstance(value, str) else ""


def _short(value: Any, most: int = 500) -> str:
    return line(value)[:most]


def _wrong(number: int, reason: str, message: str) -> Invalid:
    return Invalid.field("source", reason, f"line {number}: {message}")
