"""What is wrong with a row, in Czech, for the column `chyba` of a sheet that goes back to whoever filled it."""

import re
from typing import Final

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources.columns import COLUMNS, Column, column_of, header_of

_TEXTS: Final = {
    "REQUIRED": "povinný údaj chybí",
    "INVALID_VALUE": "hodnotu nelze přečíst",
    "UNKNOWN_CODE": "hodnota není v číselníku",
    "CODE_FORMAT": "kód tvoří malá písmena bez diakritiky, číslice a pomlčky",
    "DUPLICATE_CODE": "totéž už stojí na jiném řádku nebo v téže buňce",
    "MONEY_FORMAT": "částku v Kč napište nejvýše se dvěma desetinnými místy, například 120,00",
    "MONEY_RANGE": "částka je mimo meze",
    "PERIOD_ORDER": "období končí dříve, než začíná",
    "ICO_CHECKSUM": "IČO nemá osm číslic nebo nesedí jeho kontrolní číslice",
    "LEADING_ZEROS_LOST": "číslu chybějí úvodní nuly; nastavte buňku jako text a doplňte je",
    "PHONE_FORMAT": "telefon má aspoň devět číslic, nebo je to krátká linka",
    "EMAIL_FORMAT": "e-mailová adresa má špatný tvar nebo diakritiku",
    "WEB_FORMAT": "webová adresa začíná https:// nebo http://",
    "TIME_FORMAT": "čas napište jako 08:00–16:00",
    "CLOSES_BEFORE_OPENS": "zavírá dříve, než otevírá; zavírá-li až druhý den, připište za čas +1",
    "POINT_OUTSIDE": "bod leží mimo Česko; první je zeměpisná šířka",
    "AGE_ORDER": "nejnižší věk je nad nejvyšším",
    "ADDRESS_NOT_PUBLIC": "utajené nebo virtuální místo nemá v tabulce žádnou adresu",
    "TEXT_CONTROL": "text obsahuje neviditelné znaky; napište jej znovu",
    "TEXT_TOO_LONG": "text je delší, než se do pole vejde",
    "TOO_MANY": "položek je víc, než pole pojme",
    "REFERENCE_MISSING": "takové id v katalogu není; u nového záznamu nechte buňku prázdnou",
    "STALE_ETAG": "záznam se od exportu změnil; udělejte nový export a úpravu zopakujte v něm",
    "FIELD_OF_REGISTER": "údaj patří registru; změnu ohlaste tam",
    "FORMULA_CELL": "v buňce je vzorec; napište jeho hodnotu",
    "MERGED_CELLS": "buňky jsou sloučené; rozdělte je a vyplňte každou",
    "ROWS_CONTRADICT": "jiný řádek říká o témže záznamu něco jiného",
    "AMBIGUOUS": "odpovídá tomu více záznamů; doplňte id",
    "TABLE_HEADER": "buňka stojí mimo sloupce",
    "SOURCE_TOO_LARGE": "řádek je příliš dlouhý",
}
_SHOWN_BY_NOTE: Final = ("INVALID_VALUE", "UNKNOWN_CODE", "TIME_FORMAT")
"""Where the note of the column says what to write."""


def told(problem: import_pb2.RowProblem) -> str:
    """Column, what is wrong and what to write; the message itself where Czech lacks a text."""
    header, text = header_of(problem.field), _TEXTS.get(problem.reason, problem.message)
    if problem.reason in _SHOWN_BY_NOTE and (note := _note(problem.field)):
        text = f"{text}; {note}"
    if problem.reason == "UNKNOWN_CODE" and (near := re.findall(r"write (`.+`);", problem.message)):
        text = f"{text}; nejbližší: {near[0].replace('` or `', ', ').strip('`')}"
    return f"{header}: {text} [{problem.reason}]".removeprefix(": ")


def _note(field: str) -> str:
    column: Column | None = column_of(field) or next((item for item in COLUMNS if item.header == field), None)
    return column.note if column is not None else ""
