"""HSDS 3.1 in own words, for checks without the schemas beside the checkout; the profile is that of the product.

Each field stands as `name:kind`; `!` marks what must be there. A kind is `text`, `number`, `day`, `instant`, `uuid`,
`uri`, `email`, choices divided by `|`, or the name of an object; `*` marks a list of objects.
"""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PROFILE: Final = Path(__file__).resolve().parents[2] / "services/catalogue/src/komplan_catalogue/profile"
URI: Final = "urn:hsds:"
WORDS: Final = {
    "service": """
        id:uuid! organization_id:uuid name:text! description:text url:uri additional_urls:url* email:email
        status:active|inactive|defunct|temporarily_closed! application_process:text eligibility_description:text
        minimum_age:number maximum_age:number assured_date:day alert:text last_modified:instant phones:phone*
        schedules:schedule* service_areas:service_area* service_at_locations:service_at_location*
        languages:language* organization:organization cost_options:cost_option*
        required_documents:required_document* contacts:contact* capacities:service_capacity*
        attributes:attribute* metadata:metadata*""",
    "organization": """
        id:uuid! name:text! description:text! email:email website:uri additional_websites:url* legal_status:text
        contacts:contact* phones:phone* organization_identifiers:organization_identifier* metadata:metadata*""",
    "organization_identifier": """
        id:uuid! organization_id:uuid identifier_scheme:text identifier_type:text! identifier:text!""",
    "service_at_location": "id:uuid! service_id:uuid location_id:uuid description:text location:location",
    "location": """
        id:uuid! location_type:physical|postal|virtual! name:text transportation:text latitude:number
        longitude:number external_identifier:text external_identifier_type:text addresses:address*
        accessibility:accessibility*""",
    "address": """
        id:uuid! location_id:uuid address_1:text! city:text! state_province:text! postal_code:text! country:text!
        address_type:physical|postal|virtual!""",
    "accessibility": "id:uuid! location_id:uuid description:text attributes:attribute*",
    "phone": """
        id:uuid! number:text! service_id:uuid organization_id:uuid contact_id:uuid type:text description:text
        attributes:attribute*""",
    "contact": "id:uuid! service_id:uuid organization_id:uuid title:text email:email phones:phone*",
    "url": "id:uuid! url:uri! label:text service_id:uuid organization_id:uuid",
    "schedule": """
        id:uuid! service_id:uuid valid_from:day valid_to:day freq:WEEKLY|MONTHLY wkst:MO|TU|WE|TH|FR|SA|SU
        byday:text opens_at:text closes_at:text notes:text""",
    "service_capacity": """
        id:uuid! service_id:uuid unit:unit! available:number! maximum:number description:text updated:instant!""",
    "unit": "id:uuid! name:text! identifier:text",
    "cost_option": "id:uuid! service_id:uuid option:text currency:text amount:number amount_description:text",
    "required_document": "id:uuid! service_id:uuid document:text",
    "language": "id:uuid! service_id:uuid code:text name:text",
    "taxonomy": "id:uuid! name:text! description:text! version:text",
    "taxonomy_term": """
        id:uuid! code:text name:text! description:text! parent_id:uuid taxonomy:text taxonomy_id:uuid
        taxonomy_detail:taxonomy language:text""",
    "attribute": """
        id:uuid! link_id:uuid link_entity:text link_type:text value:text taxonomy_term:taxonomy_term""",
    "service_area": "id:uuid! service_id:uuid name:text extent:text extent_type:text uri:text",
    "metadata": """
        id:uuid! resource_id:uuid resource_type:text last_action_date:text! last_action_type:text!
        field_name:text! previous_value:text! replacement_value:text! updated_by:text!""",
}
KINDS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "day": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
}


def merged(target: Any, patch: Any) -> Any:
    """A JSON merge patch applied (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def schema(name: str) -> dict[str, Any]:
    """The schema of an object with the profile, without unknown fields."""
    required, properties = [], {}
    for word in WORDS[name].split():
        field, kind = word.rstrip("!").split(":")
        properties[field] = _kind(kind)
        if word.endswith("!"):
            required.append(field)
    found = {"type": "object", "required": required, "properties": properties, "additionalProperties": False}
    patch = PROFILE / f"{name}.json"
    made: dict[str, Any] = merged(found, json.loads(patch.read_text(encoding="utf-8"))) if patch.exists() else found
    return {**made, "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{URI}{name}"}


def _kind(kind: str) -> dict[str, Any]:
    if kind in KINDS:
        return copy.deepcopy(KINDS[kind])
    if "|" in kind:
        return {"enum": [choice.replace("_", " ") for choice in kind.split("|")]}
    if kind.endswith("*"):
        return {"type": "array", "items": {"$ref": f"{URI}{kind[:-1]}"}}
    return {"$ref": f"{URI}{kind}"}


def checker(name: str) -> Callable[[Any], list[str]]:
    """Tells what is wrong with a record: paths and messages."""
    found = _validator(name)

    def problems(record: Any) -> list[str]:
        wrong = found.iter_errors(record)
        return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:160]}" for error in wrong]

    return problems


@cache
def _validator(name: str) -> Draft202012Validator:
    def resource(uri: str) -> Resource[Any]:
        return DRAFT202012.create_resource(schema(uri.removeprefix(URI)))

    checks = FormatChecker()
    assert {"date", "date-time", "email", "uri", "uuid"} <= set(checks.checkers)
    return Draft202012Validator(schema(name), registry=Registry(retrieve=resource), format_checker=checks)
