"""HSDS records as lines of JSON, page by page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import orjson

from komplan_catalogue.usecases.outputs.hsds.history import holding, metadata
from komplan_catalogue.usecases.outputs.hsds.locations import location
from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.hsds.organizations import organization
from komplan_catalogue.usecases.outputs.hsds.services import Around, service
from komplan_catalogue.usecases.outputs.hsds.terms import Terms, taxonomy_terms
from komplan_catalogue.usecases.outputs.pages import Page
from komplan_catalogue.usecases.outputs.source import OutputSource, OutputTx
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.errors import Invalid

AT_ONCE: Final = 100
"""Records of a page."""


class Hsds:
    """The catalogue as lines of one HSDS object each."""

    def __init__(self, town: Town, today: Callable[[], date]) -> None:
        self._town, self._today = town, today
        self._pages: Mapping[str, Callable[[OutputSource, int], tuple[list[Object], int | None]]] = {
            "service": self._services,
            "organization": self._organizations,
            "taxonomy_term": self._terms,
        }

    def page(self, tx: OutputTx, kind: str, after: int) -> Page:
        """The records of a kind after a row id. Raises Invalid for a kind that is not exported."""
        make = self._pages.get(kind)
        if make is None:
            raise Invalid.field("object", "UNKNOWN_CODE", f"choose one of {', '.join(self._pages)}")
        records, following = make(tx.outputs, after)
        lines = tuple(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)
        return Page(lines, tx.outputs.head(), following)

    def _services(self, source: OutputSource, after: int) -> tuple[list[Object], int | None]:
        stored = source.services(after, AT_ONCE)
        if not stored:
            return [], None
        ids = stored[0].row_id, stored[-1].row_id
        organizations = {name: organization(self._town, item) for name, item in source.providers_of(*ids).items()}
        locations = {name: location(self._town, item) for name, item in source.places_of(*ids).items()}
        reports, told = source.reports_of(*ids), source.told_of_services(*ids)
        terms, today = Terms(self._town, source.situations()), self._today()

        def around(name: str, provider: str) -> Around:
            return Around(organizations[provider], locations, reports.get(name, ()), told.get(name, ()))

        records = [
            service(self._town, terms, item, around(item.entry.name, item.entry.provider), today) for item in stored
        ]
        return records, _next(ids[1], len(stored))

    def _organizations(self, source: OutputSource, after: int) -> tuple[list[Object], int | None]:
        stored = source.providers(after, AT_ONCE)
        if not stored:
            return [], None
        told = source.told_of_providers(stored[0].row_id, stored[-1].row_id)
        records = []
        for item in stored:
            record = organization(self._town, item.entry)
            said = holding(item.entry, told.get(item.entry.name, ()))
            records.append(record | present(metadata=metadata(self._town, item.entry, "organization", said)))
        return records, _next(stored[-1].row_id, len(stored))

    def _terms(self, source: OutputSource, after: int) -> tuple[list[Object], int | None]:
        return list(taxonomy_terms(self._town, source.situations())), None


def _next(last: int, found: int) -> int | None:
    return last if found == AT_ONCE else None
