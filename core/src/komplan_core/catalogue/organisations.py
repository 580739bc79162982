"""Who provides services, and how offices are reached."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from komplan_core.codelists import FounderTypeCode, LegalFormCode
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Text, Title


def is_ico(text: str) -> bool:
    """Whether the text is eight digits with a correct check digit (modulo 11)."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(text, range(8, 1, -1), strict=False))
    return int(text[7]) == (11 - weighted % 11) % 10


def _ico(value: str) -> str:
    if value and not is_ico(value):
        violated("ICO_CHECKSUM", "an IČO is eight digits, leading zeros included, with a correct check digit")
    return value


Ico = Annotated[str, AfterValidator(_ico)]
"""Identification number of an organisation (IČO): text, eight digits, or empty where there is none."""

_PHONE: Final = re.compile(r"(?:\+|00)?[0-9]{9,15}|[0-9]{3,6}")
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
)
_WEB: Final = re.compile(r"https?://[^\s/?#\"<>\\]+\.[^\s\"<>\\]+")
_OFFICE_WORDS: Final = """
info kontakt podatelna sekretariat poradna posta mail office recepce domov centrum sluzby reditel vedouci
socialni socialka terapie krizova linka pomoc urad mesto obec
"""
_OFFICES: Final = frozenset(_OFFICE_WORDS.split())


def _phone(value: str) -> str:
    if value and not _PHONE.fullmatch(re.sub(r"[ \u00a0/.-]", "", value)):
        violated("PHONE_FORMAT", "a telephone has nine digits or more, or is a short line such as 116 111")
    return value


def _email(value: str) -> str:
    if value and not (len(value) <= 254 and _EMAIL.fullmatch(value)):
        violated("EMAIL_FORMAT", "an e-mail is `office@example.cz`, without diacritics")
    return value


def _web(value: str) -> str:
    if value and not (len(value) <= 500 and _WEB.fullmatch(value)):
        violated("WEB_FORMAT", "a web address begins with https:// or http://")
    return value


Phone = Annotated[str, AfterValidator(_phone)]
"""A telephone as people write it, or empty."""

Email = Annotated[str, AfterValidator(_email)]
"""An e-mail address, or empty."""

Web = Annotated[str, AfterValidator(_web)]
"""A web address with its scheme, or empty."""

Label = Annotated[str, Field(max_length=200)]
"""A short text beside a value."""


def names_a_person(email: str) -> bool:
    """Whether the address looks like one of a person (`jana.novotna@…`): publish it with consent only."""
    local = email.partition("@")[0].casefold()
    parts = [part for part in re.split(r"[._-]", local) if part]
    return len(parts) >= 2 and all(part.isalpha() for part in parts) and not _OFFICES & set(parts)


class Contact(Record):
    """How the public reaches an organisation, a service or a place. Roles and offices, not persons.

    What only professionals, or nobody, may see is no contact but a `RestrictedDetail`.
    """

    label: Label = ""
    """Who answers: an office or a role, such as `sociální pracovnice`."""
    phone: Phone = ""
    email: Email = ""
    web: Web = ""
    note: Label = ""


Contacts = Annotated[tuple[Contact, ...], Field(max_length=50)]
"""Public contacts, the most useful first."""


class Provider(Entity):
    """An organisation that provides services."""

    title: Title
    ico: Ico = ""
    founder_type: FounderTypeCode | None = None
    legal_form: LegalFormCode | None = None
    contacts: Contacts = ()
    seat: Text = ""
    """Postal address of the seat, as a text."""
    data_box: Annotated[str, Field(max_length=7)] = ""
    """Id of the data box (datová schránka)."""
    description: Text = ""
