"""From entries to the rows of the sheet `služby`: exactly the columns of the import."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_pb2, place_pb2
from komplan_catalogue.sources.columns import COLUMNS

HEADER: Final = tuple(column.header for column in COLUMNS)


def guide() -> Iterator[tuple[str, str]]:
    """What each column says, for people who fill a sheet."""
    yield "sloupec", "význam"
    for column in COLUMNS:
        yield column.header, column.note


def lists() -> Iterator[tuple[str, str, str]]:
    """All values of the columns that hold one of a list: column, what to write, and the code understood as well."""
    yield "sloupec", "hodnota", "kód"
    for column in COLUMNS:
        for part, cell in (("", column.cell), *column.cell.parts):
            for value in cell.values:
                yield f"{column.header}: {part}" if part else column.header, value.title, value.code


def rows_of(
    service: catalogue_pb2.Service,
    provider: catalogue_pb2.Provider,
    places: Mapping[str, place_pb2.Place],
) -> Iterator[list[str]]:
    """A row for each place of a service, or one without a place."""
    for at in service.places or (None,):
        place = places.get(at.place) if at is not None else None
        versions = (service.etag, provider.etag, place.etag if place is not None else "")
        owners = {"service": service, "provider": provider, "place": place, "at": at}
        yield [
            ".".join(versions) if column.owner == "row" else _cell(owners[column.owner], column.path, column.cell.write)
            for column in COLUMNS
        ]


def _cell(owner: Any, path: str, write: Any) -> str:
    value = _value(owner, path.split(".")[1:])
    if value is None:
        return ""
    if path.endswith(".name"):
        value = value.rsplit("/", 1)[-1]
    text: str = write(value)
    return text


def _value(message: Any, path: Sequence[str]) -> Any:
    """The value at the end of a path; None where a message on the way, or an optional value, is absent."""
    for name in path:
        if message is None:
            return None
        field = message.DESCRIPTOR.fields_by_name[name]
        if field.has_presence and not message.HasField(name):
            return None
        message = getattr(message, name)
    return message
