"""Handing over an office: who holds one after elections must be told what the one before knew."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.organisation import Member, Role
from komplan_core.record import Entity
from komplan_core.values import OptionalCode, Title

OFFICE: Final = frozenset({"edit", "convene", "adopt"})
"""Capabilities that make a seat an office whose end asks for a handover."""

_Name = Annotated[str, StringConstraints(max_length=400)]


class Handover(Entity):
    """The record of a handover (předávací protokol): between seats, never naming people."""

    body: OptionalCode = ""
    working_group: OptionalCode = ""
    from_member: _Name
    """Resource name of the seat that ends."""
    to_member: _Name
    """Resource name of the seat that takes over."""
    held_on: date
    items: Annotated[tuple[Title, ...], Field(min_length=1, max_length=200)]
    """What was handed over."""
    documents: Annotated[tuple[Title, ...], Field(max_length=200)] = ()

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.body) == bool(self.working_group):
            violated("REQUIRED", "a handover is of one body or of one working group", "working_group")
        if self.from_member == self.to_member:
            violated("INVALID_VALUE", "nobody hands over to the same seat", "to_member")


def without_handover(
    members: Iterable[Member], handovers: Iterable[Handover], roles: Mapping[str, Role], day: date
) -> list[Member]:
    """The offices that ended by the day and of which nothing was handed over, longest ago first."""
    done = {handover.from_member for handover in handovers}
    ended = [
        member
        for member in members
        if member.mandate.end is not None
        and member.mandate.end <= day
        and member.name not in done
        and member.role in roles
        and OFFICE & set(roles[member.role].capabilities)
    ]
    return sorted(ended, key=lambda member: (member.mandate.end, member.name))
