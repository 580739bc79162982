"""The e-mail of a campaign: what everybody may see of one service, and a link that confirms it."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_core.catalogue.sections import Section, czech_day
from komplan_core.errors import Invalid

WIDTH: Final = 78
_LINK: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?(?:\?[A-Za-z0-9._~=&-]*)?#")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text, in Czech. The subject is one line."""

    subject: str
    text: str


def check_link(link: str) -> None:
    """Raise Invalid unless a token may stand behind the link: browsers keep what follows `#` from every server."""
    if len(link) > 300 or not _LINK.fullmatch(link):
        raise Invalid.field("link", "WEB_FORMAT", "the link is https://… and ends with #, which the token follows")


def letter(
    title: str,
    provider: str,
    sections: Iterable[Section],
    reminders: Iterable[date],
    link: str,
    token: str,
    until: date,
    signature: str,
) -> Letter:
    """The letter about a service `title`. `reminders` are the days of the letters before, `until` that of the token."""
    earlier = [czech_day(day) for day in reminders]
    about = _one_line(title)
    subject = f"{'Připomínka: o' if earlier else 'O'}věření údajů v katalogu sociálních služeb – {about}"
    asked = (
        f"dne {' a '.join(earlier)} jsme vás žádali o kontrolu údajů a odpověď zatím nemáme."
        if earlier
        else "žádáme vás o kontrolu údajů, které o vaší službě zveřejňujeme."
    )
    parts = [
        "Dobrý den,",
        f"{asked} Jde o službu „{about}“ (poskytovatel: {_one_line(provider)}). Nyní zveřejňujeme toto:",
        *(_section(section) for section in sections),
        "SOUHLASÍ VŠECHNO?",
        "Otevřete odkaz a stiskněte tlačítko Potvrdit. Přihlášení není potřeba. Samo otevření odkazu nic nepotvrzuje.",
        f"{link}{token}",
        f"Odkaz platí do {czech_day(until)}, jen pro tuto službu a pro jedno potvrzení. Kdyby se stránka neotevřela "
        "správně, vložte do jejího políčka vše, co v odkazu stojí za znakem #.",
        "JE NĚCO JINAK?",
        "Nepotvrzujte a opravu navrhněte na téže stránce, nebo nám odpovězte na tento e-mail.",
        _one_line(signature),
    ]
    return Letter(subject, "\n\n".join(_wrapped(part) for part in parts) + "\n")


def _section(section: Section) -> str:
    return "\n".join([section.title.upper(), *(f"  {line.label}: {_one_line(line.text)}" for line in section.lines)])


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _wrapped(part: str) -> str:
    """The part in lines for reading; a link stays whole."""
    lines = []
    for line in part.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        options = {"initial_indent": indent, "subsequent_indent": indent + "  " if indent else ""}
        lines += textwrap.wrap(line.strip(), WIDTH, break_long_words=False, break_on_hyphens=False, **options) or [""]  # type: ignore[arg-type]
    return "\n".join(lines)
