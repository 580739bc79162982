"""Code lists of law and public registers: what a code means and on which days it holds."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import AfterValidator

from komplan_core.errors import Invalid, violated
from komplan_core.record import Record
from komplan_core.values import Code, OptionalCode, Title


class CodeList(StrEnum):
    """The lists that all cities share. Local vocabularies belong to a city's profile and map to these."""

    SERVICE_TYPES = "service-types"
    """Types of social services (act 108/2006 Sb., § 37 to § 70, and newer ones of the register)."""
    SERVICE_CATEGORIES = "service-categories"
    """Counselling, care, prevention (act 108/2006 Sb., § 37, § 38, § 53)."""
    FORMS = "forms"
    CAPACITY_UNITS = "capacity-units"
    TARGET_GROUPS = "target-groups"
    """Target groups of the register, to which planning groups map with shares."""
    AGE_GROUPS = "age-groups"
    LEGAL_FORMS = "legal-forms"
    """ROSFORMA of the register of persons."""
    FOUNDER_TYPES = "founder-types"
    BUDGET_PARAGRAPHS = "budget-paragraphs"
    """Division 43 of the budget classification."""
    FUNDING_SOURCES = "funding-sources"
    COMMENT_OUTCOMES = "comment-outcomes"
    """What cities publish; `consultation.OutcomeKernel` knows further ones."""


_KEYS: Final = {
    CodeList.SERVICE_TYPES: "druhy_sluzeb",
    CodeList.SERVICE_CATEGORIES: "kategorie",
    CodeList.FORMS: "formy",
    CodeList.CAPACITY_UNITS: "typy_kapacity",
    CodeList.TARGET_GROUPS: "cilove_skupiny",
    CodeList.AGE_GROUPS: "vekove_skupiny",
    CodeList.LEGAL_FORMS: "pravni_formy_rosforma",
    CodeList.FOUNDER_TYPES: "typy_zrizovatele",
    CodeList.BUDGET_PARAGRAPHS: "rozpoctove_paragrafy",
    CodeList.FUNDING_SOURCES: "zdroje_financovani",
    CodeList.COMMENT_OUTCOMES: "vyporadani_pripominek",
}


class CodeEntry(Record):
    """One code of a list, its Czech title, and the first and last day on which it holds."""

    code: Code
    title: Title
    valid_from: date | None = None
    """First day, included; unknown is no limit. The dates themselves are not verified."""
    valid_to: date | None = None
    """Last day, included; unknown is no limit."""
    verified: bool
    """Whether code or title was read in a public source; if not, never show the entry as official."""
    category: OptionalCode = ""
    """Service types only: the code of SERVICE_CATEGORIES, or empty where it is not known. Not covered by `verified`."""
    register_id: str = ""
    """What the register's open data call it, such as `CilovaSkupinaOsoby/24`; empty where that is not known."""
    czech_code: str = ""
    """Its code in the list's Czech source, such as `amb`; empty where that has none."""
    from_age: int | None = None
    """Age groups only: completed years with which it begins; a group ends where the next one begins."""

    def holds_on(self, day: date) -> bool:
        """Whether the code may be used on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def entry(code_list: CodeList, code: str, field: str = "code") -> CodeEntry:
    """What the code means, whether it holds today or not. Raises Invalid with `field` when the list lacks it."""
    found = _lists()[code_list].get(code)
    if found is None:
        raise Invalid.field(field, "UNKNOWN_CODE", _advice(code_list))
    return found


def entries(code_list: CodeList) -> tuple[CodeEntry, ...]:
    """All codes of the list, past ones included, in the list's own order."""
    return tuple(_lists()[code_list].values())


def order_of(code_list: CodeList, code: str) -> tuple[int, str]:
    """Sorts codes in the list's own order; what the list does not have comes last, by code."""
    codes = _lists()[code_list]
    return (tuple(codes).index(code) if code in codes else len(codes), code)


def known(code_list: CodeList, code: str, on: date | None = None) -> bool:
    """Whether the list has the code and, where a day is given, whether the code holds on it."""
    found = _lists()[code_list].get(code)
    return found is not None and (on is None or found.holds_on(on))


def code_of_register(code_list: CodeList, register_id: str) -> str | None:
    """The code of what the register's open data call so; None for what the list does not know."""
    return _by_register_id()[code_list].get(register_id)


def _advice(code_list: CodeList) -> str:
    return f"use a code of the list `{code_list}`"


@cache
def _lists() -> Mapping[CodeList, Mapping[str, CodeEntry]]:
    source = json.loads(files("komplan_core").joinpath("data", "codelists.json").read_text(encoding="utf-8"))
    # the lists refer to categories by their Czech code
    categories = {row["kod"]: row["code"] for row in source[_KEYS[CodeList.SERVICE_CATEGORIES]]}

    def read(row: Mapping[str, Any]) -> CodeEntry:
        category = categories[row["kategorie"]] if row.get("kategorie") else ""
        dates = {"valid_from": row["valid_from"], "valid_to": row["valid_to"]}
        known_as = {
            "register_id": row.get("opendata_id") or "",
            "category": category,
            "czech_code": row.get("kod") or "",
            "from_age": row.get("od"),
        }
        return CodeEntry(code=row["code"], title=row["nazev"], verified=row["verified"], **known_as, **dates)

    return {code_list: {row["code"]: read(row) for row in source[key]} for code_list, key in _KEYS.items()}


@cache
def _by_register_id() -> Mapping[CodeList, Mapping[str, str]]:
    return {
        code_list: {found.register_id: found.code for found in known_codes.values() if found.register_id}
        for code_list, known_codes in _lists().items()
    }


def _one_of(code_list: CodeList) -> Callable[[str], str]:
    def check(code: str) -> str:
        # a record may be older than the code's last day, so its day is judged where the day is known
        if not known(code_list, code):
            violated("UNKNOWN_CODE", _advice(code_list))
        return code

    return check


ServiceTypeCode = Annotated[str, AfterValidator(_one_of(CodeList.SERVICE_TYPES))]
"""A type of social service, such as `home-care`."""

FormCode = Annotated[str, AfterValidator(_one_of(CodeList.FORMS))]
"""`outpatient`, `field` or `residential`."""

CapacityUnitCode = Annotated[str, AfterValidator(_one_of(CodeList.CAPACITY_UNITS))]
"""The unit that a capacity is counted in; units are never added to each other."""

TargetGroupCode = Annotated[str, AfterValidator(_one_of(CodeList.TARGET_GROUPS))]
"""A target group of the register, not a city's own."""

FounderTypeCode = Annotated[str, AfterValidator(_one_of(CodeList.FOUNDER_TYPES))]
"""Who founded a provider."""

LegalFormCode = Annotated[str, AfterValidator(_one_of(CodeList.LEGAL_FORMS))]
"""A legal form by its code in ROSFORMA: text."""

FundingSourceCode = Annotated[str, AfterValidator(_one_of(CodeList.FUNDING_SOURCES))]
"""Where money comes from, such as `state-via-region`."""
