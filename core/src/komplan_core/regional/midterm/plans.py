"""The midterm plan of a region, the versions in which it is built, and what people write into them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core import names
from komplan_core.errors import Refused, violated
from komplan_core.planning import Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, OptionalCode, Text, Title, Year

YEARS: Final = 3
"""A region plans for three years (act 108/2006 Sb., § 95 letter d)."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
"""Hexadecimal digits, or empty."""


class MidtermState(StrEnum):
    """How far a plan, or a version of it, has come."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    FINAL = "final"
    APPROVED = "approved"


STEPS: Final = {
    "publish": (MidtermState.DRAFT, MidtermState.CONSULTATION),
    "finish": (MidtermState.CONSULTATION, MidtermState.FINAL),
    "adopt": (MidtermState.FINAL, MidtermState.APPROVED),
}
"""From which state each step leads to which."""


class RegionPlan(Entity):
    """The plan of three years. Its id says which: `2027-2029`."""

    title: Title
    from_year: Year
    to_year: Year
    state: MidtermState = MidtermState.DRAFT
    """That of the version that has come furthest."""
    approved_version: OptionalCode = ""
    """Id of the version that is approved."""
    resolution: Resolution | None = None
    previous: Annotated[str, Field(max_length=400)] = ""
    """Resource name of the plan before, where this region keeps it: its evaluation is part K3."""
    first: bool = False
    """Whether it is declared to be the region's first plan, which has no plan before to evaluate."""
    fictional: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if self.to_year != self.from_year + YEARS - 1:
            violated("INVALID_VALUE", f"a region plans for {YEARS} years (act 108/2006 Sb., § 95 d)", "to_year")
        if self.previous and not names.REGION_PLAN.matches(self.previous):
            violated("NAME_FORMAT", f"expected a name like `{names.REGION_PLAN.template}`", "previous")
        if self.previous and self.first:
            violated("INVALID_VALUE", "a plan that has one before it is not the first", "first")

    @property
    def years(self) -> range:
        """The years that it is for."""
        return range(self.from_year, self.to_year + 1)


class PinnedInput(Record):
    """A copy of a city's feed as it stood when the version was built. It is kept with the version."""

    area: Code
    title: Title
    feed: Code
    state: Code
    """How current the copy was."""
    revision: Count
    """Journal number of the city's last published change in it."""
    digest: Sha256
    """Of all that the city publishes, as the city told it."""
    as_of: datetime | None = None
    reason: Text = ""
    """Why it was not fresh."""
    records: Count = 0
    manifest_sha256: Sha256
    """Of the list of its records with their hashes: the same list is the same copy."""


class PlanConsultation(Record):
    """On which settlement, or for which reason without one, the plan was adopted."""

    round: Annotated[str, Field(max_length=400)] = ""
    """Resource name of the round in the region's consultation."""
    book_root: Sha256 = ""
    """Root hash of its comment book: the published settlement table verifies against it, and the book can only grow."""
    confirmed: bool = False
    """Whether the consultation service itself said that the round is settled; else the office vouches for it."""
    comments: Count = 0
    points: Count = 0
    reason: Text = ""
    """Why no round was held."""

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.round) == bool(self.reason.strip()):
            violated("REQUIRED", "name the settled round, or say why there was none", "reason")
        if self.round and not (names.ROUND.matches(self.round) and self.book_root):
            violated("REQUIRED", "a round is named with the root hash of its comment book", "book_root")


class RegionPlanVersion(Entity):
    """One version: built once from exact revisions. What is generated never changes; texts do until it is published."""

    title: Title
    state: MidtermState = MidtermState.DRAFT
    based_on: OptionalCode = ""
    """Id of the version whose texts were taken over."""
    built_at: datetime
    journal: Count
    """Number in the region's own journal up to which its own records count."""
    inputs: tuple[PinnedInput, ...] = ()
    rules: Count = 0
    """Number of the rules of composing by which it was built: others may count other figures of the same records."""
    program: Annotated[str, Field(max_length=100)] = ""
    """Version of the program that built it."""
    content_sha256: Sha256
    """Of what is generated, table by table."""
    sha256: Sha256 = ""
    """Of what is generated and all texts, set when it was published: the hash that people comment on."""
    consultation: PlanConsultation | None = None
    resolution: Resolution | None = None

    def stepped(self, step: str) -> "RegionPlanVersion":
        """The version one step further. Raises Refused out of turn."""
        source, target = STEPS[step]
        if self.state is not source:
            message = f"`{self.name}` is {self.state}; to {step} it, it must be {source}: {_WAYS[source]}"
            raise Refused("TRANSITION_NOT_ALLOWED", message)
        return self.revised({"state": target})


_WAYS: Final = {
    MidtermState.DRAFT: "build a new version and go on with that (`komplan region plan build`)",
    MidtermState.CONSULTATION: "publish a draft for comments first (`komplan region plan consult`)",
    MidtermState.FINAL: "end its consultation first (`komplan region plan finish`)",
}
"""How a version comes into the state that a step begins in."""


class RegionPlanSection(Entity):
    """What people write in one place of a version; figures stand apart from it."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9][a-z]?$")]
    """The rule that asks for it, such as `K1a`."""
    part: Annotated[str, StringConstraints(pattern=r"^K[1-5]$")]
    """The part of the plan in which it stands."""
    position: Annotated[int, Field(ge=1, le=1000)]
    title: Title
    text: Text = ""


def plan_id(first: int) -> str:
    """The id of the plan that begins in a year."""
    return f"{first}-{first + YEARS - 1}"
