"""What was said of needs, and what the region itself keeps of them."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from komplan_core.evidence.rounds import NeedRound, NeedsReport
from komplan_core.needs import Need
from komplan_core.regional.need_holding import SaidReport
from komplan_core.regional.need_records import NeedCode, NeedMerge, NeedResponse, RegionNeedRound
from komplan_core.regional.needs import Merge, SaidNeed
from komplan_kit.store import Collection


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """A need with its shares and the message in which it came."""

    said: SaidNeed
    shares: Mapping[str, Decimal]
    need: Need


@dataclass(frozen=True, slots=True)
class CapacitySaid:
    """A capacity that a report says is needed."""

    area: str
    """Code of the planning area whose copy it comes from; empty for the region's own intake."""
    report: str
    year: int
    service_type: str
    form: str
    unit: str
    quantity_needed: int
    quantity_now: int | None
    """Absent where it is not known."""
    service: str
    """Resource name in the city's catalogue; empty for a new service."""
    from_year: int
    priority: int
    """1 is the most urgent; 0 where none is given."""
    shares: Mapping[str, Decimal]
    """Canonical target group → share."""
    unmapped: tuple[str, ...]
    municipalities: tuple[str, ...]
    """The territory, never empty: what the report speaks for where the line names none."""
    needs: tuple[str, ...]
    """Names of the needs behind it."""


@dataclass(frozen=True, slots=True)
class SaidOfNeeds:
    """All that one city, or one report of the region's intake, says of needs."""

    reports: tuple[SaidReport, ...] = ()
    needs: tuple[NeedSaid, ...] = ()
    capacities: tuple[CapacitySaid, ...] = ()
    rounds: tuple[NeedRound, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidByOne:
    """What one source says of a need, as it came."""

    name: str
    report: str
    encoded: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The region's answer to a need."""

    name: str
    outcome: str


class NeedsTx(Protocol):
    """Needs inside a transaction."""

    rounds: Collection[RegionNeedRound]
    intake: Collection[NeedsReport]
    codes: Collection[NeedCode]
    merges: Collection[NeedMerge]
    responses: Collection[NeedResponse]

    def put(self, row_id: int, said: SaidOfNeeds) -> None:
        """Replace what the copy of a city says."""
        ...

    def put_intake(self, name: str, said: SaidOfNeeds) -> None:
        """Keep what a report of the intake says, which never changes."""
        ...

    def reports(self, years: Names[int]) -> list[SaidReport]:
        """Submitted reports of some years, in no order that means anything."""
        ...

    def reports_of(self, municipality: str) -> list[SaidReport]:
        """Submitted reports of one sender, in all years."""
        ...

    def needs(self, years: Names[int]) -> list[SaidNeed]:
        """What reports of some years say, and what cities published with these years."""
        ...

    def capacities(self, years: Names[int]) -> list[CapacitySaid]:
        """Capacities that reports of some years say are needed."""
        ...

    def known(self, names: Names[str]) -> dict[str, SaidNeed]:
        """The needs of these names, as said last; those that nobody said are missing."""
        ...

    def said_by(self, names: Names[str]) -> list[SaidByOne]:
        """What each source says of the needs of these names, the latest last."""
        ...

    def reported(self, report: str) -> list[Need]:
        """The needs that a report says, in the order of their numbers."""
        ...

    def round_of(self, year: int) -> RegionNeedRound | None:
        """The region's round of a year."""
        ...

    def versions(self, round_name: str, municipality: str) -> list[NeedsReport]:
        """Reports of the intake by one municipality in one round, oldest first."""
        ...

    def has_reports(self, round_name: str) -> bool:
        """Whether the intake took a report in the round."""
        ...

    def codes_of(self, round_name: str) -> list[NeedCode]:
        """The codes of a round."""
        ...

    def merges_in_force(self) -> list[Merge]:
        """Merges that were not undone."""
        ...

    def taken_apart(self) -> list[tuple[str, ...]]:
        """Names of needs that were merged once and are not any more."""
        ...

    def answers(self) -> Mapping[str, Answered]:
        """Need → the region's answer to it."""
        ...


Years = Sequence[int]
