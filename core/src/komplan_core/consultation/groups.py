"""Groups of like points, and prepared texts of answers."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core import names
from komplan_core.errors import Refused, violated
from komplan_core.record import Entity, Record
from komplan_core.values import Text, Title, unique


class SimilarityMethod(StrEnum):
    """How a group was found."""

    EXACT = "exact"
    NEAR = "near"
    HAND = "hand"


class SimilarityState(StrEnum):
    """Where a group stands; its members are settled together only while it is confirmed."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISSOLVED = "dissolved"


class SimilarPoint(Record):
    """A point in a group of like ones."""

    point: Annotated[str, Field(max_length=400)]
    """Resource name."""
    score: Annotated[int, Field(ge=0, le=100)] = 0
    """How like another member it is, in percent."""

    def model_post_init(self, context: Any, /) -> None:
        if not names.POINT.matches(self.point):
            violated("NAME_FORMAT", f"expected a name like `{names.POINT.template}`", "point")


class SimilarityGroup(Entity):
    """Points that say nearly the same. They are never merged: each keeps its number, its author and its answer."""

    method: SimilarityMethod = SimilarityMethod.HAND
    state: SimilarityState = SimilarityState.SUGGESTED
    members: Annotated[
        tuple[SimilarPoint, ...], Field(min_length=2, max_length=20_000), unique("a point", lambda m: m.point)
    ]
    confirmed_by: Annotated[str, Field(max_length=200)] = ""
    """Code of who confirmed it, never a name."""

    def check(self, *states: SimilarityState) -> None:
        """Raise Refused unless it stands in one of these states."""
        if self.state not in states:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the group is `{self.state}`")

    @property
    def points(self) -> tuple[str, ...]:
        """The names of its members."""
        return tuple(member.point for member in self.members)


class ReplyText(Entity):
    """A prepared text of which answers are made."""

    title: Title
    text: Annotated[Text, Field(min_length=1)]
    retired: bool = False
    """Whether it is offered no more; answers that were made of it stay."""
