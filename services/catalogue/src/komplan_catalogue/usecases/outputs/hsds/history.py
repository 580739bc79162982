"""Who said what, and what was checked: HSDS metadata and assured_date.

A value of the past is never among them: it may have been withdrawn because it was not for the public.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from komplan_catalogue.usecases.outputs.hsds.objects import Object
from komplan_catalogue.usecases.outputs.source import Told
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import Provider, Service
from komplan_core.catalogue.opening import PRAGUE
from komplan_core.catalogue.provenance import Layer, winner

Entry = Service | Provider

_SERVICE_WORDS: Final = """
title name  description description  status status  min_age minimum_age  max_age maximum_age
eligibility eligibility_description  application application_process  alert alert  easy_text cz_easy_text
provider organization_id  service_class cz_service_class  registration_number cz_registration_number
register_id cz_rpss_id  service_type attributes  forms attributes  target_groups attributes  situations attributes
capacities cz_registered_capacity  municipalities service_areas  orps service_areas  places service_at_locations
contacts contacts  hours schedules  exceptions schedules  nonstop schedules  languages languages
costs cost_options  required_documents required_documents  validity cz_validity
"""
_PROVIDER_WORDS: Final = """
title name  description description  ico organization_identifiers  data_box organization_identifiers
founder_type cz_founder_type  legal_form cz_legal_form  contacts contacts  seat cz_seat
"""


def _pairs(words: str) -> Mapping[str, str]:
    found = words.split()
    return dict(zip(found[::2], found[1::2], strict=True))


FIELDS: Final[Mapping[type[Entry], Mapping[str, str]]] = {
    Service: _pairs(_SERVICE_WORDS),
    Provider: _pairs(_PROVIDER_WORDS),
}
"""Our fields and where HSDS has them."""


@lru_cache(256)
def instant(moment: datetime) -> str:
    """A moment in UTC with milliseconds, as HSDS asks for."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def holding(entry: Entry, told: Iterable[Told]) -> list[Told]:
    """Of each field the word that holds, in the order of our fields."""
    by_field: dict[str, dict[str, Told]] = {}
    for item in told:
        by_field.setdefault(item.field, {})[item.layer] = item
    found = []
    for field in FIELDS[type(entry)]:
        said = by_field.get(field, {})
        layer = winner(type(entry), field, [item.layer for item in said.values()])
        if layer is not None:
            found.append(said[layer])
    return found


def metadata(town: Town, entry: Entry, kind: str, said: Iterable[Told]) -> list[Object]:
    """Who said each field of HSDS, and when last: register, provider or municipality. `said` are words that hold."""
    ids, words = town.ids, FIELDS[type(entry)]
    latest: dict[tuple[str, Layer], datetime] = {}
    for item in said:
        key = words[item.field], item.layer
        latest[key] = max(item.changed_at, latest.get(key, item.changed_at))
    return [
        {
            "id": ids.of(entry.name, f"metadata/{field}/{layer}"),
            "resource_id": ids.of(entry.name),
            "resource_type": kind,
            "last_action_date": instant(changed_at),
            "last_action_type": "update",
            "field_name": field,
            "previous_value": "",
            "replacement_value": "",
            "updated_by": str(layer),
        }
        for (field, layer), changed_at in latest.items()
    ]


def assured_on(said: Iterable[Told]) -> date | None:
    """The day in Prague since which all that was said by then is verified; None while something never was.

    What was said later does not move it: a change assures nothing, and takes nothing back.
    """
    words = list(said)
    verified = [item.verified_at for item in words if item.verified_at is not None]
    if not verified:
        return None
    since = min(verified)
    if any(item.verified_at is None and item.changed_at <= since for item in words):
        return None
    return since.astimezone(PRAGUE).date()
