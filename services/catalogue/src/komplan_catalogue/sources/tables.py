"""From the rows of the sheet `služby` to what they say: a row is one service at one place."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources.columns import COLUMNS, ERROR_COLUMN, REQUIRED, Column
from komplan_catalogue.sources.columns import header_of as title_of
from komplan_catalogue.sources.doubts import doubts
from komplan_catalogue.sources.findings import Findings
from komplan_core.catalogue.organisations import is_ico
from komplan_core.errors import Invalid, Violation
from komplan_kit.sheets.cells import TEXT, Unreadable
from komplan_kit.sheets.reading import Line, Sheet

_COLLECTIONS: Final = {"service.name": "services", "provider.name": "providers", "place.name": "places"}
_SHARED: Final = ("service", "provider", "row")
"""What all rows of one service say alike."""


@dataclass
class Table:
    """What a sheet says, and which fields it has columns for."""

    parent: str
    """`areas/*`"""
    header: list[Column | None]
    lines: Iterator[Line]
    _services: dict[tuple[str, ...], "_Service"] = field(default_factory=dict)

    def fields(self, owner: str) -> list[str]:
        """The fields of `service`, `provider` or `place` that the sheet has."""
        found = {column.field: None for column in self.header if column is not None and column.owner == owner}
        if owner == "service":
            found["provider"] = None
            if any(column is not None and column.owner == "at" for column in self.header):
                found["places"] = None
        return [name for name in found if name != "name"]

    def rows(self) -> Iterator[import_pb2.ImportRow]:
        """What the rows say, service by service. All rows are read before the first is given."""
        for line in self.lines:
            self._take(line)
        rows = [row.message for row in self._services.values()]
        agree(rows)
        _name_places(rows)
        return iter(rows)

    def _take(self, line: Line) -> None:
        values: dict[str, Any] = {}
        problems: list[tuple[str, Unreadable]] = []
        warnings: list[tuple[str, Unreadable]] = []
        for number, cell in enumerate(line.cells):
            column = self.header[number] if number < len(self.header) else None
            if column is None:
                if number >= len(self.header):
                    problems.append(("", Unreadable("TABLE_HEADER", f"cell {number + 1} stands below no column")))
                continue
            try:
                values[column.path] = self._value(column, cell)
            except Unreadable as fault:
                problems.append((column.header, fault))
            else:
                warnings += ((column.header, doubt) for doubt in doubts(column, values[column.path]))
        key = _key(values, line.number)
        row = self._services.setdefault(key, _Service(line.number))
        row.take(line.number, values, problems)
        row.doubt(line.number, warnings)

    def _value(self, column: Column, cell: str | Unreadable) -> Any:
        if isinstance(cell, Unreadable):
            raise cell
        if not (cell if column.cell is TEXT else cell.strip()):
            return None
        if column.path == "provider.ico":
            return _ico(cell.strip())
        value = column.cell.read(cell)
        if collection := _COLLECTIONS.get(column.path):
            return f"{self.parent}/{collection}/{value}"
        return value


def table_of(sheet: Sheet, parent: str) -> Table:
    """The sheet with its columns found by their titles. Raises Invalid that names what is expected."""
    first = next(sheet.lines, None)
    if first is None:
        raise Invalid.field("source", "IMPORT_EMPTY", "the sheet is empty")
    titles = [cell if isinstance(cell, str) else "" for cell in first.cells]
    header = [_column(" ".join(title.split())) for title in titles]
    faults = [*_unknown(titles, header), *_incomplete([column for column in header if column is not None])]
    if faults:
        violations = [Violation(f"row {first.number}", "TABLE_HEADER", fault) for fault in faults]
        raise Invalid("TABLE_HEADER", "; ".join(faults), violations)
    return Table(parent, header, sheet.lines)


def _column(title: str) -> Column | None:
    folded = title.casefold()
    return next((column for column in COLUMNS if column.header.casefold() == folded), None)


def _unknown(titles: Sequence[str], header: Sequence[Column | None]) -> Iterator[str]:
    missing = [column.header for column in COLUMNS if column not in header]
    for title, column in zip(titles, header, strict=True):
        bare = " ".join(title.split())
        if column is None and bare and bare.casefold() != ERROR_COLUMN:
            near = difflib.get_close_matches(bare, missing, 1, 0.5)
            expected = f"expected `{near[0]}`" if near else f"expected one of: {', '.join(missing)}"
            yield f"there is no column `{bare[:60]}`: {expected}"


def _incomplete(columns: Sequence[Column]) -> Iterator[str]:
    headers = [column.header for column in columns]
    yield from (f"the column `{title}` is missing" for title in REQUIRED if title not in headers)
    yield from (f"the column `{title}` stands twice" for title in dict.fromkeys(headers) if headers.count(title) > 1)
    for group in dict.fromkeys(column.group for column in columns if column.group):
        missing = [column.header for column in COLUMNS if column.group == group and column.header not in headers]
        if missing:
            has = next(column.header for column in columns if column.group == group)
            listed = ", ".join(f"`{title}`" for title in missing)
            verb = "is" if len(missing) == 1 else "are"
            yield f"{listed} {verb} missing: the sheet has `{has}`, and they go together"


def _ico(text: str) -> str:
    if text.isdecimal() and len(text) < 8:
        raise Unreadable("LEADING_ZEROS_LOST", "an IČO has eight digits: leading zeros were lost; write it as text")
    if not is_ico(text):
        raise Unreadable("ICO_CHECKSUM", "an IČO is eight digits with a correct check digit")
    return text


def _key(values: Mapping[str, Any], number: int) -> tuple[str, ...]:
    """What rows of one service have in common."""
    if name := values.get("service.name"):
        return ("name", name)
    if registration := values.get("service.registration_number"):
        return ("registration", registration)
    provider = values.get("provider.name") or values.get("provider.ico") or values.get("provider.title")
    title = values.get("service.title")
    return ("title", str(provider), str(title)) if provider and title else ("line", str(number))


def agree(rows: Iterable[import_pb2.ImportRow]) -> None:
    """Let all rows say the same of a provider or place of which several speak: what one leaves empty, another fills.

    A row that contradicts one before it gets an error.
    """
    said: dict[tuple[str, str], list[tuple[Any, int, import_pb2.ImportRow]]] = {}
    for row in rows:
        provider = row.provider
        spoken = [("provider", provider.name or provider.ico or provider.title, provider, row.position)]
        spoken += [
            ("place", at.place.name or at.place.address.address_point, at.place, at.position) for at in row.places
        ]
        for owner, key, message, position in spoken:
            if key:
                said.setdefault((owner, key), []).append((message, position, row))
    for (owner, _), told in said.items():
        whole = type(told[0][0])()
        for message, position, row in told:
            for path in _contradictions(whole, message, owner):
                problem = import_pb2.RowProblem(position=position, field=title_of(path), reason="ROWS_CONTRADICT")
                problem.message = "another row says something else of the same entry"
                row.errors.append(problem)
        for message, _, _ in told:
            message.CopyFrom(whole)


def _contradictions(whole: Any, message: Any, path: str) -> Iterator[str]:
    """Add to `whole` what a message says; the paths of fields of which both say something different."""
    held = {told.name for told, _ in whole.ListFields()}
    for told, value in message.ListFields():
        below = f"{path}.{told.name}"
        if told.message_type is not None and not told.is_repeated:
            yield from _contradictions(getattr(whole, told.name), value, below)
        elif told.name not in held:
            if told.is_repeated:
                getattr(whole, told.name).extend(value)
            else:
                setattr(whole, told.name, value)
        elif getattr(whole, told.name) != value and told.name != "etag":
            yield below


def _name_places(rows: Iterable[import_pb2.ImportRow]) -> None:
    """A new place is a physical one unless told otherwise, and is called by its address."""
    for place in (at.place for row in rows for at in row.places):
        if place.name and {field.name for field, _ in place.ListFields()} <= {"name", "etag"}:
            continue  # it is only referred to
        place.location_type = place.location_type or "physical"
        place.title = place.title or ", ".join(filter(None, (place.address.street, place.address.city)))


class _Service:
    """The rows of one service, put together."""

    def __init__(self, number: int) -> None:
        self.message = import_pb2.ImportRow(position=number)
        self._findings = Findings(self.message)
        self._values: Mapping[str, Any] | None = None
        self._versions = ""
        self._places: dict[str, int] = {}

    def doubt(self, number: int, doubts: Iterable[tuple[str, Unreadable]]) -> None:
        """Note what is worth a look."""
        for title, doubt in doubts:
            self.message.warnings.add(position=number, field=title, reason=doubt.reason, message=doubt.message)

    def take(self, number: int, values: Mapping[str, Any], problems: Iterable[tuple[str, Unreadable]]) -> None:
        """Add a row to those of the service."""
        for title, fault in problems:
            self._problem(number, title, fault.reason, fault.message)
        shared = {path: value for path, value in values.items() if path.partition(".")[0] in _SHARED}
        versions = str(shared.pop("row.versions", None) or "").split(".")
        of_service, of_provider, of_place = versions if len(versions) == 3 else ("", "", "")
        if self._values is None:
            self._values = shared
            self._fill(shared, of_service, of_provider)
        else:
            for path in dict.fromkeys((*self._values, *shared)):
                if self._values.get(path) != shared.get(path):
                    title = next(column.header for column in COLUMNS if column.path == path)
                    self._problem(number, title, "ROWS_CONTRADICT", "all rows of one service say the same here")
        self._add_place(number, values, of_place)

    def _fill(self, values: Mapping[str, Any], of_service: str, of_provider: str) -> None:
        if not values.get("service.title") and not values.get("service.name"):
            self._problem(self.message.position, "název služby", "REQUIRED", "a service has a name")
        self.message.service.SetInParent()
        self.message.provider.SetInParent()
        self.message.etag = of_service
        self.message.provider.etag = of_provider
        for path, value in values.items():
            if value is not None:
                _put(self.message, path.split("."), value)

    def _add_place(self, number: int, values: Mapping[str, Any], etag: str) -> None:
        said = {p: v for p, v in values.items() if p.partition(".")[0] in ("place", "at") and v not in (None, "", [])}
        if not said:
            return
        at = self.message.places.add(position=number)
        at.place.etag = etag
        for path, value in said.items():
            owner, *rest = path.split(".")
            _put(at, [owner, *rest] if owner == "place" else rest, value)
        address = at.place.address if at.place.HasField("address") else None
        where = (at.place.title, address.street, address.city) if address else (at.place.title,)
        key = at.place.name or (address.address_point if address else "") or "\n".join(where)
        if key in self._places:
            self._problem(number, "id místa", "DUPLICATE_CODE", f"row {self._places[key]} says this place already")
        self._places[key] = number

    def _problem(self, number: int, field: str, reason: str, message: str) -> None:
        self.message.errors.add(position=number, field=field, reason=reason, message=message)


def _put(message: Any, path: Sequence[str], value: Any) -> None:
    """Set a field of a message or of one nested in it; a list is filled from values or from dictionaries of them."""
    for name in path[:-1]:
        message = getattr(message, name)
    held = getattr(message, path[-1])
    if isinstance(value, list):
        for item in value:
            held.add(**item) if isinstance(item, dict) else held.append(item)
    elif hasattr(held, "CopyFrom"):
        held.CopyFrom(value)
    else:
        setattr(message, path[-1], value)


def header_of(table: Table) -> import_pb2.ImportHeader:
    """What the sheet says of all its rows."""
    return import_pb2.ImportHeader(
        kind="table",
        provider_fields=table.fields("provider"),
        service_fields=table.fields("service"),
        place_fields=table.fields("place"),
    )
