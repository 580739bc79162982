"""Capacities: registered, funded, available and waiting are different numbers with different dates.

A capacity belongs to a service, never to its places. Units are never added to each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import StringConstraints

from komplan_core.catalogue.places import Visibility
from komplan_core.codelists import CapacityUnitCode, FormCode
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Count

RESIDENTIAL_DAYS: Final = 14
OTHER_DAYS: Final = 90
"""Days after which a report of availability is no longer believed, unless it says otherwise (practice)."""


class Capacity(Record):
    """A registered maximum of one form in one unit (act 108/2006 Sb. § 79)."""

    unit: CapacityUnitCode
    form: FormCode
    registered: Count
    as_of: date


class CapacityStatus(StrEnum):
    """What a service can say without a number; the values of FHIR SDOH Clinical Care, and unknown."""

    CAPACITY = "capacity"
    NO_CAPACITY = "no-capacity"
    WAITLIST = "waitlist"
    ADDITIONAL_ASSESSMENT_REQUIRED = "additional-assessment-required"
    UNKNOWN = "unknown"


class CapacityReport(Entity):
    """What a provider says of one form and unit on a day. Numbers are optional; an unknown one is absent, not 0."""

    unit: CapacityUnitCode
    form: FormCode
    funded: Count | None = None
    available: Count | None = None
    waiting: Count | None = None
    status: CapacityStatus
    note: Annotated[str, StringConstraints(max_length=1000)] = ""
    as_of: date
    expires_on: date | None = None
    """Last day on which it is believed; made of `as_of` and the form when not given."""
    funded_visibility: Visibility = Visibility.PUBLIC
    available_visibility: Visibility = Visibility.PUBLIC
    waiting_visibility: Visibility = Visibility.PUBLIC
    note_visibility: Visibility = Visibility.PUBLIC

    def model_post_init(self, context: Any, /) -> None:
        if self.expires_on is not None and self.expires_on < self.as_of:
            violated("PERIOD_ORDER", "it expires before the day that it speaks of", "expires_on")
        if self.available and self.status is CapacityStatus.NO_CAPACITY:
            violated("INVALID_VALUE", "free capacity and `no-capacity` contradict each other", "available")

    @property
    def last_day(self) -> date:
        """Last day on which the report is believed."""
        usual = RESIDENTIAL_DAYS if self.form == "residential" else OTHER_DAYS
        return self.expires_on or self.as_of + timedelta(days=usual)

    def is_expired(self, on: date) -> bool:
        """Whether the numbers are too old to be shown."""
        return on > self.last_day


@dataclass(frozen=True, slots=True)
class ShownCapacity:
    """What one reader may see on one day. An expired or hidden number is None, which reads: unknown."""

    unit: str
    form: str
    registered: int | None
    registered_as_of: date | None
    funded: int | None
    available: int | None
    waiting: int | None
    status: CapacityStatus
    note: str
    as_of: date | None
    last_day: date | None
    expired: bool


def shown(
    registered: Iterable[Capacity], reports: Iterable[CapacityReport], on: date, may_see: frozenset[Visibility]
) -> list[ShownCapacity]:
    """Every form and unit of a service, as a reader with `may_see` sees it on that day, by form and unit."""
    maxima = {(item.form, item.unit): item for item in registered}
    said = {(item.form, item.unit): item for item in reports}
    return [_shown(key, maxima.get(key), said.get(key), on, may_see) for key in sorted({*maxima, *said})]


def _shown(
    key: tuple[str, str],
    maximum: Capacity | None,
    report: CapacityReport | None,
    on: date,
    may_see: frozenset[Visibility],
) -> ShownCapacity:
    form, unit = key
    expired = report is not None and report.is_expired(on)
    current = report if report is not None and not expired else None

    def seen(name: str) -> int | None:
        if current is None or getattr(current, f"{name}_visibility") not in may_see:
            return None
        value: int | None = getattr(current, name)
        return value

    told = current is not None and current.available_visibility in may_see
    return ShownCapacity(
        unit,
        form,
        maximum.registered if maximum else None,
        maximum.as_of if maximum else None,
        seen("funded"),
        seen("available"),
        seen("waiting"),
        current.status if current is not None and told else CapacityStatus.UNKNOWN,
        current.note if current is not None and current.note_visibility in may_see else "",
        report.as_of if report is not None else None,
        report.last_day if report is not None else None,
        expired,
    )


def warnings_of(report: CapacityReport, registered: Iterable[Capacity]) -> list[str]:
    """Reasons (closed list) to ask back: more free than registered, or people waiting beside free capacity."""
    maximum = {(item.form, item.unit): item.registered for item in registered}.get((report.form, report.unit))
    found = []
    if maximum is not None and report.available is not None and report.available > maximum and not report.note:
        found.append("AVAILABLE_ABOVE_REGISTERED")
    if report.waiting and report.status is CapacityStatus.CAPACITY:
        found.append("WAITING_DESPITE_CAPACITY")
    return found


def totals(services: Mapping[str, Iterable[Capacity]]) -> dict[tuple[str, str], int]:
    """Registered capacities by (form, unit) over distinct services, keyed by their resource names.

    Keyed by service, so one that stands in several lists counts once; forms and units are never added together.
    """
    summed: dict[tuple[str, str], int] = {}
    for capacities in services.values():
        for item in capacities:
            key = (item.form, item.unit)
            summed[key] = summed.get(key, 0) + item.registered
    return summed
