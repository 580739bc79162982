"""The columns of the sheet `služby`: their Czech titles, what each says, and how. Import and export have the same."""

from dataclasses import dataclass
from typing import Final

from komplan_catalogue.sources.item_cells import CAPACITIES, CONTACTS, COSTS, EXCEPTIONS, HOURS
from komplan_catalogue.sources.vocabularies import ACCESSIBILITY, LANGUAGE
from komplan_core.codelists import CodeList
from komplan_kit.sheets.cells import (
    AGE,
    CODE,
    DAY,
    DEGREES,
    FLAG,
    LIST,
    TEXT,
    Cell,
    digits,
    lines,
)
from komplan_kit.sheets.vocabularies import choice, titled

SHEET: Final = "služby"
ERROR_COLUMN: Final = "chyba"
"""Added to a sheet that is sent back; not read."""


@dataclass(frozen=True)
class Column:
    """One column. `path` is the field that it says: `service.title`, `place.address.city`, `at.title`."""

    header: str
    path: str
    cell: Cell
    note: str = ""
    group: str = ""
    """Columns of one group stand in a sheet together, or none of them."""

    @property
    def owner(self) -> str:
        """`row`, `service`, `provider`, `place` or `at` (the service at the place)."""
        return self.path.partition(".")[0]

    @property
    def field(self) -> str:
        """The field of the owner that it is, or is a part of."""
        return self.path.split(".")[1]


_CLASSES: Final = choice({"registered": "registrovaná", "related": "související"})
_STATUSES: Final = choice(
    {
        "active": "poskytuje se",
        "inactive": "neposkytuje se",
        "temporarily closed": "dočasně uzavřena",
        "defunct": "zanikla",
    }
)
_LOCATIONS: Final = choice({"physical": "fyzické", "confidential": "utajené", "virtual": "virtuální"})
_TOWN: Final = digits(range(6, 7), "a municipality is the six digits of its RÚIAN code")
_ORP: Final = digits(range(1, 5), "an ORP is its RÚIAN code, four digits at most")
_POINT: Final = digits(range(1, 10), "an address point is its RÚIAN code, nine digits at most")
_PSC: Final = digits(range(5, 6), "a PSČ has five digits, such as 742 58")
_LISTED: Final = "hodnoty viz list číselníky"
_LINES: Final = "každá položka na vlastním řádku buňky"

