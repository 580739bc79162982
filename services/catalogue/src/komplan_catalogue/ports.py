"""What the use cases need of storage."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from komplan_core.catalogue import (
    Capacity,
    CapacityReport,
    ConfidentialAddress,
    LifeSituation,
    Place,
    Provider,
    RestrictedDetail,
    Service,
    Synonyms,
)
from komplan_core.catalogue.change_requests import ChangeRequest
from komplan_core.catalogue.differences import Revision
from komplan_core.catalogue.importing import ImportRun
from komplan_core.catalogue.provenance import Fact, Known, Layer
from komplan_core.record import Entity
from komplan_core.reporting.coverage import Standing
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.reports import PublishedReport, Report
from komplan_kit.store import Collection


class FactTx(Protocol):
    """What the layers say of providers, services and places."""

    def known(self, name: str) -> Known:
        """What the layers say of one entry."""
        ...

    def facts(self, name: str) -> list[Fact]:
        """All that is kept of what the layers say of one entry."""
        ...

    def add(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        """Keep what a layer says of fields on which it was silent; the caller's role said it, now."""
        ...

    def change(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        """Keep what a layer now says of fields of which it said something else."""
        ...

    def remove(self, name: str, facts: Iterable[tuple[str, Layer]]) -> None:
        """Forget what layers said of fields."""
        ...

    def forget(self, name: str) -> None:
        """Forget all that was said of an entry."""
        ...

    def mark_deleted(self, name: str, deleted: bool) -> None:
        """Let the facts of an entry wait, or hold again."""
        ...

    def verify(self, name: str, facts: Iterable[tuple[str, Layer]], role: str) -> None:
        """Note that a role verified these facts now; the caller's one if it is empty."""
        ...

    def register_fetched_at(self) -> datetime | None:
        """When the register was fetched that was last imported; None if it never was."""
        ...

    def differing_services(self, after: int, most: int) -> list[tuple[int, str]]:
        """Row ids and names of services on which layers disagree, after a row id, in the order of creation."""
        ...


class ReportingTx(Protocol):
    """Yearly reports of services, and the whole directory that figures speak of."""

    periods: Collection[ReportPeriod]
    reports: Collection[Report]
    published: Collection[PublishedReport]

    def all_providers(self) -> list[Provider]:
        """Every provider."""
        ...

    def all_services(self) -> list[Service]:
        """Every service."""
        ...

    def all_places(self) -> list[Place]:
        """Every place."""
        ...

    def periods_of(self, half: int) -> list[ReportPeriod]:
        """Periods of one kind (0 whole years, 1 or 2 halves) by year."""
        ...

    def has_reports(self, period: str) -> bool:
        """Whether a report of this period was begun."""
        ...

    def is_reported(self, service: str) -> bool:
        """Whether a report of this service was begun."""
        ...

    def standings(self, period: str) -> dict[str, Standing]:
        """How far each report of the period has come, by the service's resource name."""
        ...

    def published_in(self, period: str) -> list[Report]:
        """The whole published versions of the period's reports."""
        ...

    def published_version(self, name: str) -> Report | None:
        """The whole version behind the published report of this name, or None."""
        ...


@dataclass(frozen=True, slots=True)
class SearchText:
    """What is stored of a service so that it can be found."""

    document: str
    """Terms with weights, and facets."""
    texts: list[list[str]]
    """Field and text."""
    timetable: list[Any]
    """Weekly stretches, special days, whether day and night."""
    free_until: date | None
    """Last day on which a public report of free capacity is believed."""


@dataclass(frozen=True, slots=True)
class StoredSearchText:
    """A stored document of a service."""

    service: str
    document: str
    timetable: list[Any]
    free_until: date | None


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that nothing answered."""

    words: str
    count: int
    first_on: date
    last_on: date


class SearchTx(Protocol):
    """What is stored so that services are found."""

    def put(self, service: str, text: SearchText, new: bool = False) -> None:
        """Keep what makes a stored service findable; of a `new` one nothing is kept yet."""
        ...

    def head(self) -> int:
        """The last journal number of this transaction's state."""
        ...

    def changed(self, after: int) -> list[StoredSearchText]:
        """Documents computed after a journal number."""
        ...

    def touched(self, after: int) -> list[tuple[str, bool]]:
        """Names of what was written after a journal number, and whether it was deleted, in order."""
        ...

    def shown(self, names: Sequence[str]) -> Mapping[str, tuple[bytes, list[list[str]]]]:
        """The stored message and the texts of services by name."""
        ...

    def synonyms(self) -> list[Synonyms]:
        """The groups that this catalogue adds."""
        ...

    def at_place(self, place: str) -> list[Service]:
        """Services provided at a place."""
        ...

    def in_situation(self, code: str) -> list[Service]:
        """Services that name a life situation."""
        ...

    def missed(self, words: str, day: date) -> None:
        """Count a search in vain."""
        ...

    def misses(self) -> list[Missed]:
        """Searches in vain, the most frequent first."""
        ...


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """What is kept of a record of the register."""

    service: str
    """Resource name of the service that stands for it."""
    sha256: bytes
    """Of what it said; empty for what must be read anew."""
    places: int
    """At how many places the service is provided."""
    ended: bool
    """Whether its last day had passed when it was read."""
    changed_in: str
    """The run in which it last changed."""
    gone_in: str
    """The run in which it was missing, or empty."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What a layer said of an entry before and after a run, as JSON of its fields, and the runs that had said it."""

    name: str
    layer: str
    before: str
    after: str
    sources: str
    """Resource name of the run, or an empty text, by each field of `before`."""


@dataclass(frozen=True, slots=True)
class Touched:
    """An entry that a run wrote."""

    name: str
    was_there: bool
    """Whether there was one when the run began."""
    was_known: bool
    """Whether there ever was one before."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Names of entries by what identifies them, the oldest first."""

    providers_of_ico: dict[str, list[str]] = field(default_factory=dict)
    providers_titled: dict[str, list[str]] = field(default_factory=dict)
    places_at: dict[str, list[str]] = field(default_factory=dict)
    """By RÚIAN code of the address point."""
    services_of_register: dict[str, list[str]] = field(default_factory=dict)
    services_numbered: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By registration number; each with its register id."""
    services_titled: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """By provider and title."""


class ImportTx(Protocol):
    """Imports, and what they ask of the directory."""

    runs: Collection[ImportRun]

    @property
    def last_entry(self) -> int:
        """The last number that the journal gave."""
        ...

    def records(self) -> dict[str, RegisterRecord]:
        """All records of the register that are known, by their id."""
        ...

    def put_records(self, new: Mapping[str, RegisterRecord], changed: Mapping[str, RegisterRecord]) -> None:
        """Keep records."""
        ...

    def forget_records(self, run: str, gone: Iterable[str]) -> None:
        """Let the records that a run changed be read anew, and those come back that it missed.

        Records of services that are `gone` with it are forgotten, whatever run changed them last.
        """
        ...

    def known_of(self, names: Sequence[str]) -> dict[str, Known]:
        """What the layers say of several entries, read at once."""
        ...

    def identities(self) -> Identities:
        """What identifies the entries of the whole directory."""
        ...

    def remember(self, run: str, said: Iterable[SaidBefore]) -> None:
        """Keep what was said before a run."""
        ...

    def said_before(self, run: str) -> list[SaidBefore]:
        """What was said before a run of the entries that it changed."""
        ...

    def touched(self, first: int, last: int) -> list[Touched]:
        """Everything that the journal's entries between two numbers, both included, are about."""
        ...

    def written_since(self, last: int) -> set[str]:
        """Names of everything that was written or deleted after a number of the journal."""
        ...

    def says_the_same(self, name: str, last: int) -> bool:
        """Whether an entry says now what it said at a number of the journal."""
        ...


class HistoryTx(Protocol):
    """All states that providers, services and places ever had."""

    def revisions(self, name: str, before: int, most: int) -> list[Revision]:
        """States of an entry whose numbers are below `before`, the newest first."""
        ...

    def entry(self, name: str, number: int) -> Entity | None:
        """An entry as it was; None if it has no such state, or was gone then."""
        ...

    def since(self, name: str, number: int) -> list[Entity]:
        """An entry as it was after each later change, the oldest first."""
        ...


class MergedTx(Protocol):
    """Where the names lead of entries that were merged into others."""

    def targets(self) -> dict[str, str]:
        """The entry that stands for each one that was merged, by resource name."""
        ...

    def target(self, gone: str) -> str | None:
        """Resource name of the entry that stands for one that was merged, or None."""
        ...

    def come_back(self, name: str) -> None:
        """An entry is there again: its name leads nowhere else any more."""
        ...


class CatalogueTx(Protocol):
    """One transaction over a municipality's directory of services."""

    providers: Collection[Provider]
    services: Collection[Service]
    places: Collection[Place]
    situations: Collection[LifeSituation]
    synonyms: Collection[Synonyms]
    capacity_reports: Collection[CapacityReport]
    confidential_addresses: Collection[ConfidentialAddress]
    restricted_details: Collection[RestrictedDetail]
    reporting: ReportingTx
    facts: FactTx
    merges: MergedTx
    history: HistoryTx
    change_requests: Collection[ChangeRequest]
    imports: ImportTx

    def attempt(self) -> AbstractContextManager[None]:
        """What is done inside stands or falls as one, whatever becomes of the rest."""
        ...

    search: SearchTx

    def has_services(self, provider: str) -> bool:
        """Whether a service names this provider."""
        ...

    def services_of(self, provider: str) -> list[Service]:
        """All services of a provider."""
        ...

    def is_place_used(self, place: str) -> bool:
        """Whether a service is provided at this place."""
        ...

    def is_situation_used(self, code: str) -> bool:
        """Whether a service names this life situation."""
        ...

    def capacity_reports_of(self, service: str) -> list[CapacityReport]:
        """The current reports of a service."""
        ...

    def details_of(self, owner: str) -> list[str]:
        """Names of the restricted details of an owner."""
        ...

    def registered_capacities(self) -> dict[str, list[Capacity]]:
        """The registered capacities of all services, by the service's resource name."""
        ...

    def provider_count(self) -> int:
        """How many providers there are."""
        ...

    def count_by_class(self) -> dict[str, int]:
        """Services by service class."""
        ...

    def count_registered_by_type(self) -> dict[str, int]:
        """Registered services by service type."""
        ...

    def count_registered_by_founder_type(self) -> dict[str, int]:
        """Registered services by their provider's founder type; those without one are left out."""
        ...
