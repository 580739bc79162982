"""How imports are stored, and what they ask of the directory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, false, func, insert, select, update
from sqlalchemy.orm import aliased

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.ports.importing import Identities, RegisterRecord, SaidBefore, Touched
from komplan_catalogue.repositories.kinds import PLACES, PROVIDERS, SERVICES, SITUATIONS
from komplan_catalogue.rows.entries import ProviderRow
from komplan_catalogue.rows.importing import BeforeRunRow, ImportRunRow, RegisterRecordRow
from komplan_catalogue.rows.places import PlaceRow
from komplan_catalogue.rows.provenance import FieldFactRow
from komplan_catalogue.rows.services import ServiceRow
from komplan_catalogue.rows.tables import JournalRow
from komplan_core import names
from komplan_core.catalogue.importing import ImportRun
from komplan_core.catalogue.provenance import Known, Layer
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction

RUNS = Kind("import run", names.IMPORT_RUN, Codec(import_pb2.ImportRun, ImportRun), ImportRunRow, public=false())
RUN_LIST = Listing(RUNS)

_RECORD: Any = RegisterRecordRow.__table__
_BEFORE: Any = BeforeRunRow.__table__
_COLUMNS: Final = ("service", "sha256", "places", "ended", "changed_in", "gone_in")
_RECORDS = Statement(select(_RECORD.c.register_id, *(_RECORD.c[name] for name in _COLUMNS)))
_ADD_RECORD = Statement(insert(_RECORD))
_CHANGE_RECORD = Statement(
    update(_RECORD)
    .where(_RECORD.c.register_id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _COLUMNS})
)
_FORGET_RECORDS = Statement(delete(_RECORD).where(_RECORD.c.service == bindparam("gone")))
_FORGET_HASHES = Statement(
    update(_RECORD).where(_RECORD.c.changed_in == bindparam("run")).values(sha256=bindparam("no_hash"), changed_in="")
)
_COME_BACK = Statement(update(_RECORD).where(_RECORD.c.gone_in == bindparam("run")).values(gone_in=""))

_ALL_PROVIDERS = Statement(select(ProviderRow.name, ProviderRow.ico, ProviderRow.title).order_by(ProviderRow.id))
_PLACES_WITH_POINT = Statement(
    select(PlaceRow.name, PlaceRow.address_address_point)
    .where(PlaceRow.address_address_point.is_not(None))
    .order_by(PlaceRow.id)
)
_ALL_SERVICES = Statement(
    select(
        ServiceRow.name, ServiceRow.register_id, ServiceRow.registration_number, ServiceRow.provider, ServiceRow.title
    ).order_by(ServiceRow.id)
)

_ADD_BEFORE = Statement(insert(_BEFORE))
_ALL_BEFORE = Statement(
    select(_BEFORE.c.name, _BEFORE.c.layer, _BEFORE.c.before, _BEFORE.c.after, _BEFORE.c.sources)
    .where(_BEFORE.c.run == bindparam("run"))
    .order_by(_BEFORE.c.name)
)
_earlier = aliased(JournalRow)
_TOUCHED = Statement(
    select(
        JournalRow.name,
        func.max(_earlier.seq),
    )
    .outerjoin(_earlier, (_earlier.name == JournalRow.name) & (_earlier.seq < bindparam("first")))
    .where(JournalRow.seq.between(bindparam("first"), bindparam("last")))
    .group_by(JournalRow.name)
    .order_by(JournalRow.name)
)
_WAS_DELETED = Statement(select(JournalRow.deleted).where(JournalRow.seq == bindparam("seq")))
_NEWEST = Statement(
    select(JournalRow.encoded, JournalRow.deleted)
    .where(JournalRow.name == bindparam("of"), JournalRow.seq <= bindparam("most"))
    .order_by(JournalRow.seq.desc())
    .limit(1)
)
_SINCE = Statement(select(JournalRow.name).where(JournalRow.seq > bindparam("last")).distinct())


_FACT: Any = FieldFactRow.__table__
AT_ONCE: Final = 200
"""Entries of which one statement reads the facts."""
_KNOWN_OF_MANY = Statement(
    select(_FACT.c.name, _FACT.c.field, _FACT.c.layer, _FACT.c.value, _FACT.c.deleted, _FACT.c.source).where(
        _FACT.c.name.in_([bindparam(f"name_{number}") for number in range(AT_ONCE)])
    )
)


class ImportStore:
    """Imports and what they need to know, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.runs = Collection(RUNS, transaction)

    @property
    def last_entry(self) -> int:
        return self._tx.seq

    def records(self) -> dict[str, RegisterRecord]:
        rows = self._tx.session.all(_RECORDS)
        return {
            str(key): RegisterRecord(str(service), bytes(sha256), int(places), bool(ended), str(changed), str(gone))
            for key, service, sha256, places, ended, changed, gone in rows
        }

    def put_records(self, new: Mapping[str, RegisterRecord], changed: Mapping[str, RegisterRecord]) -> None:
        if new:
            self._tx.session.run_many(_ADD_RECORD, ({"register_id": key, **_values(new[key])} for key in new))
        if changed:
            values = ((key, _values(record)) for key, record in changed.items())
            rows = ({"of": key, **{f"new_{name}": value for name, value in of.items()}} for key, of in values)
            self._tx.session.run_many(_CHANGE_RECORD, rows)

    def forget_records(self, run: str, gone: Iterable[str]) -> None:
        self._tx.session.run_many(_FORGET_RECORDS, ({"gone": name} for name in gone))
        self._tx.session.run(_FORGET_HASHES, run=run, no_hash=b"")
        self._tx.session.run(_COME_BACK, run=run)

    def known_of(self, names: Sequence[str]) -> dict[str, Known]:
        found = {name: Known({}) for name in names}
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            asked = {f"name_{number}": name for number, name in enumerate([*some, *[""] * (AT_ONCE - len(some))])}
            for name, field, layer, value, deleted, source in self._tx.session.all(_KNOWN_OF_MANY, **asked):
                found[name].said.setdefault(field, {})[Layer(layer)] = value
                found[name].sources[field, Layer(layer)] = source
                found[name].deleted = bool(deleted)
        return found

    def identities(self) -> Identities:
        found, session = Identities(), self._tx.session
        for name, ico, title in session.all(_ALL_PROVIDERS):
            if ico:
                found.providers_of_ico.setdefault(ico, []).append(name)
            found.providers_titled.setdefault(title, []).append(name)
        for name, point in session.all(_PLACES_WITH_POINT):
            found.places_at.setdefault(point, []).append(name)
        for name, register_id, number, provider, title in session.all(_ALL_SERVICES):
            if register_id:
                found.services_of_register.setdefault(register_id, []).append(name)
            if number:
                found.services_numbered.setdefault(number, []).append((name, register_id))
            found.services_titled.setdefault((provider, title), []).append(name)
        return found

    def remember(self, run: str, said: Iterable[SaidBefore]) -> None:
        rows = [
            {"run": run, **{field: getattr(item, field) for field in ("name", "layer", "before", "after", "sources")}}
            for item in said
        ]
        if rows:
            self._tx.session.run_many(_ADD_BEFORE, rows)

    def said_before(self, run: str) -> list[SaidBefore]:
        return [SaidBefore(*map(str, row)) for row in self._tx.session.all(_ALL_BEFORE, run=run)]

    def touched(self, first: int, last: int) -> list[Touched]:
        rows = self._tx.session.all(_TOUCHED, first=first, last=last)
        return [Touched(str(name), self._was_there(before), before is not None) for name, before in rows]

    def written_since(self, last: int) -> set[str]:
        return set(self._names(_SINCE, last=last))

    def says_the_same(self, name: str, last: int) -> bool:
        kind = next((kind for kind in (PROVIDERS, SERVICES, PLACES, SITUATIONS) if kind.pattern.matches(name)), None)
        then, now = (self._tx.session.first(_NEWEST, of=name, most=most) for most in (last, self._tx.seq))
        if kind is None or then is None or now is None or now[1]:
            return False
        messages = [kind.codec.message.FromString(bytes(entry[0])) for entry in (then, now)]
        for message in messages:
            message.ClearField("etag")
        return bool(messages[0] == messages[1])

    def _was_there(self, seq: int | None) -> bool:
        return seq is not None and not self._tx.session.value(_WAS_DELETED, seq=seq)

    def _names(self, statement: Statement, **params: Any) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(statement, **params)]


def _values(record: RegisterRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _COLUMNS}
