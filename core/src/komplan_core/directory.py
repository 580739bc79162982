"""The region's directory of planning areas, and the state of its copy of each."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.regional.speaking import ClaimSubject, TerritoryUnit
from komplan_core.territory import UnitCode
from komplan_core.values import Code, MunicipalityCode, Title, unique


class CopyState(StrEnum):
    """How current the region's copy of an area is. The last good copy is kept in every state."""

    NEVER = "never"
    FRESH = "fresh"
    STALE = "stale"
    UNREACHABLE = "unreachable"
    QUARANTINED = "quarantined"


class Feed(StrEnum):
    """What a region collects of an area, each from a service of its own."""

    PLANNING = "planning"
    CATALOGUE = "catalogue"


class EntryKind(StrEnum):
    """Who stands in the directory."""

    CITY = "city"
    """Has an instance of its own, which the region asks."""
    MUNICIPALITY = "municipality"
    """Has none: its ORP speaks for it, or it fills in the region's form."""


WARNING_DAYS: Final = (1, 7, 30)
"""Days before an entry expires, or fewer, from which the region's office is warned ever more loudly."""
_CERTIFICATE_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HOST_PORT = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")


def _target(value: str) -> str:
    found = _HOST_PORT.fullmatch(value)
    if found is None or not 0 < int(found[1]) < 65536:
        violated("INVALID_VALUE", "write the address as host:port")
    return value


def _target_or_none(value: str) -> str:
    return _target(value) if value else value


def _certificate_name(value: str) -> str:
    if value and _CERTIFICATE_NAME.fullmatch(value) is None:
        violated("INVALID_VALUE", "write one name as it stands in the certificate, such as mesto.vzorov.cz")
    return value.lower()


def _fingerprint(value: str) -> str:
    if _FINGERPRINT.fullmatch(value) is None:
        violated("INVALID_VALUE", "a fingerprint is 64 hexadecimal digits in lower case")
    return value


_Address = Annotated[str, Field(max_length=255), AfterValidator(_target_or_none)]


class Freshness(Record):
    """How current the copy of one feed is."""

    feed: Feed
    state: CopyState = CopyState.NEVER
    as_of: datetime | None = None
    """When the copy was last confirmed by the city."""
    revision: int = 0
    """Journal number of the last published change in the copy."""
    reason: str = ""
    """Why it is not fresh."""
    records: int = 0
    digest: str = ""


class TerritoryClaim(Record):
    """A territory of which a city says something without being the one that speaks for it."""

    subject: ClaimSubject
    unit: TerritoryUnit
    code: str
    entries: int = 0
    """How many entries say something of it."""
    example: str = ""
    """Resource name of one of them."""


class Municipality(Entity):
    """A planning area in the region's directory."""

    code: Code
    title: Title
    kind: EntryKind = EntryKind.CITY
    target: _Address = ""
    """Address of its planning service."""
    catalogue_target: _Address = ""
    """Address of its catalogue service; its catalogue is not collected if empty."""
    consultation_target: _Address = ""
    """Address of its consultation service, whose comment books the region may witness."""
    public_address: _Address = ""
    """Where everybody may reach it, as the signed directory tells."""
    certificate_name: Annotated[str, Field(max_length=253), AfterValidator(_certificate_name)] = ""
    """The name that its server's certificate must show; empty only where there is no TLS, on loopback."""
    valid_until: date | None = None
    """Last day on which the entry holds; without one it holds until it is removed."""
    book_fingerprints: Annotated[tuple[Annotated[str, AfterValidator(_fingerprint)], ...], Field(max_length=10)] = ()
    """Fingerprints of the keys of its comment books that the region's office confirmed with the city."""
    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(max_length=2_000), unique("a municipality")] = ()
    """RÚIAN codes of the municipalities for which it speaks, as the region's office confirmed them."""
    orps: Annotated[tuple[UnitCode, ...], Field(max_length=300), unique("an ORP")] = ()
    """RÚIAN codes of ORP for the whole of which it speaks, confirmed too."""
    blocked: bool = False
    state: CopyState = CopyState.NEVER
    revision: int = 0
    collected_at: datetime | None = None
    reason: str = ""
    feeds: tuple[Freshness, ...] = ()
    reset_reason: Annotated[str, Field(max_length=1000)] = ""
    """Why its state was last taken anew from the beginning."""
    territory_codes: tuple[str, ...] = ()
    """RÚIAN codes of its member municipalities, as its structure says."""
    expired: bool = False
    speaks_for: tuple[str, ...] = ()
    """RÚIAN codes of all municipalities for which it speaks, with those of its ORP."""
    claims: tuple[TerritoryClaim, ...] = ()
    """What it says of territory that is not confirmed; none of it counts."""

    def model_post_init(self, context: Any, /) -> None:
        if self.kind is EntryKind.CITY and not self.target:
            violated("REQUIRED", "write the address of its planning service as host:port", "target")
        if self.kind is EntryKind.MUNICIPALITY:
            for field in _OF_AN_INSTANCE:
                if getattr(self, field):
                    violated("INVALID_VALUE", "a municipality without an instance is not asked: leave it empty", field)

    def has_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < today


class SignedDirectory(Entity):
    """The directory as it was signed last; the journal keeps the issues before."""

    number: int
    issued_at: datetime
    expires_at: datetime
    note: str


_OF_AN_INSTANCE: Final = (
    "target",
    "catalogue_target",
    "consultation_target",
    "certificate_name",
    "book_fingerprints",
    "municipalities",
    "orps",
)


def warned_days(valid_until: date | None, today: date) -> int | None:
    """Days left until an entry expires, where its office is to be warned: 30, 7 or 1 before, or fewer; else None.

    The last day itself leaves 0 days, one that is over a negative number.
    """
    left = (valid_until - today).days if valid_until is not None else max(WARNING_DAYS) + 1
    return left if left <= max(WARNING_DAYS) else None
