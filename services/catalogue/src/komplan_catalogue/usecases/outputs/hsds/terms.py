"""Code lists and life situations: HSDS taxonomy, taxonomy_term and attribute.

Terms of national lists have the same ids in every planning area; life situations are the town's own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.identifiers import Identifiers
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import LifeSituation, Service
from komplan_core.codelists import CodeList, entries
from komplan_core.names import last_id

NATIONAL: Final = Identifiers("codelists")
TAXONOMIES: Final = {
    CodeList.SERVICE_CATEGORIES: (
        "Kategorie sociálních služeb",
        "Poradenství, péče a prevence (zákon č. 108/2006 Sb.).",
    ),
    CodeList.SERVICE_TYPES: ("Druhy sociálních služeb", "Druhy podle zákona č. 108/2006 Sb. a registru poskytovatelů."),
    CodeList.FORMS: ("Formy poskytování", "Pobytová, ambulantní a terénní forma."),
    CodeList.TARGET_GROUPS: ("Cílové skupiny", "Okruhy osob, kterým je služba určena."),
}
"""The national lists that are published as taxonomies, with their Czech names and descriptions."""

SITUATIONS: Final = "situations"


@cache
def _edition() -> str:
    """The month of the national lists, such as `2026-11`."""
    source = json.loads(files("komplan_core").joinpath("data", "codelists.json").read_text(encoding="utf-8"))
    return str(source["_about"]["as_of"])


@cache
def taxonomies() -> Mapping[CodeList, Object]:
    """The national lists."""
    return {
        code_list: {"id": NATIONAL.of(code_list), "name": name, "description": description, "version": _edition()}
        for code_list, (name, description) in TAXONOMIES.items()
    }


def taxonomy_of_situations(town: Town) -> Object:
    """The town's list of life situations."""
    description = f"Životní situace, ve kterých lidé hledají pomoc; seznam vede {town.title}."
    return {"id": town.ids.of(SITUATIONS), "name": "Životní situace", "description": description}


@cache
def _national_terms() -> Mapping[tuple[CodeList, str], Object]:
    found: dict[tuple[CodeList, str], Object] = {}
    for code_list, taxonomy in taxonomies().items():
        for item in entries(code_list):
            category = NATIONAL.of(CodeList.SERVICE_CATEGORIES, item.category) if item.category else None
            found[code_list, item.code] = present(
                id=NATIONAL.of(code_list, item.code),
                code=item.code,
                name=item.title,
                description=item.title,
                parent_id=category,
                taxonomy=taxonomy["name"],
                taxonomy_id=taxonomy["id"],
                language="cs",
                cz_register_code=item.register_id,
            )
    return found


def _term_of_situation(town: Town, situation: LifeSituation) -> Object:
    taxonomy = taxonomy_of_situations(town)
    return {
        "id": town.ids.of(situation.name),
        "code": last_id(situation.name),
        "name": situation.title,
        "description": situation.description or situation.title,
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
        "language": "cs",
    }


def taxonomy_terms(town: Town, situations: Iterable[LifeSituation]) -> Iterator[Object]:
    """All terms with the taxonomy that each belongs to: the national lists, then the town's situations."""
    for (code_list, _), term in _national_terms().items():
        yield {**term, "taxonomy_detail": taxonomies()[code_list]}
    for situation in situations:
        yield {**_term_of_situation(town, situation), "taxonomy_detail": taxonomy_of_situations(town)}


class Terms:
    """The terms with which services are described; made once for a page."""

    def __init__(self, town: Town, situations: Iterable[LifeSituation]) -> None:
        self._town = town
        self._situations = {term["code"]: term for term in (_term_of_situation(town, item) for item in situations)}

    def attributes(self, service: Service) -> list[Object]:
        """Type, forms, target groups and life situations of a service."""
        national = _national_terms()
        kinds = (service.service_type,) if service.service_type else ()
        chosen = [
            *(("service_type", national[CodeList.SERVICE_TYPES, code]) for code in kinds),
            *(("form", national[CodeList.FORMS, code]) for code in service.forms),
            *(("eligibility", national[CodeList.TARGET_GROUPS, code]) for code in service.target_groups),
            *(("life_situation", self._situations[code]) for code in service.situations if code in self._situations),
        ]
        service_id = self._town.ids.of(service.name)
        return [
            {
                "id": self._town.ids.of(service.name, f"{kind}/{term['code']}"),
                "link_id": service_id,
                "link_entity": "service",
                "link_type": kind,
                "taxonomy_term": term,
            }
            for kind, term in chosen
        ]
