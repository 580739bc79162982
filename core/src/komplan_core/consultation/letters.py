"""The letter that asks an author whether a comment is theirs."""

from datetime import date
from typing import Final

CONFIRM_DAYS: Final = 30
"""Days for which the link of the letter works."""

_BODY: Final = """Dobrý den,

v konzultaci „{round_title}“ byla {received} pod číslem {number} zapsána připomínka, u které je uveden tento kontakt.

Otevřete prosím do {until} tuto stránku, přečtěte si znění připomínky a odpovězte:

{link}

Je-li připomínka Vaše, potvrďte to. Jestliže jste ji nepodali, zvolte „Toto jsem neposlal(a)“: připomínka zůstane
v knize připomínek označena a úřad ji nebude vypořádávat, dokud věc nevyjasní. Odkaz lze použít jednou.

Neodpovíte-li, připomínka platí dál a bude vypořádána jako ostatní.
"""


def confirmation(round_title: str, number: int, received_on: date, until: date, link: str) -> tuple[str, str]:
    """Subject and text of the letter."""
    subject = f"Potvrďte prosím připomínku č. {number}"
    body = _BODY.format(
        round_title=" ".join(round_title.split()),
        received=_day(received_on),
        number=number,
        until=_day(until),
        link=link,
    )
    return subject, body


def _day(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"