COLUMNS: Final = (
    Column("id služby", "service.name", CODE, "doplní katalog; u nové služby nechte prázdné"),
    Column("verze", "row.versions", CODE, "doplní katalog při exportu; neměňte"),
    Column("název služby", "service.title", TEXT, "povinné"),
    Column("zařazení", "service.service_class", _CLASSES, "registrovaná nebo související"),
    Column("registrační číslo", "service.registration_number", CODE, "jen u registrované služby; číslo z registru"),
    Column("druh služby", "service.service_type", titled(CodeList.SERVICE_TYPES), f"u registrované povinné; {_LISTED}"),
    Column("stav", "service.status", _STATUSES, f"prázdné znamená poskytuje se; {_LISTED}"),
    Column("formy", "service.forms", lines(titled(CodeList.FORMS)), f"{_LISTED}; {_LINES}"),
    Column("cílové skupiny", "service.target_groups", lines(titled(CodeList.TARGET_GROUPS)), f"{_LISTED}; {_LINES}"),
    Column("věk od", "service.min_age", AGE, "roky, například 18 nebo 0,5"),
    Column("věk do", "service.max_age", AGE, "roky, například 64"),
    Column("kapacita", "service.capacities", CAPACITIES, "forma | jednotka | počet | ke dni; " + _LINES),
    Column("působnost: obce", "service.municipalities", lines(_TOWN), "kódy RÚIAN, šest číslic; " + _LINES),
    Column("působnost: ORP", "service.orps", lines(_ORP), "kódy RÚIAN, nejvýše čtyři číslice; " + _LINES),
    Column("kontakty", "service.contacts", CONTACTS, "kdo | telefon | e-mail | web | poznámka; " + _LINES),
    Column("otevírací doba", "service.hours", HOURS, "po 08:00–16:00 | objednání | poznámka; " + _LINES),
    Column("výjimky", "service.exceptions", EXCEPTIONS, "2026-12-24..2026-12-26 zavřeno | poznámka; " + _LINES),
    Column("nepřetržitě", "service.nonstop", FLAG, "ano nebo ne"),
    Column("jazyky", "service.languages", lines(LANGUAGE), f"název nebo kód ISO 639; {_LINES}"),
    Column("úhrady", "service.costs", COSTS, "za co | částka | za jednotku; " + _LINES),
    Column("doklady", "service.required_documents", LIST, _LINES),
    Column("životní situace", "service.situations", LIST, "id životních situací tohoto katalogu; " + _LINES),
    Column("popis", "service.description", TEXT, "prostý text bez značek HTML"),
    Column("snadné čtení", "service.easy_text", TEXT, "popis krátkými větami a běžnými slovy"),
    Column("pro koho", "service.eligibility", TEXT, "kdo službu může využít"),
    Column("jak požádat", "service.application", TEXT, "první krok zájemce"),
    Column("aktuálně", "service.alert", TEXT, "co je teď jinak, například výluka; nejvýše 1000 znaků"),
    Column("poskytováno od", "service.validity.start", DAY, "den, například 31. 1. 2026", "validity"),
    Column("poskytováno do", "service.validity.end", DAY, "poslední den; prázdné znamená bez konce", "validity"),
    Column("id poskytovatele", "provider.name", CODE, "doplní katalog; u nového nechte prázdné"),
    Column("poskytovatel", "provider.title", TEXT, "povinné; jiný název u známého IČO poskytovatele přejmenuje"),
    Column("IČO", "provider.ico", CODE, "osm číslic včetně nul na začátku"),
    Column("typ zřizovatele", "provider.founder_type", titled(CodeList.FOUNDER_TYPES), _LISTED),
    Column("právní forma", "provider.legal_form", titled(CodeList.LEGAL_FORMS), _LISTED),
    Column("sídlo", "provider.seat", TEXT, "adresa sídla v jednom řádku"),
    Column("datová schránka", "provider.data_box", CODE, "sedm znaků"),
    Column("popis poskytovatele", "provider.description", TEXT, "prostý text bez značek HTML"),
    Column("kontakty poskytovatele", "provider.contacts", CONTACTS, "jako kontakty; " + _LINES),
    Column("id místa", "place.name", CODE, "doplní katalog; u nového nechte prázdné", "place"),
    Column("místo", "place.title", TEXT, "název místa; prázdné se doplní z adresy", "place"),
    Column("druh místa", "place.location_type", _LOCATIONS, "prázdné znamená fyzické; utajené nemá adresu", "place"),
    Column("ulice a číslo", "place.address.street", TEXT, "v obci bez ulic část obce a číslo", "place"),
    Column("obec", "place.address.city", TEXT, "název obce", "place"),
    Column("PSČ", "place.address.postal_code", _PSC, "pět číslic, mezera nevadí", "place"),
    Column("kód obce", "place.address.municipality", _TOWN, "RÚIAN, šest číslic", "place"),
    Column("kód adresního místa", "place.address.address_point", _POINT, "RÚIAN, nejvýše devět číslic", "place"),
    Column("název pracoviště", "at.title", TEXT, "jak se pracovišti na tomto místě říká", "place"),
    Column("v místě od", "at.validity.start", DAY, "den, například 31. 1. 2026", "place"),
    Column("v místě do", "at.validity.end", DAY, "poslední den; prázdné znamená bez konce", "place"),
    Column(
        "zeměpisná šířka", "place.point.latitude", DEGREES, "WGS 84, například 49,64; bez ní místo není v mapě", "point"
    ),
    Column("zeměpisná délka", "place.point.longitude", DEGREES, "WGS 84, například 18,14", "point"),
    Column("bezbariérovost", "place.accessibility", lines(ACCESSIBILITY), f"{_LISTED}; {_LINES}"),
    Column("jak se tam dostat", "place.access", TEXT, "zastávka, vchod, patro"),
)
REQUIRED: Final = ("název služby", "poskytovatel", "IČO")
"""Columns without which no sheet is read."""


_VERSIONS: Final = "verze"


def column_of(path: str) -> Column | None:
    """The column that says a field such as `service.capacities.0.form`; None where none does."""
    return next((column for column in COLUMNS if path == column.path or path.startswith(column.path + ".")), None)


def header_of(path: str) -> str:
    """The title of the column that says a field, or those of all columns that say a part of it; else the path."""
    if path.rpartition(".")[2] == "etag":
        return _VERSIONS
    if column := column_of(path):
        return column.header
    return ", ".join(column.header for column in COLUMNS if column.path.startswith(path + ".")) or path
