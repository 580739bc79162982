"""Facilities of the national register: they have no id, several may stand at one address, and each has its own end."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from komplan.catalogue.v1 import import_pb2, place_pb2
from komplan.type.v1.period_pb2 import Period
from komplan_catalogue.sources.findings import Findings, day_of, id_of, line
from komplan_kit.days import day_message

LONGEST_NAME: Final = 500
BETWEEN: Final = " / "
_MUNICIPALITY: Final = re.compile(r"Obec/([0-9]{6})")
_POSTAL_CODE: Final = re.compile(r"[0-9]{5}")
_NUMBER_KINDS: Final = {"TypStavebnihoObjektu/2": "č. ev. "}


@dataclass
class _Site:
    key: str
    place: place_pb2.Place
    names: set[str] = field(default_factory=set)
    start: date | None = None
    end: date | None = None


def places_of(
    record: Mapping[str, Any], register_id: str, days: tuple[date | None, date | None], towns: Mapping[str, str],
    found: Findings,
) -> list[import_pb2.ImportPlace]:  # fmt: skip
    """Where the service is provided, by key. A facility counts while both it and the registration are open.

    `towns` are names of municipalities by RÚIAN code, for people; the register has the codes only.
    """
    sites: dict[str, _Site] = {}
    facilities = record.get("zarizeni")
    for number, facility in enumerate(facilities if isinstance(facilities, list) else ()):
        if not isinstance(facility, dict):
            found.error(f"zarizeni.{number}", "INVALID_VALUE", "a facility is an object")
            continue
        try:
            start, end = day_of(facility.get("poskytujeOd")), day_of(facility.get("poskytujeDo"))
        except ValueError:
            found.error(f"zarizeni.{number}", "INVALID_VALUE", "a day is written as 2007-01-31")
            continue
        if start and end and end < start:
            found.error(f"zarizeni.{number}.poskytujeDo", "PERIOD_ORDER", "the facility ends before it begins")
            continue
        start, end = max(filter(None, (start, days[0])), default=None), min(filter(None, (end, days[1])), default=None)
        if start and end and end < start:
            continue  # it was never open together with the registration
        site = _site(facility, register_id, towns, f"zarizeni.{number}", found)
        kept = sites.setdefault(site.key, site)
        if kept is not site:
            start = None if start is None or kept.start is None else min(start, kept.start)
            end = None if end is None or kept.end is None else max(end, kept.end)
        kept.names |= site.names
        kept.start, kept.end = start, end
    return [_message(site, found) for _, site in sorted(sites.items())]


def _site(facility: Mapping[str, Any], register_id: str, towns: Mapping[str, str], path: str, found: Findings) -> _Site:
    name = line(facility.get("nazev"))
    given = facility.get("adresa")
    address = given if isinstance(given, dict) else {}
    code = line(address.get("kodAdresnihoMista"))
    if not re.fullmatch(r"[0-9]{1,9}", code):
        code = ""
        found.warning(f"{path}.adresa", "ADDRESS_POINT_MISSING", "the place is known by its name only")
    town = _MUNICIPALITY.fullmatch(id_of(address.get("obec")))
    if address.get("obec") and (town is None or (towns and town[1] not in towns)):
        found.unknown("municipalities", id_of(address.get("obec")))
    postal_code = line(address.get("psc")).replace(" ", "")
    message = place_pb2.Address(street=_street(address), city=towns.get(town[1], "") if town else "")
    if _POSTAL_CODE.fullmatch(postal_code):
        message.postal_code = postal_code
    if town:
        message.municipality = town[1]
    if code:
        message.address_point = code
    where = ", ".join(filter(None, (message.street, message.city or postal_code)))
    place = place_pb2.Place(title=where or name or "místo bez adresy", location_type="physical")
    if message.ListFields():
        place.address.CopyFrom(message)
    key = f"ap-{code}" if code else f"rpss-{register_id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return _Site(key, place, {name} - {""})


def _message(site: _Site, found: Findings) -> import_pb2.ImportPlace:
    names = sorted(site.names)
    while len(title := BETWEEN.join(names)) > LONGEST_NAME and len(names) > 1:
        names.pop()
    if len(names) < len(site.names) or len(title) > LONGEST_NAME:
        found.warning("zarizeni", "NAMES_CUT", "the names at one address are longer together than 500 characters")
    made = import_pb2.ImportPlace(key=site.key, place=site.place, title=title[:LONGEST_NAME])
    if site.start:
        made.validity.CopyFrom(Period(start=day_message(site.start)))
        if site.end:
            made.validity.end.CopyFrom(day_message(site.end))
    elif site.end:
        found.error("zarizeni", "REQUIRED", "a facility that ends has a first day")
    return made


def _street(address: Mapping[str, Any]) -> str:
    """Street, or part of the municipality, and numbers as people write them."""
    number = line(address.get("cisloDomovni"))
    if orientation := line(address.get("cisloOrientacni")):
        number = f"{number}/{orientation}" if number else orientation
    street = line(_named(address.get("ulice")) or _named(address.get("castObce")))
    kind = _NUMBER_KINDS.get(id_of(address.get("typCislaDomovniho")), "" if street else "č. p. ")
    return " ".join(filter(None, (street, f"{kind}{number}" if number else "")))[:300]


def _named(value: Any) -> Any:
    return value.get("nazev") if isinstance(value, dict) else None
