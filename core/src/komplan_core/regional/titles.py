"""Czech words for codes, in tables of the midterm plan and at the command line."""

from datetime import date
from typing import Final

COPY_STATES: Final = {
    "never": "dosud nic",
    "fresh": "aktuální",
    "stale": "zastaralé",
    "unreachable": "neodpovídá",
    "quarantined": "odmítnuto",
}
"""How current the copy of an area is."""
FEEDS: Final = {"planning": "plány a potřeby", "catalogue": "katalog"}
NETWORK_STATUSES: Final = {"basic": "základní síť", "conditional": "podmíněně", "out": "mimo síť"}
RELATED: Final = "navazující služba"
"""What stands for the type of a service that act 108/2006 Sb. does not know."""
SUBSIDY_FINDINGS: Final = {
    "amount-unknown": "částka není známa",
    "investment": "žádá se na investici",
    "no-service": "bez služby z katalogu",
    "no-service-type": "bez druhu služby",
    "one-source": "jediný zdroj",
    "nothing-asked": "v roce žádosti nic",
}
"""What is to be looked into before the state's subsidy is asked for."""
GAP_NOTE: Final = (
    "Chybí = potřeba − z toho tam, kde se neví, co je − je + nad potřebu: "
    "co je jinde navíc, nikomu nechybí méně, a co se neví, se nesčítá."
)
"""How the columns of the table of missing capacities hang together."""
MONEY_NOTE: Final = (
    "Chybí = plánováno − zajištěno po řádcích: o čem se neví, že je zajištěno, to chybí, "
    "a co je jinde zajištěno navíc, to nezmenší."
)
"""How the columns of tables of money hang together."""
SERVICE_CHANGES: Final = {
    "new": "nová služba",
    "keep": "zachování",
    "extend": "rozšíření",
    "transform": "přeměna",
    "end": "ukončení",
    "": "neuvedeno",
}
"""What a measure does to a service."""


def czech_day(day: date | None) -> str:
    """A day as Czechs write it, such as `18. 6. 2029`; nothing for none."""
    return f"{day.day}. {day.month}. {day.year}" if day else ""
