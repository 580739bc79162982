"""Imports, and what they ask of the directory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from komplan_core.catalogue.importing import ImportRun
from komplan_core.catalogue.provenance import Known
from komplan_kit.store import Collection


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
