"""Places with what is provided there, as GeoJSON (RFC 7946). Only physical places with a point are on the map."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import orjson

from komplan_catalogue.usecases.outputs.pages import Page
from komplan_catalogue.usecases.outputs.source import OutputTx
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import Place, Service

AT_ONCE: Final = 200
DECIMALS: Final = 6
"""Of degrees: a tenth of a metre."""
BEGIN: Final = b'{"type":"FeatureCollection","features":[\n'
BETWEEN: Final = b",\n"
END: Final = b"\n]}\n"


class GeoJson:
    """The map of one catalogue."""

    def __init__(self, town: Town, today: Callable[[], date]) -> None:
        self._town, self._today = town, today

    def page(self, tx: OutputTx, after: int) -> Page:
        """The features after the row id of a place."""
        source = tx.outputs
        stored = source.located_places(after, AT_ONCE)
        if not stored:
            return Page((), source.head(), None)
        provided = source.services_at(stored[0].row_id, stored[-1].row_id)
        today = self._today()
        features = tuple(
            orjson.dumps(self._feature(item.entry, provided.get(item.entry.name, ()), today)) for item in stored
        )
        return Page(features, source.head(), stored[-1].row_id if len(stored) == AT_ONCE else None)

    def _feature(self, place: Place, services: Sequence[Service], today: date) -> dict[str, Any]:
        point, address = place.point, place.address
        assert point is not None
        return {
            "type": "Feature",
            "id": self._town.ids.of(place.name),
            "geometry": {
                "type": "Point",
                "coordinates": [round(point.longitude, DECIMALS), round(point.latitude, DECIMALS)],
            },
            "properties": {
                "name": place.title,
                "place": place.name,
                "address": ", ".join(filter(None, (address.street, address.city))) if address else "",
                "municipality": address.municipality if address else None,
                "accessibility": list(place.accessibility),
                "services": [self._service(item) for item in services if _is_there(item, place.name, today)],
            },
        }

    def _service(self, service: Service) -> dict[str, Any]:
        served = self._town.served(service.municipalities, service.orps)
        return {
            "id": self._town.ids.of(service.name),
            "service": service.name,
            "name": service.title,
            "type": service.service_type,
            "forms": list(service.forms),
            "status": str(service.status),
            "area": [unit.name for unit in served],
        }


def _is_there(service: Service, place: str, today: date) -> bool:
    """Whether it is provided at the place on that day."""
    at = next(item for item in service.places if item.place == place)
    return at.validity is None or at.validity.covers(today)
