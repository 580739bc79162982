"""Indicators of the electronic system of project revision (eSRP), which Ostrava extended by them in 2009 (slide 13).

The slide names the manual and its year. It names no indicator, so all are inferred, and so is the day.
"""

from datetime import date
from typing import Any, Final

from komplan_core.planning import Direction
from komplan_core.reporting.indicators import Formula, ReportIndicator

_MANUAL: Final = (
    "Manuál pro vykazování ukazatelů v sociálních službách a souvisejících aktivitách ve městě Ostrava (2009)"
)


def _indicator(code: str, title: str, unit: str, **facts: Any) -> ReportIndicator:
    return ReportIndicator(
        code=code, title=title, unit=unit, valid_from=date(2009, 1, 1), source=_MANUAL, inferred=True, **facts
    )


INDICATORS: Final = (
    _indicator("waiting-applicants", "Počet evidovaných zájemců o službu", "osoby", persons=True),
    _indicator(
        "days-of-stay",
        "Počet lůžkodnů",
        "lůžkodny",
        service_types=("home-for-seniors", "home-for-disabled", "special-regime-home", "sheltered-housing", "shelter"),
    ),
    _indicator("public-activities", "Počet akcí pro veřejnost a souvisejících aktivit", "akce"),
    _indicator("volunteer-hours", "Hodiny dobrovolnické práce", "hodiny", direction=Direction.UP),
    _indicator(
        "cost-per-client",
        "Provozní náklady na jednoho uživatele",
        "Kč",
        formula=Formula(of="cost", per="clients"),
        direction=Direction.DOWN,
    ),
    _indicator(
        "clients-per-fte", "Počet uživatelů na jeden úvazek", "osoby", formula=Formula(of="clients", per="workload")
    ),
)
