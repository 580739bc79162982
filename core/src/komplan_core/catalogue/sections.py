"""A record as people read it: what everybody may see of a service, in Czech, by section.

The letter of a campaign, the page on which a provider confirms, and the preview of a merge say it in the same words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from komplan_core.catalogue.capacity import Capacity
from komplan_core.catalogue.opening import OpeningException, OpeningHours
from komplan_core.catalogue.organisations import Contact, Provider
from komplan_core.catalogue.places import Address, Place
from komplan_core.catalogue.services import Cost, Service, ServicePlace
from komplan_core.codelists import CodeList, entry
from komplan_core.record import Entity
from komplan_core.values import Period


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: the field that says it, what it is called, and what it says, all in Czech."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a service names: providers and places by resource name, titles of life situations by code."""

    providers: Mapping[str, Provider] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    situations: Mapping[str, str] = field(default_factory=dict)


_WEEKDAYS: Final = ("", "po", "út", "st", "čt", "pá", "so", "ne")
_CLASSES: Final = {"registered": "registrovaná sociální služba", "related": "navazující služba"}
_STATUSES: Final = {
    "active": "poskytuje se",
    "inactive": "neposkytuje se",
    "temporarily closed": "dočasně uzavřena",
    "defunct": "zanikla",
}
_LOCATIONS: Final = {"physical": "adresa", "confidential": "utajená adresa", "virtual": "linka nebo web"}


def czech_day(day: date) -> str:
    """The day as it is written in Czech."""
    return f"{day.day}. {day.month}. {day.year}"


def czech_period(period: Period) -> str:
    """The days from first to last."""
    begins = f"od {czech_day(period.start)}"
    return f"{begins} do {czech_day(period.end)}" if period.end else begins


def _codes(code_list: CodeList) -> Callable[[Iterable[str]], list[str]]:
    return lambda codes: [entry(code_list, code).title for code in codes]


def _contact(contact: Contact) -> str:
    said = [contact.label, contact.phone, contact.email, contact.web, contact.note]
    return ", ".join(part for part in said if part)


def _hours(item: OpeningHours) -> str:
    until = f"{item.closes} následujícího dne" if item.over_midnight else item.closes
    said = [f"{_WEEKDAYS[item.weekday]} {item.opens}–{until}", "na objednání" if item.by_appointment else "", item.note]
    return ", ".join(part for part in said if part)


def _exception(item: OpeningException) -> str:
    until = f"{item.closes} následujícího dne" if item.over_midnight else item.closes
    open_ = "zavřeno" if item.closed else f"otevřeno {item.opens}–{until}"
    return ", ".join(part for part in (f"{czech_period(item.days)}: {open_}", item.note) if part)


def _capacity(item: Capacity) -> str:
    form, unit = entry(CodeList.FORMS, item.form).title, entry(CodeList.CAPACITY_UNITS, item.unit).title
    return f"{form}: {item.registered} ({unit}), registrováno k {czech_day(item.as_of)}"


def _cost(item: Cost) -> str:
    amount = "částka neuvedena" if item.amount is None else "zdarma" if item.amount.hal == 0 else str(item.amount)
    said = [item.title, f"{amount} / {item.unit}" if item.unit else amount]
    return ": ".join(part for part in said if part)


def _address(address: Address) -> str:
    town = " ".join(part for part in (address.postal_code or "", address.city) if part)
    return ", ".join(part for part in (address.street, town) if part)


def place_text(at: ServicePlace, place: Place | None) -> str:
    """A place as everybody may see it: one with a secret address tells its title only."""
    said = [at.title, place.title if place and place.title != at.title else ""]
    if place is not None and place.address is not None:
        said.append(_address(place.address))
    if place is not None and place.location_type == "confidential":
        said.append("adresa se nezveřejňuje")
    if at.validity:
        said.append(czech_period(at.validity))
    return ", ".join(part for part in said if part)


_Text = Callable[[Any, Beside], str | Iterable[str]]
_same: _Text = lambda value, beside: value or ""  # noqa: E731
_each: _Text = lambda value, beside: value  # noqa: E731


def _of(write: Callable[[Any], str]) -> _Text:
    """Writes each item of a list."""
    return lambda value, beside: [write(item) for item in value]


def _titles(code_list: CodeList) -> _Text:
    titles = _codes(code_list)
    return lambda value, beside: titles([value] if isinstance(value, str) else value or ())


def _provider(value: str, beside: Beside) -> str:
    provider = beside.providers.get(value)
    if provider is None:
        return value
    return f"{provider.title}, IČO {provider.ico}" if provider.ico else provider.title


