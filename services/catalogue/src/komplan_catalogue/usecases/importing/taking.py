"""Takes the rows of one source into the directory, one service after another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from google.protobuf.message import Message

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import refuges
from komplan_catalogue.usecases.importing.checking import faults
from komplan_catalogue.usecases.importing.intake import Source
from komplan_catalogue.usecases.importing.matching import Matching
from komplan_catalogue.usecases.importing.outcome import MOST_TOLD, Outcome, problems_of
from komplan_catalogue.usecases.importing.speaking import PLACE, PROVIDER, SERVICE, Speaker, given
from komplan_core.catalogue import Service, ServiceStatus
from komplan_core.catalogue.importing import SourceKind
from komplan_core.catalogue.provenance import Layer, winner, wording_of
from komplan_core.errors import Invalid, PlanError
from komplan_kit.days import day_of

AT_ONCE = 50
"""Rows whose entries are looked up together."""
_OF_THE_HOUSE = ("title", "places")
"""What the register makes of facilities and their names."""


class _At(PlanError):
    """An error of a line that is not the first of its row."""

    def __init__(self, position: int, error: PlanError) -> None:
        super().__init__(error.reason, error.message)
        self.position, self.error = position, error


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row."""

    service: str
    created: bool
    changed: bool


@dataclass
class Taking:
    """One source on its way into the directory. A row that is refused leaves nothing behind."""

    tx: CatalogueTx
    source: Source
    speaker: Speaker
    matching: Matching
    outcome: Outcome
    today: date
    owners: Mapping[str, bytes] = field(default_factory=dict)
    """What the first record says of a `provider KEY` or `place KEY`: its words hold where several speak of one."""
    _done: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """By `provider KEY`, `place KEY` and by name: the entry, and what a sheet said of it."""

    def take(self, rows: Sequence[import_pb2.ImportRow]) -> list[Taken | None]:
        """Put what rows say into the directory; None for one that is refused, with the reasons in the outcome.

        They are taken together; only if one of them is refused, each is taken by itself.
        """
        speaker, done = self.speaker, len(self._done)
        mark = speaker.mark()
        try:
            with self.tx.attempt():
                taken: list[Taken | None] = [self._take(row) for row in rows]
        except PlanError as error:
            self._back_to(mark, done)
            if len(rows) > 1:
                return [one for row in rows for one in self.take([row])]
            (row,) = rows
            where, told = (error.position, error.error) if isinstance(error, _At) else (row.position, error)
            self.outcome.refuse(self.all_faults(row, problems_of(told, where)))
            return [None]
        for row, one in zip(rows, taken, strict=True):
            self.outcome.note(row, one.service if one is not None else "")
        for change in speaker.changes[mark[2] :]:
            self.outcome.changed(change)
        return taken

    def _back_to(self, mark: tuple[int, int, int], done: int) -> None:
        self.speaker.back_to(mark)
        for key in list(self._done)[done:]:
            del self._done[key]

    def all_faults(
        self, row: import_pb2.ImportRow, found: Iterable[import_pb2.RowProblem]
    ) -> list[import_pb2.RowProblem]:
        """What was found about a row and, of a sheet, what else is wrong with it: people mend a row once."""
        problems = list(found)
        if self.source.kind is SourceKind.TABLE and len(self.outcome.errors) < MOST_TOLD:
            told = {(item.position, item.field, item.reason) for item in problems}
            follows = {"REQUIRED"} if row.errors else set()  # what could not be read is not missing
            others = faults(self.speaker, self.matching, self.source, row, self._values)
            problems += [
                item
                for item in others
                if (item.position, item.field, item.reason) not in told and item.reason not in follows
            ]
        return problems

    def forget(self) -> None:
        """All rows were taken: what was kept for the next one is needed no more."""
        self.owners = {}
        self._done.clear()

    def _take(self, row: import_pb2.ImportRow) -> Taken:
        before = self.speaker.written
        self.speaker.position = row.position
        self._situations(row)
        provider = self._provider(row)
        name = self.matching.service(row, provider)
        hidden = self._hidden(name)
        places = [self._place(row, at) if hidden is None else "" for at in row.places]
        self.speaker.position = row.position
        created = not self.speaker.exists(name)
        if row.service.register_id and self.speaker.register_id(name) not in ("", row.service.register_id):
            return Taken(name, False, False)  # merged into the service of another record, which speaks of it
        values = self._values(row, name, provider, places)
        if hidden is not None:
            values = {**{field: value for field, value in values.items() if field not in _OF_THE_HOUSE}, **hidden}
        self.speaker.service(name, values, row.etag)
        return Taken(name, created, self.speaker.written > before)

    def _hidden(self, name: str) -> dict[str, Any] | None:
        """Of a service at a secret address, what the register said of its house and holds; None for any other one.

        The register may tell where it is: no place is made of what it says, and no name is taken from there.
        """
        said = self.speaker.known(name).said
        if self.source.kind is not SourceKind.REGISTER or not refuges.is_secret(self.tx, refuges.shown_places(said)):
            return None
        told = {field: said.get(field, {}) for field in _OF_THE_HOUSE}
        holds = {
            field: by[Layer.REGISTER] for field, by in told.items() if winner(Service, field, by) is Layer.REGISTER
        }
        return wording_of(Service).values(holds, holds)

    def _provider(self, row: import_pb2.ImportRow) -> str:
        key = f"provider {row.provider_key}" if row.provider_key else ""
        said = self._said(row.provider, key, row.position, "PROVIDER_CONTRADICTS")
        if key in self._done:
            return self._done[key][0]
        name = self.matching.provider(row)
        merged = self.matching.was_merged(row.provider.name)
        if (
            not merged
            and not self._spoken(name, said, "provider")
            and (row.provider.title or not self.speaker.exists(name))
        ):
            message = type(row.provider).FromString(said)
            values = given(PROVIDER, message, self.source.provider_fields)
            self.speaker.provider(name, values, message.etag)
            self._done[name] = (name, b"" if key else said)
        if key:
            self._done[key] = (name, b"")
        return name

    def _place(self, row: import_pb2.ImportRow, at: import_pb2.ImportPlace) -> str:
        position = self.speaker.position = at.position or row.position
        key = f"place {at.key}" if at.key else ""
        said = self._said(at.place, key, position, "ADDRESS_CONTRADICTS")
        if key in self._done:
            return self._done[key][0]
        try:
            name = self.matching.place(at)
            merged = self.matching.was_merged(at.place.name)
            if (
                not merged
                and not self._spoken(name, said, "place")
                and (at.place.title or not self.speaker.exists(name))
            ):
                message = type(at.place).FromString(said)
                values = given(PLACE, message, self.source.place_fields)
                self.speaker.place(name, values, message.etag)
                self._done[name] = (name, b"" if key else said)
        except PlanError as error:
            raise _At(position, error) from error
        if key:
            self._done[key] = (name, b"")
        return name

    def _said(self, message: Message, key: str, position: int, reason: str) -> bytes:
        """What counts of a provider or place: the first record's words where several with keys speak of it."""
        own = message.SerializeToString(deterministic=True)
        first = self.owners.get(key, own)
        if first != own:
            self.outcome.warn(import_pb2.RowProblem(position=position, field=key.partition(" ")[0], reason=reason))
        return first

    def _spoken(self, name: str, said: bytes, path: str) -> bool:
        """Whether this source spoke of the entry already. Raises Invalid for a sheet that contradicts itself."""
        if name not in self._done:
            return False
        if said != self._done[name][1] and self.source.kind is SourceKind.TABLE:
            raise Invalid.field(path, "ROWS_CONTRADICT", "another row says something else of the same entry")
        return True

    def _situations(self, row: import_pb2.ImportRow) -> None:
        area = self.speaker.desk.directory.area
        for situation in row.situations:
            name = f"{area}/situations/{situation.name}"
            if name not in self._done and self.tx.situations.find(name) is None:
                values = {"title": situation.title, "description": situation.description}
                self.speaker.desk.situations.create(self.tx, values, situation.name)
                self.speaker.written += 1
            self._done[name] = (name, b"")

    def _values(self, row: import_pb2.ImportRow, name: str, provider: str, places: list[str]) -> dict[str, Any]:
        fields = set(self.source.service_fields)
        values = given(SERVICE, row.service, fields)
        if "provider" in fields:
            values["provider"] = provider
        if "places" in fields:
            values["places"] = [
                {"place": place, "title": at.title, "validity": _period(at)}
                for place, at in zip(places, row.places, strict=True)
            ]
        if "capacities" in values:
            values["capacities"] = self._dated(name, values["capacities"])
        if self.source.kind is SourceKind.REGISTER:
            values["status"] = ServiceStatus.DEFUNCT if has_ended(row, self.today) else ServiceStatus.ACTIVE
        elif not row.service.service_class:
            values.pop("service_class", None)
            if not self.speaker.exists(name):
                values["service_class"] = "registered" if row.service.registration_number else "related"
        return values

    def _dated(self, name: str, capacities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Capacities with the day of which they are true: an unchanged number keeps its day."""
        told = self.speaker.known(name).said.get("capacities", {})
        held = [item for value in told.values() for item in wording_of(Service).value("capacities", value)]
        days = {(item.form, item.unit, item.registered): item.as_of for item in held}
        today = self.source.fetched_at.date() if self.source.fetched_at else self.today
        return [
            item
            if "as_of" in item
            else {**item, "as_of": days.get((item["form"], item["unit"], item["registered"]), today)}
            for item in capacities
        ]


def has_ended(row: import_pb2.ImportRow, today: date) -> bool:
    """Whether the last day of a service lies before today."""
    if not row.service.HasField("validity") or not row.service.validity.HasField("end"):
        return False
    end = row.service.validity.end
    return (end.year, end.month, end.day) < (today.year, today.month, today.day)


def _period(at: import_pb2.ImportPlace) -> dict[str, Any] | None:
    if not at.HasField("validity"):
        return None
    days = {"start": day_of(at.validity.start, "service.places.validity")} if at.validity.HasField("start") else {}
    return {**days, "end": day_of(at.validity.end, "service.places.validity")} if at.validity.HasField("end") else days
