"""What may leave the catalogue, read page by page. What is restricted is never selected."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, case, cast, exists, null, or_, select
from sqlalchemy.orm import aliased

from komplan_catalogue.repositories.kinds import PLACES, PROVIDERS, SERVICES, SITUATIONS
from komplan_catalogue.rows.capacities import CapacityReportRow
from komplan_catalogue.rows.entries import LifeSituationRow, ProviderRow
from komplan_catalogue.rows.places import PlaceRow
from komplan_catalogue.rows.provenance import FieldFactRow
from komplan_catalogue.rows.services import ServicePlaceRow, ServiceRow
from komplan_catalogue.rows.tables import JournalHeadRow, JournalRow
from komplan_catalogue.usecases.outputs.feed import PUBLIC
from komplan_catalogue.usecases.outputs.source import Changed, Stored, Told
from komplan_core import names
from komplan_core.catalogue import (
    CapacityReport,
    CapacityStatus,
    LifeSituation,
    LocationType,
    Place,
    Provider,
    Service,
    Visibility,
)
from komplan_core.catalogue.provenance import Layer
from komplan_core.names import Pattern
from komplan_kit.statements import Statement
from komplan_kit.store import Kind, Transaction


def _page(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    """Entries after a row id, with the time of their last change: an etag is a journal number."""
    return Statement(
        select(row.id, row.encoded, JournalRow.at)
        .join(JournalRow, JournalRow.seq == cast(row.etag, BigInteger))
        .where(row.id > bindparam("after"), *conditions)
        .order_by(row.id)
        .limit(bindparam("most"))
    )


def _among(column: Any) -> ColumnElement[bool]:
    return and_(column >= bindparam("first"), column <= bindparam("last"))


def _if_public(column: Any, visibility: Any, otherwise: Any = None) -> ColumnElement[Any]:
    """The value of a column where everybody may see it; the database gives out no other."""
    hidden = null() if otherwise is None else otherwise
    return case((visibility == Visibility.PUBLIC.value, column), else_=hidden)


_PUBLIC_REPORT: Final = (
    CapacityReportRow.name,
    CapacityReportRow.form,
    CapacityReportRow.unit,
    CapacityReportRow.as_of,
    CapacityReportRow.expires_on,
    _if_public(CapacityReportRow.funded, CapacityReportRow.funded_visibility),
    _if_public(CapacityReportRow.available, CapacityReportRow.available_visibility),
    _if_public(CapacityReportRow.status, CapacityReportRow.available_visibility, CapacityStatus.UNKNOWN.value),
    _if_public(CapacityReportRow.waiting, CapacityReportRow.waiting_visibility),
    _if_public(CapacityReportRow.note, CapacityReportRow.note_visibility, ""),
)

_HEAD = Statement(select(JournalHeadRow.seq).where(JournalHeadRow.id == 1))
_SERVICES = _page(ServiceRow)
_PROVIDERS = _page(ProviderRow)
_LOCATED = _page(PlaceRow, PlaceRow.location_type == LocationType.PHYSICAL.value, PlaceRow.point_latitude.is_not(None))
_SITUATIONS = Statement(select(LifeSituationRow.encoded).order_by(LifeSituationRow.position, LifeSituationRow.name))
_PROVIDERS_OF = Statement(
    select(ProviderRow.encoded).where(ProviderRow.id.in_(select(ServiceRow.provider_id).where(_among(ServiceRow.id))))
)
_PLACES_OF = Statement(
    select(PlaceRow.encoded).where(
        PlaceRow.name.in_(select(ServicePlaceRow.place).where(_among(ServicePlaceRow.service_id)))
    )
)
_REPORTS_OF = Statement(
    select(*_PUBLIC_REPORT).where(_among(CapacityReportRow.service_id)).order_by(CapacityReportRow.id)
)
_SERVICES_AT = Statement(
    select(PlaceRow.name, ServiceRow.encoded)
    .join(ServicePlaceRow, ServicePlaceRow.place == PlaceRow.name)
    .join(ServiceRow, ServiceRow.id == ServicePlaceRow.service_id)
    .where(_among(PlaceRow.id))
    .order_by(PlaceRow.id, ServiceRow.id)
)


def _told(row: Any) -> Statement:
    columns = (FieldFactRow.field, FieldFactRow.layer, FieldFactRow.changed_at, FieldFactRow.verified_at)
    return Statement(select(FieldFactRow.name, *columns).join(row, row.name == FieldFactRow.name).where(_among(row.id)))


_TOLD_OF_SERVICES = _told(ServiceRow)
_TOLD_OF_PROVIDERS = _told(ProviderRow)


def _named(pattern: Pattern) -> ColumnElement[bool]:
    some = re.sub(r"\{\w+\}", "%", pattern.template)
    return and_(JournalRow.name.like(some), JournalRow.name.not_like(f"{some}/%"))


_later = aliased(JournalRow)
_REPORTED = _named(names.CAPACITY)
_CHANGES = Statement(
    select(
        JournalRow.seq,
        JournalRow.name,
        JournalRow.deleted,
        case((_REPORTED, null()), else_=JournalRow.encoded),
        *_PUBLIC_REPORT,
    )
    .outerjoin(CapacityReportRow, CapacityReportRow.name == JournalRow.name)
    .where(
        JournalRow.seq > bindparam("after"),
        or_(*map(_named, PUBLIC.values())),
        ~exists(select(_later.seq).where(_later.name == JournalRow.name, _later.seq > JournalRow.seq)),
    )
    .order_by(JournalRow.seq)
    .limit(bindparam("most"))
)


class OutputStore:
    """What may leave the catalogue, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def head(self) -> int:
        return int(self._tx.session.value(_HEAD))

    def services(self, after: int, most: int) -> list[Stored[Service]]:
        return self._stored(_SERVICES, SERVICES, after, most)

    def providers(self, after: int, most: int) -> list[Stored[Provider]]:
        return self._stored(_PROVIDERS, PROVIDERS, after, most)

    def located_places(self, after: int, most: int) -> list[Stored[Place]]:
        return self._stored(_LOCATED, PLACES, after, most)

    def situations(self) -> list[LifeSituation]:
        return [SITUATIONS.codec.parse(bytes(row[0])) for row in self._tx.session.all(_SITUATIONS)]

    def providers_of(self, first: int, last: int) -> dict[str, Provider]:
        return self._by_name(_PROVIDERS_OF, PROVIDERS, first, last)

    def places_of(self, first: int, last: int) -> dict[str, Place]:
        return self._by_name(_PLACES_OF, PLACES, first, last)

    def reports_of(self, first: int, last: int) -> dict[str, list[CapacityReport]]:
        found: dict[str, list[CapacityReport]] = {}
        for row in self._tx.session.all(_REPORTS_OF, first=first, last=last):
            found.setdefault(names.parent(row[0]), []).append(_report(row))
        return found

    def told_of_services(self, first: int, last: int) -> dict[str, list[Told]]:
        return self._told(_TOLD_OF_SERVICES, first, last)

    def told_of_providers(self, first: int, last: int) -> dict[str, list[Told]]:
        return self._told(_TOLD_OF_PROVIDERS, first, last)

    def services_at(self, first: int, last: int) -> dict[str, list[Service]]:
        found: dict[str, list[Service]] = {}
        parsed: dict[bytes, Service] = {}
        for place, encoded in self._tx.session.all(_SERVICES_AT, first=first, last=last):
            message = bytes(encoded)
            if message not in parsed:
                parsed[message] = SERVICES.codec.parse(message)
            found.setdefault(place, []).append(parsed[message])
        return found

    def changes(self, after: int, most: int) -> list[Changed]:
        rows = self._tx.session.all(_CHANGES, after=after, most=most)
        return [
            Changed(int(seq), name, bool(deleted), bytes(encoded or b""), _report(report) if report[0] else None)
            for seq, name, deleted, encoded, *report in rows
        ]

    def _stored(self, page: Statement, kind: Kind[Any], after: int, most: int) -> list[Stored[Any]]:
        rows = self._tx.session.all(page, after=after, most=most)
        return [Stored(int(row_id), kind.codec.parse(bytes(encoded)), _aware(at)) for row_id, encoded, at in rows]

    def _by_name(self, statement: Statement, kind: Kind[Any], first: int, last: int) -> dict[str, Any]:
        rows = self._tx.session.all(statement, first=first, last=last)
        entries = [kind.codec.parse(bytes(row[0])) for row in rows]
        return {entry.name: entry for entry in entries}

    def _told(self, statement: Statement, first: int, last: int) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for name, field, layer, changed, verified in self._tx.session.all(statement, first=first, last=last):
            told = Told(field, Layer(layer), _aware(changed), _aware(verified) if verified else None)
            found.setdefault(name, []).append(told)
        return found


def _report(columns: Iterable[Any]) -> CapacityReport:
    name, form, unit, as_of, expires_on, funded, available, status, waiting, note = columns
    return CapacityReport(
        name=name,
        form=form,
        unit=unit,
        as_of=as_of,
        expires_on=expires_on,
        funded=funded,
        available=available,
        status=status,
        waiting=waiting,
        note=note,
    )


def _aware(moment: datetime) -> datetime:
    """SQLite keeps UTC without saying so."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
