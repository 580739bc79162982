"""Contacts of the national register: named lists only, offices and not persons."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from komplan.catalogue.v1 import catalogue_pb2
from komplan_catalogue.sources.findings import Findings, line
from komplan_core.catalogue.organisations import Contact, names_a_person

MOST: Final = 50
_LISTS: Final = (("telefony", "telefon", "phone"), ("emaily", "email", "email"), ("weby", "web", "web"))
"""List of the register, its key, and our field. Links anywhere else in a record are annexes, not contacts."""

_ROLE_WORDS: Final = """
administrativa ambulance asistent asistentka centrum dispecink domov e-mail facebook fax hlavni info informace
kancelar kontakt koordinator koordinatorka krizova linka mobil mobilni nonstop objednavky office pevna pobocka
podatelna poradna pracovnice pracovnik provoz provozni recepce reditel reditelka reditelstvi sekretariat sluzba
sluzebni sluzby socialni spojovatelka stranky stredisko telefon ucetni ustredna vedouci vratnice web zajemci zarizeni
zastupce zastupkyne
"""
_ROLES: Final = frozenset(_ROLE_WORDS.split())
_TITLED: Final = re.compile(
    r"\b(?:Mgr|Bc|Ing|MUDr|PhDr|JUDr|RNDr|PaedDr|ThDr|ThLic|Doc|Prof|DiS|Ph\.?D|MBA|CSc|[Pp]an[aíi]?|[Pp]\.)(?=\W|$)"
)
_SURNAME: Final = re.compile(r"\b[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]\w*ov[áa]\b")
_PLAIN: Final = str.maketrans("áčďéěíňóřšťúůýž", "acdeeinorstuuyz")


def contacts_of(
    service: Mapping[str, Any], provider: Mapping[str, Any], found: Findings
) -> list[catalogue_pb2.Contact]:
    """The service's own contacts, else those of its provider."""
    own = _contacts(service, "", found)
    return own or _contacts(provider, "poskytovatel.", None)


def provider_contacts(provider: Mapping[str, Any], found: Findings) -> list[catalogue_pb2.Contact]:
    """The provider's contacts."""
    return _contacts(provider, "poskytovatel.", found)


def _contacts(holder: Mapping[str, Any], path: str, found: Findings | None) -> list[catalogue_pb2.Contact]:
    made: dict[tuple[str, str], catalogue_pb2.Contact] = {}
    for listed, key, field in _LISTS:
        entries = holder.get(listed)
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
                continue
            for value in _values(entry[key], field):
                contact = _contact(field, value, entry.get("poznamka"), f"{path}{listed}", found)
                if contact is not None:
                    made.setdefault((field, value), contact)
    return list(made.values())[:MOST]


def _values(text: str, field: str) -> Iterator[str]:
    """The values in one cell of the register; several stand between commas. A bare host gets the scheme of the web."""
    for part in re.split(r"[,;\n]", text):
        if value := line(part):
            yield f"http://{value}" if field == "web" and "://" not in value else value


def _contact(field: str, value: str, note: Any, path: str, found: Findings | None) -> catalogue_pb2.Contact | None:
    label = line(note)[:200] if isinstance(note, str) else ""
    if label and not is_role(label):
        label = ""
        if found is not None:
            found.warning(path, "NOTE_NAMES_PERSON", "the note may name a person and was left out")
    try:
        Contact.model_validate({"label": label, field: value})
        usable = True
    except ValidationError:
        usable = False
    if not usable:
        if found is not None:
            found.warning(path, "CONTACT_UNUSABLE", "the contact is malformed and was left out")
        return None
    if field == "email" and found is not None and names_a_person(value):
        found.warning(path, "EMAIL_NAMES_PERSON", "ask for consent or for the address of an office")
    return catalogue_pb2.Contact(**{"label": label, field: value})


def is_role(note: str) -> bool:
    """Whether a note surely tells an office or a role. When in doubt it does not: a person may stand there."""
    if _TITLED.search(note) or _SURNAME.search(note):
        return False
    first, *rest = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", note) or [""]
    if any(word[0].isupper() for word in rest):
        return False
    return not first[:1].isupper() or first.lower().translate(_PLAIN) in _ROLES
