"""The columns of the sheet `služby`: their Czech titles, what each says, and how. Import and export have the same."""

from dataclasses import dataclass
from typing import Final

from komplan_catalogue.sources.cells import (
    AGE,
    CODE,
    DAY,
    DEGREES,
    FLAG,
    LIST,
    TEXT,
    Cell,
    choice,
    lines,
    titled,
)
from komplan_catalogue.sources.item_cells import CAPACITIES, CONTACTS, COSTS, EXCEPTIONS, HOURS
from komplan_core.codelists import CodeList

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
_LINES: Final = "každá položka na vlastním řádku buňky"

COLUMNS: Final = (
    Column("id služby", "service.name", CODE, "doplní katalog; u nové služby nechte prázdné"),
    Column("verze", "row.versions", CODE, "doplní katalog; neměňte"),
    Column("název služby", "service.title", TEXT, "povinné"),
    Column("zařazení", "service.service_class", _CLASSES, "registrovaná nebo související"),
    Column("registrační číslo", "service.registration_number", CODE),
    Column("druh služby", "service.service_type", titled(CodeList.SERVICE_TYPES), "podle zákona č. 108/2006 Sb."),
    Column("stav", "service.status", _STATUSES),
    Column("formy", "service.forms", lines(titled(CodeList.FORMS)), _LINES),
    Column("cílové skupiny", "service.target_groups", lines(titled(CodeList.TARGET_GROUPS)), _LINES),
    Column("věk od", "service.min_age", AGE),
    Column("věk do", "service.max_age", AGE),
    Column("kapacita", "service.capacities", CAPACITIES, "forma | jednotka | počet | ke dni; " + _LINES),
    Column("působnost: obce", "service.municipalities", LIST, "kódy RÚIAN; " + _LINES),
    Column("působnost: ORP", "service.orps", LIST, "kódy RÚIAN; " + _LINES),
    Column("kontakty", "service.contacts", CONTACTS, "kdo | telefon | e-mail | web | poznámka; " + _LINES),
    Column("otevírací doba", "service.hours", HOURS, "po 08:00–16:00 | objednání | poznámka; " + _LINES),
    Column("výjimky", "service.exceptions", EXCEPTIONS, "2026-12-24..2026-12-26 zavřeno | poznámka; " + _LINES),
    Column("nepřetržitě", "service.nonstop", FLAG, "ano nebo ne"),
    Column("jazyky", "service.languages", LIST, "kódy ISO 639; " + _LINES),
    Column("úhrady", "service.costs", COSTS, "za co | částka | za jednotku; " + _LINES),
    Column("doklady", "service.required_documents", LIST, _LINES),
    Column("životní situace", "service.situations", LIST, "kódy katalogu; " + _LINES),
    Column("popis", "service.description", TEXT),
    Column("snadné čtení", "service.easy_text", TEXT),
    Column("pro koho", "service.eligibility", TEXT),
    Column("jak požádat", "service.application", TEXT),
    Column("aktuálně", "service.alert", TEXT),
    Column("poskytováno od", "service.validity.start", DAY, "", "validity"),
    Column("poskytováno do", "service.validity.end", DAY, "", "validity"),
    Column("id poskytovatele", "provider.name", CODE, "doplní katalog; u nového nechte prázdné"),
    Column("poskytovatel", "provider.title", TEXT, "povinné"),
    Column("IČO", "provider.ico", CODE, "osm číslic včetně nul na začátku"),
    Column("typ zřizovatele", "provider.founder_type", titled(CodeList.FOUNDER_TYPES)),
    Column("právní forma", "provider.legal_form", titled(CodeList.LEGAL_FORMS)),
    Column("sídlo", "provider.seat", TEXT),
    Column("datová schránka", "provider.data_box", CODE),
    Column("popis poskytovatele", "provider.description", TEXT),
    Column("kontakty poskytovatele", "provider.contacts", CONTACTS, "jako kontakty; " + _LINES),
    Column("id místa", "place.name", CODE, "doplní katalog; u nového nechte prázdné", "place"),
    Column("místo", "place.title", TEXT, "", "place"),
    Column("druh místa", "place.location_type", _LOCATIONS, "fyzické, utajené nebo virtuální", "place"),
    Column("ulice a číslo", "place.address.street", TEXT, "", "place"),
    Column("obec", "place.address.city", TEXT, "", "place"),
    Column("PSČ", "place.address.postal_code", CODE, "pět číslic", "place"),
    Column("kód obce", "place.address.municipality", CODE, "RÚIAN, šest číslic", "place"),
    Column("kód adresního místa", "place.address.address_point", CODE, "RÚIAN", "place"),
    Column("název pracoviště", "at.title", TEXT, "", "place"),
    Column("v místě od", "at.validity.start", DAY, "", "place"),
    Column("v místě do", "at.validity.end", DAY, "", "place"),
    Column("zeměpisná šířka", "place.point.latitude", DEGREES, "WGS 84", "point"),
    Column("zeměpisná délka", "place.point.longitude", DEGREES, "WGS 84", "point"),
    Column("bezbariérovost", "place.accessibility", LIST, _LINES),
    Column("jak se tam dostat", "place.access", TEXT),
)
REQUIRED: Final = ("název služby", "poskytovatel", "IČO")
"""Columns without which no sheet is read."""


def header_of(path: str) -> str:
    """The title of the column that says a field such as `service.capacities.0.form`; the path where none does."""
    found = [column for column in COLUMNS if path == column.path or path.startswith(column.path + ".")]
    part_of = [column for column in COLUMNS if column.path.startswith(path + ".")]
    return next((column.header for column in (*found, *part_of)), path)
