"""The sheets of the need form: their Czech titles, what each cell says, and how."""

import re
from dataclasses import dataclass
from typing import Any, Final

from komplan_core.codelists import CodeList
from komplan_core.values import EARLIEST_YEAR, LATEST_YEAR
from komplan_kit.sheets.cells import CODE, FLAG, TEXT, Cell, Unreadable, digits, lines
from komplan_kit.sheets.vocabularies import choice, titled

HEAD_SHEET: Final = "hlášení"
NEEDS_SHEET: Final = "potřeby"
GUIDE_SHEET: Final = "návod"
BASES: Final = {"exact": "přesný", "estimate": "odhad", "unknown": "neznámý"}


@dataclass(frozen=True)
class Column:
    """One column, or one line of the head. `path` is the field of the contract that it says."""

    header: str
    path: str
    cell: Cell
    note: str = ""
    capacity: bool = False
    """Whether it says something of the capacity that the need calls for."""


def _number(text: str) -> int:
    bare = "".join(text.split())
    if not re.fullmatch(r"[0-9]{1,9}", bare):
        raise Unreadable("INVALID_VALUE", "write a whole number such as 15; leave it empty where it is not known")
    return int(bare)


def _year(text: str) -> int:
    bare = "".join(text.split())
    if not (re.fullmatch(r"[0-9]{4}", bare) and EARLIEST_YEAR <= int(bare) <= LATEST_YEAR):
        raise Unreadable("INVALID_VALUE", "write a year such as 2027, or leave it empty for the year of the round")
    return int(bare)


NUMBER: Final = Cell(str, _number)
YEAR: Final = Cell(str, _year)
MUNICIPALITY: Final = digits(range(6, 7), "write the RÚIAN code of the municipality, six digits")
GROUP: Final = titled(CodeList.TARGET_GROUPS)

HEAD: Final = (
    Column("kolo", "round", CODE, "vyplnil kraj"),
    Column("obec (kód RÚIAN)", "municipality", MUNICIPALITY, "povinné; šest číslic"),
    Column("název obce", "", TEXT, "jen pro kontrolu, nečte se"),
    Column("schválil", "approved_by", TEXT, "povinné; orgán nebo úřad (zastupitelstvo, rada, úřad), ne jméno osoby"),
    Column("nejsou žádné neuspokojené potřeby", "no_unmet_needs", FLAG, "ano, jen když list potřeby zůstal prázdný"),
    Column("hlásí i za obce (kódy RÚIAN)", "on_behalf_of", lines(MUNICIPALITY), "jen ORP; každý kód na vlastní řádek"),
)
COLUMNS: Final = (
    Column("č.", "need_no", NUMBER, "při opravě ponechte číslo téže potřeby; jinak nechte prázdné"),
    Column("název potřeby", "title", TEXT, "povinné; krátce, bez jmen osob"),
    Column("cílová skupina", "target_group", GROUP, "povinné; vyberte ze seznamu"),
    Column("další cílové skupiny", "target_groups", lines(GROUP), "každá na vlastním řádku buňky"),
    Column("obce", "municipalities", lines(MUNICIPALITY), "kódy RÚIAN, jen hlásíte-li za více obcí"),
    Column("počet osob", "persons", NUMBER, "prázdné znamená neznámý, nikdy nula"),
    Column(
        "přesnost počtu",
        "persons_basis",
        choice(BASES),
        "přesný nebo odhad, je-li uveden počet; jinak prázdné nebo neznámý",
    ),
    Column("osoby jsou i v jiné potřebě", "persons_overlap", FLAG, "ano nebo ne"),
    Column("popis", "description", TEXT, "bez údajů o konkrétních lidech"),
    Column("proč není uspokojena", "why_unmet", TEXT),
    Column("co by pomohlo", "proposal", TEXT),
    Column("druh služby", "service_type", titled(CodeList.SERVICE_TYPES), "jen když potřebujete kapacitu služby", True),
    Column("forma", "form", titled(CodeList.FORMS), "", True),
    Column("jednotka", "unit", titled(CodeList.CAPACITY_UNITS), "", True),
    Column("kolik je potřeba", "quantity_needed", NUMBER, "", True),
    Column("kolik je dnes", "quantity_now", NUMBER, "prázdné znamená neznámo", True),
    Column("od roku", "from_year", YEAR, "prázdné znamená rok kola", True),
)
HEADER: Final = [column.header for column in COLUMNS]
HEAD_HEADER: Final = ["položka", "hodnota", "vysvětlení"]


def guide() -> list[list[str]]:
    """What each cell means."""
    told: list[Any] = [[HEAD_SHEET, column.header, column.note] for column in HEAD]
    told += [[NEEDS_SHEET, column.header, column.note] for column in COLUMNS]
    return [["list", "položka", "co do ní patří"], *told]


def lists() -> list[list[str]]:
    """The values of columns that offer them: column, value, code."""
    rows = [[column.header, value.title, value.code] for column in COLUMNS for value in column.cell.values]
    return [["sloupec", "hodnota", "kód"], *rows]
