"""What the consultation takes from planning once the plan is decided on."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution of planning's register, and the hash of the version on which it decides."""

    name: str
    subject: str
    result: str
    content_sha256: str
    body: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """How a measure fared, as planning published it."""

    name: str
    sha256: str
    """Of the published message."""
    measure: str
    """Id of the measure, the same in every version."""
    year: int
    half: int
    state: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Deviated:
    """How a measure went otherwise than planned, as an approved evaluation tells it."""

    name: str
    measure: str
    kind: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An approved evaluation. `year` is 0 for that of the whole plan."""

    name: str
    sha256: str
    title: str
    year: int
    measures: frozenset[str]
    """Ids of the measures whose indicators or deviations it tells."""
    deviations: tuple[Deviated, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What planning has published of how a plan is carried out, oldest first."""

    observations: tuple[Observed, ...] = ()
    evaluations: tuple[Evaluated, ...] = ()


class Results(Protocol):
    """Planning, as it is asked about resolutions and yearly results."""

    async def resolution(self, name: str) -> Decided | None:
        """A resolution; None where the instance keeps no plans. Raises Refused, NotFound, Unavailable."""
        ...

    async def published(self, plan: str) -> Published | None:
        """What is published of a plan; None where no plans are kept. Raises Refused, NotFound, Unavailable."""
        ...
