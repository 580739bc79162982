"""What is wrong with a row, in Czech, for the column `chyba` of a sheet that goes back to whoever filled it."""

from typing import Final

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_consultation.sources.columns import USUAL, Layout

_TEXTS: Final = {
    "REQUIRED": "povinný údaj chybí",
    "INVALID_VALUE": "hodnotu nelze přečíst nebo nedává smysl",
    "DAY_AHEAD": "ten den nebo okamžik ještě nenastal; napište, kdy to opravdu bylo",
    "AFTER_RECEIPT": "nic se neodesílá ani nerazítkuje až po doručení; opravte jeden z obou dnů",
    "UNKNOWN_CODE": "hodnota není mezi možnými",
    "NAME_FORMAT": "název zdroje má špatný tvar",
    "DUPLICATE_CODE": "stejný řádek už v tabulce stojí; jsou-li to dvě připomínky, dejte každé vlastní klíč",
    "ROWS_CONTRADICT": "řádek s tímto klíčem už byl importován s jiným zněním; kniha se nemění",
    "SECOND_CLERK": "podatel a ten, kdo importuje, je táž osoba; import musí provést někdo jiný",
    "FORM_UNKNOWN": "formulář tohoto čísla v tomto kole vydán nebyl",
    "FORM_USED": "formulář tohoto čísla už byl použit, znehodnocen nebo vrácen, nebo patří k rozpracovanému podání",
    "DRAFT_UNKNOWN": "kód návrhu nepatří k tomuto kolu",
    "REFERENCE_MISSING": "taková část v projednávaném návrhu není",
    "OUTSIDE_PERIOD": "den leží před začátkem kola",
    "TEXT_CONTROL": "text obsahuje neviditelné znaky; napište jej znovu",
    "TEXT_TOO_LONG": "text je delší, než se do pole vejde",
    "TOO_MANY": "položek je víc, než pole pojme",
    "FORMULA_CELL": "v buňce je vzorec; napište jeho hodnotu",
    "MERGED_CELLS": "buňky jsou sloučené; rozdělte je a vyplňte každou",
    "TABLE_HEADER": "buňka stojí mimo sloupce",
    "SOURCE_TOO_LARGE": "řádek je příliš dlouhý",
    "SOURCE_FORMAT": "soubor nebo příloha je druhu, který se nepřijímá",
}


def told(problem: pb.CommentRowProblem, layout: Layout = USUAL) -> str:
    """Column, what is wrong and what to write; the message itself where Czech lacks a text."""
    header, text = layout.header_of(problem.field), _TEXTS.get(problem.reason, problem.message)
    column = next((item for item in layout.columns if item.header == header), None)
    if column is not None and problem.reason in ("INVALID_VALUE", "UNKNOWN_CODE") and (column.example or column.note):
        text = f"{text}; {column.example or column.note}"
    return f"{header}: {text} [{problem.reason}]".removeprefix(": ")
