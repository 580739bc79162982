"""What the use cases of bodies, handovers and participation need of storage."""

from typing import Protocol

from komplan_core.handovers import Handover
from komplan_core.organisation import Member
from komplan_core.participation import Event
from komplan_kit.store import Collection


class OrganisationTx(Protocol):
    """People's seats without their names, handovers, and the participation register."""

    handovers: Collection[Handover]
    events: Collection[Event]

    def seats(self, body: str = "", working_group: str = "", named: bool = False) -> list[Member]:
        """All seats of a body or working group, or of all where neither is given. Names are left out unless `named`."""
        ...

    def seats_of_person(self, person: str) -> list[Member]:
        """All seats of one person. Names and contacts are left out."""
        ...

    def all_handovers(self) -> list[Handover]:
        """All handovers."""
        ...

    def all_events(self, cycle: str = "") -> list[Event]:
        """All events, or those of one cycle."""
        ...

    def refers_to(self, member: str) -> bool:
        """Whether an attendance, vote, task, deputy or handover refers to a seat."""
        ...
