"""What a service costs, which papers and languages, and whom it serves: HSDS cost_option, required_document,
language and service_area."""

from typing import Final

from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import Cost, Service

LANGUAGES: Final = {
    "ar": "arabština",
    "bg": "bulharština",
    "cs": "čeština",
    "cse": "český znakový jazyk",
    "de": "němčina",
    "en": "angličtina",
    "es": "španělština",
    "fr": "francouzština",
    "hu": "maďarština",
    "it": "italština",
    "mn": "mongolština",
    "pl": "polština",
    "ro": "rumunština",
    "rom": "romština",
    "ru": "ruština",
    "sk": "slovenština",
    "uk": "ukrajinština",
    "vi": "vietnamština",
    "zh": "čínština",
}
"""Czech names of the languages that people are most often served in (ISO 639)."""


def languages(town: Town, service: Service) -> list[Object]:
    """Languages by code; a name is added where it is known."""
    return [
        {
            "id": town.ids.of(service.name, f"language/{code}"),
            "service_id": town.ids.of(service.name),
            "code": code,
            "name": LANGUAGES.get(code, code),
        }
        for code in service.languages
    ]


def cost_options(town: Town, service: Service) -> list[Object]:
    """What a user pays, in crowns. Free of charge is 0; an amount that is not known is absent."""
    return [
        present(
            id=town.ids.of(service.name, f"cost/{number}"),
            service_id=town.ids.of(service.name),
            option=cost.title,
            currency="CZK",
            amount=_crowns(cost),
            amount_description=cost.unit,
        )
        for number, cost in enumerate(service.costs)
    ]


def _crowns(cost: Cost) -> int | float | None:
    if cost.amount is None:
        return None
    crowns, rest = divmod(cost.amount.hal, 100)
    return cost.amount.hal / 100 if rest else crowns


def required_documents(town: Town, service: Service) -> list[Object]:
    """What a user brings."""
    return [
        {
            "id": town.ids.of(service.name, f"document/{number}"),
            "service_id": town.ids.of(service.name),
            "document": title,
        }
        for number, title in enumerate(service.required_documents)
    ]


def service_areas(town: Town, service: Service) -> list[Object]:
    """One for each municipality or ORP that is served; those of the area where the service names none."""
    return [
        {
            "id": town.ids.of(service.name, f"area/{unit.name}"),
            "service_id": town.ids.of(service.name),
            "name": town.title if unit in town.units and len(town.units) == 1 else unit.name,
            "extent": unit.name,
            "extent_type": "text",
            "uri": unit.uri,
        }
        for unit in town.served(service.municipalities, service.orps)
    ]
