"""LAW-SPRSS: what is asked of a region's plan, as dated data: § 3 letter h), and decree 505/2006 Sb., § 39a."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from komplan_core.completeness.rules import Basis, Rule, Severity

PART_TITLES: Final = {
    "K1": "Část popisná",
    "K2": "Část analytická",
    "K3": "Vyhodnocení předchozího plánu",
    "K4": "Část strategická",
    "K5": "Zajištění sítě sociálních služeb",
}
_SEVERITY: Final = {"povinne": Severity.MANDATORY, "doporucene": Severity.WARNING}
_PART_OF_LAW: Final = {"P1": "K1", "P2": "K2", "P3": "K4", "P4": "K4", "P5": "K4", "P6": "K5"}
_TODO: Final = {
    "K1": "Napište oddíly K1a a K1b.",
    "K1a": "Napište, jak byli občané, obce, poskytovatelé a uživatelé informováni a zapojeni.",
    "K1b": "Napište, jak plán vznikl.",
    "K2": "Napište oddíl K2.",
    "K2a": "Doplňte obyvatele podle věku, nebo napište oddíl K2a.",
    "K2b": "Vyžádejte potřeby od obcí a ORP, které mlčí.",
    "K2c": "Doplňte katalogy služeb s kapacitami, nebo napište oddíl K2c.",
    "K2d": "Doplňte náklady nebo zdroje na každý rok plánu.",
    "K2e": "Napište SWOT a systémové problémy.",
    "K3": "Schvalte vyhodnocení předchozího plánu, nebo plán prohlaste za první.",
    "K4": "Zapište aspoň jednu prioritu kraje s opatřením.",
    "K4a": "Napište vizi a cíle.",
    "K4b": "Doplňte u opatření odpovědnost, termín, ukazatel a peníze.",
    "K4c": "Doplňte výhled financování na každý rok plánu.",
    "K5": "Napište pravidla sítě a zapište do sítě aspoň jednu službu.",
    "K5a": "Doplňte kritéria vstupu, změny a výstupu a parametry sítě.",
    "P1": "Napište oddíl K1b a sesbírejte plány aspoň jednoho města.",
    "P2": "Doplňte potřeby, služby a peníze na každý rok plánu.",
    "P3": "Ke každé prioritě kraje zapište aspoň jedno opatření.",
    "P4": "U každého opatření kraje uveďte odpovědný subjekt.",
    "P5": "Napište oddíl P5; každé opatření kraje má ukazatel, nebo důvod, proč žádný nemá.",
    "P6": "Napište oddíl P6.",
}
TEXTS: Final = (
    "K1a",
    "K1b",
    "K2",
    "K2a",
    "K2b",
    "K2c",
    "K2d",
    "K2e",
    "K3",
    "K4",
    "K4a",
    "K4c",
    "P5",
    "K5",
    "K5a",
    "P6",
)
"""Rules that have a section of text, in the order of printing."""
_PROJECT: Final = "komplan: pravidla krajské agregace"
OWN: Final = (
    Rule(
        code="stale-cities",
        title="Čerstvost kopií měst",
        todo="Sesbírejte města znovu, nebo v textu uveďte, že jejich údaje jsou starší.",
        source=_PROJECT,
        basis=Basis.PROJECT,
    ),
    Rule(
        code="silent-municipalities",
        title="Hlášení potřeb od všech obcí",
        todo="Vyhlaste kolo a vyžádejte hlášení potřeb, nebo v textu uveďte, kdo mlčel.",
        source=_PROJECT,
        basis=Basis.PROJECT,
    ),
    Rule(
        code="unmapped",
        title="Převod místních kódů",
        todo="Doplňte převodník, nebo v textu uveďte, co převedeno není.",
        source=_PROJECT,
        basis=Basis.PROJECT,
    ),
)
"""What komplan tells beside the law; warnings only."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules for regions, of all times. One that was not read in its source is a warning, whatever it says."""
    found: dict[str, Any] = json.loads((files("komplan_core") / "data/plan_checklist.json").read_text("utf-8"))
    rows = [*found["sprss_vyhlaska_39a"], *found["definice_par3h"]]
    return tuple(
        Rule(
            code=row["kod"],
            title=row["nazev"],
            todo=_TODO[row["kod"]],
            severity=_SEVERITY[row["zavaznost"]] if row["verified"] else Severity.WARNING,
            source=row["zdroj"],
            basis=Basis(row["zaklad"]),
            verified=row["verified"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows
        if "region" in row["plati_pro"]
    )


def part_of(code: str) -> str:
    """The part of the plan in which a rule's text stands."""
    return _PART_OF_LAW.get(code) or code[:2]


def sections_asked(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day that have a section of text, in the order of printing."""
    known = {rule.code: rule for rule in rules() if rule.in_force(day)}
    return tuple(known[code] for code in TEXTS if code in known)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
