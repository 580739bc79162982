"""Providers: HSDS organization and organization_identifier."""

from komplan_catalogue.usecases.outputs.hsds.contacts import reach
from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import Provider
from komplan_core.codelists import CodeList, entry


def organization(town: Town, provider: Provider) -> Object:
    """A provider. One without an IČO and a data box says so, as the profile asks for an identifier or an exception."""
    ids, name = town.ids, provider.name
    found = reach(ids, name, "organization_id", provider.contacts)
    identifiers = _identifiers(town, provider)
    legal = entry(CodeList.LEGAL_FORMS, provider.legal_form).title if provider.legal_form else ""
    return present(
        id=ids.of(name),
        name=provider.title,
        description=provider.description or provider.title,
        email=found.email,
        website=found.web,
        additional_websites=found.urls[1:],
        legal_status=legal,
        contacts=found.contacts,
        phones=found.phones,
        organization_identifiers=identifiers,
        cz_identifier_exception=None if identifiers else "not-stated",
        cz_founder_type=provider.founder_type,
        cz_legal_form=provider.legal_form,
        cz_seat=provider.seat,
    )


def _identifiers(town: Town, provider: Provider) -> list[Object]:
    stated = (("CZ-ICO", "IČO", provider.ico), ("CZ-ISDS", "datová schránka", provider.data_box))
    return [
        {
            "id": town.ids.of(provider.name, scheme),
            "organization_id": town.ids.of(provider.name),
            "identifier_scheme": scheme,
            "identifier_type": title,
            "identifier": value,
        }
        for scheme, title, value in stated
        if value
    ]