_Field = tuple[str, str, _Text]
SECTIONS: Final[Mapping[str, tuple[_Field, ...]]] = {
    "Základní údaje": (
        ("title", "Název", _same),
        ("provider", "Poskytovatel", _provider),
        ("service_class", "Zařazení", lambda value, beside: _CLASSES[value]),
        ("service_type", "Druh služby", _titles(CodeList.SERVICE_TYPES)),
        ("registration_number", "Registrační číslo", _same),
        ("register_id", "Číslo v registru poskytovatelů", _same),
        ("status", "Stav", lambda value, beside: _STATUSES[value]),
        ("alert", "Aktuálně", _same),
        ("validity", "Poskytuje se", lambda value, beside: czech_period(value) if value else ""),
        ("forms", "Formy", _titles(CodeList.FORMS)),
        ("description", "Popis", _same),
        ("easy_text", "Popis ve snadném čtení", _same),
    ),
    "Pro koho": (
        ("target_groups", "Cílové skupiny", _titles(CodeList.TARGET_GROUPS)),
        ("min_age", "Věk od", lambda value, beside: "" if value is None else f"{format(value.normalize(), 'f')} let"),
        ("max_age", "Věk do", lambda value, beside: "" if value is None else f"{format(value.normalize(), 'f')} let"),
        ("eligibility", "Komu je určena", _same),
        ("situations", "Životní situace", lambda value, beside: [beside.situations.get(c, c) for c in value]),
        ("application", "Jak o službu požádat", _same),
        ("required_documents", "Potřebné doklady", _each),
        ("languages", "Jazyky", _each),
    ),
    "Kde": (
        ("places", "Místo", lambda value, beside: [place_text(at, beside.places.get(at.place)) for at in value]),
        ("municipalities", "Působnost v obcích (kódy RÚIAN)", _each),
        ("orps", "Působnost v ORP (kódy RÚIAN)", _each),
    ),
    "Kdy": (
        ("nonstop", "Nepřetržitě", lambda value, beside: "ano" if value else ""),
        ("hours", "Otevřeno", _of(_hours)),
        ("exceptions", "Výjimky", _of(_exception)),
    ),
    "Kontakty": (("contacts", "Kontakt", _of(_contact)),),
    "Kapacita a úhrady": (
        ("capacities", "Kapacita", _of(_capacity)),
        ("costs", "Úhrada", _of(_cost)),
    ),
}
"""Which field stands in which section, under which label. Every field of a service stands in exactly one."""

_PROVIDER: Final[tuple[_Field, ...]] = (
    ("title", "Název", _same),
    ("ico", "IČO", _same),
    ("founder_type", "Typ zřizovatele", _titles(CodeList.FOUNDER_TYPES)),
    ("legal_form", "Právní forma", _titles(CodeList.LEGAL_FORMS)),
    ("contacts", "Kontakt", _of(_contact)),
    ("seat", "Sídlo", _same),
    ("data_box", "Datová schránka", _same),
    ("description", "Popis", _same),
)
_PLACE: Final[tuple[_Field, ...]] = (
    ("title", "Název", _same),
    ("location_type", "Druh místa", lambda value, beside: _LOCATIONS[value]),
    ("address", "Adresa", lambda value, beside: _address(value) if value else ""),
    ("point", "Poloha", lambda value, beside: f"{value.latitude}, {value.longitude}" if value else ""),
    ("accessibility", "Přístupnost", _each),
    ("access", "Jak se tam dostat", _same),
)
_FIELDS: Final[Mapping[type[Entity], Mapping[str, _Field]]] = {
    Service: {field[0]: field for fields in SECTIONS.values() for field in fields},
    Provider: {field[0]: field for field in _PROVIDER},
    Place: {field[0]: field for field in _PLACE},
}


def label_of(model: type[Entity], field: str) -> str:
    """What a field of a service, provider or place is called in Czech; empty for one that it has not."""
    found = _FIELDS[model].get(field)
    return found[1] if found is not None else ""


def told(model: type[Entity], field: str, value: Any, beside: Beside) -> tuple[str, ...]:
    """What a value of a field says in Czech; of a list, what each item says."""
    said = _FIELDS[model][field][2](value, beside)
    return tuple(text for text in ([said] if isinstance(said, str) else said) if text)


def told_at(entry: Entity, path: str, beside: Beside) -> str:
    """What stands at a path of an entry such as `contacts.1.phone`, in Czech; of a list a line for each item."""
    field_name, _, rest = path.partition(".")
    value = getattr(entry, field_name)
    if not rest:
        return "\n".join(told(type(entry), field_name, value, beside))
    for part in rest.split("."):
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part)
    if isinstance(value, bool):
        return "ano" if value else "ne"
    return czech_day(value) if isinstance(value, date) else "" if value is None else str(value)


def sections_of(service: Service, beside: Beside) -> tuple[Section, ...]:
    """The sections of a service that say anything, in order; a list gives a line for each of its items."""
    found = []
    for title, fields in SECTIONS.items():
        lines: list[Line] = []
        for name, label, _ in fields:
            lines += [Line(name, label, text) for text in told(Service, name, getattr(service, name), beside)]
        if lines:
            found.append(Section(title, tuple(lines)))
    return tuple(found)
