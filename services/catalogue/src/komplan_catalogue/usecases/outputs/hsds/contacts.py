"""How an organisation or a service is reached: HSDS contact, phone and url."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from komplan_catalogue.usecases.outputs.hsds.addresses import email, is_free, telephone, uri
from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.identifiers import Identifiers
from komplan_core.catalogue import Contact


@dataclass
class Reach:
    """Contacts with their telephones, telephones of nobody in particular, web addresses, and the first e-mail."""

    contacts: list[Object] = field(default_factory=list)
    phones: list[Object] = field(default_factory=list)
    urls: list[Object] = field(default_factory=list)
    email: str = ""

    @property
    def web(self) -> str | None:
        """The first web address."""
        return self.urls[0]["url"] if self.urls else None


def reach(ids: Identifiers, owner: str, key: str, contacts: Iterable[Contact], nonstop: bool = False) -> Reach:
    """How the entry called `owner` is reached; `key` is the field that refers to it, such as `service_id`."""
    found = Reach()
    link = {key: ids.of(owner)}
    for number, contact in enumerate(contacts):
        address = email(contact.email)
        phone = _phone(ids, owner, number, contact, nonstop)
        if address or (contact.label and (phone or not contact.web)):
            contact_id = ids.of(owner, f"contact/{number}")
            phones = [{**phone, "contact_id": contact_id}] if phone else []
            found.contacts.append(
                present(id=contact_id, **link, title=contact.label, email=address, phones=phones, cz_note=contact.note)
            )
        elif phone:
            found.phones.append({**phone, **link})
        if web := uri(contact.web):
            url = present(id=ids.of(owner, f"url/{number}"), label=contact.label, url=web)
            found.urls.append({**url, **link})
        found.email = found.email or address
    return found


def _phone(ids: Identifiers, owner: str, number: int, contact: Contact, nonstop: bool) -> Object:
    if not contact.phone:
        return {}
    phone_id = ids.of(owner, f"phone/{number}")
    written = telephone(contact.phone)
    told = [code for code, holds in (("free", is_free(written)), ("24-7", nonstop)) if holds]
    return present(
        id=phone_id,
        number=written,
        type="voice",
        description="" if contact.label or contact.email else contact.note,
        attributes=[
            {
                "id": ids.of(owner, f"phone/{number}/{code}"),
                "link_id": phone_id,
                "link_entity": "phone",
                "link_type": "phone",
                "value": code,
            }
            for code in told
        ],
    )
