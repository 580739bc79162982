"""`komplan codes`: the lists of codes that all cities share."""

import difflib
from collections.abc import Iterable
from typing import Final

from komplan_cli.days import czech_day
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.codelists import CodeList, entries
from komplan_core.errors import Invalid
from komplan_kit.sheets.vocabularies import bare

TITLES: Final = {
    CodeList.SERVICE_TYPES: "Druhy sociálních služeb",
    CodeList.SERVICE_CATEGORIES: "Kategorie služeb",
    CodeList.FORMS: "Formy poskytování",
    CodeList.CAPACITY_UNITS: "Jednotky kapacity",
    CodeList.TARGET_GROUPS: "Cílové skupiny",
    CodeList.AGE_GROUPS: "Věkové skupiny",
    CodeList.LEGAL_FORMS: "Právní formy",
    CodeList.FOUNDER_TYPES: "Druhy zřizovatelů",
    CodeList.BUDGET_PARAGRAPHS: "Paragrafy rozpočtu",
    CodeList.FUNDING_SOURCES: "Zdroje financování",
    CodeList.COMMENT_OUTCOMES: "Výsledky vypořádání",
}
NEAR: Final = 0.6
"""How like a word has to be to what may be meant, from 0 to 1."""


def show(of: str, json: bool) -> None:
    """Print a list, or which lists there are. Raises Invalid."""
    if not of:
        if json:
            give_json({"lists": [{"list": item.value, "title": TITLES[item]} for item in CodeList]})
            return
        print_table("Číselníky", ("číselník", "co obsahuje"), [(item.value, TITLES[item]) for item in CodeList])
        return
    if of not in set(CodeList):
        near = difflib.get_close_matches(of, list(CodeList), 1)
        message = f"there is no list `{of[:60]}`: " + (f"did you mean `{near[0]}`?" if near else "see komplan codes")
        raise Invalid.field("list", "UNKNOWN_CODE", message)
    found = entries(CodeList(of))
    if json:
        give_json({"list": of, "codes": [{"code": item.code, "title": item.title} for item in found]})
        return
    rows = [
        (item.code, item.title, *(czech_day(day) if day else "" for day in (item.valid_from, item.valid_to)))
        for item in found
    ]
    print_table(TITLES[CodeList(of)], ("kód", "název", "platí od", "platí do"), rows)


def nearest(of: CodeList, words: Iterable[str]) -> str:
    """The code of the list that one of the words may mean, with its title; nothing where none is like any."""
    known = {item.code: item for item in entries(of)}
    named = {name: item for item in known.values() for name in (item.code, bare(item.title))}
    for word in words:
        if word in known:
            continue
        if found := difflib.get_close_matches(bare(word), named, 1, NEAR):
            return f"{named[found[0]].code} ({named[found[0]].title})"
    return ""
