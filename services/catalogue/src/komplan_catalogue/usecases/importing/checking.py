"""All that is wrong with one row of a sheet, as far as it can be told without writing anything."""

from collections.abc import Callable, Iterator
from typing import Any

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.usecases.importing.intake import Source
from komplan_catalogue.usecases.importing.matching import Matching
from komplan_catalogue.usecases.importing.outcome import problems_of
from komplan_catalogue.usecases.importing.speaking import PLACE, PROVIDER, Speaker, given
from komplan_core.errors import Invalid, PlanError

Said = Callable[[import_pb2.ImportRow, str, str, list[str]], dict[str, Any]]
"""What a row says of its service, by the names of the service, its provider and its places."""


def faults(
    speaker: Speaker, matching: Matching, source: Source, row: import_pb2.ImportRow, said: Said
) -> list[import_pb2.RowProblem]:
    """The faults of the row's provider, places and service, each judged by itself."""
    checks: list[tuple[int, Callable[[], object]]] = [(row.position, lambda: _provider(speaker, matching, source, row))]
    for at in row.places:
        position = at.position or row.position
        checks.append((position, lambda at=at: _place(speaker, matching, source, at)))  # type: ignore[misc]
    checks.append((row.position, lambda: _service(speaker, matching, row, said)))
    return [problem for position, check in checks for problem in _found(position, check)]


def _found(position: int, check: Callable[[], object]) -> Iterator[import_pb2.RowProblem]:
    try:
        check()
    except PlanError as error:
        yield from problems_of(error, position)


def _provider(speaker: Speaker, matching: Matching, source: Source, row: import_pb2.ImportRow) -> None:
    name = matching.provider(row)
    if row.provider.title or not speaker.exists(name):
        values = given(PROVIDER, row.provider, source.provider_fields)
        _check(speaker, speaker.tx.providers, name, values, "provider")


def _place(speaker: Speaker, matching: Matching, source: Source, at: import_pb2.ImportPlace) -> None:
    name = matching.place(at)
    if at.place.title or not speaker.exists(name):
        _check(speaker, speaker.tx.places, name, given(PLACE, at.place, source.place_fields), "place")


def _service(speaker: Speaker, matching: Matching, row: import_pb2.ImportRow, said: Said) -> None:
    area = speaker.desk.directory.area
    try:
        provider = matching.provider(row)
    except Invalid:
        provider = f"{area}/providers/unknown"
    name = matching.service(row, provider)
    values = said(row, name, provider, [f"{area}/places/{number}" for number in range(len(row.places))])
    _check(speaker, speaker.tx.services, name, values, "service")
    for number, code in enumerate(row.service.situations):
        if speaker.tx.situations.find(situation := f"{area}/situations/{code}") is None:
            raise Invalid.field(f"service.situations.{number}", "UNKNOWN_CODE", f"there is no `{situation}`")


def _check(speaker: Speaker, entries: Any, name: str, values: dict[str, Any], prefix: str) -> None:
    if speaker.exists(name):
        entries.merged(entries.get(name), values, prefix)
    else:
        entries.make({**values, "name": name}, prefix)
